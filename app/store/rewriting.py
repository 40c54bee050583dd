"""Writing the database's files anew, so that what was deleted is not in them any more.

A database leaves deleted words in its files until it needs the room. SQLite's file is written anew and its log of
pages emptied; PostgreSQL writes the tables anew. What a server keeps beside them (its own log, copies) is its keeper's.
"""

import json
from collections.abc import Iterator

from sqlalchemy import Connection, Engine, select, update

from quotetree.app.store import tables as t
from quotetree.app.store.database import rewrite_files, transaction
from quotetree.app.store.naming import UNLOGGED, WRITTEN

# All tables that may have held words or names of a person.
WORDY = (
    "change", "text_version", "original_file", "upload", "turn", "coding", "appearance", "group_member", "discussion",
    *WRITTEN, *UNLOGGED,
)  # fmt: skip
OWED = "owed"
ERASED, NAME_ERASED = "participant.erased", "name.erased"


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
    done = rewrite_files(engine, WORDY)
    if done:
        with transaction(engine, writing=True) as connection:
            _settle(connection, owed)
    return done


def _owed(connection: Connection) -> Iterator[tuple[str, int, str]]:
    asked = select(t.Action.project_id, t.Action.seq, t.Action.about).where(
        t.Action.verb.in_((ERASED, NAME_ERASED))
    )
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
