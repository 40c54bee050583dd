"""Where a command finds its data, and in whose name it acts."""

import getpass
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from quotetree.app.store import migrate, projects
from quotetree.app.store.access import Access, local_account
from quotetree.app.store.database import database_url, open_database, transaction
from quotetree.coding.access import NotFound
from quotetree.coding.errors import QuotetreeError


class NoDatabase(QuotetreeError):
    """There is no database where it was looked for, or it cannot be opened."""


def own_folder() -> str:
    """The folder of this person's data where no other is named."""
    home = Path.home()
    if sys.platform == "win32":
        return str(Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "Quotetree")
    if sys.platform == "darwin":
        return str(home / "Library" / "Application Support" / "Quotetree")
    return str(Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "quotetree")


def add_data(parser: ArgumentParser) -> None:
    """The option that every command has."""
    parser.add_argument(
        "--data",
        metavar="DIR|URL",
        help="the folder, or the URL of a PostgreSQL database, that holds everything "
        f"(unless told: {own_folder().replace('%', '%%')})",
    )


@contextmanager
def database(where: str | None, *, make: bool = False) -> Iterator[Engine]:
    """The database of `--data`, brought to this version. Raises NoDatabase where there is none to be had."""
    where = where or own_folder()
    if "://" not in where and not make and not (Path(where).expanduser() / "quotetree.sqlite").exists():
        raise NoDatabase(f"There is no Quotetree database in {where}.")
    try:
        url = database_url(where)
    except OSError as error:
        raise NoDatabase(f"The folder {where} cannot be used: {error.strerror}.") from error
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise NoDatabase(
            f"{where} is neither a folder nor the URL of a PostgreSQL database (postgresql://…)."
        )
    migrate.upgrade(url)
    engine = open_database(url)
    try:
        yield engine
    finally:
        engine.dispose()


def me() -> str:
    """The system user's name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return "owner"


def project(connection: Connection, name: str) -> Access | None:
    """The project of that name or id, as its owner: whoever has the database has all that is in it."""
    account = local_account(connection, me())
    return projects.project_by_name(connection, account, name) or projects.owned(
        connection, account, me(), name
    )


def existing(connection: Connection, name: str) -> Access:
    """The project of that name. Raises NotFound, naming the projects that there are."""
    found = project(connection, name)
    if found is None:
        names = [f"“{one}”" for one in projects.all_names(connection)]
        there = f"There is {', '.join(names)}." if names else "There are no projects yet."
        raise NotFound(f"There is no project “{name}”. {there}")
    return found


@contextmanager
def reading(engine: Engine, name: str) -> Iterator[Access]:
    """A project to read from, in one transaction."""
    with transaction(engine, writing=True) as connection:
        existing(connection, name)
    with transaction(engine, writing=False) as connection:
        yield existing(connection, name)
