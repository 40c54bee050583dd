"""Merging codes: what it would do first, then the merge."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToAsk, ToWrite
from quotetree.app.routes.tree_pane import tree_changed, tree_dialog
from quotetree.app.services import merging as service
from quotetree.coding.tree_rules import TreeError

router = APIRouter(prefix="/projects/{project_id}/merging")

LABELS = {
    "short": "Short definition",
    "definition": "Full definition",
    "when_to_use": "When to use",
    "when_not": "When not",
    "example": "Example",
}


@router.get("")
def ask_merge(
    request: Request,
    access: ToAsk,
    code: Annotated[list[str] | None, Query()] = None,
    into: Annotated[str, Query()] = "",
    again: Annotated[bool, Query()] = False,
) -> HTMLResponse:
    """What a merge of codes into another would do: what moves, what is joined and how, and the counts that come."""
    if not into:
        raise TreeError("Choose the code that stays.")
    preview = service.preview_merge(access, code or [], into)
    plan, tree = preview.plan, preview.tree
    chosen = list(dict.fromkeys(code or []))
    return tree_dialog(
        request,
        access,
        "merging",
        preview=preview,
        chosen=chosen,
        into=tree[into],
        sources=[tree[one] for one in chosen],
        above={one: " › ".join(tree.names(one)[:-1]) for one in (*chosen, into)},
        below=[(tree[one], tree[to]) for one, to in plan.goes.items() if one not in chosen],
        moved=[tree[one] for one in plan.moved],
        joined=[
            (tree[one], LABELS[text.field], text.text) for one, texts in plan.joined.items() for text in texts
        ],
        told=tree.told,
        again=again,
        address=f"/projects/{access.project_id}/merging",
    )


@router.post("")
def merge_codes(
    request: Request,
    access: ToWrite,
    code: Annotated[list[str], Form()],
    into: Annotated[str, Form()],
    shown: Annotated[str, Form()],
    reason: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Merge codes as it was shown; if others have changed since what it would do, it is shown again."""
    try:
        merged = service.merge_codes(access, code, into, reason, shown)
    except service.ShownAgain:
        address = f"/projects/{access.project_id}/merging"
        return page(request, "parts/merging-again.html", address=address, chosen=code, into=into)
    return tree_changed(request, access, *merged)
