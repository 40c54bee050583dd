"""Memos: the list of all, those on one thing in a dialog, and their writing."""

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToAsk, ToRead, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.routes.history_rows import said_of
from quotetree.app.routes.memo_rows import NOUNS, memo_rows, name_of
from quotetree.app.routes.options import code_options, coder_options
from quotetree.app.routes.quotations import ON_A_PAGE, Page, Pages
from quotetree.app.services import memos as service
from quotetree.app.store import codes, discussions, documents, memo_lists
from quotetree.app.store import memos as store
from quotetree.app.store.access import Access
from quotetree.app.store.memo_lists import Sought
from quotetree.app.store.memos import On

router = APIRouter(prefix="/projects/{project_id}/memos")

Text = Annotated[str, Form()]
Table = Literal["", "document", "participant", "code", "coding"]
# To the body: the form that asked is gone with its dialog. Lists are drawn anew; the page that is read asks for news.
TALK_CHANGED = json.dumps(
    {name: {"target": "body"} for name in ("talk-changed", "talked", "history-changed")}
)
KINDS = (("", "anything"), ("project", "the project"), ("document", "documents"), ("participant", "participants"),
         ("code", "codes"), ("coding", "codings"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked for, as its address says it."""

    q: Annotated[str, Query(max_length=500)] = ""
    on: Annotated[str, Query()] = ""
    coder: Annotated[str, Query()] = ""
    code: Annotated[str, Query()] = ""

    def address(self, path: str, **more: Any) -> str:
        """The address of the list with these choices and more."""
        given = {"q": self.q, "on": self.on, "coder": self.coder, "code": self.code, **more}
        said = urlencode({name: value for name, value in given.items() if value})
        return f"{path}?{said}" if said else path

    @property
    def anything(self) -> bool:
        return bool(self.q or self.on or self.coder or self.code)


@router.get("")
def all_memos(
    request: Request, access: ToRead, asked: Annotated[Asked, Depends()], n: Page = 1
) -> HTMLResponse:
    """All memos that this person may see, latest first, page by page."""
    sought = Sought(asked.q, asked.on, asked.coder, asked.code)
    total, rows = memo_lists.find(access, sought, (n - 1) * ON_A_PAGE, ON_A_PAGE)
    if not rows and n > 1:
        n = Pages(n, total).last
        total, rows = memo_lists.find(access, sought, (n - 1) * ON_A_PAGE, ON_A_PAGE)
    path = f"/projects/{access.project_id}/memos"
    return page(
        request,
        "pages/memos.html",
        **frame(access, "Memos"),
        asked=asked,
        kinds=KINDS,
        coder_options=coder_options(access, asked.coder),
        code_options=code_options(codes.tree(access), asked.code),
        memos=memo_rows(access, rows),
        pages=Pages(n, total),
        address=lambda **more: asked.address(path, **more),
        open_discussions=discussions.counts(access)[0],
        may_write=access.reader.may_write,
    )


@router.get("/on")
def memos_on(request: Request, access: ToRead, table: Table = "", thing: str = "") -> HTMLResponse:
    """The memos on one thing, with the form for another, for the dialog."""
    on = _on(table, thing)
    return _dialog(request, access, on, memos=memo_rows(access, memo_lists.memos_on(access, on), named=False))


@router.get("/count")
def count_of_memos(request: Request, access: ToRead, table: Table = "", thing: str = "") -> HTMLResponse:
    """How many memos are on one thing, for the sign beside it."""
    on = _on(table, thing)
    name_of(access, on)
    return page(request, "parts/memo-count.html", count=memo_lists.count_on(access, on))


@router.post("")
def write_memo(
    request: Request, access: ToWrite, text: Text = "", title: Text = "", table: Annotated[Table, Form()] = "",
    thing: Text = "",
) -> HTMLResponse:  # fmt: skip
    """A new memo."""
    return _done(request, access, service.write_memo(access, _on(table, thing), text, title))


@router.get("/{memo_id}")
def ask_for_words(request: Request, access: ToAsk, memo_id: str) -> HTMLResponse:
    """The form with a memo's words, for the dialog."""
    row = store.memo(access, memo_id)
    return _dialog(request, access, store.on(row), memo=row, memos=[])


@router.post("/{memo_id}")
def change_memo(
    request: Request, access: ToWrite, memo_id: str, text: Text = "", title: Text = ""
) -> HTMLResponse:
    """Other words for a memo."""
    return _done(request, access, service.change_memo(access, memo_id, text, title))


@router.post("/{memo_id}/delete")
def delete_memo(request: Request, access: ToWrite, memo_id: str) -> HTMLResponse:
    """A memo goes."""
    return _done(request, access, service.delete_memo(access, memo_id))


def _on(table: str, thing: str) -> On:
    return On(table, thing if table else "")


def _dialog(request: Request, access: Access, on: On, **values: Any) -> HTMLResponse:
    return page(
        request,
        "parts/memo-dialog.html",
        **{"memo": None, **values},
        form="parts/memo-form.html",
        project=documents.project(access),
        on=on,
        noun=NOUNS[on.table].lower(),
        name=name_of(access, on),
        may_write=access.reader.may_write,
    )


def _done(request: Request, access: Access, written: service.Written) -> HTMLResponse:
    done = said_of(access, written.seq) if written.seq else "Nothing had to be changed"
    return talked(request, access, done, written.seq)


def talked(request: Request, access: Access, done: str, seq: int | None) -> HTMLResponse:
    """The answer to every write of a memo or discussion: the dialog closes, the toast offers the way back."""
    answer = page(request, "parts/talked.html", project=documents.project(access), done=done, seq=seq)
    answer.headers["HX-Trigger"] = TALK_CHANGED
    return answer
