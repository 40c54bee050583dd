"""A corrected file for a document that is coded: what it would do is shown before it is brought in."""

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import ToAsk, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.routes.imports import MOST_BYTES, as_named
from quotetree.app.routes.touched_rows import touched_rows
from quotetree.app.services.imports import again as service
from quotetree.app.store import documents
from quotetree.app.store.access import Access
from quotetree.coding.errors import QuotetreeError

router = APIRouter(prefix="/projects/{project_id}/documents/{document_id}/again")
MOST_LISTED = 200


@router.get("")
def ask_file(request: Request, access: ToAsk, document_id: str, file: str = "") -> Response:
    """Where a corrected file is chosen, and what one that waits would do."""
    return page(
        request, "pages/again.html", **_frame(access, document_id), **_planned(access, document_id, file)
    )


@router.post("")
def bring_file(
    request: Request, access: ToWrite, document_id: str, file: Annotated[UploadFile, File()]
) -> Response:
    """Let a corrected file wait, to be shown."""
    name = as_named(file.filename or "file")
    try:
        found = service.stage(access, document_id, name, file.file.read(MOST_BYTES))
    except QuotetreeError as error:
        shown = {**_frame(access, document_id), "planned": None, "refused": error.sentence}
        return page(request, "pages/again.html", 422, **shown)
    return go_to(request, f"{_here(access, document_id)}/again?file={found}")


@router.post("/{upload_id}")
def take_file(
    request: Request,
    access: ToWrite,
    document_id: str,
    upload_id: str,
    text_hash: Annotated[str, Form(alias="hash")],
) -> Response:
    """Bring a waiting file in."""
    done = service.take(access, document_id, upload_id, text_hash)
    touched = done.planned.correction.changed or done.planned.correction.lost
    listed = f"/projects/{access.project_id}/corrections/{done.seq}/codings"
    return go_to(request, listed if touched and done.seq else _here(access, document_id))


@router.post("/{upload_id}/left")
def leave_file(request: Request, access: ToWrite, document_id: str, upload_id: str) -> Response:
    """Leave a waiting file out."""
    service.leave(access, upload_id)
    return go_to(request, _here(access, document_id))


def _here(access: Access, document_id: str) -> str:
    return f"/projects/{access.project_id}/documents/{document_id}"


def _frame(access: Access, document_id: str) -> dict[str, Any]:
    return {
        **frame(access, "Reading"),
        "document": documents.document(access, document_id),
        "here": _here(access, document_id),
    }


def _planned(access: Access, document_id: str, upload_id: str) -> dict[str, Any]:
    if not upload_id:
        return {"planned": None, "refused": ""}
    planned = service.look(access, document_id, upload_id)
    found = touched_rows(access, document_id, planned.correction)
    correction, turns = planned.correction, planned.again.turns
    return {
        "planned": planned,
        "refused": "",
        "upload_id": upload_id,
        "file": planned.file,
        "listed": found.listed[:MOST_LISTED],
        "more": max(0, len(found.listed) - MOST_LISTED),
        "unseen": found.unseen,
        "unchanged": len(correction.places) - len(correction.changed),
        "new_turns": sum(turn.id is None for turn in turns),
        "gone_turns": len(planned.plan.deletes.get("turn", ())),
    }
