"""Who attended a document, what held of them there, and who speaks under a group's label."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import ToRead, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.routes.people import Text
from quotetree.app.routes.person_rows import attendance_page
from quotetree.app.services import attendance as service

router = APIRouter(prefix="/projects/{project_id}/documents/{document_id}/people")


@router.get("")
def attendance(request: Request, access: ToRead, document_id: str) -> HTMLResponse:
    """Who attended and who spoke."""
    values = attendance_page(access, document_id)
    return page(request, "pages/attendance.html", **frame(access, "People"), **values)


@router.post("")
def add_appearance(request: Request, access: ToWrite, document_id: str, participant: Text) -> Response:
    """Somebody attended."""
    service.add_appearance(access, document_id, participant)
    return _back(request, access.project_id, document_id)


@router.post("/groups/{speaker_id}")
def name_group(
    request: Request,
    access: ToWrite,
    document_id: str,
    speaker_id: str,
    chosen: Annotated[list[str], Form(default_factory=list)],
) -> Response:
    """Who speaks under a group's label."""
    service.name_group(access, document_id, speaker_id, chosen)
    return _back(request, access.project_id, document_id)


@router.post("/{participant_id}/remove")
def remove_appearance(request: Request, access: ToWrite, document_id: str, participant_id: str) -> Response:
    """Somebody did not attend after all."""
    service.remove_appearance(access, document_id, participant_id)
    return _back(request, access.project_id, document_id)


@router.post("/{participant_id}/value")
def set_value_then(
    request: Request,
    access: ToWrite,
    document_id: str,
    participant_id: str,
    attribute: Text,
    value: Text = "",
) -> Response:
    """What held of somebody in this document."""
    service.set_value_then(access, document_id, participant_id, attribute, value)
    return go_to(request, f"/projects/{access.project_id}/people/{participant_id}")


def _back(request: Request, project_id: str, document_id: str) -> Response:
    return go_to(request, f"/projects/{project_id}/documents/{document_id}/people")
