"""How fine a tree is, and how it compares with another: the figures above an alignment."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from quotetree.coding.align.pairs import Pair
from quotetree.coding.align.trees import ProposedTree
from quotetree.coding.counts.sentence import several


class Resolution(NamedTuple):
    """A tree in figures. `levels`: codes on each level, main codes first. `codings`: passages of all codes."""

    tree: str
    levels: tuple[int, ...]
    codings: int

    @property
    def codes(self) -> int:
        return sum(self.levels)

    @property
    def deepest(self) -> int:
        return len(self.levels)


def resolution(tree: ProposedTree) -> Resolution:
    """A tree in figures."""
    by_level = Counter(len(code.names) for code in tree.codes)
    levels = tuple(by_level[level] for level in range(1, max(by_level, default=0) + 1))
    return Resolution(tree.name, levels, sum(len(code.passages) for code in tree.codes))


def against(first: ProposedTree, other: ProposedTree, pairs: Sequence[Pair]) -> str:
    """How another tree compares with the first, in a sentence: paired, finer, coarser."""
    mine = [p for p in pairs if {p.a.tree, p.b.tree} == {first.name, other.name}]
    paired = sum(not pair.within for pair in mine)
    said = f"{paired:,} of {several(len(first.codes), 'code')} paired"
    finer, coarser = (_finest(mine, name) for name in (first.name, other.name))
    if finer:
        said += f"; finer on {finer[0]}, 1 to {finer[1]}"
    elif len(other.codes) > 1.2 * len(first.codes):
        said += "; finer nearly everywhere"
    if coarser:
        said += f"; coarser on {coarser[0]}, {coarser[1]} to 1"
    elif len(other.codes) < len(first.codes) / 1.2:
        said += "; coarser nearly everywhere"
    return said


def _finest(pairs: Sequence[Pair], wider: str) -> tuple[str, int] | None:
    """The code of a tree that holds most codes of the other, and how many."""
    held = Counter(pair.a.path for pair in pairs if pair.within and pair.a.tree == wider)
    return held.most_common(1)[0] if held else None
