"""What the pane of codes shows: the tree, this person's keys, and the counts."""

import json
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.history_rows import said_of
from quotetree.app.routes.tree_rows import Counted, tree_rows
from quotetree.app.store import codes, documents, memo_lists, snapshots
from quotetree.app.store.access import Access
from quotetree.coding.counts import counts

# To the body: the form that asked may have left the page with its dialog.
TREE_CHANGED = json.dumps({"tree-changed": {"target": "body"}})


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
        "rows": tree_rows(tree, own, with_sub_codes, keys, memo_lists.counts_by_code(access)),
        "codes": len(tree),
        "retired": sum(code.retired for code in tree),
        "current": current if current in tree else "",
        "may_write": access.reader.may_write,
        "drafting": bool(access.reader.proposal_id),
    }


def code_counts(access: Access) -> tuple[dict[str, Counted], dict[str, Counted]]:
    """By code id the counts of the main layer: of its own passages, and with those of its sub-codes."""
    snapshot, filters = snapshots.snapshot(access), snapshots.filters(access)
    own, with_sub_codes = (
        {code: Counted(row.comments, row.respondents) for code, row in table.rows().items()}
        for table in (counts(snapshot, filters), counts(snapshot, filters, with_subcodes=True))
    )
    return own, with_sub_codes


def tree_dialog(request: Request, access: Access, form: str, **values: Any) -> HTMLResponse:
    """The dialog of the tree, filled with one of its forms (`parts/FORM.html`), for those who may write."""
    access.reader.check_write()
    address = f"/projects/{access.project_id}/codes"
    found = {"address": address, "carries": False, "path": "", "form": f"parts/{form}.html", **values}
    found["drafting"] = bool(access.reader.proposal_id)
    return page(request, "parts/code-dialog.html", **found)


def tree_changed(
    request: Request, access: Access, code_id: str, seq: int | None, *, explain: bool = False
) -> HTMLResponse:
    """The answer to a change of the tree: the tree anew, the dialog closed, and what was done.

    With `explain` the toast offers to tell why: for what is done without a dialog that asks.
    """
    done = said_of(access, seq) if seq else "Nothing had to be changed"
    found = tree_pane(access, current=code_id)
    answer = page(request, "parts/tree-changed.html", **found, done=done, seq=seq, explain=explain)
    answer.headers["HX-Trigger"] = TREE_CHANGED
    return answer
