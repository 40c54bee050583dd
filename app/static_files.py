"""Scripts, styles and icons, under an address that changes with them: a browser may keep them for good."""

import hashlib
from pathlib import Path

from fastapi.staticfiles import StaticFiles
from starlette.responses import Response
from starlette.types import Scope

FOLDER = Path(__file__).parent.parent / "static"
FOR_GOOD = "public, max-age=31536000, immutable"


def address_of(folder: Path) -> str:
    """Where a folder's files are served: named by what is in it, as it is now."""
    seen = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            seen.update(
                f"{file.relative_to(folder)} {file.stat().st_mtime_ns} {file.stat().st_size}\n".encode()
            )
    return f"/static/{seen.hexdigest()[:12]}"


class KeptFiles(StaticFiles):
    """Files that never change at their address."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = FOR_GOOD
        return response


ADDRESS = address_of(FOLDER)
