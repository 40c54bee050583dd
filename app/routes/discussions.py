"""Discussions on codings: the agenda of the next meeting, and what is said in each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToAsk, ToRead, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.routes.history_rows import said_of
from quotetree.app.routes.memo_rows import name_of
from quotetree.app.routes.memos import talked
from quotetree.app.routes.quotation_rows import QuotationRow, rows_of
from quotetree.app.routes.quotations import ON_A_PAGE, Page, Pages
from quotetree.app.services import discussions as service
from quotetree.app.store import codes, documents, memo_lists, quotations
from quotetree.app.store import discussions as store
from quotetree.app.store.access import Access
from quotetree.app.store.memos import On

router = APIRouter(prefix="/projects/{project_id}")
Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class DiscussionRow:
    """A discussion with what was said, and its quotation."""

    id: str
    closed: bool
    coder: str
    opened_at: Any
    remarks: list[Any]
    quotation: QuotationRow


@router.get("/discussions")
def agenda(request: Request, access: ToRead, closed: bool = False, n: Page = 1) -> HTMLResponse:
    """The open discussions, or the closed ones, with their quotations."""
    counts = store.counts(access)
    pages = Pages(n, counts[closed])
    pages = Pages(min(n, pages.last), pages.entries)
    path, today = f"/projects/{access.project_id}/discussions", datetime.now().astimezone()
    return page(
        request,
        "pages/discussions.html",
        **frame(access, "Memos"),
        rows=_rows(access, closed=closed, first=pages.first_entry - 1),
        pages=pages,
        closed=closed,
        today=f"{today.day} {today:%B %Y}",
        counts=counts,
        memos=memo_lists.count(access),
        address=lambda page: f"{path}?page={page}{'&closed=true' if closed else ''}",
        may_write=access.reader.may_write,
    )


@router.get("/codings/{coding_id}/discussion")
def ask(request: Request, access: ToAsk, coding_id: str) -> HTMLResponse:
    """The form that opens a discussion, for the dialog."""
    return page(
        request,
        "parts/memo-dialog.html",
        form="parts/discuss-form.html",
        project=documents.project(access),
        coding=coding_id,
        name=name_of(access, On("coding", coding_id)),
    )


@router.post("/codings/{coding_id}/discussion")
def open_discussion(request: Request, access: ToWrite, coding_id: str, text: Text = "") -> HTMLResponse:
    """Open a discussion with a first remark."""
    return _done(request, access, service.open_discussion(access, coding_id, text))


@router.post("/discussions/{discussion_id}/remarks")
def say(request: Request, access: ToWrite, discussion_id: str, text: Text = "") -> HTMLResponse:
    """Remark in a discussion."""
    return _done(request, access, service.say(access, discussion_id, text))


@router.post("/discussions/{discussion_id}/close")
def close(
    request: Request, access: ToWrite, discussion_id: str, closed: Annotated[bool, Form()] = True
) -> HTMLResponse:
    """Close a discussion, or open it again."""
    return _done(request, access, service.close(access, discussion_id, closed))


def _done(request: Request, access: Access, discussed: service.Discussed) -> HTMLResponse:
    done = said_of(access, discussed.seq) if discussed.seq else "Nothing had to be changed"
    return talked(request, access, done, discussed.seq)


def _rows(access: Access, *, closed: bool, first: int) -> list[DiscussionRow]:
    found = store.discussions(access, closed=closed, first=first, most=ON_A_PAGE)
    said = store.remarks(access, [row.id for row in found])
    cut = quotations.quotations(access, [row.coding_id for row in found])
    ids = {one.id: row for one, row in zip(cut, rows_of(access, cut, codes.tree(access)), strict=True)}
    return [
        DiscussionRow(row.id, row.closed, row.coder, row.opened_at, said.get(row.id, []), ids[row.coding_id])
        for row in found
    ]
