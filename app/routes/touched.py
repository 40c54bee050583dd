"""The codings whose words a correction changed or took away, reached from the history at any later time."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToRead
from quotetree.app.routes.frame import frame
from quotetree.app.routes.history_rows import sentences
from quotetree.app.routes.touched_rows import touched_then
from quotetree.app.store import documents, history
from quotetree.app.store import touched as store
from quotetree.app.store import undo as undo_store

router = APIRouter(prefix="/projects/{project_id}/corrections/{correction}/codings")
A_PAGE = 100


@router.get("")
def touched(
    request: Request, access: ToRead, correction: int, n: Annotated[int, Query(ge=1, le=100_000)] = 1
) -> HTMLResponse:
    """What a correction did to the codings that the reader may see."""
    of = store.text_action(access, correction)
    row = undo_store.actions(access, [correction])[correction]
    found = touched_then(access, of)
    pages = max(1, -(-len(found) // A_PAGE))
    n = min(n, pages)
    return page(
        request,
        "pages/touched.html",
        **frame(access, "Reading"),
        row=row,
        said=sentences(access, [row])[correction],
        stands=correction not in history.standing_undos(access),
        document_id=of.document_id,
        document=history.names(access, [of.document_id]).get(of.document_id, "a document that is gone"),
        there=of.document_id in dict(documents.names(access)),
        listed=found[(n - 1) * A_PAGE : n * A_PAGE],
        unseen=0,
        n=n,
        pages=pages,
    )
