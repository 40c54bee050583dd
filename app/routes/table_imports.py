"""Tables that were brought: looked at, put right, taken in or left out, each on its own."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from quotetree.app.pages import page
from quotetree.app.routes.access import ToRead, ToWrite
from quotetree.app.routes.table_form import corrections_of, values_of
from quotetree.app.services.imports import table_uploads as service
from quotetree.app.services.joining import Joinable, joinable
from quotetree.app.store.access import Access
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.tables.grid import Corrections
from quotetree.coding.tables.guess import SURVEY
from quotetree.coding.tables.study import TABLES

router = APIRouter(prefix="/projects/{project_id}/import")
OTHERS_AGAIN = "tables-again"  # what was brought in may be what another table waits for
NOUNS = {
    "participants": "participants",
    "documents": "documents: kind, date, who attended",
    "speakers": "speakers: what labels stand for",
    "appearances": "people in single documents",
    "codebook": "codes (a codebook)",
    "proposal": "a member’s own tree (the file is named for the member)",
    "codings": "codings",
    SURVEY: "answers to a survey",
}


class BadForm(QuotetreeError):
    """A form that no page has sent."""


async def _posted(request: Request) -> FormData:
    return await request.form(max_fields=20_000)


Posted = Annotated[FormData, Depends(_posted)]


@router.get("/{batch}/tables")
def tables(request: Request, access: ToRead, batch: str) -> HTMLResponse:
    """The tables of a batch that wait."""
    found = service.waiting_tables(access, batch)
    shown = [values_of(one) for one in found]
    return page(request, "parts/tables-found.html", tables=shown, **_here(access, batch))


@router.post("/{batch}/tables/{upload_id}/check")
def check(request: Request, access: ToWrite, form: Posted, batch: str, upload_id: str) -> HTMLResponse:
    """What a table would do as it is put right in the form."""
    table, said = _said(form)
    found = service.look(access, upload_id, table, said)
    if form.get("leave-wrong") and said is not None:
        rows = {one.row for one in found.mistakes if one.row > 1}
        found = service.look(
            access, upload_id, table, Corrections(said.columns, said.cells, said.left_out | rows)
        )
    return _shown(request, access, batch, found)


@router.post("/{batch}/tables/{upload_id}/take")
def take(request: Request, access: ToWrite, form: Posted, batch: str, upload_id: str) -> HTMLResponse:
    """Take a table in whole, if it does what was shown; else it is shown again."""
    table, said = _said(form)
    done = service.take(access, upload_id, table, said or Corrections(), str(form.get("shown", "")))
    if isinstance(done, service.TableFound):
        return _shown(request, access, batch, done)
    told: dict[str, Any] = {
        "name": str(form.get("file", "the table")),
        "table": table,
        "done": done,
        "joins": _joins(access, table),
    }
    answer = page(request, "parts/table-result.html", **told, **_here(access, batch))
    answer.headers["HX-Trigger"] = OTHERS_AGAIN
    return answer


@router.post("/{batch}/tables/{upload_id}/leave")
def leave(request: Request, access: ToWrite, batch: str, upload_id: str) -> HTMLResponse:
    """Leave a table out."""
    name = service.leave(access, upload_id)
    return page(
        request, "parts/table-result.html", name=name, table="", done=None, joins=None, **_here(access, batch)
    )


def _said(form: FormData) -> tuple[str, Corrections | None]:
    table = str(form.get("table", ""))
    try:
        return table, corrections_of(form)
    except ValueError as error:
        raise BadForm("The form of the table is not one that this page sends.") from error


def _shown(request: Request, access: Access, batch: str, found: service.TableFound) -> HTMLResponse:
    return page(request, "parts/table-found.html", **values_of(found), **_here(access, batch))


def _joins(access: Access, table: str) -> Joinable | None:
    """Those that continue one another are counted when codings were brought."""
    return joinable(access) if table == "codings" else None


def _here(access: Access, batch: str) -> dict[str, Any]:
    return {
        "here": f"/projects/{access.project_id}/import/{batch}",
        "kinds_of_table": {name: NOUNS[name] for name in (*TABLES, SURVEY)},
        "project_id": access.project_id,
    }
