"""Reads of the whole database to check it, for who has the database itself."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, and_, select, text
from sqlmodel import SQLModel

from quotetree.app.store import tables as t
from quotetree.app.store.codes import COLUMNS
from quotetree.app.store.log import as_json, chunks
from quotetree.coding.edits import edits_from
from quotetree.coding.integrity import CodingPlace, Step, TurnPlace, Version
from quotetree.coding.tree import Code


def of_the_file(connection: Connection) -> list[str]:
    """What the database itself finds wrong; only SQLite has to be asked, PostgreSQL enforces its keys."""
    if connection.dialect.name != "sqlite":
        return []
    pages = [row[0] for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    keys = [
        f"A row of {row[0]} refers to a row of {row[2]} that is not there."
        for row in connection.execute(text("PRAGMA foreign_key_check"))
    ]
    return [*pages, *keys]


def projects(connection: Connection) -> Sequence[Any]:
    """All projects: rows {id, name, seq}."""
    return connection.execute(
        select(t.Project.id, t.Project.name, t.Project.seq).order_by(t.Project.name)
    ).all()


def trees(connection: Connection, project_id: str) -> list[list[Code]]:
    """The codes of a project's own tree, and of each proposal in it."""
    rows = connection.execute(select(t.Code.proposal_id, *COLUMNS).where(t.Code.project_id == project_id))
    found: dict[str | None, list[Code]] = defaultdict(list)
    for proposal, *row in rows:
        found[proposal].append(Code(*row))
    return list(found.values())


def documents(connection: Connection, project_id: str) -> Sequence[Any]:
    """A project's documents: rows {id, name}."""
    asked = select(t.Document.id, t.Document.name).where(t.Document.project_id == project_id)
    return connection.execute(asked.order_by(t.Document.name_key)).all()


def versions(connection: Connection, document_id: str) -> list[Version]:
    """A document's texts."""
    asked = select(
        t.TextVersion.superseded,
        t.TextVersion.text,
        t.TextVersion.length,
        t.TextVersion.sha256,
        t.TextVersion.n,
        t.TextVersion.edits,
    ).where(t.TextVersion.document_id == document_id)
    return [Version(*row[:5], edits_from(json.loads(row.edits))) for row in connection.execute(asked)]


def turns(connection: Connection, document_id: str) -> list[TurnPlace]:
    """A document's turns."""
    asked = (
        select(t.Turn.id, t.Turn.start, t.Turn.words, t.Turn.end, t.Speaker.document_id == t.Turn.document_id)
        .outerjoin(t.Speaker, t.Speaker.id == t.Turn.speaker_id)
        .where(t.Turn.document_id == document_id)
    )
    return [TurnPlace(*row[:4], bool(row[4])) for row in connection.execute(asked)]


def codings(connection: Connection, project_id: str) -> dict[str, list[CodingPlace]]:
    """A project's codings by document."""
    asked = (
        select(
            t.Coding.document_id,
            t.Coding.id,
            t.Coding.start,
            t.Coding.end,
            and_(
                t.Code.project_id == t.Coding.project_id,
                t.Coder.project_id == t.Coding.project_id,
                t.Document.project_id == t.Coding.project_id,
            ),
            t.Code.heading,
        )
        .outerjoin(t.Code, t.Code.id == t.Coding.code_id)
        .outerjoin(t.Coder, t.Coder.id == t.Coding.coder_id)
        .outerjoin(t.Document, t.Document.id == t.Coding.document_id)
        .where(t.Coding.project_id == project_id)
    )
    found: dict[str, list[CodingPlace]] = defaultdict(list)
    for document, coding, start, end, own, heading in connection.execute(asked):
        found[document].append(CodingPlace(coding, start, end, bool(own), bool(heading)))
    return found


def action_numbers(connection: Connection, project_id: str) -> list[int]:
    """The numbers of a project's actions."""
    asked = select(t.Action.seq).where(t.Action.project_id == project_id)
    return list(connection.execute(asked).scalars())


def steps(connection: Connection) -> Iterator[Step]:
    """All changes of the log, project by project, in order."""
    change = SQLModel.metadata.tables["change"]
    asked = select(change.c.table_name, change.c.row_id, change.c.kind, change.c.after)
    for table, row_id, kind, after in connection.execute(
        asked.order_by(change.c.project_id, change.c.seq, change.c.n)
    ):
        yield Step(table, row_id, kind, json.loads(after) if after else None)


def ids(connection: Connection) -> dict[str, list[str]]:
    """The ids of all logged rows, by table."""
    return {name: list(connection.execute(select(table.c.id)).scalars()) for name, table in t.LOGGED.items()}


def kept(connection: Connection, table: str, row_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Rows of a table as the log would keep them, by id."""
    target = t.LOGGED[table]
    found: dict[str, dict[str, Any]] = {}
    for some in chunks(list(row_ids)):
        for row in connection.execute(select(target).where(target.c.id.in_(some))).mappings():
            found[row["id"]] = json.loads(as_json(dict(row)) or "{}")
    return found
