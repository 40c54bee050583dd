"""Rounds of re-coding: what each covers, who has been through what, and what came of it."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.app.store.log import Recorder, from_json
from quotetree.app.store.tables import now
from quotetree.coding.access import NotFound
from quotetree.coding.rounds import Outcome, Step


class Covers(NamedTuple):
    """What a round fixed when it was opened: ids of codes, documents and readers."""

    codes: tuple[str, ...]
    documents: tuple[str, ...]
    readers: tuple[str, ...]


def rounds(access: Access) -> Sequence[Any]:
    """The project's rounds, latest first: rows of the table with `coder` (who opened it) and `version`.

    The version (its name) is the one since which what changed is looked for.
    """
    asked = (
        select(t.Round, t.Coder.name.label("coder"), t.TreeVersion.name.label("version"))
        .join(t.Coder, t.Coder.id == t.Round.coder_id)
        .outerjoin(t.TreeVersion, t.TreeVersion.id == t.Round.tree_version_id)
        .where(t.Round.project_id == access.project_id)
    )
    rows = access.connection.execute(asked.order_by(t.Round.opened_at.desc(), t.Round.id)).all()
    return rows


def round_(access: Access, round_id: str) -> Any:
    """One round as a row of `rounds`. Raises NotFound."""
    found = next((row for row in rounds(access) if row.id == round_id), None)
    if found is None:
        raise NotFound("There is no such round in this project. Its opening may have been taken back.")
    return found


def covers(access: Access, round_id: str) -> Covers:
    """What a round covers."""
    return Covers(*(tuple(_of(access, table, round_id)) for table in ("code", "document", "reader")))


def _of(access: Access, what: str, round_id: str) -> Iterable[str]:
    table = t.LOGGED[f"round_{what}"]
    column = table.c["coder_id" if what == "reader" else f"{what}_id"]
    asked = select(column).where(table.c.round_id == round_id).order_by(table.c.id)
    return access.connection.execute(asked).scalars()


def marks(access: Access, round_id: str) -> dict[tuple[str, str], str]:
    """By document and reader what came of the reading: done, or nothing here."""
    asked = select(t.RoundMark.document_id, t.RoundMark.coder_id, t.RoundMark.outcome)
    rows = access.connection.execute(asked.where(t.RoundMark.round_id == round_id))
    return {(row[0], row[1]): row[2] for row in rows}


def version_seq(access: Access, version_id: str | None) -> int:
    """The action that named a version of the tree; 0 for none."""
    asked = select(t.TreeVersion.at_seq).where(
        t.TreeVersion.id == version_id, t.TreeVersion.project_id == access.project_id
    )
    return int(access.connection.execute(asked).scalar() or 0) if version_id else 0


def of_document(access: Access, document_id: str) -> Sequence[Any]:
    """The open rounds in which the reader is to read a document, oldest first.

    Rows {id, name, tree_version_id, outcome}; the outcome is None where they are not done with it.
    """
    me = access.reader.coder_id
    mine = (t.RoundMark.round_id == t.Round.id) & (t.RoundMark.document_id == document_id)
    asked = (
        select(t.Round.id, t.Round.name, t.Round.tree_version_id, t.RoundMark.outcome)
        .join(t.RoundReader, (t.RoundReader.round_id == t.Round.id) & (t.RoundReader.coder_id == me))
        .join(
            t.RoundDocument,
            (t.RoundDocument.round_id == t.Round.id) & (t.RoundDocument.document_id == document_id),
        )
        .outerjoin(t.RoundMark, mine & (t.RoundMark.coder_id == me))
        .where(t.Round.project_id == access.project_id, t.Round.closed.is_(False))
    )
    return access.connection.execute(asked.order_by(t.Round.opened_at, t.Round.id)).all()


def mark(access: Access, recorder: Recorder, read: Iterable[tuple[str, str]], outcome: Outcome) -> None:
    """Mark that the reader has been through documents: pairs of round and document."""
    rows = [
        {
            "round_id": round_id,
            "document_id": document,
            "coder_id": access.reader.coder_id,
            "outcome": outcome,
            "at": now(),
        }
        for round_id, document in read
    ]
    recorder.insert_many("round_mark", rows)


def own_marks(access: Access, round_id: str, document_id: str) -> list[str]:
    """The ids of the reader's marks on a document in a round."""
    asked = select(t.RoundMark.id).where(
        t.RoundMark.round_id == round_id,
        t.RoundMark.document_id == document_id,
        t.RoundMark.coder_id == access.reader.coder_id,
    )
    return list(access.connection.execute(asked).scalars())


def left_to_read(access: Access, documents: Iterable[str]) -> list[tuple[str, str]]:
    """Of these documents those that the reader has still to read in open rounds: pairs of round and document."""
    return [
        (row.id, document)
        for document in documents
        for row in of_document(access, document)
        if row.outcome is None
    ]


def unmark(access: Access, recorder: Recorder, documents: Iterable[str]) -> None:
    """Take off the reader's marks in open rounds that came with being done with the whole of these documents."""
    whole = select(t.Change.seq).where(
        t.Change.project_id == access.project_id, t.Change.table_name == "reading_mark"
    )
    asked = (
        select(t.RoundMark.id)
        .join(t.Round, t.Round.id == t.RoundMark.round_id)
        .join(t.Change, (t.Change.row_id == t.RoundMark.id) & (t.Change.kind == "insert"))
        .where(t.Round.project_id == access.project_id, t.Round.closed.is_(False))
        .where(t.RoundMark.coder_id == access.reader.coder_id, t.RoundMark.document_id.in_(list(documents)))
        .where(t.Change.project_id == access.project_id, t.Change.seq.in_(whole))
        .distinct()
    )
    recorder.delete_many("round_mark", list(access.connection.execute(asked).scalars()))


def to_look_at(access: Access, documents: Sequence[str], codes: Iterable[str]) -> dict[str, int]:
    """By document how many codings that the reader sees carry one of the codes."""
    asked = (
        select(t.Coding.document_id, func.count())
        .where(t.Coding.code_id.in_(list(codes)), sees(access.reader))
        .group_by(t.Coding.document_id)
    )
    wanted = set(documents)
    return {row[0]: row[1] for row in access.connection.execute(asked) if row[0] in wanted}


def opened_at(access: Access, round_id: str) -> int:
    """The number of the action that opened a round."""
    asked = select(func.min(t.Change.seq)).where(
        t.Change.project_id == access.project_id, t.Change.row_id == round_id, t.Change.table_name == "round"
    )
    return int(access.connection.execute(asked).scalar() or 0)


def steps(access: Access, round_id: str, documents: Sequence[str]) -> list[Step]:
    """How the codes of codings in the main layer of some documents changed since a round was opened."""
    asked = (
        select(t.Change.row_id, t.Change.kind, t.Change.before, t.Change.after, t.Action.who)
        .join(t.Action, (t.Action.project_id == t.Change.project_id) & (t.Action.seq == t.Change.seq))
        .where(t.Change.project_id == access.project_id, t.Change.table_name == "coding")
        .where(t.Change.seq > opened_at(access, round_id))
        .order_by(t.Change.seq, t.Change.n)
    )
    changes = access.connection.execute(asked).all()
    now_there = _codings(access, {row.row_id for row in changes})
    return _steps(changes, now_there, set(documents))


def _codings(access: Access, ids: set[str]) -> dict[str, Any]:
    asked = select(t.Coding.id, t.Coding.code_id, t.Coding.document_id, t.Coding.layer)
    rows = access.connection.execute(asked.where(t.Coding.project_id == access.project_id))
    return {row.id: row for row in rows if row.id in ids}


def _steps(changes: Sequence[Any], now_there: dict[str, Any], documents: set[str]) -> list[Step]:
    """The steps, read from the latest backwards: an insert does not say what it made, what comes after it does."""
    code: dict[str, str | None] = {one: row.code_id for one, row in now_there.items()}
    place = {one: (row.document_id, row.layer) for one, row in now_there.items()}
    found = []
    for row in reversed(changes):
        before = from_json("coding", row.before) or {}
        if row.kind == "delete":
            place.setdefault(row.row_id, (before["document_id"], before["layer"]))
            found.append(Step(row.row_id, before["code_id"], None, row.who))
            code[row.row_id] = before["code_id"]
        elif row.kind == "insert":
            found.append(Step(row.row_id, None, code.get(row.row_id), row.who))
            code[row.row_id] = None
        elif "code_id" in before:
            found.append(Step(row.row_id, before["code_id"], code.get(row.row_id), row.who))
            code[row.row_id] = before["code_id"]
    known = {one for one, (document, layer) in place.items() if document in documents and layer == "main"}
    return [step for step in reversed(found) if step.coding in known]


def later_documents(access: Access, row: Any, documents: Sequence[str]) -> list[str]:
    """The names of documents that came after a round was opened: they are not in it."""
    asked = select(t.Document.id, t.Document.name).where(
        t.Document.project_id == access.project_id, t.Document.added_at > row.opened_at
    )
    there = set(documents)
    return [
        name
        for one, name in access.connection.execute(asked.order_by(t.Document.name_key))
        if one not in there
    ]
