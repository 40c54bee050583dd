"""Which of the project's names this browser is, new names, and the opening of blind layers."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from quotetree.app.pages import go_to
from quotetree.app.routes.access import ToOwn, ToWrite, Writing
from quotetree.app.services import projects as service

router = APIRouter(prefix="/projects/{project_id}")


@router.post("/seat")
def take_seat(
    request: Request,
    visitor: Writing,
    access: ToWrite,
    coder: Annotated[str, Form()],
    back: Annotated[str, Form()] = "",
) -> Response:
    """This browser is from now on another of the project's coders."""
    service.take_seat(access, visitor.session_id, visitor.account_id, coder)
    return go_to(request, _own_page(access.project_id, back))


@router.post("/coders")
def add_coder(
    request: Request,
    visitor: Writing,
    access: ToWrite,
    name: Annotated[str, Form()],
    back: Annotated[str, Form()] = "",
) -> Response:
    """A new name, which this browser takes at once; on a server it is an owner's to join to somebody."""
    if visitor.logs_in:
        access.reader.check_owner()
    coder = service.add_coder(access, name)
    if not visitor.logs_in:
        service.take_seat(access, visitor.session_id, visitor.account_id, coder)
    return go_to(request, _own_page(access.project_id, back))


@router.post("/coders/{coder_id}/name")
def rename_coder(
    request: Request,
    access: ToWrite,
    coder_id: str,
    name: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """Call a coder otherwise: oneself, or, for an owner, anybody."""
    service.rename_coder(access, coder_id, name)
    return go_to(request, _own_page(access.project_id, back))


@router.post("/layers/{layer}/open")
def open_layer(request: Request, access: ToOwn, layer: str, back: Annotated[str, Form()] = "") -> Response:
    """The blind codings of a layer are shown to everybody from now on."""
    service.open_layer(access, layer)
    return go_to(request, _own_page(access.project_id, back))


def _own_page(project_id: str, back: str) -> str:
    """The page to go back to, if it is one of this project's; else the project's own."""
    home = f"/projects/{project_id}"
    return back if back == home or back.startswith((home + "/", home + "?")) else home
