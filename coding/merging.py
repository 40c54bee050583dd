"""Merging codes into one, as a plan: what goes where, and how their words are joined.

Nothing of a coding changes but its code. Sub-codes go below the code that stays; one of the same name as one that is
there is merged into it, and so on down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quotetree.coding import tree_rules as rules
from quotetree.coding.names import name_key
from quotetree.coding.tree import Code, Tree
from quotetree.coding.tree_plans import TEXTS, Place, RowChange, TreePlan, checked, plan_move

PARTED = "\n\n"


class Joined(NamedTuple):
    """A text of the code that stays, joined from several: which of TEXTS, and what it becomes."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge does. `goes`: id of each code that goes, to the code that it goes into, in the order of doing.

    `tree` holds the changes of rows; `moved` are sub-codes that come below another code as they are; `joined` tells by
    code the texts that were put together.
    """

    into: str
    goes: dict[str, str]
    moved: tuple[str, ...]
    joined: dict[str, tuple[Joined, ...]]
    tree: TreePlan


def plan_merge(tree: Tree, ids: Sequence[str], into: str) -> MergePlan:
    """Merge codes, with all that is below them, into another.

    Raises TreeError for a merge into itself or into one of its own sub-codes, and where the tree would be too deep.
    """
    target = rules.known(tree, into)
    sources = [rules.known(tree, code_id) for code_id in dict.fromkeys(ids)]
    if not sources:
        raise rules.TreeError("No code is chosen.")
    for source in sources:
        _check(tree, source, target)
    work = _Merge(tree)
    for source in _lowest_first(tree, sources):
        work.merge(source.id, into)
    return work.plan(tree, into)


def _check(tree: Tree, source: Code, target: Code) -> None:
    if source.id == target.id:
        raise rules.TreeError(f"“{source.name}” cannot be merged into itself.")
    if any(above.id == source.id for above in tree.ancestors(target.id)):
        raise rules.TreeError(
            f"“{source.name}” cannot be merged into “{target.name}”, one of its sub-codes. "
            f"Merge “{target.name}” into “{source.name}”, or move it first."
        )


def _lowest_first(tree: Tree, sources: Sequence[Code]) -> list[Code]:
    """Codes in tree order, what is below another of them before it."""
    place = {code.id: n for n, code in enumerate(tree)}
    return sorted(sources, key=lambda code: (-tree.depth(code.id), place[code.id]))


class _Merge:
    """The tree as it becomes, step by step."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.goes: dict[str, str] = {}
        self.moved: list[str] = []
        self.joined: dict[str, dict[str, Joined]] = {}

    def merge(self, source_id: str, into: str) -> None:
        """Merge one code of the tree as it is by now."""
        for child in self.tree.children(source_id):
            twin = self.tree.child(into, child.name)
            # The code that stays may itself be a sub-code of the one that goes up: then it stays where it is.
            if twin is not None and twin.id not in (child.id, source_id):
                self.merge(child.id, twin.id)
            else:
                self._move(child.id, into, source_id)
        self._join(source_id, into)
        self.goes[source_id] = into
        self.tree = self.tree.with_changes({}, [source_id], ())

    def _move(self, code_id: str, into: str, going: str) -> None:
        rest = self.tree.with_changes({going: {"name": "\x00"}}, (), ())  # its name does not stand in the way
        plan = plan_move(rest, [code_id], Place(into))
        changes = {c.id: c.values for c in plan.changes if c.id != going}
        self.tree = self.tree.with_changes(changes, (), ())
        self.moved.append(code_id)

    def _join(self, source_id: str, into: str) -> None:
        source, target = self.tree[source_id], self.tree[into]
        values = {}
        for name in TEXTS:
            text = joined_text(getattr(target, name), getattr(source, name), source.name)
            if text != getattr(target, name):
                values[name] = text
                self.joined.setdefault(into, {})[name] = Joined(name, text)
        if values:
            self.tree = self.tree.with_changes({into: checked(values)}, (), ())

    def plan(self, before: Tree, into: str) -> MergePlan:
        """The net changes of the rows."""
        updates = [
            RowChange("update", code.id, changed)
            for code in self.tree.by_id.values()
            if (changed := _changed(before[code.id], code))
        ]
        deletes = [RowChange("delete", code_id) for code_id in self.goes]
        final = {source: _end(self.goes, source) for source in self.goes}
        joined = {code: tuple(texts.values()) for code, texts in self.joined.items() if code not in final}
        moved = tuple(one for one in self.moved if one not in final)
        return MergePlan(into, final, moved, joined, TreePlan((*updates, *deletes)))


def _changed(before: Code, after: Code) -> dict[str, object]:
    names = ("parent_id", "position", "colour", *TEXTS)
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}


def _end(goes: dict[str, str], code_id: str) -> str:
    while code_id in goes:
        code_id = goes[code_id]
    return code_id


def joined_text(there: str, added: str, name: str) -> str:
    """A text of the code that stays with that of the one that goes: once if they are alike, else both, named."""
    if not added.strip() or name_key(added) in name_key(there):
        return there
    if not there.strip():
        return added
    return f"{there}{PARTED}From “{name}”: {added}"


def heading_refused(tree: Tree, plan: MergePlan, carrying: Sequence[str]) -> None:
    """Raises TreeError where codings would come to a heading; `carrying` are the codes that have codings."""
    for source, into in plan.goes.items():
        if source in carrying:
            rules.can_be_applied(tree[into])
