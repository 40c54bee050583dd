"""How large a code tree is, as studies tell it."""

from typing import NamedTuple

from quotetree.coding.tree import Tree


class Size(NamedTuple):
    """Main codes, how many of them have sub-codes, all sub-codes, and on how many levels the codes stand."""

    main: int
    with_subcodes: int
    subcodes: int
    deepest: int


def size_of(tree: Tree) -> Size:
    """The size of a tree: all that stands in it, headings too."""
    levels: dict[str | None, int] = {None: 0}
    for code in tree.in_order:
        levels[code.id] = levels[code.parent_id] + 1
    main = tree.children(None)
    return Size(
        main=len(main),
        with_subcodes=sum(bool(tree.children(code.id)) for code in main),
        subcodes=len(tree.in_order) - len(main),
        deepest=max(levels.values()),
    )
