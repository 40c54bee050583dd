"""Reading marks: how far each coder has read each document, and who is done with it."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import chunks
from quotetree.coding.access import NotFound
from quotetree.coding.reading import Mark, marks_that_count

LATEST = (
    select(t.TreeVersion.id, t.TreeVersion.name, t.TreeVersion.at_seq)
    .where(t.TreeVersion.project_id == bindparam("project"))
    .order_by(t.TreeVersion.at_seq.desc(), t.TreeVersion.id)
    .limit(1)
)
SPOKEN = (
    select(t.Turn.document_id, func.count())
    .join(t.Speaker, t.Speaker.id == t.Turn.speaker_id)
    .where(t.Turn.document_id.in_(bindparam("documents", expanding=True)))
    .where(t.Speaker.role != "not a speaker")
    .group_by(t.Turn.document_id)
)


def of_tree(access: Access) -> ColumnElement[bool]:
    """Which marks are of readings with the tree that the reader works on: the project's own, or that of a proposal."""
    return t.ReadingMark.proposal_id.is_not_distinct_from(access.reader.proposal_id or None)


def latest_version(access: Access) -> Any | None:
    """The tree version that marks are set under: row {id, name, at_seq}.

    None before the first was named, and for a proposal, which has no versions.
    """
    if access.reader.proposal_id:
        return None
    return access.connection.execute(LATEST, {"project": access.project_id}).first()


def marks(access: Access, documents: Iterable[str] | None = None) -> dict[tuple[str, str], Mark]:
    """By document and coder the mark that counts, of these documents (None: of all)."""
    latest = latest_version(access)
    rows = _rows(access, None if documents is None else list(documents))
    return marks_that_count(
        Mark(
            row.document_id,
            row.coder_id,
            row.to_turn,
            row.done,
            row.name or "",
            row.at_seq or 0,
            row.tree_version_id == (latest.id if latest else None),
        )
        for row in rows
    )


def _rows(access: Access, documents: list[str] | None) -> Sequence[Any]:
    asked = _marks(access)
    if documents is None:
        return access.connection.execute(asked).all()
    return [
        row
        for some in chunks(documents)
        for row in access.connection.execute(asked.where(t.ReadingMark.document_id.in_(some)))
    ]


def _marks(access: Access) -> Select[*tuple[Any, ...]]:
    return (
        select(
            t.ReadingMark.document_id,
            t.ReadingMark.coder_id,
            t.ReadingMark.tree_version_id,
            t.ReadingMark.to_turn,
            t.ReadingMark.done,
            t.TreeVersion.name,
            t.TreeVersion.at_seq,
        )
        .join(t.Document, t.Document.id == t.ReadingMark.document_id)
        .outerjoin(t.TreeVersion, t.TreeVersion.id == t.ReadingMark.tree_version_id)
        .where(t.Document.project_id == access.project_id, of_tree(access))
    )


def read_for(access: Access, since: int = 0) -> frozenset[str]:
    """The documents that at least one coder is done with; for the coverage of counts.

    With `since` only under a tree version that was named at that action or later: for a code that was made then.
    """
    asked = (
        select(t.ReadingMark.document_id)
        .distinct()
        .join(t.Document, t.Document.id == t.ReadingMark.document_id)
        .where(t.Document.project_id == access.project_id, t.ReadingMark.done.is_(True), of_tree(access))
    )
    if since:
        named = and_(t.TreeVersion.id == t.ReadingMark.tree_version_id, t.TreeVersion.at_seq >= since)
        asked = asked.join(t.TreeVersion, named)
    return frozenset(access.connection.execute(asked).scalars())


def own_marks(access: Access, documents: Iterable[str]) -> dict[str, Any]:
    """By document the reader's own mark under the latest tree version, as a row of the table."""
    latest = latest_version(access)
    version = (
        t.ReadingMark.tree_version_id == latest.id if latest else t.ReadingMark.tree_version_id.is_(None)
    )
    found: dict[str, Any] = {}
    for some in chunks(list(documents)):
        asked = (
            select(t.ReadingMark)
            .where(
                t.ReadingMark.document_id.in_(some), t.ReadingMark.coder_id == access.reader.coder_id, version
            )
            .where(of_tree(access))
        )
        found |= {row.document_id: row for row in access.connection.execute(asked)}
    return found


def spoken_turns(access: Access, documents: Iterable[str]) -> dict[str, int]:
    """By document how many turns it has that somebody speaks, as they are numbered; those without any are left out."""
    found: dict[str, int] = {}
    for some in chunks(list(documents)):
        found |= {row[0]: row[1] for row in access.connection.execute(SPOKEN, {"documents": some})}
    return found


def known(access: Access, documents: Iterable[str]) -> dict[str, str]:
    """The names of documents by id. Raises NotFound where one is not of this project."""
    wanted = list(dict.fromkeys(documents))
    found: dict[str, str] = {}
    for some in chunks(wanted):
        asked = select(t.Document.id, t.Document.name).where(
            t.Document.project_id == access.project_id, t.Document.id.in_(some)
        )
        found |= {row.id: row.name for row in access.connection.execute(asked)}
    if len(found) != len(wanted):
        raise NotFound("There is no such document in this project.")
    return {document: found[document] for document in wanted}


def stopped_at(access: Access) -> Any | None:
    """Where the reader stopped reading last: row {document_id, name, to_turn, at}, None where nothing is being read."""
    latest = latest_version(access)
    version = (
        t.ReadingMark.tree_version_id == latest.id if latest else t.ReadingMark.tree_version_id.is_(None)
    )
    asked = (
        select(t.Document.id.label("document_id"), t.Document.name, t.ReadingMark.to_turn, t.Action.at)
        .join(t.ReadingMark, t.ReadingMark.document_id == t.Document.id)
        .join(t.Change, and_(t.Change.row_id == t.ReadingMark.id, t.Change.table_name == "reading_mark"))
        .join(t.Action, and_(t.Action.project_id == t.Change.project_id, t.Action.seq == t.Change.seq))
        .where(t.Document.project_id == access.project_id, t.ReadingMark.coder_id == access.reader.coder_id)
        .where(t.ReadingMark.done.is_(False), t.ReadingMark.to_turn > 0, version, of_tree(access))
        .order_by(t.Change.seq.desc())
        .limit(1)
    )
    return access.connection.execute(asked).first()
