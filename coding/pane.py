"""How the reading pane draws codings: words cut into runs, and the lane and the parts of each bracket.

Everything comes from offsets (Unicode code points) and nothing from how wide a window is, so that scrolling
and resizing never move a bracket from one lane to another.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Generic, Protocol, TypeVar

LANES = 7
LEAST_ROOM = 3
LONGEST_LINE = 120
LONGEST_RUN = 8192


class Turn(Protocol):
    """A turn's label is `[start, words)`, its words are `[words, end)`."""

    @property
    def start(self) -> int: ...
    @property
    def words(self) -> int: ...
    @property
    def end(self) -> int: ...


class Coding(Protocol):
    """A coding as far as it is drawn: who made it and with which code does not matter here."""

    @property
    def id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=Turn)
C = TypeVar("C", bound=Coding)


@dataclass(frozen=True, slots=True)
class Run(Generic[C]):
    """Words `[start, end)` that carry the same codings throughout."""

    start: int
    end: int
    codings: tuple[C, ...]

    @property
    def depth(self) -> int:
        """How deep the codings lie: 0 for none, 3 for three and more."""
        return min(len(self.codings), 3)


@dataclass(frozen=True, slots=True)
class Part(Generic[C]):
    """A bracket's part beside one turn. Lane 1 is next to the text; 0 has no line and stands in the "+n"."""

    coding: C
    lane: int
    start: int
    end: int
    begins: bool
    ends: bool

    @property
    def shape(self) -> str:
        """The word for the style sheet: whole, from-here, through or to-here."""
        if self.begins:
            return "whole" if self.ends else "from-here"
        return "to-here" if self.ends else "through"


@dataclass(frozen=True, slots=True)
class Drawing(Generic[T, C]):
    """One turn as it is drawn. `room` is for how many lanes its names leave room."""

    turn: T
    runs: list[Run[C]]
    parts: list[Part[C]]
    room: int


def draw(turns: Sequence[T], codings: Sequence[C]) -> list[Drawing[T, C]]:
    """A drawing for each turn; the turns are sorted by start."""
    reach = _reaches(turns, codings)
    lane_of = _lanes(reach)
    beside: list[list[Part[C]]] = [[] for _ in turns]
    for coding, (first, last) in reach:
        for index in range(first, last + 1):
            turn, lane = turns[index], lane_of[coding.id]
            start, end = max(coding.start, turn.words), min(coding.end, turn.end)
            beside[index].append(Part(coding, lane, start, end, index == first, index == last))
    used = [max((part.lane for part in parts), default=0) for parts in beside]
    # Names may be pushed down into the next turn, so there must be room for its brackets too.
    room = [max(LEAST_ROOM, *pair) for pair in zip(used, [*used, 0][1:], strict=True)]
    return [
        Drawing(turn, list(_runs(turn, parts)), parts, lanes)
        for turn, parts, lanes in zip(turns, beside, room, strict=True)
    ]


def lanes(turns: Sequence[Turn], codings: Sequence[Coding]) -> dict[str, int]:
    """The lane of each coding by its id, 0 where all seven are taken.

    In the order of starts, longer first, each takes the lowest lane free at its start. A coding keeps its
    lane to the end of the turn in which it ends; only where no lane is left is one taken over within a turn,
    from a coding that ended at least one longest line before, so that two brackets never touch.
    """
    return _lanes(_reaches(turns, codings))


@dataclass(frozen=True, slots=True)
class Piece(Generic[T, C]):
    """A stretch of a document that can be drawn by itself, and those of its turns that are to be drawn again."""

    turns: Sequence[T]
    codings: Sequence[C]
    redrawn: Sequence[T]


def to_redraw(turns: Sequence[T], codings: Sequence[C], changed: Sequence[tuple[int, int]]) -> Piece[T, C]:
    """The turns that may look different after `changed`, the passages that codings had before or have now.

    A changed coding can push others to another lane, and those again others, but never across the beginning
    of a turn at which nothing is open. So the piece reaches from such a beginning to such a beginning.
    """
    if not turns or not changed:
        return Piece((), (), ())
    starts = [turn.start for turn in turns]
    reaches = [_reach(turns, coding.start, coding.end, starts) for coding in codings]
    of_changed = [_reach(turns, start, end, starts) for start, end in changed]
    open_at = _open_at(len(turns), [*reaches, *of_changed])
    redrawn = _redrawn(open_at, of_changed)
    first, stop = redrawn[0], redrawn[-1] + 2  # the last turn leaves room for the lanes of the one after it
    while open_at[first]:
        first -= 1
    near = [coding for coding, reach in zip(codings, reaches, strict=True) if first <= reach[0] < stop]
    return Piece(turns[first:stop], near, [turns[index] for index in redrawn])


def _redrawn(open_at: Sequence[bool], changed: Sequence[tuple[int, int]]) -> list[int]:
    redrawn: set[int] = set()
    for first, last in changed:
        index = max(first - 1, 0)  # the turn before leaves room for the lanes of the first
        while index < len(open_at) and (index <= last or open_at[index]):
            redrawn.add(index)
            index += 1
    return sorted(redrawn)


def _open_at(turns: int, reaches: Sequence[tuple[int, int]]) -> list[bool]:
    """For each turn whether a passage runs on into it from the turn before."""
    steps = [0] * (turns + 1)
    for first, last in reaches:
        steps[first + 1] += 1
        steps[last + 1] -= 1
    return [depth > 0 for depth in accumulate(steps[:turns])]


def _reaches(turns: Sequence[Turn], codings: Sequence[C]) -> list[tuple[C, tuple[int, int]]]:
    """The codings in the order of drawing, each with the first and last turn that it is drawn beside.

    Those with the same ends stay in the order in which they came.
    """
    if not turns:
        return []
    in_order = sorted(codings, key=lambda coding: (coding.start, -coding.end))
    starts = [turn.start for turn in turns]
    return [(coding, _reach(turns, coding.start, coding.end, starts)) for coding in in_order]


def _reach(
    turns: Sequence[Turn], start: int, end: int, starts: Sequence[int] | None = None
) -> tuple[int, int]:
    """First and last turn with words of the passage; without words, the turn in which it begins."""
    starts = starts if starts is not None else [turn.start for turn in turns]
    at = max(bisect_right(starts, start) - 1, 0)
    first, last = at, max(bisect_right(starts, end - 1) - 1, at)
    while first < last and start >= turns[first].end:
        first += 1
    while last > first and end <= turns[last].words:
        last -= 1
    return first, last


def _lanes(reach: Sequence[tuple[C, tuple[int, int]]]) -> dict[str, int]:
    taken: list[tuple[int, int]] = [(-1, 0)] * LANES
    given: dict[str, int] = {}
    for coding, (first, last) in reach:
        lane = _free_lane(taken, coding.start, first)
        given[coding.id] = lane
        if lane:
            taken[lane - 1] = (last, coding.end)
    return given


def _free_lane(taken: Sequence[tuple[int, int]], start: int, turn: int) -> int:
    """`taken` holds for each lane the turn and the offset in which its last coding ends."""
    for lane, (last, _end) in enumerate(taken, 1):
        if last < turn:
            return lane
    for lane, (last, end) in enumerate(taken, 1):
        if last == turn and end + LONGEST_LINE <= start:
            return lane
    return 0


def _runs(turn: Turn, parts: Sequence[Part[C]]) -> Iterator[Run[C]]:
    """The words cut at each coding's edge, and where browsers would split a very long text node."""
    edges = {turn.words, turn.end, *range(turn.words, turn.end, LONGEST_RUN)}
    for part in parts:
        edges |= {part.start, part.end} if part.start < part.end else set()
    cuts = sorted(edges)
    waiting = sorted((p for p in parts if p.start < p.end), key=lambda part: part.start, reverse=True)
    here: list[Part[C]] = []
    for start, end in pairwise(cuts):
        here = [part for part in here if part.end > start]
        while waiting and waiting[-1].start <= start:
            here.append(waiting.pop())
        yield Run(start, end, tuple(part.coding for part in here))
