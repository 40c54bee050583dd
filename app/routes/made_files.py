"""Files that are made in a process of their own, of what this person may see, and then sent."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from quotetree.app.being_made import BeingMade, GivenUp, stop_of
from quotetree.app.routes.access import Passed
from quotetree.app.store import documents
from quotetree.app.store.access import Access, reach
from quotetree.app.store.database import open_database, transaction
from quotetree.coding.exports import ExportStopped
from quotetree.coding.exports.listing import Listing, write_listing

TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
}
Check = Callable[[], None]
# From the access, the path, the check and what is wanted to the name that the file is sent under.
Write = Callable[..., str]


async def made_file(
    request: Request, asker: Passed, name: str, ending: str, write: Write, *wanted: Any
) -> Response:
    """What `write` writes of a project, as a file called `name` while it is made. It goes to another process.

    Where it is given up, nothing is sent and no file is left.
    """
    being_made: BeingMade = request.app.state.being_made
    url = request.app.state.database.url.render_as_string(hide_password=False)
    try:
        with being_made.begun(asker.account_id, asker.project_id, f"{name} as {ending}", ending) as making:
            work = partial(
                request.app.state.aside.run, _written, url, tuple(asker), str(making.path), write, wanted
            )
            sent_as = await being_made.make(making, work, request.is_disconnected)
    except GivenUp:
        return Response(status_code=204)
    done = BackgroundTask(making.path.unlink, missing_ok=True)
    return FileResponse(making.path, filename=sent_as, media_type=TYPES[ending], background=done)


def write_table(access: Access, path: Path, check: Check, make: Callable[..., Listing], *wanted: Any) -> str:
    """Write the table that `make` makes of a project and what is wanted."""
    listing = make(access, *wanted)
    check()
    write_listing(listing, path)
    return _name(listing, path.suffix)


def title_of(access: Access) -> tuple[str, str]:
    """The project's name, and the moment, as they stand on what is taken out."""
    return documents.project(access).name, f"{datetime.now().astimezone():%d %B %Y, %H:%M}"


def _written(url: str, asker: tuple[str, str, str], path: str, write: Write, wanted: tuple[Any, ...]) -> str:
    """In a process of its own: the file, of what this person may see."""
    stop, engine = stop_of(Path(path)), open_database(url)

    def check() -> None:
        if stop.exists():
            raise ExportStopped("This file is not wanted any more.")

    try:
        check()
        with transaction(engine, writing=False) as connection:
            return write(reach(connection, *asker), Path(path), check, *wanted)
    finally:
        engine.dispose()


def _name(listing: Listing, ending: str) -> str:
    said = f"{listing.project}-{listing.title}"
    plain = "".join(c if c.isalnum() else "-" for c in said).strip("-").lower()[:120]
    return f"{plain}-{datetime.now().astimezone():%Y-%m-%d}{ending}"
