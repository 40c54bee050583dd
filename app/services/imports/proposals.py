"""Bringing in members' own trees."""

from collections.abc import Sequence
from functools import partial
from pathlib import PurePath
from typing import Any

from quotetree.app.services.imports.tables import Imported, Planned, apply
from quotetree.app.store import codes as code_store
from quotetree.app.store import documents
from quotetree.app.store import proposals as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder
from quotetree.app.store.tables import new_id
from quotetree.coding.access import NotAllowed
from quotetree.coding.codebook import CodebookRow, added_above, plan_codebook
from quotetree.coding.names import clean_name, name_key
from quotetree.coding.tree_plans import TreePlan


def whose(access: Access, file: str) -> str:
    """Whose tree a file is taken to be: for an owner that of the member it is named for, for a coder their own."""
    if access.reader.is_owner:
        return PurePath(file).stem
    return next((one.name for one in documents.coders(access) if one.id == access.reader.coder_id), "")


def plan_proposal(access: Access, coder: str, rows: Sequence[CodebookRow]) -> Planned:
    """What a codebook would do as the own tree of a coder (by name), who is made if need be: growth of what is there.

    Raises CodebookError that names all bad rows, and NotAllowed for another's tree to all but owners.
    """
    access.reader.check_write()
    name = clean_name(coder)
    known = next((one for one in documents.coders(access) if name_key(one.name) == name_key(name)), None)
    coder_id = known.id if known else ""
    if not access.reader.is_owner and coder_id != access.reader.coder_id:
        raise NotAllowed(f"This is a proposal of {name}. Coders bring in their own, an owner anybody's.")
    there = store.proposal_of(access, coder_id) if coder_id else None
    of = access.on(there.id if there else "none")
    tree = code_store.tree(of)
    plan = plan_codebook(tree, rows, new_id, code_store.codings_by_code(of))
    new = sum(change.kind == "insert" for change in plan.changes)
    changed = sum(change.kind == "update" for change in plan.changes)
    write = partial(_write, access, name, coder_id, there, plan)
    told = {"n": len(rows), "new": new, "changed": changed, "name": known.name if known else name}
    matches = max(len(rows) - new - changed, 0)
    return Planned(new, changed, matches, "proposal.imported", write, told, added_above(tree, rows, plan))


def import_proposal(
    access: Access, coder: str, rows: Sequence[CodebookRow], batch: str | None = None
) -> Imported:
    """Bring a coder's own tree in as one action."""
    return apply(access, plan_proposal(access, coder, rows), batch)


def _write(
    access: Access, name: str, coder_id: str, there: Any | None, plan: TreePlan, recorder: Recorder
) -> None:
    if not plan and there is not None:
        return
    here = {"project_id": access.project_id}
    if not coder_id:
        coder = {**here, "name": name, "name_key": name_key(name), "account_id": None}
        coder_id = recorder.insert("coder", coder)
    proposal_id = (
        there.id if there else recorder.insert("proposal", store.new_proposal(access, coder_id, name))
    )
    recorder.about["proposal"] = proposal_id
    code_store.write_tree_plan(access.on(proposal_id), recorder, plan)
