"""The rights check as dependencies: each request is one transaction, and a project is reached only through here."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Annotated, NamedTuple

from fastapi import Depends, Request
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from quotetree.app.form_token import COOKIE as COOKIE
from quotetree.app.form_token import NotLetIn
from quotetree.app.store.access import Access, reach, session_of
from quotetree.app.store.accounts import seen
from quotetree.app.store.database import MOST_READERS, transaction
from quotetree.app.store.proposals import on_own_proposal
from quotetree.app.store.tables import now

# Sent by a page that shows its reader's own tree, which it names: what is done there is done to that tree or refused.
TREE = "X-Tree"
FIRST = "/account/first"
SEEN_EACH = timedelta(minutes=10)
OPEN_ADDRESS = "Open the address that Quotetree printed when it was started: it lets this browser in."
LOG_IN = "Log in to go on."


class Visitor(NamedTuple):
    """A browser that was let in, the request's transaction, and the way to the project that its path names."""

    connection: Connection
    session_id: str
    account_id: str
    logs_in: bool
    to_project: Access | None


class _Seen(NamedTuple):
    """A visitor, and whether it is time to note that their browser was seen."""

    visitor: Visitor
    is_due: bool


def _visitor(request: Request, connection: Connection) -> _Seen:
    on_server = request.app.state.on_server
    session = session_of(connection, request.cookies.get(COOKIE, ""))
    # Where people log in, a browser let in by the one-time address can only make the first account.
    if session is None or (on_server and not session.by_password and request.url.path != FIRST):
        raise NotLetIn(LOG_IN if on_server else OPEN_ADDRESS)
    if session.by_password:
        request.state.account = session.account_id
    project_id = request.path_params.get("project_id")
    access = reach(connection, session.account_id, project_id, session.id) if project_id else None
    if access is not None and (tree := request.headers.get(TREE)):
        access = on_own_proposal(access, tree)
    visitor = Visitor(connection, session.id, session.account_id, bool(session.by_password), access)
    return _Seen(visitor, now() - session.seen_at > SEEN_EACH)


def _reading(request: Request) -> Iterator[Visitor]:
    database = request.app.state.database
    with transaction(database, writing=False) as connection:
        visitor, is_due = _visitor(request, connection)
        yield visitor
    if is_due:
        # One reads on where nothing can be written, as on a full disk.
        with suppress(OperationalError), transaction(database, writing=True) as connection:
            seen(connection, visitor.session_id)


def _writing(request: Request) -> Iterator[Visitor]:
    with transaction(request.app.state.database, writing=True) as connection:
        visitor, is_due = _visitor(request, connection)
        if is_due:
            seen(connection, visitor.session_id)
        yield visitor


# Scope "function": committed before the answer leaves. SQLite has one writer, and here they queue in order of arrival.
# Readers queue too, before they hold a connection: those that hold one always find a thread to go on in.
_read_once = Depends(_reading, scope="function", max_concurrency=MOST_READERS)
_write_once = Depends(_writing, scope="function", max_concurrency=1)
Reading = Annotated[Visitor, _read_once]
Writing = Annotated[Visitor, _write_once]


class Passed(NamedTuple):
    """Who was let through to a project, without a transaction: for what goes on long after the check."""

    account_id: str
    project_id: str
    session_id: str


def _pass(request: Request) -> Passed:
    with transaction(request.app.state.database, writing=False) as connection:
        visitor = _visitor(request, connection).visitor
        return Passed(visitor.account_id, _to_project(visitor).project_id, visitor.session_id)


# A place of its own besides the readers' ones, and only while it looks.
Asker = Annotated[Passed, Depends(_pass, scope="function", max_concurrency=2)]


# These wait for nothing, so they are async: a plain function would be sent to a thread of its own and back.
async def _read(visitor: Reading) -> Access:
    return _to_project(visitor)


async def _ask(visitor: Reading) -> Access:
    access = _to_project(visitor)
    access.reader.check_write()
    return access


async def _write(visitor: Writing) -> Access:
    access = _to_project(visitor)
    access.reader.check_write()
    return access


async def _own(visitor: Writing) -> Access:
    access = _to_project(visitor)
    access.reader.check_owner()
    return access


def _to_project(visitor: Visitor) -> Access:
    if visitor.to_project is None:
        raise RuntimeError("The route's path names no project: it has no {project_id}.")
    return visitor.to_project


ToRead = Annotated[Access, Depends(_read, scope="function")]
# For forms: what is asked before something is written, of those who may.
ToAsk = Annotated[Access, Depends(_ask, scope="function")]
ToWrite = Annotated[Access, Depends(_write, scope="function")]
ToOwn = Annotated[Access, Depends(_own, scope="function")]
