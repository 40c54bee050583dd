"""What holds in every code tree, and the sentences for what would break it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import name_key
from quotetree.coding.tree import COLOURS, Code, Tree

MOST_CODES = 5_000  # more than any study codes with; pages show the whole tree
MOST_LEVELS = 20


class TreeError(QuotetreeError):
    """A change that would break the tree."""


def known(tree: Tree, code_id: str) -> Code:
    """The code of that id. Raises TreeError if it is not in this project."""
    if code_id not in tree:
        raise TreeError("This code is not in this project; somebody may have deleted it.")
    return tree[code_id]


def known_parent(tree: Tree, parent_id: str | None) -> Code | None:
    """The parent of that id, None for the top. Raises TreeError if it is not in this project."""
    if parent_id is None:
        return None
    if parent_id not in tree:
        raise TreeError("The code to put it under is not in this project; somebody may have deleted it.")
    return tree[parent_id]


def no_twin(tree: Tree, parent_id: str | None, name: str, apart_from: Iterable[str] = ()) -> None:
    """Raises TreeError if a code under the parent, other than those, has the name."""
    leaving = set(apart_from)
    wanted = name_key(name)
    for code in tree.children(parent_id):
        if name_key(code.name) == wanted and code.id not in leaving:
            raise TreeError(twin_sentence(tree, parent_id, code.name))


def twin_sentence(tree: Tree, parent_id: str | None, name: str) -> str:
    """The sentence for two codes of one name under one parent."""
    where = "among the main codes" if parent_id is None else f"under “{tree[parent_id].name}”"
    return f"There is already a code “{name}” {where}."


def no_twins_among(codes: Sequence[Code]) -> None:
    """Raises TreeError if two of the codes, which come under one parent, have the same name."""
    count = Counter(name_key(code.name) for code in codes)
    for code in codes:
        if count[name_key(code.name)] > 1:
            raise TreeError(f"Two of the codes are called “{code.name}”; they cannot stand under one parent.")


def no_loop(tree: Tree, code_id: str, parent_id: str | None) -> None:
    """Raises TreeError if the parent is the code itself or below it."""
    if parent_id is None:
        return
    if parent_id == code_id:
        raise TreeError(f"“{tree[code_id].name}” cannot be moved below itself.")
    if any(code.id == code_id for code in tree.ancestors(parent_id)):
        raise TreeError(
            f"“{tree[code_id].name}” cannot be moved below “{tree[parent_id].name}”, one of its sub-codes."
        )


def below_what_is_used(tree: Tree, parent_id: str | None, codes: Iterable[Code]) -> None:
    """Raises TreeError if the parent is retired and one of the codes is not: what is below a retired code is too."""
    if parent_id is None or not tree[parent_id].retired:
        return
    active = next((code.name for code in codes if not code.retired), None)
    if active is not None:
        raise TreeError(
            f"“{tree[parent_id].name}” is retired, and what is below it is retired with it. "
            f"Bring it back before “{active}” is put below it."
        )


def not_too_deep(tree: Tree, parent_id: str | None, levels: int) -> None:
    """Raises TreeError if `levels` more levels below the parent are too many."""
    above = 0 if parent_id is None else tree.depth(parent_id)
    if above + levels > MOST_LEVELS:
        raise TreeError(f"A code tree has at most {MOST_LEVELS} levels; this would make {above + levels}.")


def is_colour(colour: int | None) -> None:
    """Raises TreeError if it is no colour of a code; None inherits."""
    if colour is not None and not 1 <= colour <= COLOURS:
        raise TreeError(f"A colour is a number from 1 to {COLOURS}.")


def can_be_applied(code: Code) -> None:
    """Raises TreeError for a heading, which stands over codes and carries no passages, and for a retired code."""
    if code.heading:
        raise TreeError(heading_sentence(code.name))
    if code.retired:
        raise TreeError(
            f"“{code.name}” is retired: it is kept with its codings and applied no more."
            " It can be brought back in the tree."
        )


def heading_sentence(name: str) -> str:
    """The sentence for a heading that is to be applied, by its name or its path."""
    return f"“{name}” is a heading: it orders the tree and cannot be applied. Choose a code below it."


def can_be_heading(code: Code, codings: int) -> None:
    """Raises TreeError if the code carries passages, of whatever coder and layer."""
    if codings:
        many = "1 passage" if codings == 1 else f"{codings:,} passages"
        raise TreeError(f"“{code.name}” carries {many}; a heading carries none. Move or remove them first.")


def broken(codes: Sequence[Code]) -> list[str]:
    """What is wrong with one project's codes, a sentence each: loops, twins, missing parents, depth."""
    tree = Tree(codes)
    return [*_missing_parents(tree), *_loops(tree), *_twins(tree), *_too_deep(tree)]


def _missing_parents(tree: Tree) -> list[str]:
    return [
        f"The code “{code.name}” ({code.id}) is below a code that does not exist ({code.parent_id})."
        for code in tree.by_id.values()
        if code.parent_id is not None and code.parent_id not in tree
    ]


def _loops(tree: Tree) -> list[str]:
    return [
        f"The code “{code.name}” ({code.id}) is below itself."
        for code in tree.by_id.values()
        if any(above.id == code.id for above in tree.ancestors(code.id))
    ]


def _twins(tree: Tree) -> list[str]:
    seen: dict[tuple[str | None, str], Code] = {}
    sentences = []
    for code in tree.by_id.values():
        first = seen.setdefault((code.parent_id, name_key(code.name)), code)
        if first is not code:
            sentences.append(
                f"The codes {first.id} and {code.id} are both called “{code.name}” under one parent."
            )
    return sentences


def _too_deep(tree: Tree) -> list[str]:
    return [
        f"The code “{code.name}” ({code.id}) is on level {tree.depth(code.id)}, deeper than {MOST_LEVELS}."
        for code in tree.in_order
        if tree.depth(code.id) > MOST_LEVELS
    ]
