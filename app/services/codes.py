"""Changing the code tree: create, define, move, delete, pin."""

from collections.abc import Sequence, Set
from typing import Any, NamedTuple

from quotetree.app.store import codes as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import new_id
from quotetree.coding.access import NotAllowed
from quotetree.coding.names import clean_name
from quotetree.coding.tree_plans import (
    Place,
    SubCodes,
    TreePlan,
    plan_create,
    plan_define,
    plan_delete,
    plan_move,
)


class TreeChanged(NamedTuple):
    """The code that an action was about, and its number (None: nothing had to be changed)."""

    code_id: str
    seq: int | None


def create_code(
    access: Access, name: str, place: Place | None = None, reason: str = "", **values: Any
) -> TreeChanged:
    """A new code or heading; `values` are further fields of a code. Raises TreeError and NameRefused."""
    access.reader.check_write()
    code_id = new_id()
    plan = plan_create(store.tree(access), code_id, name, place or Place(), **values)
    return _apply(access, "code.created", plan, code_id, reason=reason)


def define_code(access: Access, code_id: str, reason: str = "", **values: Any) -> TreeChanged:
    """Other values of a code: name, colour, heading, short, definition, when_to_use, when_not, example."""
    access.reader.check_write()
    tree = store.tree(access)
    plan = plan_define(tree, code_id, store.codings_by_code(access).get(code_id, 0), **values)
    renamed = set(values) == {"name"}
    about: dict[str, Any] = {"fields": sorted(_fields(plan))}
    if renamed:
        about = {"from": tree[code_id].name, "name": clean_name(values["name"])}
    return _apply(access, "code.renamed" if renamed else "code.defined", plan, code_id, about, reason)


def move_codes(access: Access, code_ids: Sequence[str], place: Place, reason: str = "") -> TreeChanged:
    """One or several codes, with all below them, to a place in the tree."""
    access.reader.check_write()
    tree = store.tree(access)
    plan = plan_move(tree, code_ids, place)
    about = {"n": len(code_ids), "to": place.parent_id, "from": tree[code_ids[0]].parent_id}
    return _apply(access, "code.moved", plan, code_ids[0], about, reason)


def delete_code(
    access: Access, code_id: str, sub_codes: SubCodes = "up", codings_to: str | None = None, reason: str = ""
) -> TreeChanged:
    """Delete a code. Its sub-codes move up or go too; the codings of all that goes move to a code, or go too.

    Codings of others go only where an owner deletes: of a coder they move to a code, also those in a layer held back.
    """
    access.reader.check_write()
    tree = store.tree(access)
    plan = plan_delete(tree, code_id, sub_codes, codings_to)
    codings = store.codings_of_codes(access, plan.codings_of)
    if codings_to is None and not access.reader.is_owner:
        _check_own(access, tree[code_id].name, {row.coder_id for row in codings})
    about = {
        "name": tree[code_id].name,
        "codes": len(plan.codings_of),
        "codings": len(codings),
        "to": codings_to,
    }
    return _apply(access, "code.deleted", plan, code_id, about, reason)


def _check_own(access: Access, name: str, coders: Set[str]) -> None:
    if coders - {access.reader.coder_id}:
        raise NotAllowed(
            f"Others have coded with “{name}” or what is below it. Their codings move to another code, "
            "or an owner of the project deletes the code."
        )


def pin_code(access: Access, code_id: str, slot: int | None) -> TreeChanged:
    """Put a code on one of my keys 1 to 9, in place of what was there; None takes it off its key."""
    access.reader.check_write()
    store.code(access, code_id)
    stale = [pin.id for pin in store.pins(access) if pin.slot == slot or pin.code_id == code_id]
    about = {"code": code_id, "slot": slot}
    with action(access.connection, access.who, "code.pinned", about=about) as recorder:
        recorder.delete_many("pin", stale)
        if slot is not None:
            recorder.insert("pin", {"coder_id": access.reader.coder_id, "slot": slot, "code_id": code_id})
    return TreeChanged(code_id, recorder.seq)


def _fields(plan: TreePlan) -> set[str]:
    return {name for change in plan.changes for name in change.values}


def _apply(
    access: Access,
    verb: str,
    plan: TreePlan,
    code_id: str,
    about: dict[str, Any] | None = None,
    reason: str = "",
) -> TreeChanged:
    told = {"code": code_id, **(about or {})}
    with action(access.connection, access.who, verb, about=told, reason=reason.strip()) as recorder:
        store.write_tree_plan(access, recorder, plan)
    return TreeChanged(code_id, recorder.seq)
