"""Opening a database, and the one place that commits."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase

from quotetree.app.store.tables import LOGGED

SECONDS_TO_WAIT = 10
MOST_READERS = 16
# Enough for all readers, the writer and what runs beside them. The connection used last is taken first: it has read
# most of what is asked for, and SQLite's writer finds its own pages unchanged.
POOL: dict[str, Any] = {"pool_size": MOST_READERS, "max_overflow": 8, "pool_use_lifo": True}


def database_url(where: str) -> str:
    """The database's URL for `--data`: a URL as it is, or a folder (made if need be) that holds an SQLite file."""
    if re.match(r"^[a-z+0-9]+://", where):
        return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", where)
    folder = Path(where).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{(folder / 'quotetree.sqlite').as_posix()}"


def open_database(url: str) -> Engine:
    """An engine whose transactions begin as decided: SQLite in WAL and FULL, writers before they read."""
    if url.startswith("sqlite"):
        given = {"timeout": SECONDS_TO_WAIT, "check_same_thread": False}
        engine = create_engine(url, connect_args=given, **POOL)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(url, **POOL)
    event.listen(engine, "before_execute", _refuse_writes_outside_actions)
    return engine


@contextmanager
def transaction(engine: Engine, *, writing: bool) -> Iterator[Connection]:
    """One unit of work: committed when the block ends, rolled back if it raises.

    A reading one sees one state of the database throughout.
    """
    with engine.connect() as connection:
        options: dict[str, Any] = {"writing": writing}
        if connection.dialect.name == "postgresql" and not writing:
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with connection.execution_options(**options).begin():
            yield connection


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-65536",
        "mmap_size=268435456",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def rewrite_files(engine: Engine, tables: Iterable[str]) -> bool:
    """Write anew the files in which these tables are, so that they hold nothing that was deleted.

    Answers whether that was done: it waits for those who read, and not for ever.
    """
    try:
        return _rewrite_sqlite(engine) if engine.dialect.name == "sqlite" else _rewrite_tables(engine, tables)
    except (DBAPIError, sqlite3.OperationalError):
        return False


def _rewrite_sqlite(engine: Engine) -> bool:
    """VACUUM writes all that is there into the log of pages, the checkpoint from there over the whole file."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        found = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return bool(found[0] == 0)


def _rewrite_tables(engine: Engine, tables: Iterable[str]) -> bool:
    with engine.connect() as connection:
        outside = connection.execution_options(isolation_level="AUTOCOMMIT")
        outside.exec_driver_sql("SET lock_timeout = '30s'")
        try:
            if not _alone(outside):
                return False
            named = ", ".join(f'"{name}"' for name in tables)
            outside.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {named}")
        finally:
            outside.exec_driver_sql("RESET lock_timeout")
    return True


def _alone(outside: Connection) -> bool:
    """Whether, sooner or later, nobody can read any more what stood here before.

    For those who began earlier, a table written anew keeps what was deleted meanwhile; also if they write elsewhere.
    """
    mine = outside.exec_driver_sql("SELECT pg_current_xact_id()::text").scalar_one()
    earlier = text(
        "SELECT pg_snapshot_xmin(pg_current_snapshot()) < CAST(:mine AS xid8) OR EXISTS (SELECT FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND age(backend_xmin) > age(CAST(CAST(:mine AS xid8) AS xid)))"
    )
    until = monotonic() + 3 * SECONDS_TO_WAIT
    while outside.execute(earlier, {"mine": mine}).scalar_one():
        if monotonic() > until:
            return False
        sleep(0.05)
    return True


def _refuse_writes_outside_actions(
    _connection: Connection, statement: Any, _many: Any, _one: Any, options: Any
) -> None:
    table = getattr(statement.table, "name", None) if isinstance(statement, UpdateBase) else None
    if table in LOGGED and not options.get("logged"):
        raise RuntimeError(f"A write to {table} outside an action.")
