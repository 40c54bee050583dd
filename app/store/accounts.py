"""Accounts, the browsers that are let in, and log-ins that were refused."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, text, update

from quotetree.app.store import tables as t
from quotetree.coding.accounts import FAILURES_KEPT, Refusals
from quotetree.coding.names import name_key


def any_with_password(connection: Connection) -> bool:
    """Whether anybody can log in. From then on everybody has to."""
    asked = select(t.Account.id).where(t.Account.password_hash.is_not(None)).limit(1)
    return connection.execute(asked).first() is not None


def accounts(connection: Connection) -> Sequence[Any]:
    """All accounts: rows {id, name, password_hash}."""
    return connection.execute(select(t.Account.id, t.Account.name, t.Account.password_hash)).all()


def account_named(connection: Connection, name: str) -> Any | None:
    """The account of that name, compared by `name_key`: a row {id, name, password_hash}, or None."""
    wanted = name_key(name)
    return next((row for row in accounts(connection) if name_key(row.name) == wanted), None)


def account(connection: Connection, account_id: str) -> Any:
    """An account: a row {id, name, password_hash}."""
    asked = select(t.Account.id, t.Account.name, t.Account.password_hash).where(t.Account.id == account_id)
    return connection.execute(asked).one()


def add_account(connection: Connection, name: str, password_hash: str) -> str:
    """A new account. Returns its id."""
    row = t.Account(name=name, password_hash=password_hash)
    connection.execute(insert(t.Account), row.model_dump())
    return row.id


def change_account(connection: Connection, account_id: str, **values: str) -> None:
    """Another name, or the hash of another password."""
    connection.execute(update(t.Account).where(t.Account.id == account_id).values(**values))


def sessions(connection: Connection, account_id: str) -> Sequence[Any]:
    """The browsers that are let in as this account, last seen first: rows {id, browser, created_at, seen_at}."""
    seen = func.coalesce(t.BrowserSession.seen_at, t.BrowserSession.created_at)
    asked = select(
        t.BrowserSession.id, t.BrowserSession.browser, t.BrowserSession.created_at, seen.label("seen_at")
    ).where(t.BrowserSession.account_id == account_id)
    return connection.execute(asked.order_by(seen.desc(), t.BrowserSession.id)).all()


def seen(connection: Connection, session_id: str) -> None:
    """A browser was seen just now."""
    asked = update(t.BrowserSession).where(t.BrowserSession.id == session_id)
    connection.execute(asked.values(seen_at=t.now()))


def end_sessions(connection: Connection, account_id: str, session_id: str = "", *, but: str = "") -> int:
    """Let an account's browsers out: one, all but one, or all. Returns how many they were."""
    which = [t.BrowserSession.account_id == account_id]
    if session_id:
        which.append(t.BrowserSession.id == session_id)
    if but:
        which.append(t.BrowserSession.id != but)
    ids = select(t.BrowserSession.id).where(*which)
    connection.execute(delete(t.Seat).where(t.Seat.session_id.in_(ids)))
    return connection.execute(delete(t.BrowserSession).where(*which)).rowcount


def one_log_in_at_a_time(connection: Connection) -> None:
    """From here to the end of the transaction, so that a hundred guesses at once are counted one by one."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE failed_login IN SHARE ROW EXCLUSIVE MODE"))


def refusals(connection: Connection, *, name: str | None = None, address: str | None = None) -> Refusals:
    """The refused log-ins of the last day with a name, from an address, or both."""
    row = connection.execute(
        select(func.count(), func.max(t.FailedLogin.at)).where(*_refused(name, address))
    ).one()
    return Refusals(row[0], row[1])


def note_refusal(connection: Connection, name: str, address: str, at: datetime) -> None:
    """A log-in counts as refused until it is proven. What is older than a day is forgotten."""
    connection.execute(delete(t.FailedLogin).where(t.FailedLogin.at < at - FAILURES_KEPT))
    connection.execute(
        insert(t.FailedLogin), {"id": t.new_id(), "name_key": _guessed(name), "address": address, "at": at}
    )


def forget_refusals(connection: Connection, name: str, address: str) -> None:
    """Who proved the name from this address is not slowed by earlier mistakes."""
    connection.execute(delete(t.FailedLogin).where(*_refused(name, address)))


def _refused(name: str | None, address: str | None) -> list[ColumnElement[bool]]:
    which: list[ColumnElement[bool]] = [t.FailedLogin.at > t.now() - FAILURES_KEPT]
    if name is not None:
        which.append(t.FailedLogin.name_key == _guessed(name))
    if address is not None:
        which.append(t.FailedLogin.address == address)
    return which


def _guessed(name: str) -> str:
    """What is kept of a name that was tried: people type their password there by mistake."""
    return hashlib.sha256(name_key(name).encode("utf-8", "surrogatepass")).hexdigest()
