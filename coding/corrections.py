"""What a change of a document's text does to its turns and codings: planned before it is saved, and listed after."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import Any, NamedTuple

from quotetree.coding.edits import Edit, Edits, edits_between, passage_after, rewritten, turn_after
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.passage import Passage, seen_words
from quotetree.coding.text import canonical

Place = tuple[int, int]


class CorrectionRefused(QuotetreeError):
    """A correction that cannot be made."""


@dataclass(frozen=True, slots=True)
class TurnPlace:
    """A turn's label `[start, words)` and words `[words, end)`."""

    id: str
    start: int
    words: int
    end: int


class Touched(NamedTuple):
    """A coding whose words changed: its place and quotation before, and after (None and "" where it is lost)."""

    id: str
    before: Place
    old: str
    after: Place | None
    new: str


@dataclass(frozen=True, slots=True)
class Correction:
    """The new text, how it came from the old one, where turns and codings go, and whose words changed."""

    text: str
    edits: Edits
    turns: tuple[TurnPlace, ...]
    places: dict[str, Place]
    changed: tuple[Touched, ...]
    lost: tuple[Touched, ...]


def corrected_turn(text: str, turns: Sequence[TurnPlace], turn_id: str, words: str) -> tuple[str, Edits]:
    """The text with other words in one turn. Labels, other turns, and blanks around its words stay as they are.

    Raises CorrectionRefused where nothing would change.
    """
    at = next((i for i, turn in enumerate(turns) if turn.id == turn_id), None)
    if at is None:
        raise CorrectionRefused("There is no such turn any more. It may have been joined with another.")
    turn = turns[at]
    old = text[turn.words : turn.end]
    bare = old.strip()
    begin = turn.words + (old.index(bare) if bare else 0)
    new = canonical(words).text.strip()
    if new == bare:
        raise CorrectionRefused("Nothing was changed in these words.")
    if not new:
        raise CorrectionRefused(
            "A turn without words cannot stay. Write what was said, or that it cannot be heard: [inaudible]."
        )
    edits = tuple(Edit(a + begin, b + begin, n) for a, b, n in edits_between(bare, new))
    following = turns[at + 1].start if at + 1 < len(turns) else None
    previous = turns[at - 1].end if at else None
    edits = tuple(_inside(edit, turn, previous, following) for edit in edits)
    return rewritten(text, [(begin, begin + len(bare), new)]).text, edits


def _inside(edit: Edit, turn: TurnPlace, previous: int | None, following: int | None) -> Edit:
    """Words put in where two turns touch take a neighbour along, so that it is plain whose they are."""
    if edit.start < edit.end or turn.words == turn.end:
        return edit
    if edit.start == turn.start == previous:
        return Edit(edit.start, edit.end + 1, edit.length + 1)
    if edit.end == turn.end == following:
        return Edit(edit.start - 1, edit.end, edit.length + 1)
    return edit


def turns_after(edits: Edits, turns: Iterable[TurnPlace]) -> tuple[TurnPlace, ...]:
    """The turns where the edits put them."""
    moved = []
    for turn in turns:
        start, words, end = turn_after(edits, turn.start, turn.words, turn.end)
        moved.append(replace(turn, start=start, words=words, end=end))
    return tuple(moved)


def plan_correction(
    old: str,
    new: str,
    edits: Edits,
    turns: tuple[Sequence[TurnPlace], Sequence[TurnPlace]],
    codings: Iterable[Any],
) -> Correction:
    """What becomes of the codings (rows with id, start, end); `turns` before and after."""
    places: dict[str, Place] = {}
    changed: list[Touched] = []
    lost: list[Touched] = []
    words_before, words_after = _Seen(old, turns[0]), _Seen(new, turns[1])
    for row in codings:
        after = passage_after(edits, row.start, row.end)
        was = words_before.at(row.start, row.end)
        now = words_after.at(*after) if after else ""
        if after is None or not new[slice(*after)].strip() or (_says(was) and not _says(now)):
            lost.append(Touched(row.id, (row.start, row.end), was, None, ""))
            continue
        places[row.id] = after
        if was.split() != now.split():
            changed.append(Touched(row.id, (row.start, row.end), was, after, now))
    return Correction(new, edits, tuple(turns[1]), places, tuple(changed), tuple(lost))


def _says(words: str) -> bool:
    """Whether there is a letter or a digit: where a stop is all that is left, no words are."""
    return any(character.isalnum() for character in words)


class _Seen:
    """What is seen of passages of a text, each looked up among the turns near it."""

    def __init__(self, text: str, turns: Sequence[TurnPlace]) -> None:
        self.text, self.turns = text, turns
        self.ends = [turn.end for turn in turns]

    def at(self, start: int, end: int) -> str:
        near = takewhile(
            lambda turn: turn.start < end, islice(self.turns, bisect_right(self.ends, start), None)
        )
        return seen_words(self.text, Passage(start, end), near)
