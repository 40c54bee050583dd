"""How a browser of this machine is let in: by a one-time token of this start, which is exchanged for a cookie."""

import secrets
from collections.abc import Callable
from threading import Lock

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from quotetree.app.form_token import COOKIE, NotLetIn
from quotetree.app.pages import page
from quotetree.app.routes.access import FIRST
from quotetree.app.routes.guests import browser_of, let_in
from quotetree.app.store.access import begin_session, local_account, session_of
from quotetree.app.store.database import transaction

router = APIRouter()


class Entrance:
    """The one token that lets a browser in at present; when it is used, the next is told to whoever started this."""

    def __init__(self, account: str, tell: Callable[[str], None]) -> None:
        self.account = account
        self.tell = tell
        self._lock = Lock()
        self._token = secrets.token_urlsafe(32)

    def open(self) -> None:
        """Tell the present token."""
        self.tell(self._token)

    def use(self, token: str) -> bool:
        """Whether this is the present token, which then is used up."""
        with self._lock:
            if not secrets.compare_digest(token.encode(), self._token.encode()):
                return False
            self._token = secrets.token_urlsafe(32)
        self.open()
        return True


@router.get("/enter")
def enter(request: Request, token: str = "") -> Response:
    """Let this browser in, and on to the projects.

    The page moves on by itself instead of by a redirect: a SameSite=Strict cookie does not go with a redirect that
    began on another site's page, such as a terminal in the browser.
    """
    on_server = request.app.state.on_server
    if _is_in(request):
        return RedirectResponse(FIRST if on_server else "/", status_code=303)
    entrance: Entrance | None = getattr(request.app.state, "entrance", None)
    if entrance is None or not entrance.use(token):
        raise NotLetIn(
            "This address has let a browser in already, or it is of an earlier start. "
            "Open the address that Quotetree printed last."
        )
    answer = page(request, "pages/moves-on.html", project=None, me=None, address=FIRST if on_server else "/")
    return let_in(request, answer, _begin(request, entrance.account))


def _is_in(request: Request) -> bool:
    with transaction(request.app.state.database, writing=False) as connection:
        return session_of(connection, request.cookies.get(COOKIE, "")) is not None


def _begin(request: Request, account: str) -> str:
    """Begin a session. Answers its cookie."""
    cookie = secrets.token_urlsafe(32)
    with transaction(request.app.state.database, writing=True) as connection:
        begin_session(connection, local_account(connection, account), cookie, browser_of(request))
    return cookie
