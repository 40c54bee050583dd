"""Splittings: which are open, their columns, their cards, and what was decided about them."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Executable, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.app.store.cutting import IDS, rows_by
from quotetree.app.store.history_talk import documents_coded_blind
from quotetree.coding.access import NotFound, Reader
from quotetree.coding.splitting import NOT_THIS, STAYS

OPENER = aliased(t.Coder)
SPLITTINGS = (
    select(
        t.Splitting.id,
        t.Splitting.code_id,
        t.Splitting.closed,
        t.Splitting.opened_at,
        t.Coder.name.label("coder"),
    )
    .join(t.Coder, t.Coder.id == t.Splitting.coder_id)
    .where(t.Splitting.project_id == bindparam("project"))
)
OF_CODE = SPLITTINGS.where(t.Splitting.code_id == bindparam("code"), t.Splitting.closed.is_(False)).order_by(
    t.Splitting.opened_at, t.Splitting.id
)
COLUMNS = (
    select(t.SplittingColumn.id, t.SplittingColumn.code_id, t.SplittingColumn.place)
    .where(t.SplittingColumn.splitting_id == bindparam("splitting"))
    .order_by(t.SplittingColumn.place, t.SplittingColumn.id)
)
ABOUT_CARD = (
    t.Coding.id,
    t.Coding.document_id,
    t.Coding.code_id,
    t.Coding.coder_id,
    t.Coding.layer,
    t.Coding.start,
    t.Coding.end,
    t.SplittingDecision.id.label("decision_id"),
    t.SplittingDecision.decision,
    t.SplittingDecision.decided_at,
)


class Place(NamedTuple):
    """Where a card stands in the order of reading."""

    document_id: str
    start: int
    end: int
    id: str


def splitting(access: Access, splitting_id: str) -> Any:
    """A splitting: row {id, code_id, closed, opened_at, coder}. Raises NotFound."""
    asked = SPLITTINGS.where(t.Splitting.id == splitting_id)
    row = access.connection.execute(asked, {"project": access.project_id}).first()
    if row is None:
        raise NotFound(
            "There is no such splitting in this project. Its code may have been deleted in the meantime."
        )
    return row


def open_one(access: Access, code_id: str) -> Any | None:
    """The open splitting of a code, as a row of `splitting`, None if there is none."""
    return access.connection.execute(OF_CODE, {"project": access.project_id, "code": code_id}).first()


def columns(access: Access, splitting_id: str) -> Sequence[Any]:
    """The columns of a splitting by place: rows {id, code_id, place}."""
    return access.connection.execute(COLUMNS, {"splitting": splitting_id}).all()


def cards(access: Access, splitting: Any) -> Sequence[Any]:
    """The codings that wait, or were decided and stand, as far as the reader sees them.

    Rows {id, document_id, code_id, coder_id, layer, start, end, decision_id, decision, decided_at}; the three last are
    None where nobody has decided.
    """
    given = {"splitting": splitting.id, "code": splitting.code_id}
    return access.connection.execute(_cards_of(access.reader), given).all()


def chosen_cards(access: Access, splitting: Any, ids: Sequence[str]) -> dict[str, Any]:
    """By id: codings as rows of `cards`, whatever code they carry, as far as the reader sees them."""
    found: dict[str, Any] = {}
    for some in (ids[at : at + 500] for at in range(0, len(ids), 500)):
        given = {"splitting": splitting.id, "ids": list(some)}
        found |= {row.id: row for row in access.connection.execute(_chosen(access.reader), given)}
    return found


@lru_cache(maxsize=64)
def _of(reader: Reader) -> Any:
    here = and_(
        t.SplittingDecision.splitting_id == bindparam("splitting"),
        t.SplittingDecision.coding_id == t.Coding.id,
    )
    return select(*ABOUT_CARD).outerjoin(t.SplittingDecision, here).where(sees(reader))


@lru_cache(maxsize=64)
def _cards_of(reader: Reader) -> Executable:
    decided = select(t.SplittingDecision.coding_id).where(
        t.SplittingDecision.splitting_id == bindparam("splitting")
    )
    asked: Executable = _of(reader).where(
        or_(t.Coding.code_id == bindparam("code"), t.Coding.id.in_(decided))
    )
    return asked


@lru_cache(maxsize=64)
def _chosen(reader: Reader) -> Executable:
    asked: Executable = _of(reader).where(t.Coding.id.in_(IDS))
    return asked


def waits(card: Any, code_id: str) -> bool:
    """Whether a card is still to be decided: it carries the code, and nobody said that it stays."""
    return bool(card.code_id == code_id and card.decision != STAYS)


def copies(access: Access, ids: Iterable[str]) -> Sequence[Any]:
    """The copies of codings that the reader sees: rows {id, came_from, code_id}.

    One whose ends were changed since has become a coding of its own.
    """
    card, copy = aliased(t.Coding), t.Coding
    alike = [card.id == copy.came_from, card.start == copy.start, card.end == copy.end]
    asked = (
        select(copy.id, copy.came_from, copy.code_id)
        .join(card, and_(*alike))
        .where(copy.came_from.in_(IDS), sees(access.reader))
    )
    return list(rows_by(access, asked, list(ids)))


def decisions(access: Access, splitting_id: str, ids: Sequence[str]) -> dict[str, Any]:
    """By coding (one of `ids`) who decided what and when: rows {coding_id, decision, coder, at}."""
    asked = (
        select(
            t.SplittingDecision.coding_id,
            t.SplittingDecision.decision,
            t.Coder.name.label("coder"),
            t.SplittingDecision.decided_at.label("at"),
        )
        .join(t.Coder, t.Coder.id == t.SplittingDecision.coder_id)
        .where(t.SplittingDecision.splitting_id == splitting_id, t.SplittingDecision.coding_id.in_(IDS))
    )
    return {row.coding_id: row for row in rows_by(access, asked, ids)}


def taken_off(access: Access, splitting_id: str) -> list[str]:
    """The codings that were taken off in a splitting, as far as the reader saw them."""
    asked = select(t.SplittingDecision.coding_id).where(
        t.SplittingDecision.splitting_id == splitting_id, t.SplittingDecision.decision == NOT_THIS
    )
    ids = list(access.connection.execute(asked).scalars())
    seen = _saw(access, ids)
    return [one for one in ids if one in seen]


def _saw(access: Access, ids: Sequence[str]) -> set[str]:
    """Those of the codings, gone by now, that were the reader's to see."""
    if not ids:
        return set()
    hidden = documents_coded_blind(access)
    asked = select(t.Change.row_id, t.Change.before).where(
        t.Change.project_id == access.project_id,
        t.Change.table_name == "coding",
        t.Change.kind == "delete",
        t.Change.row_id.in_(IDS),
    )
    rows = {row.row_id: json.loads(row.before) for row in rows_by(access, asked, ids)}
    return {one for one, row in rows.items() if _sees_layer(access.reader, row, hidden)}


def _sees_layer(reader: Reader, row: dict[str, Any], hidden: set[str]) -> bool:
    if reader.is_owner or row["coder_id"] == reader.coder_id:
        return True
    if row["layer"] == "main":
        return row["document_id"] not in hidden
    return reader.check_open if row["layer"] == "check" else reader.trial_open


def waiting(access: Access) -> list[tuple[str, str, int]]:
    """Open splittings in which something waits for a decision: id, code and how many, the fullest first."""
    here = and_(
        t.SplittingDecision.splitting_id == t.Splitting.id,
        t.SplittingDecision.coding_id == t.Coding.id,
        t.SplittingDecision.decision == STAYS,
    )
    asked = (
        select(t.Splitting.id, t.Splitting.code_id, func.count())
        .join(t.Coding, t.Coding.code_id == t.Splitting.code_id)
        .outerjoin(t.SplittingDecision, here)
        .where(t.Splitting.project_id == access.project_id, t.Splitting.closed.is_(False))
        .where(t.SplittingDecision.id.is_(None), sees(access.reader))
        .group_by(t.Splitting.id, t.Splitting.code_id)
    )
    rows = [(row[0], row[1], int(row[2])) for row in access.connection.execute(asked)]
    return sorted(rows, key=lambda row: (-row[2], row[0]))


def name_of(access: Access, coder_id: str) -> str:
    """The name of a coder, "" for none."""
    asked = select(t.Coder.name).where(t.Coder.id == coder_id, t.Coder.project_id == access.project_id)
    return str(access.connection.execute(asked).scalar() or "")


def touched(access: Access, after: int) -> set[tuple[str, str]]:
    """Which rows were changed after an action: pairs of table and id, of a decision the coding that it is about."""
    asked = select(t.Change.table_name, t.Change.row_id, t.Change.before).where(
        t.Change.project_id == access.project_id,
        t.Change.seq > after,
        t.Change.table_name.in_(("coding", "code", "splitting", "splitting_column", "splitting_decision")),
    )
    rows = access.connection.execute(asked).all()
    made = [row.row_id for row in rows if row.table_name == "splitting_decision" and row.before is None]
    about = select(t.SplittingDecision.coding_id).where(t.SplittingDecision.id.in_(IDS))
    found = {("coding", row.coding_id) for row in rows_by(access, about, made)}
    for row in rows:
        if row.table_name == "splitting_decision":
            found |= {("coding", json.loads(row.before)["coding_id"])} if row.before else set()
        else:
            found.add((row.table_name, row.row_id))
    return found
