"""Where passages lie, and how far two codes' passages are the same."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt
from statistics import median
from typing import NamedTuple

# From so many passages of a code, and so many such codes, how far two people agree is told from what they coded.
FEW_PASSAGES, FEW_PAIRS = 5, 5
LEAST_USUAL, MOST_USUAL = 0.3, 0.6
Extent = tuple[str, int, int]
Stretch = tuple[int, int]


class Shared(NamedTuple):
    """What the passages of two codes, a and b, share.

    Shares of code points, 0 to 1: `jaccard` is common over all, `inside` common over a's, `around` common over b's.
    Of a's `here` passages `lie_in` lie mostly within b's; of b's `there` passages `lie_in_there` within a's.
    """

    jaccard: float
    inside: float
    around: float
    lie_in: int
    here: int
    lie_in_there: int
    there: int


@dataclass(frozen=True)
class Extents:
    """Passages `[start, end)` by document, sorted, each once."""

    by_document: Mapping[str, tuple[Stretch, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, passages: Iterable[Extent]) -> "Extents":
        """From triples of document, start and end."""
        found: dict[str, set[Stretch]] = {}
        for document, start, end in passages:
            found.setdefault(document, set()).add((start, end))
        return cls({document: tuple(sorted(some)) for document, some in found.items()})

    def __or__(self, other: "Extents") -> "Extents":
        return Extents.of([*self, *other]) if other.by_document else self

    def __iter__(self) -> Iterator[Extent]:
        for document, some in self.by_document.items():
            for start, end in some:
                yield document, start, end

    def __len__(self) -> int:
        return sum(map(len, self.by_document.values()))

    def within(self, documents: frozenset[str]) -> "Extents":
        """Only those in some documents."""
        return Extents({d: some for d, some in self.by_document.items() if d in documents})

    @cached_property
    def stretches(self) -> Mapping[str, Sequence[Stretch]]:
        """The same code points as disjoint stretches in order, by document."""
        return {document: _merged(some) for document, some in self.by_document.items()}

    @cached_property
    def size(self) -> int:
        """Code points."""
        return sum(end - start for some in self.stretches.values() for start, end in some)


class Agreement(NamedTuple):
    """How far two people agree where they agree best: the median Jaccard of passages, and the share coded by both."""

    jaccard: float
    share: float

    def denies(self, found: Shared) -> bool:
        """Whether so few of two codes' passages are common that one does not stand for the other.

        Less than half of what is usual, and less than chance brings about: two standard deviations.
        """
        told = min(found.here, found.there)
        usual = min(self.share, MOST_USUAL)
        common = max(found.lie_in / found.here, found.lie_in_there / found.there) * told
        chance = 2 * sqrt(told * usual * (1 - usual))
        return common < usual * told / 2 and common < usual * told - chance


def agreement_of(found: Mapping[tuple[int, int], Shared]) -> Agreement:
    """How far two people agree: over the codes of each that share the most with one of the other."""
    best: dict[tuple[str, int], tuple[float, tuple[int, int]]] = {}
    for (i, j), one in found.items():
        for side in (("a", i), ("b", j)):
            best[side] = max(best.get(side, (0.0, (-1, -1))), (one.jaccard, (i, j)))
    pairs = [
        one
        for (i, j), one in found.items()
        if best["a", i][1] == best["b", j][1] == (i, j) and min(one.here, one.there) >= FEW_PASSAGES
    ]
    if len(pairs) < FEW_PAIRS:
        return Agreement(1.0, 1.0)
    jaccard = median(one.jaccard for one in pairs)
    share = median(max(one.lie_in / one.here, one.lie_in_there / one.there) for one in pairs)
    return Agreement(max(jaccard, LEAST_USUAL), share)


def shared(a: Sequence[Extents], b: Sequence[Extents]) -> dict[tuple[int, int], Shared]:
    """What codes' passages share: for each pair of places in `a` and `b` that have a code point in common."""
    here, there = [each.stretches for each in a], [each.stretches for each in b]
    common: dict[tuple[int, int], int] = defaultdict(int)
    for i, j, _, size in _overlaps(here, there):
        common[i, j] += size
    mine = _lie_in([each.by_document for each in a], there)
    theirs = _lie_in([each.by_document for each in b], here)
    return {
        (i, j): Shared(
            size / (a[i].size + b[j].size - size),
            size / a[i].size,
            size / b[j].size,
            mine.get((i, j), 0),
            len(a[i]),
            theirs.get((j, i), 0),
            len(b[j]),
        )
        for (i, j), size in common.items()
    }


ByDocument = Mapping[str, Sequence[Stretch]]


def _overlaps(a: Sequence[ByDocument], b: Sequence[ByDocument]) -> Iterator[tuple[int, int, Extent, int]]:
    """Each stretch of a with each of b that it meets: place in a, place in b, a's stretch, common code points."""
    there: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for j, by_document in enumerate(b):
        for document, some in by_document.items():
            there[document].extend((start, end, j) for start, end in some)
    longest = {d: max(end - start for start, end, _ in some) for d, some in there.items()}
    for stretches in there.values():
        stretches.sort()
    for i, by_document in enumerate(a):
        for document in by_document.keys() & there.keys():
            others = there[document]
            for start, end in by_document[document]:
                at = bisect_left(others, (start - longest[document], 0, 0))
                while at < len(others) and others[at][0] < end:
                    size = min(end, others[at][1]) - max(start, others[at][0])
                    if size > 0:
                        yield i, others[at][2], (document, start, end), size
                    at += 1


def _lie_in(passages: Sequence[ByDocument], stretches: Sequence[ByDocument]) -> dict[tuple[int, int], int]:
    """For pairs of places how many passages lie mostly within the other's stretches."""
    held: dict[tuple[int, int, Extent], int] = defaultdict(int)
    for i, j, passage, size in _overlaps(passages, stretches):
        held[i, j, passage] += size
    found: dict[tuple[int, int], int] = defaultdict(int)
    for (i, j, (_, start, end)), size in held.items():
        found[i, j] += 2 * size > end - start
    return found


def _merged(some: Iterable[Stretch]) -> list[Stretch]:
    found: list[Stretch] = []
    for start, end in some:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
