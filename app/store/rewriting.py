"""Writing the database's files anew, so that what was deleted is not in them any more.

A database leaves deleted words in its files until it needs the room. SQLite's file is written anew and its log of
pages emptied; PostgreSQL writes the tables anew. What a server keeps beside them (its own log, copies) is its keeper's.
"""

import json
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import OperationalError

from quotetree.app.store import tables as t
from quotetree.app.store.database import transaction

# All tables that may have held words or names of a person.
WORDY = (
    "action", "change", "text_version", "original_file", "upload", "document", "speaker", "participant", "turn",
    "coding", "participant_value", "appearance_value", "document_value", "appearance", "group_member", "memo",
    "discussion", "remark", "code", "tree_version",
)  # fmt: skip
OWED = "owed"
ERASED = "participant.erased"


def delete_for_good(connection: Connection) -> None:
    """What this transaction deletes is overwritten where it lies; on SQLite, which would only forget where it was."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def write_anew(engine: Engine) -> bool:
    """Write the files anew if an erasure asks for it. Answers whether that is done: others may be reading for long."""
    with transaction(engine, writing=False) as connection:
        owed = list(_owed(connection))
    if not owed:
        return True
    done = _sqlite(engine) if engine.dialect.name == "sqlite" else _postgresql(engine)
    if done:
        with transaction(engine, writing=True) as connection:
            _settle(connection, owed)
    return done


def _owed(connection: Connection) -> Iterator[tuple[str, int, str]]:
    asked = select(t.Action.project_id, t.Action.seq, t.Action.about).where(t.Action.verb == ERASED)
    for row in connection.execute(asked):
        if json.loads(row.about).get(OWED):
            yield row.project_id, row.seq, row.about


def is_owed(connection: Connection) -> bool:
    """Whether an erasure waits for the files to be written anew."""
    return any(_owed(connection))


def _settle(connection: Connection, owed: list[tuple[str, int, str]]) -> None:
    for project, seq, about in owed:
        rest = {key: value for key, value in json.loads(about).items() if key != OWED}
        here = (t.Action.project_id == project, t.Action.seq == seq)
        connection.execute(update(t.Action).where(*here).values(about=json.dumps(rest)))


def _sqlite(engine: Engine) -> bool:
    """VACUUM writes all that is there into the log of pages, the checkpoint from there over the whole file."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        try:
            cursor.execute("VACUUM")
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except engine.dialect.dbapi.OperationalError:  # type: ignore[union-attr]
            return False
    return not busy


def _postgresql(engine: Engine) -> bool:
    with engine.connect() as connection:
        outside = connection.execution_options(isolation_level="AUTOCOMMIT")
        try:
            outside.exec_driver_sql("SET lock_timeout = '30s'")
            named = ", ".join(f'"{name}"' for name in WORDY)
            outside.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {named}")
        except OperationalError:
            return False
        finally:
            outside.exec_driver_sql("RESET lock_timeout")
    return True
