"""Why an action was done, where that is told afterwards: kept with the action itself."""

import json
from typing import Any, NamedTuple

from sqlalchemy import update

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.tables import now


class Told(NamedTuple):
    """Who told the reason of an action later on, and when (ISO form)."""

    coder_id: str
    at: str


def told_later(row: Any) -> Told | None:
    """Of a row of actions, who told its reason later on; None where it was told with the action, or not at all."""
    found = json.loads(row.about).get("told") if row.reason else None
    return Told(found["by"], found["at"]) if found else None


def keep_reason(access: Access, row: Any, reason: str) -> None:
    """Keep why an action (a row of actions) was done, and who tells it now."""
    told = {"by": access.reader.coder_id, "at": now().isoformat()}
    about = json.dumps(json.loads(row.about) | {"told": told}, ensure_ascii=False)
    here = (t.Action.project_id == access.project_id, t.Action.seq == row.seq)
    access.connection.execute(update(t.Action).where(*here).values(reason=reason, about=about))
