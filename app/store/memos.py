"""Memos, and all that is attached to documents, participants, codes and codings."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, or_, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.app.store.log import Recorder, chunks
from quotetree.coding.access import NotFound, Reader

ON = ("document", "participant", "code", "coding")


class On(NamedTuple):
    """What a memo is on: a row of one of the tables ON, or On("", "") for the project."""

    table: str
    id: str


class Attached(NamedTuple):
    """The ids of what is attached to some rows; of discussions also their remarks."""

    memos: list[str]
    discussions: list[str]
    remarks: list[str]


def seen_by(reader: Reader) -> ColumnElement[bool]:
    """Which memos a person may see: those on a coding or a code only if they see it, in the tree they work on."""
    codings = select(t.Coding.id).where(sees(reader))
    here = t.Memo.project_id == reader.project_id
    of_tree = t.Code.proposal_id.is_not_distinct_from(reader.proposal_id or None)
    codes = select(t.Code.id).where(t.Code.project_id == reader.project_id, of_tree)
    return (
        here
        & or_(t.Memo.coding_id.is_(None), t.Memo.coding_id.in_(codings))
        & or_(t.Memo.code_id.is_(None), t.Memo.code_id.in_(codes))
    )


def memo(access: Access, memo_id: str) -> Any:
    """A memo that the reader may see, as a row of the table. Raises NotFound."""
    row = access.connection.execute(
        select(t.Memo).where(t.Memo.id == memo_id, seen_by(access.reader))
    ).first()
    if row is None:
        raise NotFound("There is no such memo. It may have been deleted in the meantime.")
    return row


def on(row: Any) -> On:
    """What a memo's row is on."""
    found = ((table, getattr(row, f"{table}_id")) for table in ON)
    return next((On(table, one) for table, one in found if one), On("", ""))


def participant(access: Access, participant_id: str) -> Any:
    """A participant of the project: row {id, name}. Raises NotFound."""
    asked = select(t.Participant.id, t.Participant.name).where(
        t.Participant.project_id == access.project_id, t.Participant.id == participant_id
    )
    row = access.connection.execute(asked).first()
    if row is None:
        raise NotFound("There is no such participant in this project.")
    return row


def attached(access: Access, table: str, ids: Iterable[str]) -> Attached:
    """What is attached to rows of `table` (one of ON) themselves; not to the codings of a document or of a code."""
    if table not in ON:
        raise ValueError(f"Nothing is attached to a {table}.")
    wanted = list(ids)
    memos = _where(access, "memo", f"{table}_id", wanted)
    discussions = _where(access, "discussion", "coding_id", wanted) if table == "coding" else []
    return Attached(memos, discussions, _where(access, "remark", "discussion_id", discussions))


def delete_attached(access: Access, recorder: Recorder, table: str, ids: Iterable[str]) -> Attached:
    """Delete what is attached to rows that go, of every author and layer. Returns what it was.

    Whoever deletes documents, participants, codes or codings calls this in the same action, once for each of these
    tables that rows are deleted from; undo then brings all back.
    """
    found = attached(access, table, ids)
    recorder.delete_many("remark", found.remarks)
    recorder.delete_many("discussion", found.discussions)
    recorder.delete_many("memo", found.memos)
    return found


def move_attached(access: Access, recorder: Recorder, to: Mapping[str, str]) -> None:
    """Move memos and discussions from codings that go to those that stay in their stead (`to`: one to the other)."""
    for table in ("memo", "discussion"):
        target = t.LOGGED[table]
        for some in chunks(list(to)):
            asked = select(target.c.id, target.c.coding_id).where(target.c.coding_id.in_(some))
            found = {row.id: {"coding_id": to[row.coding_id]} for row in access.connection.execute(asked)}
            recorder.update_many(table, found)


def _where(access: Access, table: str, column: str, ids: list[str]) -> list[str]:
    target = t.LOGGED[table]
    found: list[str] = []
    for some in chunks(ids):
        found.extend(
            access.connection.execute(select(target.c.id).where(target.c[column].in_(some))).scalars()
        )
    return found
