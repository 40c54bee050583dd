"""The history of a project, and taking actions back."""

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToAsk, ToRead, ToWrite
from quotetree.app.routes.history_rows import exceptions, history_rows, said_of, sentences
from quotetree.app.services import reasons
from quotetree.app.services import undo as service
from quotetree.app.store import documents
from quotetree.app.store import history as store
from quotetree.app.store import undo as undo_store
from quotetree.app.store.access import Access
from quotetree.coding.access import NotFound

router = APIRouter(prefix="/projects/{project_id}")

A_PAGE = 40
# What a page does after an undo: the reading page asks for news, the history for its lines; others are loaded anew.
LOOK_AGAIN = json.dumps(
    {name: {"target": "body"} for name in ("history-changed", "codings-changed", "look-again")}
)
REASON_GIVEN = json.dumps({name: {"target": "body"} for name in ("history-changed", "reason-given")})


@router.get("/history")
def history(request: Request, access: ToRead, before: int | None = None, mine: bool = False) -> HTMLResponse:
    """Actions, latest first; `before` continues an earlier page."""
    actions = store.history(access, before, mine=mine, most=A_PAGE)
    return page(
        request,
        "parts/history-list.html",
        project=documents.project(access),
        rows=history_rows(access, actions),
        mine=mine,
        first=before is None,
        earlier=actions[-1].seq if len(actions) == A_PAGE else None,
        may_write=access.reader.may_write,
    )


@router.post("/undo")
def undo_latest(request: Request, access: ToWrite) -> HTMLResponse:
    """Take back my latest action that stands."""
    try:
        return _done(request, access, service.undo_latest(access))
    except service.ExceptionsFirst as first:
        return _choice(request, access, first.proposal)


@router.post("/redo")
def redo_latest(request: Request, access: ToWrite) -> HTMLResponse:
    """Do again what my latest undo took back."""
    try:
        return _done(request, access, service.redo_latest(access))
    except service.ExceptionsFirst as first:
        return _choice(request, access, first.proposal)


@router.post("/history/{seq}/undo")
def undo(
    request: Request,
    access: ToWrite,
    seq: int,
    choice: Annotated[Literal["", "without", "too", "leave"], Form()] = "",
) -> HTMLResponse:
    """Take back any action; where something was changed since, the choice is asked for first."""
    if seq not in undo_store.actions(access, [seq]):
        raise NotFound("There is no such action in this project.")
    try:
        return _done(request, access, service.undo(access, seq, choice or None))
    except service.ExceptionsFirst as first:
        return _choice(request, access, first.proposal)


@router.post("/history/imports/{batch}/undo")
def undo_batch(
    request: Request,
    access: ToWrite,
    batch: str,
    choice: Annotated[Literal["", "without", "too", "leave"], Form()] = "",
) -> HTMLResponse:
    """Take back all files of one import."""
    try:
        return _done(request, access, service.undo_batch(access, batch, choice or None))
    except service.ExceptionsFirst as first:
        return _choice(request, access, first.proposal, f"imports/{batch}")


@router.get("/history/{seq}/reason")
def ask_reason(request: Request, access: ToAsk, seq: int) -> HTMLResponse:
    """The form for why an action was done, told afterwards."""
    row = reasons.to_explain(access, seq)
    project = documents.project(access)
    said = said_of(access, seq)
    return page(request, "parts/reason-form.html", project=project, seq=seq, said=said, reason=row.reason)


@router.post("/history/{seq}/reason")
def give_reason(
    request: Request, access: ToWrite, seq: int, reason: Annotated[str, Form(max_length=500)] = ""
) -> HTMLResponse:
    """Why an action was done, from the one who did it or from an owner."""
    given = reasons.give_reason(access, seq, reason)
    said = "Kept the reason" if reason.strip() else "Took the reason away"
    said = said if given else "Nothing had to be changed"
    answer = page(request, "parts/reason-given.html", project=documents.project(access), done=said, seq=None)
    answer.headers["HX-Trigger"] = REASON_GIVEN
    return answer


def _done(request: Request, access: Access, seq: int | None) -> HTMLResponse:
    done = said_of(access, seq) if seq is not None else "Left all as it is"
    answer = page(request, "parts/undone.html", project=documents.project(access), done=done, seq=None)
    answer.headers["HX-Trigger"] = LOOK_AGAIN
    return answer


def _choice(request: Request, access: Access, proposal: service.Proposal, which: str = "") -> HTMLResponse:
    """The question, with all that would stay as it is. Asked before anything is written."""
    found = undo_store.actions(access, [proposal.undoes])
    return page(
        request,
        "parts/undo-choice.html",
        project=documents.project(access),
        address=f"/projects/{access.project_id}/history/{which or proposal.undoes}/undo",
        said=sentences(access, found.values())[proposal.undoes],
        exceptions=exceptions(access, proposal),
        does_something=proposal.does_something,
        later_may_go=proposal.later_may_go,
    )
