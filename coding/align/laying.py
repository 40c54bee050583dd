"""All that laying trees side by side tells, in one piece of work: it takes seconds where trees are large."""

from collections.abc import Sequence
from typing import NamedTuple

from quotetree.coding.align.pairs import Pair, align
from quotetree.coding.align.resolution import Resolution, against, resolution
from quotetree.coding.align.trees import ProposedTree


class SideBySide(NamedTuple):
    """The pairs, and of each tree how fine it is and how it compares with the first ("" of the first itself)."""

    pairs: list[Pair]
    figures: list[tuple[Resolution, str]]


def side_by_side(trees: Sequence[ProposedTree]) -> SideBySide:
    """Lay two or more trees side by side."""
    pairs = align(trees)
    first = trees[0]
    told = [(resolution(tree), against(first, tree, pairs) if tree is not first else "") for tree in trees]
    return SideBySide(pairs, told)
