"""Merging another project of the same study into this one: planned, shown, done as one action."""

from collections.abc import Sequence
from dataclasses import fields
from typing import NamedTuple

from quotetree.app.store import project_merge as store
from quotetree.app.store.access import Access
from quotetree.app.store.documents import project
from quotetree.app.store.log import action
from quotetree.app.store.tables import new_id, now
from quotetree.coding.align import Pair, align, proposed_tree
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.project_merge import Choices, ProjectMerge, plan_project_merge
from quotetree.coding.project_merge.rows import Row
from quotetree.coding.tree import Code, Tree


class MergeRefused(QuotetreeError):
    """Projects that cannot be merged so."""


class ShownAgain(QuotetreeError):
    """What a merge would do is not what was shown: somebody has acted since."""


class Proposed(NamedTuple):
    """A merge as it would be, and codes of theirs, new here, that may be ours under another name."""

    plan: ProjectMerge
    alike: list[Pair]


def propose_project_merge(access: Access, other: Access, choices: Choices) -> Proposed:
    """Plan to merge the project of `other` into that of `access`; both are the person's own. Writes nothing."""
    plan, trees = _plan(access, other, choices)
    return Proposed(plan, _alike(trees, plan.new_codes))


def merge_project(access: Access, other: Access, choices: Choices, shown: str) -> int | None:
    """Merge the project of `other` into that of `access` as one action; `shown` is the digest of the plan shown.

    Returns the number of the action, None where there was nothing to add. Raises ShownAgain where the plan is another
    one by now.
    """
    plan, _ = _plan(access, other, choices)
    if plan.digest != shown:
        raise ShownAgain(
            "Somebody has changed one of the two projects since this was shown. Look at it again."
        )
    if plan.is_empty:
        return None
    counted = {table: plan.added[table] for table in ("document", "participant", "code", "coding", "memo")}
    about = {"name": project(other).name, "added": counted}
    with action(access.connection, access.who, "project.merged", about=about) as recorder:
        store.write(recorder, plan)
    return recorder.seq


def _plan(access: Access, other: Access, choices: Choices) -> tuple[ProjectMerge, tuple[Tree, Tree]]:
    access.reader.check_owner()
    if access.project_id == other.project_id:
        raise MergeRefused("A project cannot be merged into itself.")
    mine, theirs = store.rows(access, ours=True), store.rows(other, ours=False)
    trees = _tree(mine["code"]), _tree(theirs["code"])
    for their_code, my_code in choices.codes.items():
        if their_code not in trees[1] or my_code not in trees[0]:
            raise MergeRefused("A code that was chosen is not there any more. Look at the merge again.")
    return plan_project_merge(mine, theirs, trees, choices, new_id, now()), trees


COLUMNS = tuple(field.name for field in fields(Code))


def _tree(rows: Sequence[Row]) -> Tree:
    return Tree(Code(**{column: row[column] for column in COLUMNS}) for row in rows)


def _alike(trees: tuple[Tree, Tree], new: Sequence[str]) -> list[Pair]:
    """Pairs of our codes (a) and theirs that are new here (b), by name, definition and place."""
    mine, theirs = trees
    if not new:
        return []
    wanted = {theirs.path(code) for code in new}
    sides = [
        proposed_tree(name, [(tuple(tree.names(code.id)), code.definition) for code in tree])
        for name, tree in (("ours", mine), ("theirs", theirs))
    ]
    return [pair for pair in align(sides) if pair.b.path in wanted]
