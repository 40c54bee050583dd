"""Words of passages, turn by turn."""

from dataclasses import dataclass

from quotetree.coding.quotations import said, speakers_of, turns_of, words_of

TEXT = "P1: yes 🙂 well\n\nI: why?\nNOTE: laughs\nP2: no"


@dataclass
class Row:
    words: int
    end: int
    number: int | None
    label: str
    role: str = "participant"
    participant_id: str | None = None
    participant: str | None = None


def rows() -> list[Row]:
    """The rows of TEXT as an import makes them."""
    found, number = [], 0
    for label, words in (("P1", "yes 🙂 well"), ("I", "why?"), ("NOTE", "laughs"), ("P2", "no")):
        role = {"I": "interviewer", "NOTE": "not a speaker"}.get(label, "participant")
        number += role != "not a speaker"
        at = TEXT.index(f"{label}: {words}") + len(label) + 2
        found.append(Row(at, at + len(words), number if role != "not a speaker" else None, label, role))
    return found


def test_labels_and_the_blank_lines_between_turns_are_no_words():
    parts = said(TEXT, 0, len(TEXT), rows())
    assert words_of(parts) == "yes 🙂 well\nwhy?\nlaughs\nno"


def test_a_passage_is_cut_at_its_ends_to_the_code_point():
    start = TEXT.index("🙂")
    assert words_of(said(TEXT, start, start + 1, rows())) == "🙂"
    assert words_of(said(TEXT, start + 1, TEXT.index("?"), rows())) == " well\nwhy"


def test_a_passage_that_holds_a_label_only_has_no_words():
    start = TEXT.index("P2")
    assert said(TEXT, start, start + 4, rows()) == ()


def test_what_nobody_says_has_no_speaker_and_no_number():
    parts = said(TEXT, 0, len(TEXT), rows())
    assert [part.turn for part in parts] == [1, 2, None, 3]
    assert speakers_of(parts) == ["P1", "I", "P2"]
    assert turns_of(parts) == "1–3"
    assert turns_of(parts[:1]) == "1"
    assert turns_of(parts[2:3]) == ""


def test_a_participant_is_shown_by_name():
    row = Row(4, 7, 1, "P1", participant_id="p", participant="S11")
    assert said(TEXT, 0, 8, [row])[0].speaker == "S11"
