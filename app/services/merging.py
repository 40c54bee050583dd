"""Merging codes into one: planned, shown, done as one action."""

from collections.abc import Sequence
from typing import NamedTuple

from quotetree.app.store import codes as code_store
from quotetree.app.store import merging as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.coding.merging import MergePlan, heading_refused, plan_merge


class Merged(NamedTuple):
    """The code that stays, and the number of the action."""

    code_id: str
    seq: int | None


def propose_merge(access: Access, ids: Sequence[str], into: str) -> MergePlan:
    """Plan to merge codes into another. Writes nothing. Raises TreeError where they cannot be merged."""
    tree = code_store.tree(access)
    plan = plan_merge(tree, ids, into)
    heading_refused(tree, plan, list(code_store.codings_by_code(access)))
    return plan


def merge_codes(access: Access, ids: Sequence[str], into: str, reason: str = "") -> Merged:
    """Merge codes, with all that is below them, into another, as one action.

    Every coding keeps its passage, coder, layer, date and memos; the same passage may carry the code twice then, and is
    counted and shown as one.
    """
    access.reader.check_write()
    tree = code_store.tree(access)
    plan = propose_merge(access, ids, into)
    codings = len(code_store.codings_of_codes(access, list(plan.goes)))
    names = [tree[code_id].name for code_id in plan.goes]
    about = {"code": into, "names": names, "codings": codings, "codes": list(plan.goes)}
    with action(access.connection, access.who, "code.merged", about=about, reason=reason.strip()) as recorder:
        store.write_merge(access, recorder, tree, plan)
    return Merged(into, recorder.seq)
