"""Documents as their list shows them: a page of rows, who has read each, and the folders that they lie in."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel

from quotetree.app.routes.draft_rows import OWN_TREE
from quotetree.app.store import document_list as store
from quotetree.app.store import documents, reading, snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.tables import KINDS
from quotetree.coding.counts import LAYERS, per_document
from quotetree.coding.documents import ORDERS, Listed, Wanted, chosen, folders_of, is_within
from quotetree.coding.names import in_order
from quotetree.coding.reading import STATES, Mark, State, state_of

A_PAGE = 100
MOST_COLUMNS = 8
MOST_OFFERED = 200
SIGNS = {"not begun": "", "reading": "begun", "done": "coded"}


class Asked(BaseModel):
    """What the address asks for. `folder` is "*" for all; `unknown`: those alone with speakers not identified."""

    q: str = ""
    folder: str = "*"
    kind: str = ""
    state: str = ""
    by: str = "name"
    down: bool = False
    unknown: bool = False
    n: int = 1

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            self.q, None if self.folder == "*" else self.folder, self.kind, self.state, self.by, self.down
        )

    def but(self, **changed: Any) -> str:
        """The query of the same list with some things changed, without what is as usual."""
        usual, values = Asked().model_dump(), {**self.model_dump(), "n": 1, **changed}
        return urlencode({key: value for key, value in values.items() if value != usual[key]})


@dataclass(frozen=True, slots=True)
class Read:
    """A cell of document and coder: the sign's class, what it says, whether the coder is asked to read it."""

    sign: str
    told: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the list; `name` is the last part of its path, `depth` how many it lies in."""

    path: str
    name: str
    depth: int
    documents: int


def states(marks: dict[tuple[str, str], Mark]) -> dict[str, State]:
    """By document what all marks on it come to."""
    of: dict[str, list[Mark]] = {}
    for mark in marks.values():
        of.setdefault(mark.document_id, []).append(mark)
    return {document: state_of(found) for document, found in of.items()}


def document_list(access: Access, asked: Asked) -> dict[str, Any]:
    """A page of the documents that are wanted, and what the page around it needs."""
    marks = reading.marks(access)
    codings = per_document(snapshots.snapshot(access), snapshots.filters(access, layers=frozenset(LAYERS)))
    everything = store.listed(access, codings, states(marks))
    found = chosen(everything, asked.wanted)
    if asked.unknown:
        unknown = {document for document, _ in store.not_identified(access)}
        found = [one for one in found if one.id in unknown]
    pages = max(-(-len(found) // A_PAGE), 1)
    n = min(max(asked.n, 1), pages)
    shown = found[(n - 1) * A_PAGE : n * A_PAGE]
    coders = documents.coders(access)
    return {
        "asked": asked,
        "shown": shown,
        "found": len(found),
        "all": len(everything),
        "n": n,
        "pages": pages,
        "folders": _folders(everything),
        "loose": sum(not one.folder for one in everything),
        "kinds": KINDS,
        "orders": ORDERS,
        "states": STATES,
        "read": _read(
            access, [one.id for one in shown], marks, [coder.id for coder in coders][:MOST_COLUMNS]
        ),
        "attended": documents.attended(access, [one.id for one in shown]),
        "back": asked.but(n=n),
        "may_write": access.reader.may_write,
        "may_own": access.reader.is_owner,
        "most_columns": MOST_COLUMNS,
    }


def document_choice(access: Access, now: str) -> dict[str, Any]:
    """Those of the folder of `now`, MOST_OFFERED at most and around it, with the reader's own marks."""
    folders, named = store.folders(access), store.names(access)
    beside = [one for one, folder in folders.items() if folder == folders.get(now, "")]
    beside.sort(key=lambda one: in_order(named[one]))
    at = max(beside.index(now) - MOST_OFFERED // 2, 0) if now in beside else 0
    shown = beside[at : at + MOST_OFFERED]
    me, marks = access.reader.coder_id, reading.marks(access, shown)
    read = _read(access, shown, marks, [me])
    return {
        "address": f"/projects/{access.project_id}/documents",
        "asking": OWN_TREE if access.reader.proposal_id else "",
        "folder": folders.get(now, ""),
        "offered": [(one, named[one], read[one][0]) for one in shown],
        "left": len(folders) - len(shown),
        "now": now,
        "may_write": access.reader.may_write,
    }


def _folders(everything: list[Listed]) -> list[Folder]:
    held = Counter(one.folder for one in everything if one.folder)
    return [
        Folder(
            path,
            path.rpartition("/")[2],
            path.count("/"),
            sum(count for folder, count in held.items() if is_within(folder, path)),
        )
        for path in folders_of(held)
    ]


def _read(
    access: Access, shown: list[str], marks: dict[tuple[str, str], Mark], coders: list[str]
) -> dict[str, list[Read]]:
    """By document a cell for each coder."""
    asked = store.allotments(access)
    turns = reading.spoken_turns(access, shown)

    def cell(document: str, coder: str) -> Read:
        mark, allotted = marks.get((document, coder)), (document, coder) in asked
        told = mark.told(turns.get(document, 0)) if mark else "not begun"
        return Read(SIGNS[mark.state if mark else "not begun"], told, allotted)

    return {one: [cell(one, coder) for coder in coders] for one in shown}
