"""Documents many at once: lists of them, who is asked to read them, and what goes with them when they are deleted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder, chunks
from quotetree.app.store.memos import delete_attached
from quotetree.coding.documents import Listed
from quotetree.coding.reading import State

# What belongs to a document and to nothing else.
PARTS = ("reading_mark", "allotment", "document_value", "turn", "original_file", "text_version")


def listed(access: Access, codings: Mapping[str, int], states: Mapping[str, State]) -> list[Listed]:
    """All documents, with what is told of each; in no order."""
    asked = (
        select(
            t.Document.id,
            t.Document.name,
            t.Document.kind,
            t.Document.date,
            t.Document.language,
            t.Document.folder,
            t.TextVersion.length,
            t.Document.added_at,
        )
        .join(t.TextVersion, t.TextVersion.document_id == t.Document.id)
        .where(t.Document.project_id == access.project_id, t.TextVersion.superseded.is_(False))
    )
    return [
        Listed(*row, codings.get(row.id, 0), states.get(row.id, "not begun"))
        for row in access.connection.execute(asked)
    ]


def folders(access: Access) -> dict[str, str]:
    """The folder of each document by id, "" for none."""
    asked = select(t.Document.id, t.Document.folder).where(t.Document.project_id == access.project_id)
    return {row.id: row.folder for row in access.connection.execute(asked)}


def kinds(access: Access) -> dict[str, str]:
    """The kind of each document by id."""
    asked = select(t.Document.id, t.Document.kind).where(t.Document.project_id == access.project_id)
    return {row.id: row.kind for row in access.connection.execute(asked)}


def names(access: Access) -> dict[str, str]:
    """The name of each document by id."""
    asked = select(t.Document.id, t.Document.name).where(t.Document.project_id == access.project_id)
    return {row.id: row.name for row in access.connection.execute(asked)}


def name_keys(access: Access) -> dict[str, str]:
    """The id of each document by what its name is compared by."""
    asked = select(t.Document.name_key, t.Document.id).where(t.Document.project_id == access.project_id)
    return {row.name_key: row.id for row in access.connection.execute(asked)}


def allotments(access: Access) -> dict[tuple[str, str], str]:
    """By document and coder the id of the allotment."""
    asked = (
        select(t.Allotment.document_id, t.Allotment.coder_id, t.Allotment.id)
        .join(t.Document, t.Document.id == t.Allotment.document_id)
        .where(t.Document.project_id == access.project_id)
    )
    return {(row[0], row[1]): row[2] for row in access.connection.execute(asked)}


def attribute_names(access: Access) -> list[str]:
    """The names of documents' attributes in their order."""
    asked = select(t.Attribute.name).where(
        t.Attribute.project_id == access.project_id, t.Attribute.of == "document"
    )
    return list(access.connection.execute(asked.order_by(t.Attribute.place, t.Attribute.name_key)).scalars())


def values(access: Access, attribute: str) -> dict[str, str]:
    """The value of an attribute by document; documents without one are left out."""
    asked = (
        select(t.DocumentValue.document_id, t.DocumentValue.value)
        .join(t.Attribute, t.Attribute.id == t.DocumentValue.attribute_id)
        .where(t.Attribute.project_id == access.project_id, t.Attribute.of == "document")
        .where(t.Attribute.name == attribute)
    )
    return {row[0]: row[1] for row in access.connection.execute(asked)}


def not_identified(access: Access) -> dict[tuple[str, str], list[str]]:
    """By document (id, name) the labels of its speakers whom nobody has identified."""
    asked = (
        select(t.Document.id, t.Document.name, t.Speaker.label)
        .join(t.Speaker, t.Speaker.document_id == t.Document.id)
        .where(t.Document.project_id == access.project_id, t.Speaker.role == "not identified")
        .order_by(t.Document.name_key, t.Speaker.label)
    )
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for document, name, label in access.connection.execute(asked):
        found[document, name].append(label)
    return found


def place_of_turn(access: Access, document_id: str, number: int) -> str:
    """The id of the turn with this number, "" if there is none."""
    asked = (
        select(t.Turn.id)
        .join(t.Speaker, t.Speaker.id == t.Turn.speaker_id)
        .where(t.Turn.document_id == document_id, t.Speaker.role != "not a speaker")
        .order_by(t.Turn.start)
    )
    return access.connection.execute(asked.offset(max(number - 1, 0)).limit(1)).scalar() or ""


def last_actions(access: Access) -> dict[str, Any]:
    """When each coder has done something last."""
    asked = select(t.Action.who, func.max(t.Action.at)).where(t.Action.project_id == access.project_id)
    return {row[0]: row[1] for row in access.connection.execute(asked.group_by(t.Action.who))}


def lost_with(access: Access, documents: Sequence[str]) -> dict[str, int]:
    """How many codings and memos go with documents."""
    codings = _all(access, "coding", "document_id", documents)
    memos = _all(access, "memo", "document_id", documents)
    memos += _all(access, "memo", "coding_id", codings)
    return {"codings": len(codings), "memos": len(memos)}


def delete(access: Access, recorder: Recorder, documents: Sequence[str]) -> None:
    """Delete documents with all that is theirs; participants stay."""
    codings = _all(access, "coding", "document_id", documents)
    delete_attached(access, recorder, "coding", codings)
    recorder.delete_many("coding", codings)
    delete_attached(access, recorder, "document", documents)
    for parent, child in (("speaker", "group_member"), ("appearance", "appearance_value")):
        found = _all(access, parent, "document_id", documents)
        for some in _ids(access, child, f"{parent}_id", found):
            recorder.delete_many(child, some)
    for table in (*PARTS, "speaker", "appearance"):
        for some in _ids(access, table, "document_id", documents):
            recorder.delete_many(table, some)
    recorder.delete_many("document", documents)


def _ids(access: Access, table: str, column: str, wanted: Sequence[str]) -> Iterable[list[str]]:
    target = t.LOGGED[table]
    for some in chunks(list(wanted)):
        asked = select(target.c.id).where(target.c[column].in_(some))
        yield list(access.connection.execute(asked).scalars())


def _all(access: Access, table: str, column: str, wanted: Sequence[str]) -> list[str]:
    return [one for some in _ids(access, table, column, wanted) for one in some]
