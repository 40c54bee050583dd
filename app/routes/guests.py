"""Pages for a browser that is not let in, and how it comes to hold a cookie."""

import secrets
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.form_token import COOKIE, GUEST
from quotetree.app.pages import page
from quotetree.coding.accounts import browser_name

COOKIE_SECONDS = 400 * 24 * 3600  # as long as browsers keep one; the server ends a session before


def keep_cookie(
    request: Request, answer: Response, name: str, value: str, seconds: int | None = None
) -> None:
    """Give the browser a cookie that no script reads and no other site sends along."""
    secure = request.url.scheme == "https" or request.app.state.address.startswith("https:")
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="strict", secure=secure)


def let_in(request: Request, answer: Response, cookie: str) -> Response:
    """The answer lets the browser in."""
    keep_cookie(request, answer, COOKIE, cookie, COOKIE_SECONDS)
    if GUEST in request.cookies:
        answer.delete_cookie(GUEST)
    return answer


def guest_page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page with a form for somebody who is not let in: its token belongs to a cookie that is given now."""
    given = ""
    if not (request.cookies.get(COOKIE) or request.cookies.get(GUEST)):
        given = request.state.guest = secrets.token_urlsafe(32)
    answer = page(request, template, status, project=None, me=None, **values)
    if given:
        keep_cookie(request, answer, GUEST, given)
    return answer


def log_in_page(request: Request, status: int, back: str, **values: Any) -> HTMLResponse:
    """The form to log in with; afterwards one is where one wanted to be."""
    given: dict[str, Any] = {"name": "", "refused": ""} | values
    return guest_page(request, "pages/log-in.html", status, back=own_address(back), **given)


def moves_on(request: Request) -> HTMLResponse | None:
    """For a link on another site's page, such as a mail in the browser: a page that goes where the link went.

    A SameSite=Strict cookie does not go with the link, but it goes with a page of our own.
    """
    from_elsewhere = request.headers.get("sec-fetch-site") in ("cross-site", "same-site")
    opened = request.headers.get("sec-fetch-mode") == "navigate" and request.method == "GET"
    if not (from_elsewhere and opened) or COOKIE in request.cookies:
        return None
    return page(request, "pages/moves-on.html", project=None, me=None, address=_asked(request))


def own_address(back: str) -> str:
    """The address to go to after a log-in: one of this program's pages, else the projects."""
    parts = urlsplit(back)
    own = back.startswith("/") and not parts.netloc and "\\" not in back and not back.startswith("//")
    return back if own and back.isprintable() and not back.startswith("/log-") else "/"


def asked_page(request: Request) -> str:
    """The page on which somebody is who turns out not to be let in."""
    shown = request.headers.get("hx-current-url")
    if shown:
        parts = urlsplit(shown)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return _asked(request) if request.method == "GET" else "/"


def address_of(request: Request) -> str:
    """Where log-ins are counted as coming from."""
    return request.client.host if request.client else ""


def browser_of(request: Request) -> str:
    """What the list of browsers calls this one."""
    return browser_name(request.headers.get("user-agent", ""))


def _asked(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
