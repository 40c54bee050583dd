"""The signs that two codes of different trees answer one another, and their score."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quotetree.coding.align.passages import Shared, agreement_of, shared
from quotetree.coding.align.trees import ProposedTree
from quotetree.coding.align.wording import Wording

# What a sign weighs in the mean. Passages that both coded are the strongest of all once there are five of them.
WORDING, ABOVE, BELOW, PASSAGES = 0.65, 0.2, 0.15, 1.2
ENOUGH_PASSAGES = 5
ONE_IS_MAIN = 0.3
ROUNDS = 3


class Signs(NamedTuple):
    """How alike two codes are, 0 to 1 each; None where a sign is silent.

    `above`: how alike their parents are (1 for two main codes). `below`: how far their sub-codes answer one another.
    `passages`: Jaccard of their extents, over how far the two people agree elsewhere; `shared` tells them in numbers.
    `against`: fewer of the passages are common than chance explains, at the rate at which the two people agree.
    """

    name: float
    definition: float | None
    passages: float | None
    shared: Shared | None
    above: float = 0.0
    below: float | None = None
    against: bool = False

    @property
    def wording(self) -> float:
        """Name and definition taken together: the better of them counts most."""
        if self.definition is None:
            return self.name
        return 0.75 * max(self.name, self.definition) + 0.25 * min(self.name, self.definition)

    @property
    def score(self) -> float:
        """The weighted mean of the signs that speak.

        Passages lower it only where they speak against the pair: what one of two people did not code tells nothing.
        """
        parts = [(WORDING, self.wording), (ABOVE, self.above)]
        if self.below is not None:
            parts.append((BELOW, self.below))
        without = _mean(parts)
        if self.passages is None or self.shared is None:
            return without
        told = min(self.shared.here, self.shared.there) / ENOUGH_PASSAGES
        score = _mean([*parts, (PASSAGES * min(1.0, told), self.passages)])
        return score if self.against else max(score, without)


def _mean(parts: Sequence[tuple[float, float]]) -> float:
    return sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)


@dataclass(frozen=True)
class Compared:
    """Two trees and the signs of every pair of their codes; `documents` are those whose passages are compared."""

    a: ProposedTree
    b: ProposedTree
    documents: frozenset[str]
    signs: Sequence[Sequence[Signs]]


def read_by_both(a: ProposedTree, b: ProposedTree) -> frozenset[str]:
    """The documents that both have marked as read on trial.

    Who has marked none at all, but has coded, is taken to have read what they coded in.
    """
    return _read(a) & _read(b)


def _read(tree: ProposedTree) -> frozenset[str]:
    return tree.read or frozenset(d for code in tree.codes for d in code.passages.by_document)


def compare(a: ProposedTree, b: ProposedTree, wording: Wording) -> Compared:
    """The signs of all pairs: first those of the codes themselves, then those of their place, three times over."""
    documents = read_by_both(a, b)
    table = _own_signs(a, b, documents, wording)
    for _ in range(ROUNDS):
        scores = [[signs.score for signs in row] for row in table]
        table = [
            [
                signs._replace(above=_above(a, i, b, j, scores), below=_below(a, i, b, j, scores))
                for j, signs in enumerate(row)
            ]
            for i, row in enumerate(table)
        ]
    return Compared(a, b, documents, table)


NOTHING = Shared(0.0, 0.0, 0.0, 0, 0, 0, 0)


def _own_signs(
    a: ProposedTree, b: ProposedTree, documents: frozenset[str], wording: Wording
) -> list[list[Signs]]:
    """The signs of the codes themselves, whatever their place."""
    whole = [[extents.within(documents) for extents in tree.with_subcodes] for tree in (a, b)]
    own = [[code.passages.within(documents) for code in tree.codes] for tree in (a, b)]
    in_whole, in_own = shared(*whole), shared(*own)
    agreement = agreement_of(in_whole)
    table: list[list[Signs]] = []
    for i, mine in enumerate(a.codes):
        row: list[Signs] = []
        for j, theirs in enumerate(b.codes):
            name = wording.names(mine.name, theirs.name)
            definition = wording.definitions(mine.definition, theirs.definition)
            if not whole[0][i].by_document or not whole[1][j].by_document:
                row.append(Signs(name, definition, None, None))
                continue
            none = NOTHING._replace(here=len(whole[0][i]), there=len(whole[1][j]))
            found = in_whole.get((i, j), none)
            jaccard = found.jaccard
            if own[0][i].by_document and own[1][j].by_document:
                jaccard = (jaccard + in_own.get((i, j), NOTHING).jaccard) / 2
            passages = min(1.0, jaccard / agreement.jaccard)
            row.append(Signs(name, definition, passages, found, against=agreement.denies(found)))
        table.append(row)
    return table


def _above(a: ProposedTree, i: int, b: ProposedTree, j: int, scores: list[list[float]]) -> float:
    mine, theirs = a.parents[i], b.parents[j]
    if mine is None and theirs is None:
        return 1.0
    return ONE_IS_MAIN if mine is None or theirs is None else scores[mine][theirs]


def _below(a: ProposedTree, i: int, b: ProposedTree, j: int, scores: list[list[float]]) -> float | None:
    mine, theirs = a.children[i], b.children[j]
    if not mine or not theirs:
        return None
    rows = sum(max(scores[x][y] for y in theirs) for x in mine)
    columns = sum(max(scores[x][y] for x in mine) for y in theirs)
    return (rows + columns) / (len(mine) + len(theirs))
