"""Members' own trees: the list of them, and beginning one in the application."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import ToRead, ToWrite
from quotetree.app.routes.draft_rows import OWN_TREE
from quotetree.app.routes.frame import Person, frame
from quotetree.app.services import proposals as service
from quotetree.app.store import alignments, codes, documents
from quotetree.app.store import proposals as store

router = APIRouter(prefix="/projects/{project_id}/proposals")
Word = Annotated[str, Form()]


@router.get("")
def all_proposals(request: Request, access: ToRead) -> HTMLResponse:
    """The members' own trees, and those that are being merged."""
    found = store.proposals(access)
    first = documents.first_document(access)
    return page(
        request,
        "pages/proposals.html",
        **frame(access, "Tree"),
        proposals=[(row, Person(row.coder_id, row.name)) for row in found],
        begun=any(row.coder_id == access.reader.coder_id for row in found),
        draft=f"/projects/{access.project_id}/documents/{first}{OWN_TREE}" if first else "",
        agreed=len(codes.tree(access)),
        alignments=alignments.alignments(access),
        may_write=access.reader.may_write,
        may_own=access.reader.is_owner,
        open=access.reader.trial_open,
    )


@router.post("")
def begin(request: Request, access: ToWrite, copied: Word = "", document: Word = "") -> Response:
    """Begin one's own tree, empty or with a copy of the agreed one, and go on to a document with it."""
    service.begin_proposal(access, copied=bool(copied))
    here = f"/projects/{access.project_id}"
    known = document and documents.document(access, document).id
    return go_to(request, f"{here}/documents/{known}{OWN_TREE}" if known else f"{here}/proposals")
