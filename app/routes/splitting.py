"""The splitting table of a code: begun from the tree, dealt out by keys, taken up again by anybody."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import ToAsk, ToRead, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.routes.history_rows import said_of
from quotetree.app.routes.splitting_rows import (
    AT_ONCE,
    MOST_AT_ONCE,
    Dealt,
    column_choices,
    column_rows,
    dealt,
    place_after,
    sub_codes,
    waiting_cards,
)
from quotetree.app.services import splitting as service
from quotetree.app.store import codes, documents, snapshots
from quotetree.app.store import splitting as store
from quotetree.app.store.access import Access
from quotetree.coding.counts import counts
from quotetree.coding.splitting import MOST_COLUMNS, check_splittable

router = APIRouter(prefix="/projects/{project_id}/splittings")

Text = Annotated[str, Form()]
Texts = Annotated[list[str], Form(default_factory=list)]
LOOK_AGAIN = json.dumps(
    {name: {"target": "body"} for name in ("history-changed", "codings-changed", "look-again")}
)


@router.get("/new")
def ask_new(request: Request, access: ToAsk, code: str) -> HTMLResponse:
    """The question into which sub-codes a code is to be split; where it is being split, how far that is."""
    tree = codes.tree(access)
    found = check_splittable(tree, code)
    there = store.open_one(access, code)
    return page(
        request,
        "parts/code-dialog.html",
        form="parts/splitting-new.html",
        project=documents.project(access),
        code=found,
        path=" › ".join(tree.names(code)),
        choices=sub_codes(tree, code),
        most=MOST_COLUMNS,
        codings=codes.codings_by_code(access, seen=True).get(code, 0),
        open_one=there,
        tally=dealt(access, there.id).tally if there else None,
    )


@router.post("")
def open_splitting(
    request: Request, access: ToWrite, code: Text, column: Texts, names: Text = "", reason: Text = ""
) -> Response:
    """Begin a splitting, or take up the one that is open."""
    split = service.open_splitting(access, code, column, [names], reason)
    return go_to(request, f"/projects/{access.project_id}/splittings/{split.splitting_id}")


@router.get("/{splitting_id}")
def splitting(request: Request, access: ToRead, splitting_id: str) -> HTMLResponse:
    """The splitting table."""
    found = dealt(access, splitting_id)
    values = {**frame(access, "Quotations"), **_table(access, found, AT_ONCE)}
    return page(request, "pages/splitting.html", **values)


@router.get("/{splitting_id}/cards")
def more_cards(request: Request, access: ToRead, splitting_id: str, last: str) -> HTMLResponse:
    """Further cards that wait, after the one that the page shows last."""
    found = dealt(access, splitting_id)
    first = place_after(access, found, last)
    values = _waiting(access, found, first, AT_ONCE)
    return page(request, "parts/splitting-more.html", **values, **_here(access, found))


@router.get("/{splitting_id}/counts")
def count(request: Request, access: ToRead, splitting_id: str) -> HTMLResponse:
    """What the code counts with its sub-codes, which dealing out leaves as it is."""
    code = store.splitting(access, splitting_id).code_id
    found = counts(snapshots.snapshot(access), snapshots.filters(access), with_subcodes=True).rows().get(code)
    return page(
        request,
        "parts/splitting-count.html",
        counted=found,
        taken_off=len(store.taken_off(access, splitting_id)),
    )


@router.get("/{splitting_id}/news")
def news(
    request: Request, access: ToRead, splitting_id: str, after: int, shown: Annotated[int, Query(ge=0)] = 0
) -> Response:
    """What has happened in this splitting since an action: the columns anew, and which cards wait no more."""
    now = documents.seq_of(access)
    if now == after:
        return Response(status_code=204)
    found = dealt(access, splitting_id)
    touched = store.touched(access, after)
    values = {"now": now, **_here(access, found), "left": None, "redrawn": False}
    codings = {row_id for table, row_id in touched if table == "coding"}
    waiting = {row.id for row in found.waiting}
    if codings & waiting or any(table != "coding" for table, _ in touched):
        values |= _table(access, found, min(max(shown, AT_ONCE), MOST_AT_ONCE)) | {"redrawn": True}
    elif codings:
        values |= {**_table(access, found, 0), "left": sorted(codings)}
    return page(request, "parts/splitting-news.html", **values)


@router.post("/{splitting_id}/decisions")
def decide(
    request: Request,
    access: ToWrite,
    splitting_id: str,
    card: Texts,
    decision: Text,
    column: Texts,
) -> HTMLResponse:
    """Decide cards, each sent as its coding and the decision that the page knew of, parted by a blank."""
    chosen = [service.Chosen(*one.split(" ", 1)) for one in card]
    done = service.decide(access, splitting_id, chosen, decision, column)
    return _done(request, access, done.seq, done.told)


@router.post("/{splitting_id}/columns")
def add_columns(
    request: Request, access: ToWrite, splitting_id: str, column: Texts, names: Text = ""
) -> HTMLResponse:
    """More columns: a sub-code that is there, or new ones."""
    done = service.add_columns(access, splitting_id, [one for one in column if one], [names])
    return _done(request, access, done.seq)


@router.post("/{splitting_id}/columns/{column_id}/remove")
def remove_column(request: Request, access: ToWrite, splitting_id: str, column_id: str) -> HTMLResponse:
    """A column less; what was dealt out to it stays there."""
    done = service.remove_column(access, splitting_id, column_id)
    return _done(request, access, done.seq)


@router.post("/{splitting_id}/closed")
def close(request: Request, access: ToWrite, splitting_id: str) -> Response:
    """End a splitting."""
    service.close_splitting(access, splitting_id)
    return go_to(request, f"/projects/{access.project_id}/splittings/{splitting_id}")


def _done(request: Request, access: Access, seq: int | None, told: tuple[str, ...] = ()) -> HTMLResponse:
    said = said_of(access, seq) if seq else "Nothing had to be changed"
    answer = page(
        request,
        "parts/splitting-done.html",
        project=documents.project(access),
        done=said,
        seq=seq,
        told=told,
    )
    answer.headers["HX-Trigger"] = LOOK_AGAIN
    return answer


def _here(access: Access, found: Dealt) -> dict[str, Any]:
    return {
        "project": documents.project(access),
        "splitting": found.splitting,
        "here": f"/projects/{access.project_id}/splittings/{found.splitting.id}",
    }


def _waiting(access: Access, found: Dealt, first: int, most: int) -> dict[str, Any]:
    cards = waiting_cards(access, found, first, most)
    return {"waiting": cards, "more": len(found.waiting) - first - len(cards)}


def _table(access: Access, found: Dealt, most: int) -> dict[str, Any]:
    code = found.tree[found.splitting.code_id]
    return {
        **_here(access, found),
        **_waiting(access, found, 0, most),
        "now": documents.seq_of(access),
        "code": code,
        "path": " › ".join(found.tree.names(code.id)),
        "tally": found.tally,
        "columns": column_rows(access, found),
        "choices": column_choices(found),
        "may_write": access.reader.may_write and not found.splitting.closed,
        "most": MOST_COLUMNS,
    }
