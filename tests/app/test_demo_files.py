"""The demo study keeps its promises: sizes, kinds of text, and labels that all have somebody behind them."""

import csv
import re
from pathlib import Path

import pytest

from quotetree.coding.codebook import read_codebook, unknown_columns

DEMO = Path(__file__).parents[2] / "app" / "demo"
TRANSCRIPTS = sorted((DEMO / "transcripts").iterdir())
INTERVIEWER_LABELS = {"Interviewer", "I", "Q"}
LABEL = re.compile(r"(?P<label>[A-Z][\w ]{0,20}): ")
VOICE = re.compile(r"<v (?P<label>[^>]+)>(?P<words>.*)</v>")


def table(name: str) -> list[dict[str, str]]:
    with open(DEMO / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines_of_talk(path: Path) -> list[str]:
    """`LABEL: words` lines; a cue of the same speaker goes on where the one before did not end a sentence."""
    raw = path.read_bytes().decode("utf-8")
    assert "\r" not in raw
    assert raw.endswith("\n")
    assert not raw.startswith("\ufeff")
    if path.suffix == ".txt":
        return raw.removesuffix("\n").split("\n")
    lines: list[str] = []
    speaker = ""
    for cue in VOICE.finditer(raw):
        goes_on = bool(lines) and (lines[-1][-1].isalnum() or lines[-1][-1] in ",-–—")
        if cue["label"] == speaker and goes_on:
            lines[-1] += f" {cue['words']}"
        else:
            lines.append(f"{cue['label']}: {cue['words']}")
        speaker = cue["label"]
    return lines


TEXTS = {path.stem: "\n".join(lines_of_talk(path)) + "\n" for path in TRANSCRIPTS}
DOCUMENTS = {row["document"]: row for row in table("documents.csv")}
PARTICIPANTS = {row["id"]: row for row in table("participants.csv")}


def labels(document: str) -> set[str]:
    return {found["label"] for line in TEXTS[document].split("\n") if (found := LABEL.match(line))}


def talk(kind: str) -> list[str]:
    return [name for name, row in DOCUMENTS.items() if row["kind"] == kind]


def test_every_file_is_described_once() -> None:
    assert len(TEXTS) == len(TRANSCRIPTS) == len(table("documents.csv"))
    assert set(TEXTS) == set(DOCUMENTS)


def test_every_kind_is_there() -> None:
    assert len(talk("interview")) == 7
    assert [len(talk(kind)) for kind in ("focus group", "journal", "observation")] == [1, 1, 1]
    assert [path.stem for path in TRANSCRIPTS if path.suffix == ".vtt"] == ["I5-gp-receptionist"]


@pytest.mark.parametrize("document", talk("interview") + talk("focus group"))
def test_a_conversation_is_of_a_real_length(document: str) -> None:
    words = [word for word in TEXTS[document].split() if re.search(r"\w", word)]
    assert 800 <= len(words) <= 2000


def test_no_filler_is_repeated() -> None:
    everything = "\n".join(TEXTS.values())
    sentences = [line for line in re.split(r"(?<=[.?!])\s", everything) if len(line) > 45]
    assert len(sentences) > 200
    assert len(sentences) == len(set(sentences))


def test_real_characters_occur() -> None:
    everything = "".join(TEXTS.values())
    for sign in ("🙂", "é", "ñ", "ń", "“", "”", "’", "–", "¿", "[laughs]"):
        assert sign in everything, sign


@pytest.mark.parametrize("document", talk("interview") + talk("focus group"))
def test_every_label_has_somebody_behind_it(document: str) -> None:
    mapped = {row["label"] for row in table("speakers.csv") if row["document"] == document}
    assert labels(document) - mapped - INTERVIEWER_LABELS <= set(PARTICIPANTS)
    assert mapped <= labels(document)
    assert all(LABEL.match(line) for line in TEXTS[document].removesuffix("\n").split("\n"))


@pytest.mark.parametrize("document", talk("journal") + talk("observation"))
def test_a_journal_and_a_note_have_no_labels(document: str) -> None:
    assert not labels(document)


def test_people_are_those_of_the_list() -> None:
    named = {person for row in DOCUMENTS.values() for person in row["participants"].split()}
    named |= {person for row in table("speakers.csv") for person in row["participant"].split()}
    appearances = {(row["document"], row["participant"]) for row in table("appearances.csv")}
    assert named == set(PARTICIPANTS)
    assert appearances
    for document, person in appearances:
        assert person in DOCUMENTS[document]["participants"].split()


def test_the_focus_group_has_four_speakers_and_one_silent_member() -> None:
    spoke = labels("FG1-helpers") & set(PARTICIPANTS)
    assert len(spoke) == 4
    assert set(DOCUMENTS["FG1-helpers"]["participants"].split()) - spoke == {"P12"}


def test_people_have_attributes_and_some_cells_are_empty() -> None:
    assert len(PARTICIPANTS) >= 8
    cells = [value for row in PARTICIPANTS.values() for value in row.values()]
    assert len(next(iter(PARTICIPANTS.values()))) >= 5
    assert "" in cells


CODES = {row["path"]: row for row in table("codebook.csv")}
HEADINGS = {path for path, row in CODES.items() if row["heading"] == "yes"}


def test_the_codebook_is_read_as_a_tree_of_three_levels() -> None:
    rows = read_codebook(table("codebook.csv"))
    assert 28 <= len(rows) <= 36
    assert {len(row.names) for row in rows} == {1, 2, 3}
    paths = {row.names for row in rows}
    assert all(row.names[:-1] in paths for row in rows if len(row.names) > 1)
    assert not unknown_columns(table("codebook.csv"))


def test_every_code_says_what_it_means_and_when_to_use_it() -> None:
    for path, row in CODES.items():
        needed = {"short", "description", "exclusion"} | (
            set() if path in HEADINGS else {"inclusion", "example"}
        )
        assert [column for column in needed if not row[column]] == [], path


def test_a_name_stands_under_two_parents() -> None:
    names = [row["name"] for row in CODES.values()]
    assert {name for name in names if names.count(name) > 1} == {"Confidence"}


def test_examples_are_the_words_of_participants() -> None:
    said = "".join(TEXTS.values()).replace("’", "'")
    for path in set(CODES) - HEADINGS:
        assert CODES[path]["example"].replace("’", "'") in said, path


CODINGS = table("codings.csv")


def passage(row: dict[str, str]) -> str:
    return TEXTS[row["document"]][int(row["start"]) : int(row["end"])]


def cuts_a_word(text: str, offset: int) -> bool:
    return bool(re.match(r"[\w'’][\w'’]", text[offset - 1 : offset + 1]))


def depth(document: str) -> int:
    """The most main codings that hold one character."""
    ends = [
        (int(row["start"]), int(row["end"]))
        for row in CODINGS
        if row["document"] == document and row["layer"] == "main"
    ]
    return max(sum(start <= at < end for start, end in ends) for at, _ in ends)


def test_there_are_enough_codings_by_two_coders_in_two_layers() -> None:
    main = [row for row in CODINGS if row["layer"] == "main"]
    check = [row for row in CODINGS if row["layer"] == "check"]
    assert len(main) + len(check) == len(CODINGS)
    assert 140 <= len(main) <= 180
    assert 12 <= len(check) <= 20
    assert {row["coder"] for row in main} == {"Marta Kowal", "Adaeze Obi"}
    assert {row["coder"] for row in check} == {"Adaeze Obi"}


def test_a_blind_coder_has_no_main_codings_in_the_same_document() -> None:
    blind = {(row["document"], row["coder"]) for row in CODINGS if row["layer"] == "check"}
    main = {(row["document"], row["coder"]) for row in CODINGS if row["layer"] == "main"}
    assert not blind & main
    assert {document for document, _ in blind} <= {document for document, _ in main}


def test_every_coding_stands_on_whole_words() -> None:
    for row in CODINGS:
        text, start, end = TEXTS[row["document"]], int(row["start"]), int(row["end"])
        assert 0 <= start < end <= len(text)
        assert re.search(r"\w", passage(row)), row
        assert passage(row) == passage(row).strip(), row
        assert not cuts_a_word(text, start), row
        assert not cuts_a_word(text, end), row


def test_no_coding_begins_in_a_label() -> None:
    for row in CODINGS:
        text, start = TEXTS[row["document"]], int(row["start"])
        line_start = text.rfind("\n", 0, start) + 1
        label = LABEL.match(text[line_start : text.index("\n", line_start)])
        assert not label or start >= line_start + label.end(), row


def test_every_coding_has_a_code_that_can_be_applied_and_every_code_a_coding() -> None:
    assert {row["code"] for row in CODINGS} == set(CODES) - HEADINGS
    assert HEADINGS


def test_no_coding_is_there_twice() -> None:
    assert len({tuple(row.values()) for row in CODINGS}) == len(CODINGS)


def test_codings_overlap_reach_over_turns_and_meet_between_coders() -> None:
    assert depth("I1-library-assistant") >= 5
    assert depth("FG1-helpers") >= 4
    assert sum("\n" in passage(row) for row in CODINGS) >= 15
    coders: dict[tuple[str, str, str], set[str]] = {}
    for row in CODINGS:
        coders.setdefault((row["document"], row["start"], row["end"]), set()).add(row["coder"])
    assert any(len(names) == 2 for names in coders.values())


def test_every_document_is_coded() -> None:
    assert {row["document"] for row in CODINGS} == set(TEXTS)
