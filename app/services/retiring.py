"""Retiring codes and bringing them back."""

from collections.abc import Sequence
from typing import NamedTuple

from quotetree.app.store import codes as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.coding.retiring import plan_bring_back, plan_retire


class Retired(NamedTuple):
    """The first of the codes, and the number of the action (None: nothing had to be changed)."""

    code_id: str
    seq: int | None


def retire_codes(access: Access, ids: Sequence[str], reason: str = "") -> Retired:
    """Retire codes with all below them: kept with their codings, offered and applied no more. Their keys are free."""
    access.reader.check_write()
    plan = plan_retire(store.tree(access), ids)
    going = [change.id for change in plan.changes]
    about = {"code": ids[0], "n": len(going)}
    with action(
        access.connection, access.who, "code.retired", about=about, reason=reason.strip()
    ) as recorder:
        store.write_tree_plan(access, recorder, plan)
        recorder.delete_many("pin", store.pins_of_codes(access, going))
    return Retired(ids[0], recorder.seq)


def bring_back_codes(access: Access, ids: Sequence[str]) -> Retired:
    """Bring retired codes back, with all below and above them."""
    access.reader.check_write()
    plan = plan_bring_back(store.tree(access), ids)
    about = {"code": ids[0], "n": len(plan.changes)}
    with action(access.connection, access.who, "code.back", about=about) as recorder:
        store.write_tree_plan(access, recorder, plan)
    return Retired(ids[0], recorder.seq)
