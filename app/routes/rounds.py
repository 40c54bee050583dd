"""Rounds of re-coding: their list, opening one, its progress and result, and going through its documents."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import ToAsk, ToRead, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.routes.round_rows import in_round, new_round, round_list, round_page
from quotetree.app.services import rounds as service
from quotetree.app.store import rounds as store
from quotetree.app.store.access import Access
from quotetree.app.store.documents import documents as all_documents
from quotetree.coding.names import in_order

router = APIRouter(prefix="/projects/{project_id}/rounds")

Text = Annotated[str, Form()]
Ids = Annotated[list[str], Form(default_factory=list)]


@router.get("")
def rounds(request: Request, access: ToRead) -> HTMLResponse:
    """All rounds, with how far each is."""
    return _page(request, access, "rounds", rounds=round_list(access))


@router.get("/new")
def ask_round(
    request: Request, access: ToAsk, since: Annotated[str | None, Query(max_length=36)] = None
) -> HTMLResponse:
    """The form that opens a round: codes that are new or changed since a version come first."""
    return _page(request, access, "round-new", **new_round(access, since))


@router.post("")
def open_round(
    request: Request,
    access: ToWrite,
    name: Text,
    code: Ids,
    document: Ids,
    reader: Ids,
    reason: Text = "",
    since: Annotated[str | None, Form()] = None,
    version: Text = "",
) -> Response:
    """Open a round."""
    opened = service.open_round(access, name, code, document, reader, reason, since, version)
    return go_to(request, f"/projects/{access.project_id}/rounds/{opened.round_id}")


@router.get("/{round_id}")
def one_round(request: Request, access: ToRead, round_id: str) -> HTMLResponse:
    """A round: what it covers, who has been through what, what came of it."""
    return _page(request, access, "round", **round_page(access, round_id))


@router.post("/{round_id}/close")
def close_round(request: Request, access: ToWrite, round_id: str) -> Response:
    """Close a round."""
    service.close_round(access, round_id)
    return go_to(request, f"/projects/{access.project_id}/rounds/{round_id}")


@router.post("/{round_id}/reopen")
def reopen_round(request: Request, access: ToWrite, round_id: str) -> Response:
    """Open a closed round again."""
    service.close_round(access, round_id, closed=False)
    return go_to(request, f"/projects/{access.project_id}/rounds/{round_id}")


@router.post("/{round_id}/documents/{document_id}/nothing")
def nothing_here(request: Request, access: ToWrite, round_id: str, document_id: str) -> Response:
    """Nothing in this document for the round; the next one opens."""
    service.mark(access, round_id, document_id, "nothing here")
    return go_to(request, _next(access, round_id, document_id))


@router.post("/{round_id}/documents/{document_id}/done")
def done_with_document(request: Request, access: ToWrite, round_id: str, document_id: str) -> Response:
    """Done with this document for the round; the next one opens."""
    service.mark(access, round_id, document_id, "done")
    return go_to(request, _next(access, round_id, document_id))


@router.delete("/{round_id}/documents/{document_id}/done")
def take_back(request: Request, access: ToWrite, round_id: str, document_id: str) -> Response:
    """One has not been through this document after all; it opens again."""
    service.take_back(access, round_id, document_id)
    return go_to(request, in_round(access, round_id, document_id))


def _next(access: Access, round_id: str, document_id: str) -> str:
    """The address of the next document that the reader is still to read in the round, else the round's page."""
    marks, me = store.marks(access, round_id), access.reader.coder_id
    wanted = set(store.covers(access, round_id).documents)
    in_a_row = sorted(all_documents(access), key=lambda row: in_order(row.name))
    ids = [row.id for row in in_a_row if row.id in wanted]
    at = ids.index(document_id) if document_id in ids else 0
    left = [one for one in (*ids[at:], *ids[:at]) if (one, me) not in marks]
    if left:
        return in_round(access, round_id, left[0])
    return f"/projects/{access.project_id}/rounds/{round_id}"


def _page(request: Request, access: Access, which: str, **values: Any) -> HTMLResponse:
    shared = frame(access, "Project")
    return page(request, f"pages/{which}.html", **shared, may_write=access.reader.may_write, **values)
