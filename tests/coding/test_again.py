"""A transcript that is brought in again: which turns it has then, and whose they are."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.imports.again import Again, plan_again
from quotetree.coding.text import canonical, sha256
from quotetree.coding.transcript import Transcript, labels_of, rows_of
from quotetree.coding.turns import in_order

OLD = "I: How was it?\nS1: Well. It was fine.\nWe were glad.\nI: And then?\nS2: Nothing.\n"


class Turn(NamedTuple):
    id: str
    start: int
    words: int
    end: int
    from_ms: int | None = None
    to_ms: int | None = None


class Place(NamedTuple):
    id: str
    start: int
    end: int


def read(text: str, kind: str = "interview") -> Transcript:
    rows = rows_of(text, kind)
    return Transcript(text, sha256(text), rows, labels_of(rows, text, kind), 0)


def turns_of(text: str) -> list[Turn]:
    return [Turn(f"t{n}", row.start, row.words, row.end) for n, row in enumerate(rows_of(text, "interview"))]


def brought(old: str, new: str, turns: list[Turn] | None = None, codings: list[Place] | None = None) -> Again:
    return plan_again(
        old, turns_of(old) if turns is None else turns, read(new), (), "interview", codings or []
    )


def told(new: str, again: Again) -> list[tuple[str | None, str | None, str]]:
    return [(turn.id, turn.label, new[turn.words : turn.end]) for turn in again.turns]


def split(turns: list[Turn], text: str, words: str) -> list[Turn]:
    """One turn split by hand in front of these words."""
    at = text.index(words)
    i = next(i for i, turn in enumerate(turns) if turn.words < at < turn.end)
    end = len(text[:at].rstrip())
    return [
        *turns[:i], turns[i]._replace(end=end), Turn("by hand", at, at, turns[i].end), *turns[i + 1 :]
    ]  # fmt: skip


def joined(turns: list[Turn], i: int) -> list[Turn]:
    return [*turns[:i], turns[i]._replace(end=turns[i + 1].end), *turns[i + 2 :]]


def test_turns_go_on_where_words_are_corrected() -> None:
    new = OLD.replace("fine", "good enough").replace("Nothing", "Nothing at all")
    assert told(new, brought(OLD, new)) == [
        ("t0", None, "How was it?"),
        ("t1", None, "Well. It was good enough.\nWe were glad."),
        ("t2", None, "And then?"),
        ("t3", None, "Nothing at all."),
    ]


def test_a_new_turn_is_the_labels_in_the_file() -> None:
    new = OLD.replace("We were glad.", "I: Were you glad?\nS3: We were glad.")
    assert told(new, brought(OLD, new)) == [
        ("t0", None, "How was it?"),
        ("t1", None, "Well. It was fine."),
        (None, "I", "Were you glad?"),
        (None, "S3", "We were glad."),
        ("t2", None, "And then?"),
        ("t3", None, "Nothing."),
    ]


def test_another_label_in_the_file_gives_the_turn_to_another() -> None:
    new = OLD.replace("S2: ", "S1: ")
    assert told(new, brought(OLD, new))[-1] == ("t3", "S1", "Nothing.")


def test_a_label_that_is_gone_leaves_its_words_to_the_turn_before() -> None:
    new = OLD.replace("I: And then?\nS2: ", "")
    assert told(new, brought(OLD, new)) == [
        ("t0", None, "How was it?"),
        ("t1", None, "Well. It was fine.\nWe were glad.\nNothing."),
    ]


def test_what_was_split_by_hand_stays_split() -> None:
    new = OLD.replace("fine", "good")
    found = told(new, brought(OLD, new, split(turns_of(OLD), OLD, "It was")))
    assert ("t1", None, "Well.") in found
    assert ("by hand", None, "It was good.\nWe were glad.") in found


def test_a_label_that_a_person_took_for_words_is_words_again() -> None:
    old = OLD.replace("We were glad.", "S1: we were glad.")
    turns = joined(turns_of(old), 1)
    new = old.replace("fine", "good")
    assert ("t1", None, "Well. It was good.\nS1: we were glad.") in told(new, brought(old, new, turns))


def test_a_turn_keeps_its_speaker_where_only_the_time_in_its_label_differs() -> None:
    old = "[00:00:01] S1: One.\n[00:00:05] S2: Two.\n[00:00:08] S1: Three.\n"
    new = old.replace("[00:00:05]", "[00:00:06]")
    again = brought(old, new)
    assert told(new, again) == [("t0", None, "One."), ("t1", None, "Two."), ("t2", None, "Three.")]
    assert [turn.from_ms for turn in again.turns] == [1000, 6000, 8000]


def test_codings_of_turns_that_another_label_took_are_lost() -> None:
    old = "S1: Oh\nAnna indeed\nS2: No.\n"
    new = "S1: Oh\nAnna: indeed\nS2: No.\nAnna: yes\n"
    start = old.index("Anna")
    again = brought(old, new, codings=[Place("one", start, start + 4)])
    assert [one.old for one in again.correction.lost] == ["Anna"]


@pytest.mark.parametrize("kind", ["journal", "other text"])
def test_lines_without_labels(kind: str) -> None:
    old, new = "One line.\nAnother one.\n", "One line.\nA third.\nAnother one too.\n"
    turns = [Turn(f"t{n}", row.start, row.words, row.end) for n, row in enumerate(rows_of(old, kind))]
    again = plan_again(old, turns, read(new, kind), (), kind, [])
    assert told(new, again)[-1] == ("t1", None, "Another one too.")
    assert in_order(new, [turn[1:4] for turn in again.turns])


lines = st.lists(
    st.tuples(
        st.sampled_from(["I: ", "S1: ", "S2: ", "Well: ", "", "  "]),
        st.text("ab é🙂.", min_size=0, max_size=12),
    ),
    max_size=8,
)


def text_of(made: list[tuple[str, str]]) -> str:
    return canonical("\n".join("".join(line) for line in made)).text


@given(lines, lines, st.data())
def test_turns_hold_all_words_whatever_the_file_says(
    one: list[tuple[str, str]], other: list[tuple[str, str]], data: st.DataObject
) -> None:
    old, new = text_of(one), text_of(other)
    turns = turns_of(old)
    if len(turns) > 1 and data.draw(st.booleans()):
        turns = joined(turns, data.draw(st.integers(0, len(turns) - 2)))
    again = brought(old, new, turns)
    assert in_order(new, [turn[1:4] for turn in again.turns])
    there = [turn.id for turn in again.turns if turn.id]
    assert len(set(there)) == len(there)
    assert {turn.id for turn in again.turns if turn.label is None} <= {turn.id for turn in turns}


@given(lines, st.data())
def test_the_same_text_leaves_all_turns_as_they_are(one: list[tuple[str, str]], data: st.DataObject) -> None:
    old = text_of(one)
    turns = turns_of(old)
    if len(turns) > 1 and data.draw(st.booleans()):
        turns = joined(turns, data.draw(st.integers(0, len(turns) - 2)))
    again = brought(old, old, turns)
    assert [(turn.id, old[turn.words : turn.end].strip()) for turn in again.turns] == [
        (turn.id, old[turn.words : turn.end].strip()) for turn in turns
    ]
