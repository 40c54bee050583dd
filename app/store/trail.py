"""The trail: actions that were chosen by who, what it was about, kind and time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, or_, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.history import of_trees_seen
from quotetree.coding.history import QUIET
from quotetree.coding.history_kinds import KINDS


@dataclass(frozen=True, slots=True)
class Asked:
    """Which actions: of a coder, about a code or document (ids), of one of KINDS, from a moment on until another."""

    coder: str = ""
    code: str = ""
    document: str = ""
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


def trail(access: Access, asked: Asked, before: int | None, most: int) -> Sequence[Any]:
    """Actions, latest first, before a number, as rows of `history`; what the reader may not see is among them."""
    found = (
        select(t.Action, t.Coder.name.label("coder"))
        .join(t.Coder, t.Coder.id == t.Action.who)
        .where(t.Action.project_id == access.project_id, t.Action.verb.not_in(QUIET))
        .where(of_trees_seen(access.reader))
    )
    if before is not None:
        found = found.where(t.Action.seq < before)
    if asked.coder:
        found = found.where(t.Action.who == asked.coder)
    if asked.kind in KINDS:
        found = found.where(
            or_(*(t.Action.verb.startswith(verb, autoescape=True) for verb in KINDS[asked.kind]))
        )
    if asked.since:
        found = found.where(t.Action.at >= asked.since)
    if asked.until:
        found = found.where(t.Action.at < asked.until)
    for thing in (asked.code, asked.document):
        if thing:
            found = found.where(_about(thing))
    return access.connection.execute(found.order_by(t.Action.seq.desc()).limit(most)).all()


def _about(thing: str) -> Any:
    """That an action names a thing or changed its row."""
    changed = exists().where(
        and_(
            t.Change.project_id == t.Action.project_id, t.Change.seq == t.Action.seq, t.Change.row_id == thing
        )
    )
    return or_(t.Action.about.contains(f'"{thing}"', autoescape=True), changed)
