"""What is taken out, as a file to keep; made in a process of its own, two at once, the others in their turn."""

import tempfile
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from starlette.background import BackgroundTask

from quotetree.app.aside import Line
from quotetree.app.pages import page
from quotetree.app.routes.access import Asker, ToRead
from quotetree.app.routes.choices import Choices, choices
from quotetree.app.routes.frame import frame
from quotetree.app.services import quote_tag
from quotetree.app.services.exports import Chosen, conditions_of, file_name, write_export
from quotetree.app.store import code_sets, codes, documents, exports
from quotetree.app.store.access import reach
from quotetree.app.store.database import open_database, transaction

router = APIRouter(prefix="/projects/{project_id}/exports")
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
}


class Wanted(NamedTuple):
    """An export as it is asked for, in plain values that go to another process."""

    what: str
    ending: str
    choices: Choices
    by: str
    code: str
    asked: bool


@router.get("")
def exports_page(
    request: Request,
    access: ToRead,
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
    wanted = Wanted(what, f".{ending}", chosen, by, code, asked)
    url = request.app.state.database.url.render_as_string(hide_password=False)
    async with request.app.state.exports.turn():
        if await request.is_disconnected():
            return Response(status_code=204)
        path, name = await request.app.state.aside.run(_write, url, tuple(asker), wanted)
    return FileResponse(
        path,
        filename=name,
        media_type=TYPES[f".{ending}"],
        background=BackgroundTask(Path(path).unlink, missing_ok=True),
    )


def _write(url: str, asker: tuple[str, str, str], wanted: Wanted) -> tuple[str, str]:
    """In a process of its own: the export of what this person may see. Answers a temporary file and a name for it."""
    engine = open_database(url)
    with tempfile.NamedTemporaryFile(suffix=wanted.ending, prefix="quotetree-", delete=False) as file:
        path = Path(file.name)
    try:
        with transaction(engine, writing=False) as connection:
            access = reach(connection, *asker)
            filters = wanted.choices.filters(access)
            c = wanted.choices
            conditions = conditions_of(c.named, c.folder, c.kind, c.where)
            chosen = Chosen(
                filters,
                wanted.by or None,
                wanted.code or None,
                c.rolled,
                wanted.asked,
                conditions,
                c.also,
                c.without,
                c.set,
                c.sought,
                c.ticked,
            )
            write_export(access, wanted.what, path, chosen)
            return str(path), file_name(access, wanted.what, wanted.ending)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        engine.dispose()
