"""What the pane of codes shows: the tree, this person's keys, and the counts."""

from typing import Any

from quotetree.app.routes.tree_rows import Counted, tree_rows
from quotetree.app.store import codes, documents, snapshots
from quotetree.app.store.access import Access
from quotetree.coding.counts import counts


def tree_pane(access: Access, current: str = "") -> dict[str, Any]:
    """The values of parts/tree-pane.html and parts/tree.html; `current` is the code to go to.

    In a writing transaction nothing is counted: the page keeps the counts that it has and asks for the new ones.
    """
    tree = codes.tree(access)
    keys = {pin.code_id: str(pin.slot) for pin in codes.pins(access)}
    writing = access.connection.get_execution_options().get("writing")
    own, with_sub_codes = (None, None) if writing else code_counts(access)
    return {
        "project": documents.project(access),
        "rows": tree_rows(tree, own, with_sub_codes, keys),
        "codes": len(tree),
        "current": current if current in tree else "",
        "may_write": access.reader.may_write,
    }


def code_counts(access: Access) -> tuple[dict[str, Counted], dict[str, Counted]]:
    """By code id the counts of the main layer: of its own passages, and with those of its sub-codes."""
    snapshot, filters = snapshots.snapshot(access), snapshots.filters(access)
    own, with_sub_codes = (
        {code: Counted(row.comments, row.respondents) for code, row in table.rows().items()}
        for table in (counts(snapshot, filters), counts(snapshot, filters, with_subcodes=True))
    )
    return own, with_sub_codes
