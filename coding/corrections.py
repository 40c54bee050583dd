"""What a change of a document's text does to its turns and codings: planned before it is saved, and listed after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
    for row in codings:
        after = passage_after(edits, row.start, row.end)
        if after is not None and not _touches(edits, row.start, row.end):
            places[row.id] = after
            continue
        was = seen_words(old, Passage(row.start, row.end), turns[0])
        now = seen_words(new, Passage(*after), turns[1]) if after else ""
        if after is None or not new[slice(*after)].strip() or (was.strip() and not now.strip()):
            lost.append(Touched(row.id, (row.start, row.end), was, None, ""))
            continue
        places[row.id] = after
        if was != now:
            changed.append(Touched(row.id, (row.start, row.end), was, after, now))
    return Correction(new, edits, tuple(turns[1]), places, tuple(changed), tuple(lost))


def _touches(edits: Edits, start: int, end: int) -> bool:
    return any((a < end and start < b) or start < a == b < end for a, b, _ in edits)
