"""Codings that continue one another: how many there are, and their joining."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToAsk, ToWrite
from quotetree.app.services import joining as service

router = APIRouter(prefix="/projects/{project_id}/joins")


@router.get("")
def joinable(request: Request, access: ToAsk) -> HTMLResponse:
    """How many codings continue one another, with the offer to join them."""
    found = service.joinable(access)
    return page(request, "parts/joins.html", joins=found, joined=None, project_id=access.project_id)


@router.post("")
def join(request: Request, access: ToWrite) -> HTMLResponse:
    """Join them."""
    done = service.join_codings(access)
    return page(request, "parts/joins.html", joins=None, joined=done, project_id=access.project_id)
