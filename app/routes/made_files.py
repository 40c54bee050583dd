"""Files that are made in a process of their own, of what this person may see, and then sent."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from quotetree.app.routes.access import Passed
from quotetree.app.store import documents
from quotetree.app.store.access import Access, reach
from quotetree.app.store.database import open_database, transaction
from quotetree.coding.exports.listing import Listing, write_listing

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
Make = Callable[..., Listing]


async def made_file(request: Request, asker: Passed, ending: str, make: Make, *wanted: Any) -> Response:
    """The table that `make` makes of a project and what is wanted, as a file. Both go to another process."""
    url = request.app.state.database.url.render_as_string(hide_password=False)
    async with request.app.state.exports.turn():
        if await request.is_disconnected():
            return Response(status_code=204)
        path, name = await request.app.state.aside.run(_write, url, tuple(asker), ending, make, wanted)
    done = BackgroundTask(Path(path).unlink, missing_ok=True)
    return FileResponse(path, filename=name, media_type=TYPES[ending], background=done)


def title_of(access: Access) -> tuple[str, str]:
    """The project's name, and the moment, as they stand on what is taken out."""
    return documents.project(access).name, f"{datetime.now().astimezone():%d %B %Y, %H:%M}"


def _write(
    url: str, asker: tuple[str, str, str], ending: str, make: Make, wanted: tuple[Any, ...]
) -> tuple[str, str]:
    engine = open_database(url)
    with tempfile.NamedTemporaryFile(suffix=f".{ending}", prefix="quotetree-", delete=False) as file:
        path = Path(file.name)
    try:
        with transaction(engine, writing=False) as connection:
            listing = make(reach(connection, *asker), *wanted)
        write_listing(listing, path)
        return str(path), _name(listing, ending)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        engine.dispose()


def _name(listing: Listing, ending: str) -> str:
    said = f"{listing.project}-{listing.title}"
    plain = "".join(c if c.isalnum() else "-" for c in said).strip("-").lower()[:120]
    return f"{plain}-{datetime.now().astimezone():%Y-%m-%d}.{ending}"
