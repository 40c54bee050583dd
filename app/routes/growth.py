"""The tree as it has grown: its versions, a table and charts of them, and what differs between two."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import Asker, ToRead, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.routes.growth_rows import (
    TODAY,
    ComparedRow,
    charts,
    chosen,
    compared,
    difference_rows,
    growth_rows,
)
from quotetree.app.routes.made_files import made_file, title_of, write_table
from quotetree.app.services import growth as service
from quotetree.app.store import growth as store
from quotetree.app.store.access import Access
from quotetree.coding.access import NotFound
from quotetree.coding.exports.listing import Listing
from quotetree.coding.growth.compare import SIGNS

COLUMNS = (
    ("Code", 40), ("What", 14), ("More", 40), ("Who", 16), ("When", 18), ("Why", 34),
)  # fmt: skip
router = APIRouter(prefix="/projects/{project_id}/growth")
Key = Annotated[str, Query(max_length=40)]


@router.get("")
def growth(request: Request, access: ToRead) -> HTMLResponse:
    """The versions, how the tree has grown over them, and the form that names one."""
    versions, today = store.versions(access), store.today(access)
    rows = growth_rows(versions, today)
    numbers = store.sees_numbers(access)
    return page(
        request,
        "pages/growth.html",
        **frame(access, "Tree"),
        rows=rows,
        versions=versions,
        numbers=numbers,
        charts=charts(rows, numbers=numbers) if len(rows) > 1 else [],
        may_write=access.reader.may_write,
        today=TODAY,
    )


@router.post("")
def name_version(
    request: Request,
    access: ToWrite,
    name: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
) -> Response:
    """Name the tree as it is now."""
    service.name_version(access, name, note)
    return go_to(request, f"/projects/{access.project_id}/growth")


@router.get("/compare")
def compare(
    request: Request,
    access: ToRead,
    first: Key = "",
    second: Key = TODAY,
    only: bool = False,
) -> HTMLResponse:
    """What differs between two versions, or a version and today, as a tree and as a table."""
    versions, earlier, later = _pair(access, first, second)
    found = compared(access, earlier, later)
    return page(
        request,
        "pages/comparison.html",
        **frame(access, "Tree"),
        versions=versions,
        earlier=earlier,
        later=later,
        codes=[one for one in found if one.differences or not only],
        rows=difference_rows(access, found, earlier, later),
        only=only,
        signs=SIGNS,
        today=TODAY,
    )


@router.get("/compare.{ending}")
async def take_out(
    request: Request,
    asker: Asker,
    ending: Literal["csv", "xlsx", "docx"],
    first: Key = "",
    second: Key = TODAY,
) -> Response:
    """What differs, as a table to keep."""
    return await made_file(request, asker, "What changed", f".{ending}", write_table, _listing, first, second)


def _pair(
    access: Access, first: str, second: str
) -> tuple[list[store.Version], store.Version, store.Version]:
    """All versions, and the two that are compared, the earlier one first; the first of all where none is said."""
    versions, today = store.versions(access), store.today(access)
    keys = (first or (versions[0].id if versions else TODAY), second)
    pair = [one for one in (chosen(versions, today, key) for key in keys) if one is not None]
    if len(pair) < 2:
        raise NotFound("There is no such version of the tree. It may have been taken back in the meantime.")
    earlier, later = sorted(pair, key=lambda one: (one.seq, not one.id))
    return versions, earlier, later


def _listing(access: Access, first: str, second: str) -> Listing:
    _, earlier, later = _pair(access, first, second)
    rows = difference_rows(access, compared(access, earlier, later), earlier, later)
    project, now = title_of(access)
    told = (("From", earlier.name or "today"), ("To", later.name or "today"))
    return Listing("What changed in the tree", project, now, told, COLUMNS, [_told(row) for row in rows])


def _told(row: ComparedRow) -> tuple[str, ...]:
    did = row.action
    when = f"{did.at.astimezone():%Y-%m-%d %H:%M}" if did else ""
    what = (row.difference.kind, row.difference.told)
    return (row.compared.path, *what, did.coder if did else "", when, did.reason if did else "")
