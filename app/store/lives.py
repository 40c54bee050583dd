"""What the log says of single codes: each change of them, and from which they came."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import and_, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.proposals import proposals
from quotetree.coding.growth.compare import Origin, Touched

CHANGES = select(t.Change.row_id, t.Change.seq, t.Change.kind, t.Change.before, t.Change.after)


def touched(access: Access, after: int, until: int) -> dict[str, list[Touched]]:
    """By code its changes by the actions after one number, until another."""
    asked = CHANGES.where(
        t.Change.project_id == access.project_id,
        t.Change.table_name == "code",
        t.Change.seq > after,
        t.Change.seq <= until,
    )
    found: dict[str, list[Touched]] = {}
    for row in access.connection.execute(asked):
        columns = frozenset(json.loads(row.after) if row.after else ())
        found.setdefault(row.row_id, []).append(Touched(row.row_id, row.seq, row.kind, columns))
    return found


def changes_of(access: Access, code_id: str) -> list[dict[str, Any]]:
    """All changes of one code's row, earliest first: {seq, kind, before, after}, the latter as dictionaries."""
    asked = CHANGES.where(
        t.Change.project_id == access.project_id, t.Change.table_name == "code", t.Change.row_id == code_id
    )
    return [
        {
            "seq": row.seq,
            "kind": row.kind,
            "before": json.loads(row.before or "{}"),
            "after": json.loads(row.after or "{}"),
        }
        for row in access.connection.execute(asked.order_by(t.Change.seq, t.Change.n))
    ]


def origins(access: Access, until: int | None = None) -> list[Origin]:
    """From which codes codes came, also where that was taken back since; with the number of the action.

    Of a code that was taken from a proposal which is blind to the reader it is not told which.
    """
    made = (
        select(t.Change.row_id, t.Change.seq)
        .where(t.Change.project_id == access.project_id, t.Change.table_name == "code_origin")
        .where(t.Change.kind == "insert")
    )
    if until is not None:
        made = made.where(t.Change.seq <= until)
    seqs = {row.row_id: row.seq for row in access.connection.execute(made)}
    rows = [*_standing(access), *_gone(access)]
    found = {row["id"]: row for row in rows if row["id"] in seqs}
    seen = {row.id for row in proposals(access)}
    return [
        Origin(row["code_id"], row["kind"], *_from(row, seen), seqs[one])
        for one, row in sorted(found.items(), key=lambda pair: seqs[pair[0]])
    ]


def _from(row: Mapping[str, Any], seen: Collection[str]) -> tuple[str, str]:
    """The code that another came from and its path, nothing where it is of a proposal that is not among those seen."""
    if row["kind"] == "proposal" and row["proposal_id"] not in seen:
        return "", ""
    return row["from_code"], row["from_path"]


def origins_of(access: Access, code_id: str) -> list[Origin]:
    """The origins of one code, and those of which it is the origin."""
    return [one for one in origins(access) if code_id in (one.code, one.from_code)]


def _standing(access: Access) -> Iterable[dict[str, Any]]:
    here = and_(t.Code.id == t.CodeOrigin.code_id, t.Code.project_id == access.project_id)
    asked = select(t.CodeOrigin).join(t.Code, here)
    return [dict(row) for row in access.connection.execute(asked).mappings()]


def _gone(access: Access) -> Iterable[dict[str, Any]]:
    asked = select(t.Change.before).where(
        t.Change.project_id == access.project_id,
        t.Change.table_name == "code_origin",
        t.Change.kind == "delete",
    )
    return [json.loads(before) for before in access.connection.execute(asked).scalars() if before]
