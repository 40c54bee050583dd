"""The link of an invitation: what it is to, and joining, as who one is or with a new account."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from quotetree.app.form_token import COOKIE
from quotetree.app.routes.accounts import on_server
from quotetree.app.routes.guests import browser_of, guest_page, let_in, moves_on
from quotetree.app.services import accounts as account_service
from quotetree.app.services import invitations as service
from quotetree.app.store import projects
from quotetree.app.store.access import session_of
from quotetree.app.store.database import transaction
from quotetree.coding.errors import QuotetreeError

router = APIRouter(dependencies=[Depends(on_server)])


@router.get("/join/{token}")
def invitation(request: Request, token: str) -> Response:
    """To what one is invited, and as what."""
    moved = moves_on(request)
    if moved is not None:
        return moved
    with transaction(request.app.state.database, writing=False) as connection:
        return _page(request, connection, token)


@router.post("/join/{token}")
def join(
    request: Request,
    token: str,
    coder: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Response:
    """Join as the account that is logged in, else with a new one."""
    try:
        with transaction(request.app.state.database, writing=True) as connection:
            service.invitation(connection, token)
            cookie, account_id = "", _logged_in(request, connection)
            if not account_id:
                account_id = account_service.add_account(connection, name, password)
                cookie = account_service.let_in(connection, account_id, browser_of(request))
            project_id = service.join(connection, token, account_id, coder)
    except QuotetreeError as error:
        with transaction(request.app.state.database, writing=False) as connection:
            return _page(request, connection, token, error.sentence, name, coder)
    answer = RedirectResponse(f"/projects/{project_id}", status_code=303)
    return let_in(request, answer, cookie) if cookie else answer


def _page(
    request: Request, connection: Connection, token: str, refused: str = "", name: str = "", coder: str = ""
) -> HTMLResponse:
    found = service.invitation(connection, token)
    account_id = _logged_in(request, connection)
    if account_id:
        request.state.account = account_id
    return guest_page(
        request,
        "pages/join.html",
        422 if refused else 200,
        invitation=found,
        token=token,
        account=projects.account_name(connection, account_id) if account_id else "",
        refused=refused,
        name=name,
        coder=coder,
    )


def _logged_in(request: Request, connection: Connection) -> str:
    session = session_of(connection, request.cookies.get(COOKIE, ""))
    return session.account_id if session is not None and session.by_password else ""
