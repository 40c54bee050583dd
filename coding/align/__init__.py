"""Laying the code trees of several coders side by side: which codes answer one another, how surely, and why.

Signs are taken together: names (spelling and word forms), definitions, the passages that both coded, and the place in
the tree. Each code of a tree gets at most one partner in another (the best assignment as a whole); what lies within a
code of another tree is told beside it. Nothing is decided here: a person takes a pair, or does not.
"""

from quotetree.coding.align.laying import SideBySide, side_by_side
from quotetree.coding.align.pairs import Pair, Side, Strength, align
from quotetree.coding.align.passages import Extent, Extents
from quotetree.coding.align.resolution import Resolution, resolution
from quotetree.coding.align.trees import ProposedCode, ProposedTree, proposed_tree, tree_as_proposed

__all__ = [
    "Extent",
    "Extents",
    "Pair",
    "ProposedCode",
    "ProposedTree",
    "Resolution",
    "Side",
    "SideBySide",
    "Strength",
    "align",
    "proposed_tree",
    "resolution",
    "side_by_side",
    "tree_as_proposed",
]
