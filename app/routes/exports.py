"""What is taken out, as a file to keep; made in a process of its own, two at once, the others in their turn."""

from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from quotetree.app.aside import Line
from quotetree.app.pages import page
from quotetree.app.routes.access import Asker, Passed, ToRead
from quotetree.app.routes.choices import Choices, choices
from quotetree.app.routes.frame import frame
from quotetree.app.routes.made_files import Check, made_file
from quotetree.app.services import quote_tag
from quotetree.app.services.exports import Chosen, conditions_of, file_name, write_export
from quotetree.app.store import code_sets, codes, documents, exports
from quotetree.app.store.access import Access

router = APIRouter(prefix="/projects/{project_id}/exports")


class Wanted(NamedTuple):
    """An export as it is asked for, in plain values that go to another process."""

    what: str
    choices: Choices
    by: str
    code: str
    asked: bool


@router.get("")
def exports_page(
    request: Request,
    access: ToRead,
    asker: Asker,
    chosen: Annotated[Choices, Depends(choices)],
    by: str = "",
    code: str = "",
) -> HTMLResponse:
    """All that can be taken out, the tag of quotations, and how many files are being made."""
    chosen.filters(access)
    line: Line = request.app.state.exports
    template = documents.project(access).quote_tag
    return page(
        request,
        "pages/exports.html",
        **frame(access, "Take out"),
        take_out=chosen.take_out(access.project_id, by, code),
        code=codes.tree(access).path(code) if code and codes.code(access, code) else "",
        by=by,
        code_set=code_sets.code_set(access, chosen.set).name if chosen.set else "",
        to_be_asked=exports.to_be_asked(access),
        makings=request.app.state.being_made.of(asker.account_id, asker.project_id),
        under_way=line.under_way,
        waiting=line.waiting,
        may_write=access.reader.may_write,
        quote_tag=template,
        fields=quote_tag.fields(access),
        example=quote_tag.example(access, template),
        refused="",
    )


@router.get("/{what}.{ending}")
async def take_out(
    request: Request,
    asker: Asker,
    what: str,
    ending: Literal["csv", "xlsx", "docx", "html"],
    chosen: Annotated[Choices, Depends(choices)],
    by: str = "",
    code: str = "",
    asked: bool = False,
) -> Response:
    """One of the kinds of export, of the layers, coders, documents and code that are chosen."""
    wanted = Wanted(what, chosen, by, code, asked)
    return await made_file(request, asker, what.capitalize(), f".{ending}", _write, wanted)


@router.get("/being-made")
async def being_made(request: Request, asker: Asker) -> HTMLResponse:
    """The files that are being made for this person."""
    return _being_made(request, asker)


@router.post("/being-made/{making_id}/cancel")
async def cancel(request: Request, asker: Asker, making_id: str) -> HTMLResponse:
    """Leave off making a file of one's own; a reader may, too: nothing of the project changes."""
    request.app.state.being_made.give_up(asker.account_id, asker.project_id, making_id)
    return _being_made(request, asker)


def _being_made(request: Request, asker: Passed) -> HTMLResponse:
    makings = request.app.state.being_made.of(asker.account_id, asker.project_id)
    return page(request, "parts/being-made.html", project_id=asker.project_id, makings=makings)


def _write(access: Access, path: Path, check: Check, wanted: Wanted) -> str:
    """Write the export. Answers a name for it."""
    c = wanted.choices
    chosen = Chosen(
        c.filters(access),
        wanted.by or None,
        wanted.code or None,
        c.rolled,
        wanted.asked,
        conditions_of(c.named, c.folder, c.kind, c.where),
        c.also,
        c.without,
        c.set,
        c.sought,
        c.ticked,
        c.sides,
    )
    write_export(access, wanted.what, path, chosen, check)
    return file_name(access, wanted.what, path.suffix)
