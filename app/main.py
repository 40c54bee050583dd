"""Puts the application together."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from fastapi import Depends, FastAPI, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quotetree.app import static_files
from quotetree.app.aside import Aside, Line
from quotetree.app.being_made import BeingMade
from quotetree.app.form_token import SAFE, check_form
from quotetree.app.laid import Laid
from quotetree.app.routes import ROUTERS
from quotetree.app.routes.errors import answer, handle_errors
from quotetree.app.store.database import open_database

EXPORTS_AT_ONCE = 2
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STATIC_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HEADERS = {**STATIC_HEADERS, "Cache-Control": "no-store"}


def make_app(
    url: str, *, hosts: frozenset[str] | None = None, on_server: bool = False, address: str = ""
) -> FastAPI:
    """The application on a migrated database. `hosts`: the only Host headers to answer (None: any).

    `on_server`: people log in with name and password. `address`: where people open it, if that is not where it listens.
    """
    app = FastAPI(
        title="Quotetree",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_living,
        dependencies=[Depends(check_form)],
    )
    app.state.database = open_database(url)
    app.state.aside = Aside()
    app.state.laid = Laid()
    app.state.exports = Line(EXPORTS_AT_ONCE)
    app.state.being_made = BeingMade(app.state.exports)
    app.state.on_server, app.state.address = on_server, address
    app.mount(static_files.ADDRESS, static_files.KeptFiles(directory=static_files.FOLDER), name="static")
    for router in ROUTERS:
        app.include_router(router)
    handle_errors(app)

    app.add_middleware(Guard, hosts=hosts)
    return app


@asynccontextmanager
async def _living(app: FastAPI) -> AsyncIterator[None]:
    """When the server ends, its connections do: SQLite then puts its log file into the database."""
    yield
    app.state.aside.end()
    app.state.database.dispose()


class Guard:
    """Refuses what this machine does not answer, and sends the headers that keep a page to itself.

    Plain ASGI: a function under `app.middleware("http")` costs each request a task and a queue, .3 ms.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        request = Request(scope)
        wanted = STATIC_HEADERS if request.url.path.startswith("/static/") else HEADERS

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in wanted.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = _refusal(request, self.hosts)
        answering = answer(request, 403, refused) if refused else self.app
        return await answering(scope, receive, send_with_headers)


def _refusal(request: Request, hosts: frozenset[str] | None) -> str:
    """Why a request is not answered at all: a Host that is not this machine, or a write from another site's page."""
    host = request.headers.get("host", "")
    if hosts is not None and _name_of(host) not in hosts | _called(request):
        return "Quotetree answers only under this machine's own name."
    if request.method not in SAFE and not _from_own_page(request, host):
        return "This came from a page of another site."
    return ""


def _name_of(host: str) -> str:
    return re.sub(r":\d*$", "", host).lower()


def _called(request: Request) -> set[str]:
    """The number of the machine that was called: no other site can give that as its own name."""
    called = (request.scope.get("server") or ("",))[0]
    return {f"[{called}]" if ":" in called else called}


def _from_own_page(request: Request, host: str) -> bool:
    """Whether a write was sent by a page of ours: every browser says so in one of three ways."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    if origin is not None:
        return urlsplit(origin).netloc == host
    return site is not None or urlsplit(request.headers.get("referer", "")).netloc == host
