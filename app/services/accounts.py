"""Who somebody is on a server: log-in by name and password, and the browsers that are let in."""

import secrets
from typing import Any

from sqlalchemy import Connection, Engine

from quotetree.app.store import accounts as store
from quotetree.app.store import passwords
from quotetree.app.store.access import begin_session
from quotetree.app.store.database import transaction
from quotetree.app.store.tables import now
from quotetree.coding.access import NotFound
from quotetree.coding.accounts import (
    ADDRESS,
    NAME,
    NAME_AND_ADDRESS,
    AccountRefused,
    NotProven,
    TooManyRefused,
    check_password,
    checked_account,
    same_place,
    seconds_to_wait,
)


def log_in(database: Engine, name: str, password: str, address: str, browser: str) -> str:
    """Let a browser in. Returns its cookie. Raises NotProven, or TooManyRefused before the password is looked at.

    The password is compared outside of the transactions: it takes a moment, and nobody else should wait for it.
    """
    account = _prove(database, name, password, address)
    renewed = passwords.hashed(password) if passwords.outdated(account.password_hash) else None
    with transaction(database, writing=True) as connection:
        if store.account(connection, account.id).password_hash != account.password_hash:
            raise NotProven("The password was changed just now.")
        if renewed:
            store.change_account(connection, account.id, password_hash=renewed)
        return let_in(connection, account.id, browser)


def let_in(connection: Connection, account_id: str, browser: str) -> str:
    """Begin a session. Returns its cookie."""
    cookie = secrets.token_urlsafe(32)
    begin_session(connection, account_id, cookie, browser)
    return cookie


def change_password(
    database: Engine, account_id: str, session_id: str, old: str, new: str, address: str
) -> int:
    """Another password. All other browsers of the account are let out. Returns how many they were."""
    with transaction(database, writing=False) as connection:
        name = store.account(connection, account_id).name
    _prove(database, name, old, address)
    check_password(name, new)
    hashed = passwords.hashed(new)
    with transaction(database, writing=True) as connection:
        store.change_account(connection, account_id, password_hash=hashed)
        return store.end_sessions(connection, account_id, but=session_id)


def first_account(
    connection: Connection, account_id: str, name: str, password: str, session_id: str = ""
) -> str:
    """The account of whoever has been working here alone gets a name and a password, and keeps its projects.

    Returns the name. Raises AccountRefused when somebody can log in already.
    """
    if store.any_with_password(connection):
        raise AccountRefused("There is an account already: log in with it.")
    cleaned = _free_name(connection, name, account_id)
    check_password(cleaned, password)
    store.change_account(connection, account_id, name=cleaned, password_hash=passwords.hashed(password))
    store.end_sessions(connection, account_id, but=session_id)
    return cleaned


def add_account(connection: Connection, name: str, password: str) -> str:
    """A new account, whose name is free. Returns its id."""
    cleaned = _free_name(connection, name)
    check_password(cleaned, password)
    return store.add_account(connection, cleaned, passwords.hashed(password))


def set_password(connection: Connection, name: str, password: str) -> int:
    """Another password for somebody who has lost theirs; for who has the database itself.

    All their browsers are let out. Returns how many they were.
    """
    account = store.account_named(connection, name)
    if account is None:
        raise NotFound(f"There is no account “{name}”.")
    check_password(account.name, password)
    store.change_account(connection, account.id, password_hash=passwords.hashed(password))
    return store.end_sessions(connection, account.id)


def end_session(connection: Connection, account_id: str, session_id: str) -> None:
    """Let one of one's browsers out."""
    if not store.end_sessions(connection, account_id, session_id):
        raise NotFound("That browser is not let in any more.")


def end_other_sessions(connection: Connection, account_id: str, session_id: str) -> int:
    """Let all of one's browsers out but this one. Returns how many they were."""
    return store.end_sessions(connection, account_id, but=session_id)


def _prove(database: Engine, name: str, password: str, address: str) -> Any:
    """The account of this name and password. The refusal is noted before, so that many guesses at once all count."""
    address = same_place(address)
    with transaction(database, writing=True) as connection:
        store.one_log_in_at_a_time(connection)
        _check_wait(connection, name, address)
        store.note_refusal(connection, name, address, now())
        account = store.account_named(connection, name)
    if not passwords.verified(account and account.password_hash, password) or account is None:
        raise NotProven("This name and this password do not belong together.")
    with transaction(database, writing=True) as connection:
        store.forget_refusals(connection, name, address)
    return account


def _check_wait(connection: Connection, name: str, address: str) -> None:
    moment = now()
    seconds = max(
        seconds_to_wait(store.refusals(connection, name=name, address=address), NAME_AND_ADDRESS, moment),
        seconds_to_wait(store.refusals(connection, name=name), NAME, moment),
        seconds_to_wait(store.refusals(connection, address=address), ADDRESS, moment),
    )
    if seconds:
        raise TooManyRefused(seconds)


def _free_name(connection: Connection, name: str, own: str = "") -> str:
    cleaned = checked_account(name)
    there = store.account_named(connection, cleaned)
    if there is not None and there.id != own:
        raise AccountRefused(f"There is already an account “{there.name}”.")
    return cleaned
