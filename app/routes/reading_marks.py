"""How far one has read a document, and that one is done with it."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from quotetree.app.routes.access import ToWrite
from quotetree.app.routes.news import Asked, FormNames, Names, answer_with_news, hidden
from quotetree.app.services import reading as service

router = APIRouter(prefix="/projects/{project_id}/documents/{document_id}")


@router.post("/reading")
def move_on(access: ToWrite, document_id: str, to_turn: Annotated[int, Form()]) -> Response:
    """Keep how far one has read."""
    service.move_on(access, document_id, to_turn)
    return Response(status_code=204)


@router.post("/done")
def finish(
    request: Request,
    access: ToWrite,
    document_id: str,
    after: Annotated[int, Form()],
    shown: FormNames,
    asked: FormNames,
) -> Response:
    """One is done with the document."""
    seq = service.finish(access, [document_id])
    done = "Done with this document"
    return answer_with_news(request, access, Asked(document_id, after, hidden(shown, asked)), done, seq)


@router.delete("/done")
def reopen(
    request: Request,
    access: ToWrite,
    document_id: str,
    after: Annotated[int, Query()],
    shown: Names,
    asked: Names,
) -> Response:
    """One is not done with it after all."""
    seq = service.reopen(access, [document_id])
    done = "Not done with this document after all"
    return answer_with_news(request, access, Asked(document_id, after, hidden(shown, asked)), done, seq)
