"""The log: every change of a project is a named action with the rows before and after.

From it come the audit trail, the live refresh, undo and redo.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, LargeBinary, Result, Table, bindparam, delete, insert, select, update
from sqlmodel import SQLModel

from quotetree.app.store.bulk import MANY, among, insert_rows
from quotetree.app.store.tables import LOGGED, Action, Change, Moment, Project, TakenBack, new_id, now
from quotetree.coding.history_proposals import is_of_a_tree

Row = dict[str, Any]
CHUNK = 500
ALIKE = 8  # from so many rows on, those that get the same values are written together
# Made once: to put a statement together takes longer than to run it.
INSERTS = {name: insert(table) for name, table in LOGGED.items()}
NEXT_SEQ = (
    update(Project)
    .where(Project.id == bindparam("project"))
    .values(seq=Project.seq + 1)
    .returning(Project.seq)
)
# Files are written one by one: as one text, all those of a project might be more than a statement may be.
OF_BYTES = {name for name, table in LOGGED.items() if any(isinstance(c.type, LargeBinary) for c in table.c)}
NOTE = insert(Change)
CHANGES: Table = SQLModel.metadata.tables["change"]
ACTION = insert(Action)
TOOK_BACK = insert(TakenBack)


class Who(NamedTuple):
    """In which project somebody acts, as which of its coders, and on which tree: a proposal's, or "" its own."""

    project_id: str
    coder_id: str
    proposal_id: str = ""


class Recorder:
    """Writes rows and notes each of them; the action gets its number with the first row that it writes."""

    def __init__(self, connection: Connection, who: Who) -> None:
        self.connection = connection
        self.who = who
        self.seq: int | None = None
        self.about: Row = {}
        self.took_back: list[int] = []
        self._n = 0

    def number(self) -> None:
        """Give the action its number although it writes no row that the log keeps: for what cannot be undone."""
        self._begin()

    def insert(self, table: str, row: Mapping[str, Any]) -> str:
        """Insert one row; an id is made if it has none. Returns the id."""
        return self.insert_many(table, [row])[0]

    def insert_many(self, table: str, rows: Iterable[Mapping[str, Any]]) -> list[str]:
        """Insert rows, all with the same columns. Returns their ids in the same order."""
        given = [dict(row) if "id" in row else {"id": new_id(), **row} for row in rows]
        if given:
            self._begin()
            if len(given) < MANY or table in OF_BYTES:
                self.connection.execute(INSERTS[table], given, execution_options={"logged": True})
            else:
                insert_rows(self.connection, LOGGED[table], given)
            self._note(table, "insert", [(row["id"], None, None) for row in given])
        return [row["id"] for row in given]

    def update(self, table: str, row_id: str, values: Mapping[str, Any]) -> bool:
        """Change columns of a row; what is equal already is not written. Returns whether anything was."""
        return bool(self.update_many(table, {row_id: values}))

    def update_many(self, table: str, values_of: Mapping[str, Mapping[str, Any]]) -> int:
        """Change columns of many rows by id. Returns how many rows were changed."""
        changes = []
        for row in self._rows(table, list(values_of)):
            new = {k: v for k, v in values_of[row["id"]].items() if row[k] != v}
            if new:
                changes.append((row["id"], {k: row[k] for k in new}, new))
        if not changes:
            return 0
        self._begin()
        self._write_updates(table, [(row_id, new) for row_id, _, new in changes])
        self._note(table, "update", changes)
        return len(changes)

    def _write_updates(self, table: str, changes: Sequence[tuple[str, Row]]) -> None:
        """Rows that get the same values are written by one statement; the others one by one, by their columns."""
        target = LOGGED[table]
        alike: dict[tuple[tuple[str, Any], ...], list[str]] = {}
        for row_id, new in changes:
            alike.setdefault(tuple(new.items()), []).append(row_id)
        by_columns: dict[tuple[str, ...], list[Row]] = {}
        for values, row_ids in alike.items():
            if len(row_ids) >= ALIKE:
                statement = update(target).where(among(target.c.id, row_ids)).values(dict(values))
                self.connection.execute(statement, execution_options={"logged": True})
                continue
            parameters = {f"new_{name}": value for name, value in values}
            columns = tuple(name for name, _ in values)
            by_columns.setdefault(columns, []).extend({"which": one, **parameters} for one in row_ids)
        for columns, rows in by_columns.items():
            statement = (
                update(target)
                .where(target.c.id == bindparam("which"))
                .values({k: bindparam(f"new_{k}", type_=target.c[k].type) for k in columns})
            )
            self.connection.execute(statement, rows, execution_options={"logged": True})

    def delete_many(self, table: str, row_ids: Iterable[str]) -> int:
        """Delete rows by id, keeping them in the log. Returns how many there were."""
        rows = self._rows(table, list(row_ids))
        if not rows:
            return 0
        self._begin()
        target = LOGGED[table]
        gone = delete(target).where(among(target.c.id, (row["id"] for row in rows)))
        self.connection.execute(gone, execution_options={"logged": True})
        self._note(table, "delete", [(row["id"], row, None) for row in rows])
        return len(rows)

    def _rows(self, table: str, row_ids: list[str]) -> list[Row]:
        target = LOGGED[table]
        return as_dicts(self.connection.execute(select(target).where(among(target.c.id, row_ids))))

    def tell(self) -> None:
        """Keep the action even if it changes none of the project's rows, as when somebody is given a role."""
        self._begin()

    def _begin(self) -> None:
        if self.seq is None:
            self.seq = self.connection.execute(NEXT_SEQ, {"project": self.who.project_id}).scalar_one()

    def _note(self, table: str, kind: str, rows: Sequence[tuple[str, Row | None, Row | None]]) -> None:
        fixed = {"project_id": self.who.project_id, "seq": self.seq, "table_name": table, "kind": kind}
        noted = [
            {**fixed, "n": self._n + i, "row_id": row_id, "before": as_json(before), "after": as_json(after)}
            for i, (row_id, before, after) in enumerate(rows)
        ]
        self._n += len(rows)
        if len(noted) < MANY or table in OF_BYTES:
            self.connection.execute(NOTE, noted)
        else:
            insert_rows(self.connection, CHANGES, noted)


@contextmanager
def action(
    connection: Connection,
    who: Who,
    verb: str,
    *,
    about: Row | None = None,
    reason: str = "",
    batch: str | None = None,
    undoes: int | None = None,
) -> Iterator[Recorder]:
    """A named change. What is written through the recorder belongs to it; if nothing was written it leaves no trace."""
    recorder = Recorder(connection, who)
    recorder.about = dict(about or {})
    if who.proposal_id and is_of_a_tree(verb, recorder.about):
        recorder.about["proposal"] = who.proposal_id
    yield recorder
    if recorder.seq is None:
        return
    row = {
        "project_id": who.project_id,
        "seq": recorder.seq,
        "who": who.coder_id,
        "at": now(),
        "verb": verb,
        "reason": reason,
        "about": json.dumps(recorder.about, ensure_ascii=False),
        "batch": batch,
        "undoes": undoes,
    }
    connection.execute(ACTION, row)
    if recorder.took_back:
        pairs = [{"project_id": who.project_id, "seq": recorder.seq, "undone": n} for n in recorder.took_back]
        connection.execute(TOOK_BACK, pairs)


def as_dicts(found: Result[Any]) -> list[Row]:
    """Rows with their columns' names; a third of the time of `mappings()`."""
    names = list(found.keys())
    return [dict(zip(names, row, strict=True)) for row in found.all()]


def chunks(items: list[str]) -> Iterator[list[str]]:
    """The items in pieces that a statement can take as parameters."""
    for at in range(0, len(items), CHUNK):
        yield items[at : at + CHUNK]


def as_json(row: Mapping[str, Any] | None) -> str | None:
    """A row as the log keeps it: moments in ISO form, bytes in base 64."""
    return None if row is None else WRITTEN(row)


def from_json(table: str, kept: str | None) -> Row | None:
    """A row, or some of its columns, as it was before `as_json`."""
    if kept is None:
        return None
    row: Row = json.loads(kept)
    for name, read in READ[table].items():
        if row.get(name) is not None:
            row[name] = read(row[name])
    return row


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return b64encode(value).decode("ascii")


# Made once, as the statements above are.
WRITTEN = json.JSONEncoder(ensure_ascii=False, default=_plain).encode
READ: dict[str, dict[str, Callable[[str], Any]]] = {
    name: {column.name: datetime.fromisoformat for column in table.c if isinstance(column.type, Moment)}
    | {column.name: b64decode for column in table.c if isinstance(column.type, LargeBinary)}
    for name, table in LOGGED.items()
}
