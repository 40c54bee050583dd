"""All documents of a project: found, sorted, put into folders, allotted, and changed many at once."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import ToOwn, ToRead, ToWrite
from quotetree.app.routes.document_rows import Asked, document_choice, document_list
from quotetree.app.routes.frame import frame
from quotetree.app.services import documents as service
from quotetree.app.services import reading
from quotetree.app.store import document_list as store
from quotetree.app.store.access import Access
from quotetree.app.store.reading import known
from quotetree.coding.documents import DocumentRefused

router = APIRouter(prefix="/projects/{project_id}")
Text = Annotated[str, Form()]
Chosen = Annotated[list[str], Form(default_factory=list)]


@router.get("/documents")
def documents(request: Request, access: ToRead, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """The documents that are wanted, a page of them."""
    return page(request, "pages/documents.html", **frame(access, "Project"), **document_list(access, asked))


@router.get("/documents/choice")
def choice(request: Request, access: ToRead, now: str = "") -> HTMLResponse:
    """The documents beside the one that is read (of its folder), each with how far one has read it oneself."""
    return page(request, "parts/document-choice.html", **document_choice(access, now))


@router.post("/documents/facts")
def change(
    request: Request,
    access: ToWrite,
    document: Chosen,
    kind: Text = "",
    date: Text = "",
    language: Text = "",
    back: Text = "",
) -> Response:
    """Another kind, date or language for all that are chosen; what is left empty stays."""
    facts = {"kind": kind, "date": date, "language": language}
    service.change(access, _some(document), {key: value for key, value in facts.items() if value})
    return _back(request, access, back)


@router.post("/documents/folder")
def move(request: Request, access: ToWrite, document: Chosen, folder: Text = "", back: Text = "") -> Response:
    """All that are chosen go into a folder, or out of theirs."""
    service.move(access, _some(document), folder)
    return _back(request, access, back)


@router.post("/documents/done")
def finish(request: Request, access: ToWrite, document: Chosen, back: Text = "") -> Response:
    """One is done with all that are chosen."""
    reading.finish(access, _some(document))
    return _back(request, access, back)


@router.post("/documents/reopened")
def reopen(request: Request, access: ToWrite, document: Chosen, back: Text = "") -> Response:
    """One is not done with them after all."""
    reading.reopen(access, _some(document))
    return _back(request, access, back)


@router.post("/documents/allotted")
def allot(request: Request, access: ToOwn, document: Chosen, coder: Text = "", back: Text = "") -> Response:
    """A coder is asked to read all that are chosen."""
    service.allot(access, _some(document), coder)
    return _back(request, access, back)


@router.post("/documents/released")
def release(request: Request, access: ToOwn, document: Chosen, coder: Text = "", back: Text = "") -> Response:
    """A coder is no longer asked to read them."""
    service.allot(access, _some(document), coder, off=True)
    return _back(request, access, back)


@router.post("/documents/deletion")
def ask_deletion(request: Request, access: ToOwn, document: Chosen, back: Text = "") -> HTMLResponse:
    """What would be lost, before anything is deleted."""
    names = known(access, _some(document))
    return page(
        request,
        "pages/documents-deletion.html",
        **frame(access, "Project"),
        names=names,
        lost=store.lost_with(access, list(names)),
        back=back,
    )


@router.post("/documents/deleted")
def delete(request: Request, access: ToOwn, document: Chosen, back: Text = "") -> Response:
    """Delete them with all that is theirs."""
    service.delete(access, _some(document))
    return _back(request, access, back)


@router.post("/documents/{document_id}/name")
def rename(request: Request, access: ToWrite, document_id: str, name: Text, back: Text = "") -> Response:
    """Another name for one document."""
    service.rename(access, document_id, name)
    return _back(request, access, back)


@router.post("/folders")
def rename_folder(request: Request, access: ToWrite, before: Text, after: Text = "") -> Response:
    """Another path for a folder, with all below it; without one it is dissolved."""
    service.rename_folder(access, before, after)
    return go_to(request, f"/projects/{access.project_id}/documents")


def _some(documents: list[str]) -> list[str]:
    if not documents:
        raise DocumentRefused("No document is chosen. Tick some first.")
    return documents


def _back(request: Request, access: Access, back: str) -> Response:
    """To the list as it was asked for."""
    return go_to(request, f"/projects/{access.project_id}/documents{'?' if back else ''}{back}")
