"""The rights check as dependencies: each request is one transaction, and a project is reached only through here."""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from fastapi import Depends, Request
from sqlalchemy import Connection

from quotetree.app.store.access import Access, reach, session_of
from quotetree.app.store.database import transaction
from quotetree.coding.errors import QuotetreeError

COOKIE = "quotetree"


class NotLetIn(QuotetreeError):
    """The browser has not been let in."""


class Visitor(NamedTuple):
    """A browser that was let in, and the request's transaction."""

    connection: Connection
    session_id: str
    account_id: str


def _visitor(request: Request, connection: Connection) -> Visitor:
    session = session_of(connection, request.cookies.get(COOKIE, ""))
    if session is None:
        raise NotLetIn(
            "Open the address that Quotetree printed when it was started: it lets this browser in."
        )
    return Visitor(connection, session.id, session.account_id)


def _reading(request: Request) -> Iterator[Visitor]:
    with transaction(request.app.state.database, writing=False) as connection:
        yield _visitor(request, connection)


def _writing(request: Request) -> Iterator[Visitor]:
    with transaction(request.app.state.database, writing=True) as connection:
        yield _visitor(request, connection)


# Scope "function": committed before the answer leaves. SQLite has one writer, and here they queue in order of arrival.
_read_once = Depends(_reading, scope="function")
_write_once = Depends(_writing, scope="function", max_concurrency=1)
Reading = Annotated[Visitor, _read_once]
Writing = Annotated[Visitor, _write_once]


def _read(visitor: Reading, project_id: str) -> Access:
    return reach(visitor.connection, visitor.account_id, project_id, visitor.session_id)


def _write(visitor: Writing, project_id: str) -> Access:
    access = reach(visitor.connection, visitor.account_id, project_id, visitor.session_id)
    access.reader.check_write()
    return access


def _own(visitor: Writing, project_id: str) -> Access:
    access = reach(visitor.connection, visitor.account_id, project_id, visitor.session_id)
    access.reader.check_owner()
    return access


ToRead = Annotated[Access, Depends(_read, scope="function")]
ToWrite = Annotated[Access, Depends(_write, scope="function")]
ToOwn = Annotated[Access, Depends(_own, scope="function")]
