"""Trees written as indented names, for tests."""

from quotetree.coding.names import name_key
from quotetree.coding.order import spread
from quotetree.coding.tree import Code, Tree


def tree_of(drawing: str, **values: dict[str, object]) -> Tree:
    """The tree of lines indented by two blanks a level. A code's id is its name; further values go by id."""
    rows: list[tuple[str | None, str]] = []
    line: list[str] = []
    for text in drawing.strip("\n").splitlines():
        level = (len(text) - len(text.lstrip())) // 2
        name = text.strip()
        line[level:] = [name]
        rows.append((line[level - 1] if level else None, name))
    keys = dict(zip(rows, spread(len(rows), None, None), strict=True))
    return Tree(Code(name, parent, name, keys[parent, name], **values.get(name, {})) for parent, name in rows)


def drawing_of(tree: Tree) -> str:
    """The tree as `tree_of` reads it."""
    return "\n".join("  " * (tree.depth(code.id) - 1) + code.name for code in tree)


def twin_key(code: Code) -> tuple[str | None, str]:
    """What may stand once in a tree."""
    return code.parent_id, name_key(code.name)
