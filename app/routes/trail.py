"""The trail: all that was done in a project, in sentences, chosen by who, what, kind and time; to page and to keep."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from quotetree.app.pages import page
from quotetree.app.routes.access import Asker, ToRead
from quotetree.app.routes.frame import frame
from quotetree.app.routes.history_rows import HistoryRow, history_rows
from quotetree.app.routes.made_files import made_file, title_of, write_table
from quotetree.app.store import codes, documents
from quotetree.app.store import trail as store
from quotetree.app.store.access import Access
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.exports.listing import Listing
from quotetree.coding.history_kinds import KINDS

router = APIRouter(prefix="/projects/{project_id}/trail")
A_PAGE = 100
ROUND = 20  # later actions that are shown above the one that was asked for
AT_ONCE = 1_000
COLUMNS = (("Number", 8), ("When", 18), ("Who", 16), ("What", 70), ("Why", 34), ("Stands", 12))
Id = Annotated[str, Query(max_length=40)]


class Wanted(BaseModel):
    """Which actions, as the address says; days are those of this machine's clock."""

    coder: str = ""
    code: str = ""
    document: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""

    def asked(self) -> store.Asked:
        """As the store takes it."""
        until = _day(self.until)
        after = until + timedelta(days=1) if until else None
        return store.Asked(self.coder, self.code, self.document, self.kind, _day(self.since), after)

    def told(self) -> dict[str, str]:
        """What was chosen, for an address."""
        return {name: value for name, value in self.model_dump().items() if value}


def wanted(
    coder: Id = "", code: Id = "", document: Id = "", kind: Id = "", since: Id = "", until: Id = ""
) -> Wanted:
    """The choices of an address."""
    return Wanted(coder=coder, code=code, document=document, kind=kind, since=since, until=until)


Chosen = Annotated[Wanted, Depends(wanted)]


@router.get("")
def trail(
    request: Request, access: ToRead, chosen: Chosen, before: int | None = None, at: int | None = None
) -> HTMLResponse:
    """A page of actions, latest first; `at` is an action to show with what was done before and after."""
    start = at + ROUND if at is not None else before
    actions = store.trail(access, chosen.asked(), start, A_PAGE)
    return page(
        request,
        "pages/trail.html",
        **frame(access, "Tree"),
        rows=history_rows(access, actions),
        chosen=chosen,
        here_again=f"?{request.url.query}",
        told=chosen.told(),
        kinds=list(KINDS),
        coders=documents.coders(access),
        codes=codes.tree(access).paths,
        documents=documents.documents(access),
        later=start is not None,
        at=at,
        numbered=access.reader.sees_all,
        earlier=actions[-1].seq if len(actions) == A_PAGE else None,
    )


@router.get("/trail.{ending}")
async def take_out(
    request: Request, asker: Asker, ending: Literal["csv", "docx", "xlsx"], chosen: Chosen
) -> Response:
    """All actions chosen, as a table to keep."""
    return await made_file(request, asker, "What was done", f".{ending}", write_table, _listing, chosen)


def _listing(access: Access, chosen: Wanted) -> Listing:
    asked = chosen.asked()
    rows: list[tuple[str, ...]] = []
    before = None
    while True:
        actions = store.trail(access, asked, before, AT_ONCE)
        rows += map(_told, history_rows(access, actions))
        if len(actions) < AT_ONCE:
            break
        before = actions[-1].seq
    project, now = title_of(access)
    columns: tuple[tuple[str, int], ...] = COLUMNS
    if not access.reader.sees_all:  # the gaps would tell how much others do in layers held back, and when
        columns, rows = COLUMNS[1:], [row[1:] for row in rows]
    return Listing("What was done", project, now, _choices(access, chosen), columns, rows)


def _told(row: HistoryRow) -> tuple[str, ...]:
    stands = "" if row.stands else "done again" if row.is_undo else "taken back"
    return (
        str(row.seq),
        f"{row.at.astimezone():%Y-%m-%d %H:%M}",
        row.coder,
        row.said,
        f"{row.reason} ({row.told})" if row.told else row.reason,
        stands,
    )


def _choices(access: Access, chosen: Wanted) -> tuple[tuple[str, str], ...]:
    """What was chosen, in names."""
    named = {coder.id: coder.name for coder in documents.coders(access)} | codes.tree(access).paths
    named |= {row.id: row.name for row in documents.documents(access)}
    return tuple((name.capitalize(), named.get(value, value)) for name, value in chosen.told().items())


def _day(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time()).astimezone()
    except (ValueError, OverflowError) as error:
        raise QuotetreeError(f"“{text}” is no day; a day is written like 2026-05-31.") from error
