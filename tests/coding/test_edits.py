"""How passages and turns go through changes of their text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.edits import (
    Edit,
    Edits,
    composed,
    edits_between,
    edits_from,
    inverse,
    passage_after,
    rewritten,
    turn_after,
)

OLD = "We asked the doctors twice. They said no. We went home."
words = st.text(alphabet="ab .\n🙂é", max_size=40)


@st.composite
def replaced(draw: st.DrawFn, text: str) -> list[tuple[int, int, str]]:
    """Changes of a text in order."""
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return [(a, b, draw(words)) for a, b in zip(ends[::2], ends[1::2], strict=False)]


def quoted(old: str, new: str, quotation: str) -> str | None:
    start = old.index(quotation)
    place = passage_after(edits_between(old, new), start, start + len(quotation))
    return None if place is None else new[slice(*place)]


@pytest.mark.parametrize(
    ("new", "quotation", "after"),
    [
        ("We asked the nurses twice. They said no. We went home.", "the doctors", "the nurses"),
        ("We asked the nurses twice. They said no. We went home.", "doctors", "nurses"),
        ("We asked the nurses twice. They said no. We went home.", "They said no.", "They said no."),
        ("We asked the doctors twice. We went home.", "They said no.", None),
        ("We asked the doctors twice. We went home.", "twice. They said", "twice. "),
        ("We asked the doctors twice. They all said no. We went home.", "They said no.", "They all said no."),
        ("We asked the doctors twice. So they said. They said no. We went home.", "They said no.", "They said no."),
        ("Well. We asked the doctors twice. They said no. We went home.", "We asked", "We asked"),
        ("We asked the doctors twice. They said no. We went home. Late.", "went home.", "went home."),
        ("We asked the doctor twice. They said no. We went home.", "doctors", "doctor"),
        ("", "They", None),
    ],
)  # fmt: skip
def test_a_passage_keeps_what_is_left_of_it(new: str, quotation: str, after: str | None) -> None:
    assert quoted(OLD, new, quotation) == after


def test_words_that_were_held_only_in_part_do_not_come_in() -> None:
    edits = (Edit(10, 20, 5),)
    assert passage_after(edits, 5, 15) == (5, 10)
    assert passage_after(edits, 15, 25) == (15, 20)
    assert passage_after(edits, 12, 18) is None
    assert passage_after(edits, 10, 15) is None
    assert passage_after(edits, 15, 20) is None
    assert passage_after(edits, 10, 20) == (10, 15)


def test_what_is_put_in_at_the_ends_of_a_turn_is_the_turns() -> None:
    assert turn_after((Edit(4, 4, 3),), 0, 4, 9) == (0, 4, 12)
    assert turn_after((Edit(9, 9, 3),), 0, 4, 9) == (0, 4, 12)
    assert turn_after((Edit(4, 4, 3),), 4, 4, 9) == (4, 4, 12)
    assert turn_after((Edit(2, 3, 0),), 4, 4, 9) == (3, 3, 8)
    assert turn_after((Edit(4, 9, 0),), 0, 4, 9) == (0, 4, 4)


@given(words, words)
def test_difference_is_one_that_makes_the_new_text(old: str, new: str) -> None:
    edits = edits_between(old, new)
    ends = inverse(edits)
    pieces = [(e.start, e.end, new[n.start : n.end]) for e, n in zip(edits, ends, strict=True)]
    assert rewritten(old, pieces).text == new
    assert inverse(ends) == edits
    assert all(a.end <= b.start for a, b in pairwise(edits)), "edits do not overlap"
    assert edits_from([list(edit) for edit in edits]) == edits


@given(st.data(), words)
def test_a_passage_that_no_edit_touches_quotes_the_same(data: st.DataObject, old: str) -> None:
    new, edits = rewritten(old, data.draw(replaced(old)))
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    touched = any((e.start < end and start < e.end) or start < e.start == e.end < end for e in edits)
    if start < end and not touched:
        place = passage_after(edits, start, end)
        assert place is not None
        assert new[slice(*place)] == old[start:end]


@given(st.data(), words)
def test_every_passage_lies_in_the_new_text_and_holds_all_that_is_left(data: st.DataObject, old: str) -> None:
    new, edits = rewritten(old, data.draw(replaced(old)))
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    left = [i for i in range(start, end) if not any(e.start <= i < e.end for e in edits)]
    place = passage_after(edits, start, end)
    if left:
        assert place is not None
        assert 0 <= place[0] < place[1] <= len(new)
        kept = [_moved(edits, i) for i in left]
        assert place[0] <= kept[0]
        assert kept[-1] < place[1]
        assert [new[i] for i in kept] == [old[i] for i in left]


def _moved(edits: Edits, at: int) -> int:
    return at + sum(e.length - (e.end - e.start) for e in edits if e.end <= at)


@given(st.data(), words)
def test_two_changes_are_one(data: st.DataObject, old: str) -> None:
    middle, first = rewritten(old, data.draw(replaced(old)))
    new, second = rewritten(middle, data.draw(replaced(middle)))
    both = composed(first, second)
    pieces = [(e.start, e.end, new[n.start : n.end]) for e, n in zip(both, inverse(both), strict=True)]
    assert rewritten(old, pieces).text == new


@given(st.data(), words)
def test_turns_stay_in_order_and_hold_all_words(data: st.DataObject, old: str) -> None:
    """Turns as lines, each without its newline; lines are changed but not joined."""
    pieces = [(a, b, w.replace("\n", "")) for a, b, w in data.draw(replaced(old)) if "\n" not in old[a:b]]
    new, edits = rewritten(old, pieces)
    at = 0
    for line, changed in zip(old.split("\n"), new.split("\n"), strict=True):
        start, begin, end = turn_after(edits, at, at, at + len(line))
        assert start == begin
        assert new[start:end] == changed
        at += len(line) + 1
