"""What two coders gave, laid side by side: comments of both, and of one of them alone.

The passages of the two that carry a code are joined into comments as they are everywhere: those that share a letter or
digit of words are one. A comment is of both if each of the two has a coding in it, else of the one alone. So the three
add up to the comments that a count of these two coders has. A side is a coder in a layer, so that the same coder can be
compared in two layers, or a whole layer, so that a check can be compared with what several coded.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import numpy as np

from quotetree.coding.counts.arrays import Flags, Ints
from quotetree.coding.counts.comments import Comments
from quotetree.coding.counts.count import codes_of
from quotetree.coding.counts.doubled import shown_by_another
from quotetree.coding.counts.filters import Filters, Side, Withheld, codings_let_through, of_sides
from quotetree.coding.counts.rows import LAYERS
from quotetree.coding.counts.snapshot import Snapshot
from quotetree.coding.counts.together import comments_of_codings, spans

GIVEN = ("both", "one", "other")


class Given(NamedTuple):
    """How many comments both sides gave, and how many only the one and only the other."""

    both: int
    one: int
    other: int

    @property
    def either(self) -> int:
        return sum(self)

    @property
    def apart(self) -> int:
        return self.one + self.other


class Work(NamedTuple):
    """A side with its codings, and the documents (ids) in which they are."""

    side: Side
    codings: int
    documents: frozenset[str]


class Beside(NamedTuple):
    """A coding of the other side on words of a comment."""

    id: str
    document_id: str
    code: str
    start: int
    end: int


def side_name(names: Mapping[str, str], side: Side) -> str:
    """A side as it is shown, from the names of coders by id: "Ana", "Dana (check)", "the main coding"."""
    if not side.coder:
        return f"the {side.layer} coding"
    name = names.get(side.coder, "nobody")
    return name if side.layer == "main" else f"{name} ({side.layer})"


def comments_given(found: Comments, sides: Sequence[Side], given: str) -> Flags:
    """By merged passage whether it is a comment that both sides gave, only the one, only the other, or either."""
    codings = found.snapshot.codings
    of_one, of_other = (comments_of_codings(found, of_sides(codings, [side])) for side in sides)
    flags = {
        "both": of_one & of_other,
        "one": of_one & ~of_other,
        "other": of_other & ~of_one,
        "either": of_one | of_other,
    }
    return found.counted & flags[given]


def coders_compared(found: Comments, sides: Sequence[Side]) -> dict[str, Given]:
    """By code (id) what the two sides gave, of the codes whose comments were gathered of these two."""
    each = [comments_given(found, sides, given) for given in GIVEN]
    numbers = [np.bincount(found.group[flags], minlength=len(found.codes)).tolist() for flags in each]
    return {code: Given(*row) for code, row in zip(codes_of(found), zip(*numbers, strict=True), strict=True)}


def beside(found: Comments, which: Ints, side: Side) -> list[tuple[Beside, ...]]:
    """For each of these comments what a side coded on words of it, with any code, in the order of the places."""
    snapshot, own = found.snapshot, spans(found)
    codings, talk = snapshot.codings, snapshot.talk
    theirs = codings_let_through(
        snapshot, replace(found.filters, sides=frozenset({side})), slice(None)
    ) & ~shown_by_another(codings)
    rows = np.flatnonzero(theirs & (codings.begin < codings.finish))
    rows = rows[np.lexsort((codings.end[rows], codings.start[rows]))]
    before = talk.words_before[codings.document[rows]]
    begin, finish = before + codings.begin[rows], before + codings.finish[rows]
    return [
        tuple(_beside(snapshot, row) for row in rows[(begin < end) & (finish > start)].tolist())
        for start, end in zip(own.begin[which].tolist(), own.finish[which].tolist(), strict=True)
    ]


def works(snapshot: Snapshot, filters: Filters) -> list[Work]:
    """All sides that have codings which the filters' `withheld` lets be seen; last the layers of several coders."""
    codings, documents = snapshot.codings, snapshot.talk.documents
    seen = codings_let_through(
        snapshot, Filters(layers=frozenset(LAYERS), withheld=filters.withheld), slice(None)
    ) & ~shown_by_another(codings)
    table = _table(snapshot, seen)
    sides = [Side(codings.coders[coder], LAYERS[layer]) for layer, coder in np.argwhere(table).tolist()]
    sides += [Side("", LAYERS[layer]) for layer in np.flatnonzero(table.sum(1) > 1).tolist()]
    found = []
    for side in sides:
        rows = seen & of_sides(codings, [side])
        held = np.unique(codings.document[rows]).tolist()
        found.append(Work(side, int(rows.sum()), frozenset(documents[n] for n in held)))
    return found


def overlap(one: Side, other: Side) -> bool:
    """Whether a coding may be of both sides, so that they cannot be compared."""
    return one.layer == other.layer and (one.coder == other.coder or "" in (one.coder, other.coder))


def most_to_compare(found: Sequence[Work]) -> tuple[Side, Side] | None:
    """The two sides that one would compare first: a check if there is one, then those with most documents in common."""

    def worth(pair: tuple[Work, Work]) -> tuple[bool, int, int]:
        shared = len(pair[0].documents & pair[1].documents)
        checked = shared > 0 and "check" in (pair[0].side.layer, pair[1].side.layer)
        return checked, shared, min(one.codings for one in pair)

    pairs = [pair for pair in combinations(found, 2) if not overlap(pair[0].side, pair[1].side)]
    best = max(pairs, key=worth, default=None)
    if best is None:
        return None
    one, other = sorted((work.side for work in best), key=lambda side: LAYERS.index(side.layer))
    return one, other


def documents_seen(documents: Iterable[str], side: Side, withheld: Iterable[Withheld]) -> frozenset[str]:
    """The documents in which nothing of a side is held back: what one may not see cannot be compared."""
    seen = frozenset(documents)
    for hidden in withheld:
        if hidden.layer == side.layer and side.coder not in hidden.but_by:
            seen = seen - hidden.documents if hidden.documents is not None else frozenset()
    return seen


def documents_read(found: Iterable[Work], side: Side, done: Collection[tuple[str, str]]) -> frozenset[str]:
    """The documents that a side went through: where it coded, or its coder was done without coding in another layer.

    `done` are pairs of document and coder. Who coded a document in another layer was done with it for that one. A whole
    layer went through what one of its coders did.
    """
    found = list(found)
    if not side.coder:
        coders = {work.side.coder for work in found} | {coder for _, coder in done}
        each = [documents_read(found, Side(coder, side.layer), done) for coder in coders if coder]
        return frozenset().union(*each)
    coded: dict[str, frozenset[str]] = {
        work.side.layer: work.documents for work in found if work.side.coder == side.coder
    }
    elsewhere = frozenset().union(*(held for layer, held in coded.items() if layer != side.layer))
    through = frozenset(document for document, coder in done if coder == side.coder)
    return coded.get(side.layer, frozenset()) | (through - elsewhere)


def _table(snapshot: Snapshot, seen: Flags) -> Flags:
    """By layer and coder whether they have codings."""
    codings = snapshot.codings
    table = np.zeros((len(LAYERS), len(codings.coders)), np.bool_)
    table[codings.layer[seen], codings.coder[seen]] = True
    return table


def _beside(snapshot: Snapshot, row: int) -> Beside:
    codings = snapshot.codings
    return Beside(
        str(codings.ids[row]),
        snapshot.talk.documents[codings.document[row]],
        snapshot.lines.codes[codings.code[row]],
        int(codings.start[row]),
        int(codings.end[row]),
    )
