"""On a server: logging in and out, the first account, one's password, and the browsers one is let in with."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from quotetree.app.form_token import COOKIE
from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import FIRST, Reading, Writing
from quotetree.app.routes.guests import (
    address_of,
    browser_of,
    guest_page,
    let_in,
    log_in_page,
    moves_on,
    own_address,
)
from quotetree.app.services import accounts as service
from quotetree.app.store import accounts, projects
from quotetree.app.store.access import session_of
from quotetree.app.store.database import transaction
from quotetree.coding.access import NotFound
from quotetree.coding.accounts import NotProven, TooManyRefused
from quotetree.coding.errors import QuotetreeError


def on_server(request: Request) -> None:
    """Alone on one's machine there are no such pages. Raises NotFound there."""
    if not request.app.state.on_server:
        raise NotFound("There is no such page.")


router = APIRouter(dependencies=[Depends(on_server)])


@router.get("/log-in")
def ask_to_log_in(request: Request, back: str = "/") -> Response:
    """The form to log in with."""
    with transaction(request.app.state.database, writing=False) as connection:
        session = session_of(connection, request.cookies.get(COOKIE, ""))
    if session is not None and session.by_password:
        return RedirectResponse(own_address(back), status_code=303)
    return moves_on(request) or log_in_page(request, 200, back)


@router.post("/log-in")
def log_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Let this browser in, and on to where it wanted to go."""
    try:
        cookie = service.log_in(
            request.app.state.database, name, password, address_of(request), browser_of(request)
        )
    except TooManyRefused as error:
        answer = log_in_page(request, 429, back, name=name, refused=error.sentence)
        answer.headers["Retry-After"] = str(error.seconds)
        return answer
    except NotProven as error:
        return log_in_page(request, 403, back, name=name, refused=error.sentence)
    return let_in(request, RedirectResponse(own_address(back), status_code=303), cookie)


@router.post("/log-out")
def log_out(request: Request, visitor: Writing) -> Response:
    """Let this browser out."""
    service.end_session(visitor.connection, visitor.account_id, visitor.session_id)
    answer = go_to(request, "/log-in")
    answer.delete_cookie(COOKIE)
    return answer


@router.get(FIRST)
def ask_for_first(request: Request, visitor: Reading) -> Response:
    """The form that makes the first account of this server."""
    if accounts.any_with_password(visitor.connection):
        return RedirectResponse("/", status_code=303)
    return _first_page(request, visitor, "")


@router.post(FIRST)
def make_first(
    request: Request,
    visitor: Writing,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Response:
    """Give the account of whoever started this a name and a password: from now on everybody logs in."""
    try:
        service.first_account(visitor.connection, visitor.account_id, name, password, visitor.session_id)
    except QuotetreeError as error:
        return _first_page(request, visitor, error.sentence, name)
    request.app.state.entrance = None
    return RedirectResponse("/", status_code=303)


def _first_page(request: Request, visitor: Reading, refused: str, name: str = "") -> HTMLResponse:
    own = projects.account_name(visitor.connection, visitor.account_id)
    there = projects.projects_of(visitor.connection, visitor.account_id)
    values = {"name": name or own, "refused": refused, "projects": [one.name for one in there]}
    return guest_page(request, "pages/first-account.html", 422 if refused else 200, **values)


@router.get("/account")
def own_account(request: Request, visitor: Reading) -> HTMLResponse:
    """One's password and the browsers that one is let in with."""
    return _account_page(request, visitor)


@router.post("/account/password")
def change_password(
    request: Request,
    visitor: Reading,
    old: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Another password; every other browser is let out."""
    database = request.app.state.database
    try:
        service.change_password(
            database, visitor.account_id, visitor.session_id, old, new, address_of(request)
        )
    except NotProven:
        return _account_page(request, visitor, 403, refused="The present password is another one.")
    except TooManyRefused as error:
        return _account_page(request, visitor, 429, refused=error.sentence)
    except QuotetreeError as error:
        return _account_page(request, visitor, 422, refused=error.sentence)
    with transaction(database, writing=False) as connection:
        now = visitor._replace(connection=connection)
        return _account_page(
            request, now, done="The password is changed. All other browsers have been logged out."
        )


@router.post("/account/sessions/others/end")
def end_others(request: Request, visitor: Writing) -> Response:
    """Let all of one's other browsers out."""
    service.end_other_sessions(visitor.connection, visitor.account_id, visitor.session_id)
    return go_to(request, "/account")


@router.post("/account/sessions/{session_id}/end")
def end_session(request: Request, visitor: Writing, session_id: str) -> Response:
    """Let one of one's browsers out."""
    service.end_session(visitor.connection, visitor.account_id, session_id)
    return go_to(request, "/account")


def _account_page(
    request: Request, visitor: Reading, status: int = 200, *, refused: str = "", done: str = ""
) -> HTMLResponse:
    return page(
        request,
        "pages/account.html",
        status,
        project=None,
        me=None,
        name=projects.account_name(visitor.connection, visitor.account_id),
        sessions=accounts.sessions(visitor.connection, visitor.account_id),
        this=visitor.session_id,
        refused=refused,
        done=done,
    )
