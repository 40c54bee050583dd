"""Reading discussions: threads on codings, as far as the reader sees the coding."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.coding.access import NotFound, Reader

COLUMNS = tuple(t.LOGGED["discussion"].c[name] for name in ("id", "coding_id", "closed", "opened_at"))


def seen_by(reader: Reader) -> ColumnElement[bool]:
    """Which discussions a person may see: those on codings that they see."""
    return t.Discussion.coding_id.in_(select(t.Coding.id).where(sees(reader)))


def discussion(access: Access, discussion_id: str) -> Any:
    """A discussion that the reader may see, as a row of the table. Raises NotFound."""
    asked = select(t.Discussion).where(
        t.Discussion.project_id == access.project_id,
        t.Discussion.id == discussion_id,
        seen_by(access.reader),
    )
    row = access.connection.execute(asked).first()
    if row is None:
        raise NotFound("There is no such discussion. It may have been taken back in the meantime.")
    return row


def discussions_of_codings(access: Access, coding_ids: Collection[str]) -> dict[str, list[Any]]:
    """By coding the discussions on it, the first first: rows {id, coding_id, closed, opened_at, coder}."""
    asked = _discussions(access).where(t.Discussion.coding_id.in_(list(coding_ids)))
    found: dict[str, list[Any]] = {}
    for row in access.connection.execute(asked.order_by(t.Discussion.opened_at, t.Discussion.id)):
        found.setdefault(row.coding_id, []).append(row)
    return found


def discussions(access: Access, *, closed: bool, first: int, most: int) -> Sequence[Any]:
    """The open or the closed discussions, latest first, `most` from the place `first` on."""
    asked = _discussions(access).where(t.Discussion.closed.is_(closed))
    asked = asked.order_by(t.Discussion.opened_at.desc(), t.Discussion.id)
    return access.connection.execute(asked.offset(first).limit(most)).all()


def counts(access: Access) -> tuple[int, int]:
    """How many discussions are open, and how many closed."""
    asked = select(t.Discussion.closed, func.count()).where(
        t.Discussion.project_id == access.project_id, seen_by(access.reader)
    )
    found = {bool(row[0]): row[1] for row in access.connection.execute(asked.group_by(t.Discussion.closed))}
    return found.get(False, 0), found.get(True, 0)


def remarks(access: Access, discussion_ids: Collection[str]) -> dict[str, list[Any]]:
    """By discussion what was said, in order: rows {id, discussion_id, text, said_at, coder_id, coder}."""
    asked = (
        select(
            t.Remark.id,
            t.Remark.discussion_id,
            t.Remark.text,
            t.Remark.said_at,
            t.Remark.coder_id,
            t.Coder.name.label("coder"),
        )
        .join(t.Coder, t.Coder.id == t.Remark.coder_id)
        .join(t.Discussion, t.Discussion.id == t.Remark.discussion_id)
        .where(t.Remark.discussion_id.in_(list(discussion_ids)), seen_by(access.reader))
        .order_by(t.Remark.said_at, t.Remark.id)
    )
    found: dict[str, list[Any]] = {}
    for row in access.connection.execute(asked):
        found.setdefault(row.discussion_id, []).append(row)
    return found


def under_discussion(access: Access, document_id: str) -> set[str]:
    """The codings of a document that are under discussion. Of all layers."""
    asked = (
        select(t.Discussion.coding_id)
        .join(t.Coding, t.Coding.id == t.Discussion.coding_id)
        .where(t.Discussion.project_id == access.project_id, t.Discussion.closed.is_(False))
        .where(t.Coding.document_id == document_id)
    )
    return set(access.connection.execute(asked).scalars())


def _discussions(access: Access) -> Select[Any]:
    asked = select(*COLUMNS, t.Coder.name.label("coder")).join(t.Coder, t.Coder.id == t.Discussion.coder_id)
    return asked.where(t.Discussion.project_id == access.project_id, seen_by(access.reader))
