"""The switch between the agreed tree and a member's own, as the workbench shows it."""

from typing import Any

from quotetree.app.store import codes, proposals
from quotetree.app.store.access import Access
from quotetree.coding.access import NO_TREE

OWN_TREE = "?tree=mine"  # the end of the address of a document that is read with one's own tree


def draft_switch(access: Access, *, mine: bool) -> dict[str, Any]:
    """What the workbench needs of both trees; `mine` says that one's own was asked for.

    `on_tree` is the proposal that each request of the page names; "" on the agreed tree. `begun` says whether there is
    an own one. Only who codes under a name has the switch.
    """
    has_switch = access.reader.may_write and bool(access.reader.coder_id)
    drafting = mine and has_switch
    own = proposals.own_proposal(access) if has_switch else None
    return {
        "tree_switch": has_switch,
        "drafting": drafting,
        "begun": own is not None,
        "on_tree": (own.id if own else NO_TREE) if drafting else "",
        "asking": OWN_TREE if drafting else "",
        "agreed_codes": len(codes.tree(access)) if drafting and own is None else 0,
        "trial_open": access.reader.trial_open,
    }
