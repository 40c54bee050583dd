"""Which codings that an action touched its reader may see, where some of them are held back."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees_of_any_tree
from quotetree.app.store.history_talk import documents_coded_blind, held_back, saw
from quotetree.coding.access import Reader
from quotetree.coding.history_seen import AS_SEEN, Seen

GONE = t.Change.__table__.alias("gone")  # type: ignore[attr-defined]


def partly_seen(access: Access, rows: Iterable[Any]) -> dict[int, Seen]:
    """By number those of the actions that touched codings which the reader may not see, with those that they may.

    Only actions that tell a number of codings are looked at; most touched none that is held back, and are left out.
    """
    seqs = [row.seq for row in rows if row.verb in AS_SEEN]
    if access.reader.is_owner or not seqs:
        return {}
    blind = documents_coded_blind(access)
    touching = _hidden_standing(access, seqs) | _hidden_gone(access, seqs, blind)
    return {seq: _seen(access, seq, blind) for seq in touching}


def _hidden_standing(access: Access, seqs: Collection[int]) -> set[int]:
    asked = (
        select(t.Change.seq)
        .distinct()
        .join(t.Coding, t.Coding.id == t.Change.row_id)
        .where(t.Change.project_id == access.project_id, t.Change.seq.in_(seqs))
        .where(t.Change.table_name == "coding", ~sees_of_any_tree(access.reader))
    )
    return set(access.connection.execute(asked).scalars())


def _hidden_gone(access: Access, seqs: Collection[int], blind: Collection[str]) -> set[int]:
    asked = (
        select(t.Change.seq)
        .distinct()
        .join(GONE, GONE.c.row_id == t.Change.row_id)
        .where(
            t.Change.project_id == access.project_id, t.Change.seq.in_(seqs), t.Change.table_name == "coding"
        )
        .where(GONE.c.project_id == access.project_id, GONE.c.table_name == "coding", GONE.c.kind == "delete")
        .where(_was_hidden(access.reader, blind), ~exists().where(t.Coding.id == t.Change.row_id))
    )
    return set(access.connection.execute(asked).scalars())


def _was_hidden(reader: Reader, blind: Collection[str]) -> ColumnElement[bool]:
    """Whether a coding that is gone was held back from the reader, as the log keeps its row."""
    hidden = [_kept("layer", layer) for layer in held_back(reader)]
    hidden += [and_(_kept("layer", "main"), _kept("document_id", document)) for document in blind]
    return and_(or_(false(), *hidden), not_(_kept("coder_id", reader.coder_id)))


def _kept(key: str, value: str) -> ColumnElement[bool]:
    told: ColumnElement[bool] = GONE.c.before.contains(f'"{key}": {json.dumps(value)}', autoescape=True)
    return told


def _seen(access: Access, seq: int, blind: Collection[str]) -> Seen:
    kinds = _kinds(access, seq)
    asked = select(t.Coding.id, t.Coding.document_id).where(t.Coding.id.in_(_touched(access, seq)))
    standing = {row.id: row.document_id for row in access.connection.execute(asked)}
    visible = {
        row.id: row.document_id
        for row in access.connection.execute(asked.where(sees_of_any_tree(access.reader)))
    }
    for row in _gone(access, seq):
        if row["id"] not in standing and saw(access.reader, row, blind):
            visible[row["id"]] = row["document_id"]
    told = [kinds[one] for one in visible]
    return Seen(told.count("update"), told.count("delete"), told.count("insert"), len(set(visible.values())))


def _touched(access: Access, seq: int) -> Any:
    return select(t.Change.row_id).where(
        t.Change.project_id == access.project_id, t.Change.seq == seq, t.Change.table_name == "coding"
    )


def _kinds(access: Access, seq: int) -> dict[str, str]:
    """What was done last with each coding."""
    asked = _touched(access, seq).add_columns(t.Change.kind).order_by(t.Change.n)
    return {row.row_id: row.kind for row in access.connection.execute(asked)}


def _gone(access: Access, seq: int) -> list[dict[str, Any]]:
    asked = (
        select(GONE.c.before)
        .where(GONE.c.project_id == access.project_id, GONE.c.table_name == "coding", GONE.c.kind == "delete")
        .where(GONE.c.row_id.in_(_touched(access, seq)), GONE.c.before.is_not(None))
        .order_by(GONE.c.seq)
    )
    return [json.loads(before) for before in access.connection.execute(asked).scalars()]
