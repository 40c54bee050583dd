"""Puts the application together."""

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.base import RequestResponseEndpoint

from quotetree.app.routes import ROUTERS
from quotetree.app.routes.errors import answer, handle_errors
from quotetree.app.store.database import open_database

STATIC = Path(__file__).parent.parent / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
SAFE = ("GET", "HEAD", "OPTIONS")


def make_app(url: str, *, hosts: frozenset[str] | None = None) -> FastAPI:
    """The application on a migrated database. `hosts`: the only Host headers to answer (None: any)."""
    app = FastAPI(title="Quotetree", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.database = open_database(url)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router)
    handle_errors(app)

    @app.middleware("http")
    async def guard(request: Request, call_next: RequestResponseEndpoint) -> Response:
        refused = _refusal(request, hosts)
        response = answer(request, 403, refused) if refused else await call_next(request)
        for name, value in HEADERS.items():
            if name != "Cache-Control" or not request.url.path.startswith("/static/"):
                response.headers.setdefault(name, value)
        return response

    return app


def _refusal(request: Request, hosts: frozenset[str] | None) -> str:
    """Why a request is not answered at all: a Host that is not this machine, or a write from another site's page."""
    host = request.headers.get("host", "")
    if hosts is not None and host.rsplit(":", 1)[0] not in hosts:
        return "Quotetree answers only under this machine's own name."
    origin = request.headers.get("origin")
    if request.method not in SAFE and origin is not None and origin.split("://")[-1] != host:
        return "This came from a page of another site."
    return ""
