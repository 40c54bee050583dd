"""What is taken out, as a file to keep; made in a process of its own."""

import tempfile
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from quotetree.app.routes.access import Reading, ToRead
from quotetree.app.services.exports import Chosen, file_name, write_export
from quotetree.app.store.access import reach
from quotetree.app.store.database import open_database, transaction
from quotetree.coding.counts import LAYERS

router = APIRouter(prefix="/projects/{project_id}/exports")
Ids = Annotated[list[str], Query(default_factory=list)]
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@router.get("/{what}.{ending}")
async def take_out(
    request: Request,
    visitor: Reading,
    access: ToRead,
    what: str,
    ending: Literal["csv", "xlsx"],
    layer: Ids,
    coder: Ids,
    document: Ids,
    kind: Ids,
    where: Ids,
    by: str = "",
    code: str = "",
    rolled: bool = True,
    named: str = "",
    folder: str = "",
    also: str = "",
    without: str = "",
) -> FileResponse:
    """One of codings, quotations, codebook and counts, of the layers, coders, documents and code that are chosen."""
    layers = frozenset(LAYERS if "all" in layer else layer) or frozenset({"main"})
    whose = (frozenset(coder) or None, frozenset(document) or None)
    chosen = Chosen(
        layers,
        *whose,
        by or None,
        code or None,
        rolled,
        named,
        folder,
        tuple(kind),
        tuple(where),
        also or None,
        without or None,
    )
    asker = (visitor.account_id, access.project_id, visitor.session_id)
    url = request.app.state.database.url.render_as_string(hide_password=False)
    path, name = await request.app.state.aside.run(_write, url, asker, what, f".{ending}", chosen)
    return FileResponse(
        path,
        filename=name,
        media_type=TYPES[f".{ending}"],
        background=BackgroundTask(Path(path).unlink, missing_ok=True),
    )


def _write(url: str, asker: tuple[str, str, str], what: str, ending: str, chosen: Chosen) -> tuple[str, str]:
    """In a process of its own: the export of what this person may see. Answers a temporary file and a name for it."""
    engine = open_database(url)
    with tempfile.NamedTemporaryFile(suffix=ending, prefix="quotetree-", delete=False) as file:
        path = Path(file.name)
    try:
        with transaction(engine, writing=False) as connection:
            access = reach(connection, *asker)
            write_export(access, what, path, chosen)
            return str(path), file_name(access, what, ending)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        engine.dispose()
