"""What the log says of how codes came: when they were made, from which others, and what was moved below them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import from_json
from quotetree.coding.rounds import Changes, Move, Origin


def changes_of_codes(access: Access) -> Changes:
    """How the codes of the project came."""
    return Changes(_born(access), tuple(_origins(access)), tuple(_moves(access)))


def _born(access: Access) -> dict[str, int]:
    asked = (
        select(t.Change.row_id, func.min(t.Change.seq))
        .where(t.Change.project_id == access.project_id, t.Change.table_name == "code")
        .where(t.Change.kind == "insert")
        .group_by(t.Change.row_id)
    )
    return {row[0]: row[1] for row in access.connection.execute(asked)}


def _origins(access: Access) -> Iterable[Origin]:
    made = (
        select(t.CodeOrigin.code_id, t.CodeOrigin.kind, t.CodeOrigin.from_code, func.min(t.Change.seq))
        .join(t.Change, (t.Change.row_id == t.CodeOrigin.id) & (t.Change.kind == "insert"))
        .where(t.Change.project_id == access.project_id, t.Change.table_name == "code_origin")
        .group_by(t.CodeOrigin.id, t.CodeOrigin.code_id, t.CodeOrigin.kind, t.CodeOrigin.from_code)
    )
    return [Origin(*row) for row in access.connection.execute(made)]


def _moves(access: Access) -> Iterable[Move]:
    asked = (
        select(t.Change.row_id, t.Change.seq, t.Change.before, t.Change.after)
        .where(t.Change.project_id == access.project_id, t.Change.table_name == "code")
        .where(t.Change.kind == "update", t.Change.after.contains('"parent_id"'))
        .order_by(t.Change.seq, t.Change.n)
    )
    for code, seq, before, after in access.connection.execute(asked):
        yield Move(code, seq, _parent(before), _parent(after))


def _parent(part: Any) -> str | None:
    found = (from_json("code", part) or {}).get("parent_id")
    return str(found) if found else None
