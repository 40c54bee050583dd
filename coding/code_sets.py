"""What a set of codes takes out of the tree."""

from collections.abc import Collection

from quotetree.coding.tree import MOST_SIDE_BY_SIDE, Code, Tree


def codes_taken(tree: Tree, codes: Collection[str], *, with_subcodes: bool) -> frozenset[str]:
    """The ids of the set's codes that are in the tree, and with sub-codes of all that is below them."""
    there = [code for code in codes if code in tree]
    below = [code.id for one in there for code in tree.descendants(one)] if with_subcodes else []
    return frozenset([*there, *below])


def with_all_above(tree: Tree, codes: Collection[str]) -> frozenset[str]:
    """The codes and those that they stand below, so that what is left is a tree again."""
    return frozenset([*codes, *(above.id for code in codes for above in tree.ancestors(code))])


def compared(tree: Tree, of: str | None, codes: Collection[str] | None) -> list[Code]:
    """The codes to compare side by side (see Tree), of a set (None: all) its own ones, or those of it below `of`.

    Of too many the ones alone that stand below no other of the set.
    """
    if codes is None:
        return tree.side_by_side(of)
    if of:
        taken = codes_taken(tree, codes, with_subcodes=True)
        return [code for code in tree.side_by_side(of) if code.id in taken]
    own = [code for code in tree if code.id in codes]
    if len(own) <= MOST_SIDE_BY_SIDE:
        return own
    return [code for code in own if not any(above.id in codes for above in tree.ancestors(code.id))]
