"""Coding passages of a document: added, given other ends or another code, taken off. Each answers with the news."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from quotetree.app.routes.access import ToRead, ToWrite
from quotetree.app.routes.news import Asked, FormNames, Names, answer_with_news, hidden
from quotetree.app.services import codings as service
from quotetree.app.services.codings import Selected
from quotetree.app.store import codes, documents
from quotetree.app.store.access import Access

router = APIRouter(prefix="/projects/{project_id}/documents/{document_id}")
Text = Annotated[str, Form()]
Number = Annotated[int, Form()]


@router.get("/news")
def news(
    request: Request, access: ToRead, document_id: str, after: int, shown: Names, asked: Names
) -> Response:
    """What has happened since the action `after`."""
    return answer_with_news(request, access, Asked(document_id, after, hidden(shown, asked)))


@router.post("/codings")
def add_coding(
    request: Request,
    access: ToWrite,
    document_id: str,
    start: Number,
    end: Number,
    quote: Text,
    text_hash: Annotated[str, Form(alias="hash")],
    after: Number,
    shown: FormNames,
    asked: FormNames,
    code: Text = "",
    name: Text = "",
    parent: Text = "",
) -> Response:
    """Code a passage, with a code of the tree or with a new one of that name."""
    selected = Selected(start, end, quote, text_hash)
    if code:
        coded = service.add_coding(access, document_id, selected, code)
    else:
        coded = service.add_coding_with_new_code(access, document_id, selected, name, parent or None)
    said = "Coded" if coded.seq else "It is coded already:"
    done = f"{said} {_name(access, coded.coding_id)}{' in my draft' if access.reader.proposal_id else ''}"
    return answer_with_news(request, access, Asked(document_id, after, hidden(shown, asked)), done, coded.seq)


@router.patch("/codings/{coding_id}")
def change_coding(
    request: Request,
    access: ToWrite,
    document_id: str,
    coding_id: str,
    after: Number,
    shown: FormNames,
    asked: FormNames,
    start: Annotated[int | None, Form()] = None,
    end: Annotated[int | None, Form()] = None,
    quote: Text = "",
    text_hash: Annotated[str, Form(alias="hash")] = "",
    code: Text = "",
    name: Text = "",
    parent: Text = "",
) -> Response:
    """Other ends for a coding, or another code."""
    if start is not None and end is not None:
        changed = service.change_ends(access, coding_id, Selected(start, end, quote, text_hash))
        done = f"Moved the ends of {_name(access, coding_id)}"
    elif code:
        changed = service.change_code(access, coding_id, code)
        done = f"Coded {_name(access, coding_id)} instead"
    else:
        changed = service.change_to_new_code(access, coding_id, name, parent or None)
        done = f"Coded {_name(access, coding_id)} instead"
    return answer_with_news(
        request, access, Asked(document_id, after, hidden(shown, asked)), done, changed.seq
    )


@router.delete("/codings/{coding_id}")
def remove_coding(
    request: Request,
    access: ToWrite,
    document_id: str,
    coding_id: str,
    after: Annotated[int, Query()],
    shown: Names,
    asked: Names,
) -> Response:
    """Take a coding off."""
    done = f"Took {_name(access, coding_id)} off"
    removed = service.remove_coding(access, coding_id)
    return answer_with_news(
        request, access, Asked(document_id, after, hidden(shown, asked)), done, removed.seq
    )


def _name(access: Access, coding_id: str) -> str:
    return str(codes.code(access, documents.coding(access, coding_id).code_id).name)
