"""The life of a code: made, split from, moved, renamed, merged; each with the action that did it."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToRead
from quotetree.app.routes.frame import frame
from quotetree.app.routes.history_rows import sentences
from quotetree.app.store import codes, growth, history
from quotetree.app.store import lives as store
from quotetree.app.store import undo as undo_store
from quotetree.app.store.access import Access
from quotetree.coding.access import NotFound
from quotetree.coding.growth.life import Event, events

router = APIRouter(prefix="/projects/{project_id}/codes/{code_id}/life")


@dataclass(frozen=True, slots=True)
class LifeRow:
    """What happened to a code, with the action that did it and the version of the tree since which it is so."""

    event: Event
    action: Any
    said: str
    version: str


@router.get("")
def life(request: Request, access: ToRead, code_id: str) -> HTMLResponse:
    """All that happened to a code, from its making on; also of one that is gone."""
    changes = store.changes_of(access, code_id)
    tree = codes.tree(access)
    gone = bool(changes) and changes[-1]["kind"] == "delete" and not changes[-1]["before"].get("proposal_id")
    if not changes or not (gone or code_id in tree):
        raise NotFound("There is no such code in this project.")
    rows = _rows(access, code_id, changes)
    if not rows:
        raise NotFound("There is no such code in this project.")
    return page(
        request,
        "pages/life.html",
        **frame(access, "Tree"),
        name=tree[code_id].name if code_id in tree else changes[-1]["before"].get("name", "A code"),
        path=tree.path(code_id) if code_id in tree else "",
        code=code_id if code_id in tree else "",
        rows=rows,
    )


def _rows(access: Access, code_id: str, changes: list[dict[str, Any]]) -> list[LifeRow]:
    origins = store.origins_of(access, code_id)
    others = {one.code for one in origins} | {one.from_code for one in origins}
    parents = {change[part].get("parent_id") for change in changes for part in ("before", "after")}
    names = history.names(access, {one for one in (*others, *parents) if one})
    told = events(code_id, changes, origins, names)
    actions = undo_store.actions(access, {one.seq for one in told})
    hidden = history.unseen(access, actions.values())
    said = sentences(access, [row for seq, row in actions.items() if seq not in hidden])
    versions = growth.versions(access)
    return [
        LifeRow(
            one,
            actions[one.seq],
            said[one.seq],
            next((version.name for version in versions if version.seq >= one.seq), ""),
        )
        for one in told
        if one.seq in said
    ]
