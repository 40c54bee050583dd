"""A transcript brought in again as a file after coding, on the command line's and the pages' way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.services import codes, codings, corrections, turns, undo
from quotetree.app.services.imports import again
from quotetree.app.services.imports.transcripts import keep_transcript
from quotetree.app.services.integrity import findings
from quotetree.app.store import documents
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.database import transaction
from quotetree.coding.imports.transcripts import Brought
from quotetree.coding.text import sha256
from quotetree.coding.transcript import read_transcript

from .browser import Browser
from .cast import Cast, cast, selected
from .command_line import runner
from .test_corrections import quotations

TEXT = "I: How was it?\nS1: Well. It was fine. We were glad.\nI: And then?\nS2: Nothing came of it.\n"
NEW = (
    "I: How was it?\nS1: Well. It was quite fine.\nI: And then?\nS2: Nothing came of it at all.\n"
    "I: Were you angry?\nAnna: Yes.\n"
)


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def keep(access: Access, text: str = TEXT, name: str = "FG.txt") -> str:
    transcript = read_transcript(name, text.encode(), "interview")
    return keep_transcript(access, Brought(name, text.encode(), "interview", transcript)).document_id


def code(people: Cast, who: str, document: str, words: str, name: str = "Said") -> str:
    text = people.as_(who, documents.document, document).text
    made = people.as_(who, codes.create_code, name).code_id
    start = text.index(words)
    place = selected(start, start + len(words), text)
    return people.as_(who, codings.add_coding, document, place, made).coding_id


@pytest.fixture
def document(people: Cast) -> str:
    made = people.as_("Ana", keep)
    for n, words in enumerate(["It was fine.", "We were glad.", "Nothing came of it.", "And then?"]):
        code(people, "Ana", made, words, f"Code {n}")
    return made


def sound(people: Cast) -> None:
    with transaction(people.database, writing=False) as connection:
        assert list(findings(connection)) == []


def shown(people: Cast, document: str) -> list[tuple[str, str]]:
    text = people.as_("Ana", documents.document, document).text
    return [
        (turn.label, text[turn.words : turn.end]) for turn in people.as_("Ana", documents.turns, document)
    ]


def test_codings_stay_on_their_words_and_one_undo_restores_all(people: Cast, document: str) -> None:
    rows = people.rows()
    done = people.as_("Ana", again.bring_again, document, "FG.txt", NEW.encode())
    assert sorted(people.as_("Ana", quotations, document).values()) == [
        "And then?",
        "It was quite fine.",
        "Nothing came of it at all.",
    ]
    assert [one.old for one in done.planned.correction.lost] == ["We were glad."]
    assert shown(people, document) == [
        ("I", "How was it?"),
        ("S1", "Well. It was quite fine."),
        ("I", "And then?"),
        ("S2", "Nothing came of it at all."),
        ("I", "Were you angry?"),
        ("Anna", "Yes."),
    ]
    assert {label: one.role for label, one in done.planned.speakers.new.items()} == {"Anna": "not identified"}
    assert sorted(row["data"] for row in people.rows()["original_file"].values()) == sorted(
        [TEXT.encode(), NEW.encode()]
    )
    sound(people)
    people.as_("Ana", undo.undo_latest)
    now = people.rows()
    assert all(now[table] == rows[table] for table in t.LOGGED)
    people.as_("Ana", undo.redo_latest)
    assert shown(people, document)[5] == ("Anna", "Yes.")
    sound(people)


def test_the_same_text_does_nothing(people: Cast, document: str) -> None:
    rows = people.rows()
    assert people.as_("Ana", again.bring_again, document, "FG.txt", TEXT.encode()).seq is None
    assert people.rows() == rows


def test_a_speaker_keeps_what_they_were_mapped_to_and_one_without_turns_goes(
    people: Cast, document: str
) -> None:
    before = {row["label"]: row for row in people.rows()["speaker"].values()}
    new = TEXT.replace("S2: ", "S1: ")
    people.as_("Ana", again.bring_again, document, "FG.txt", new.encode())
    after = {row["label"]: row for row in people.rows()["speaker"].values()}
    assert after == {label: before[label] for label in ("I", "S1")}
    sound(people)
    people.as_("Ana", undo.undo_latest)
    assert {row["label"]: row for row in people.rows()["speaker"].values()} == before


def test_what_was_done_before_and_after_is_undone_right(people: Cast, document: str) -> None:
    of = {words: one for one, words in people.as_("Ana", quotations, document).items()}
    removed = people.as_("Ana", codings.remove_coding, of["Nothing came of it."]).seq
    relabelled = people.as_("Ana", _split_off_glad, document)
    done = people.as_("Ana", again.bring_again, document, "FG.txt", NEW.replace("Anna", "S2").encode())
    later = code(people, "Ben", document, "How was it?", "Later")
    people.as_("Ana", undo.undo, removed)
    assert people.as_("Ana", quotations, document)[of["Nothing came of it."]] == "Nothing came of it at all."
    sound(people)
    people.as_("Ana", undo.undo, done.seq)
    now = people.as_("Ana", quotations, document)
    assert now[of["Nothing came of it."]] == "Nothing came of it."
    assert now[later] == "How was it?"
    assert now[of["We were glad."]] == "We were glad."
    assert ("I", "We were glad.") in shown(people, document)
    people.as_("Ana", undo.undo, relabelled)
    assert ("S1", "Well. It was fine. We were glad.") in shown(people, document)
    sound(people)


def _split_off_glad(access: Access, document: str) -> int | None:
    turn = documents.turns(access, document)[1]
    text = documents.document(access, document).text
    return turns.split_turn(access, document, turn.id, text.index("We were"), turns.Whose(label="I"))


def test_a_text_stays_when_its_turns_were_given_to_others_since(people: Cast, document: str) -> None:
    done = people.as_("Ana", again.bring_again, document, "FG.txt", NEW.encode())
    anna = next(row for row in people.as_("Ana", documents.turns, document) if row.label == "Anna")
    people.as_("Ana", turns.relabel_turns, document, [anna.id], turns.Whose(label="S1"))
    found = people.as_("Ana", undo.propose_undo, done.seq)
    assert [one.cause.verb for one in found.exceptions if one.cause] == ["turns.relabelled"]
    people.as_("Ana", undo.undo, done.seq, "without")
    assert ("S1", "Yes.") in shown(people, document)
    sound(people)
    people.as_("Ana", undo.undo, done.seq, "too")
    assert shown(people, document)[1] == ("S1", "Well. It was fine. We were glad.")
    sound(people)


def test_a_correction_by_hand_and_the_file_that_has_it_too(people: Cast, document: str) -> None:
    turn = people.as_("Ana", documents.turns, document)[1]
    words = "Well. It was quite fine. We were glad."
    people.as_("Ben", corrections.correct_turn, document, turn.id, words, sha256(TEXT))
    new = TEXT.replace("was fine", "was quite fine")
    assert people.as_("Ben", again.bring_again, document, "FG.txt", new.encode()).seq is None
    people.as_("Ben", again.bring_again, document, "FG.txt", TEXT.encode())
    assert people.as_("Ana", documents.document, document).text == TEXT
    assert sorted(people.as_("Ana", quotations, document).values()) == [
        "And then?",
        "It was fine.",
        "Nothing came of it.",
        "We were glad.",
    ]
    sound(people)


def test_the_page_shows_what_a_file_would_do_and_then_does_it(people: Cast, document: str) -> None:
    with Browser(make_app(str(people.database.url.render_as_string(hide_password=False)))) as client:
        client.cookies.set(COOKIE, "token of Ana")
        here = f"/projects/{people.project_id}/documents/{document}/again"
        assert (
            "Bring a corrected file"
            in client.get(f"/projects/{people.project_id}/documents/choice?now={document}").text
        )
        shown = client.post(here, files={"file": ("FG.txt", NEW.encode())})
        assert shown.status_code == 200
        for words in (
            "1 as before, 2 with other words, 1 lost",
            '<del dir="auto">We were glad.</del>',
            '<ins dir="auto">It was quite fine.</ins>',
            "Anna (not identified)",
            "6 turns, 2 of them new",
        ):
            assert words in " ".join(shown.text.split())
        assert people.as_("Ana", documents.document, document).text == TEXT
        upload = str(shown.url).partition("file=")[2]
        done = client.post(f"{here}/{upload}", data={"hash": sha256(TEXT)})
        assert done.status_code == 200
        assert people.as_("Ana", documents.document, document).text == NEW
        assert client.post(f"{here}/{upload}", data={"hash": sha256(NEW)}).status_code == 404
        refused = client.post(here, files={"file": ("FG.docx", b"no Word file")})
        assert (refused.status_code, "FG.docx" in refused.text) == (422, True)


def test_the_command_line_brings_a_file_in_again(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = runner(capsys, database_url)
    file = tmp_path / "FG.txt"
    file.write_text(TEXT)
    run("import", "Study", file)
    file.write_text(NEW)
    refused = run("import", "Study", file)
    assert (refused.status, "--again" in refused.err) == (1, True)
    answer = run("import", "Study", file, "--again")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines() == ["FG.txt: 9 words changed.", "  New label “Anna”: not identified."]
    assert run("import", "Study", file, "--again").out == "FG.txt: already there.\n"
    other = tmp_path / "Other.txt"
    other.write_text(NEW)
    assert "There is no document “Other”" in run("import", "Study", other, "--again").err
    assert run("check").out == "Nothing is wrong.\n"
