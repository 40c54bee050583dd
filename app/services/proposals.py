"""Members' own trees, drafted in the application."""

from typing import NamedTuple

from quotetree.app.store import codes as code_store
from quotetree.app.store import documents
from quotetree.app.store import proposals as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import new_id
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.tree_plans import TreePlan, plan_copy


class ProposalRefused(QuotetreeError):
    """A tree of one's own that cannot be begun."""


class Begun(NamedTuple):
    """A proposal, and the number of the action that began it (None: it was there already)."""

    proposal_id: str
    seq: int | None


def begin_proposal(access: Access, *, copied: bool = False) -> Begun:
    """Begin a tree of one's own, empty or with a copy of the agreed tree. Where one has one, it is taken as it is."""
    access.reader.check_write()
    there = store.own_proposal(access)
    if there is not None:
        return Begun(there.id, None)
    name = next((one.name for one in documents.coders(access) if one.id == access.reader.coder_id), "")
    if not name:
        raise ProposalRefused("A draft belongs to one of the project's coders. Choose who you are first.")
    agreed = code_store.tree(access.on())
    plan = plan_copy(agreed, {code.id: new_id() for code in agreed}) if copied else TreePlan()
    about = {"name": name, "codes": len(plan.changes)}
    with action(access.connection, access.who, "proposal.begun", about=about) as recorder:
        row = store.new_proposal(access, access.reader.coder_id, name)
        proposal_id = recorder.about["proposal"] = recorder.insert("proposal", row)
        code_store.write_tree_plan(access.on(proposal_id), recorder, plan)
    return Begun(proposal_id, recorder.seq)
