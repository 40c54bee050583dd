"""How far the reading of a project has come, as a drawing: a row a group, a mark a document."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from quotetree.app.routes.document_rows import states
from quotetree.app.store import document_list as store
from quotetree.app.store import reading
from quotetree.app.store.access import Access
from quotetree.coding.names import in_order
from quotetree.coding.reading import STATES, Mark, State

WIDE = 850
LEFT, RIGHT = 130, 80
LINE = 19
GAP = 5
MOST_ROWS = 40
MOST_MARKS = 60  # in a row; beyond, and beyond MOST_DOCUMENTS, a row is one bar
MOST_DOCUMENTS = 600


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle: its edge, how much of it is read, and what it says."""

    x: float
    wide: float
    full: float
    told: str


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A group of documents: how many of them are done."""

    name: str
    bars: list[Bar]
    done: int
    of: int


def progress(access: Access, by: str = "") -> dict[str, Any]:
    """Rows by folder, by an attribute of documents, or by kind: what is asked for, else the first that there is."""
    folders, attributes = store.folders(access), store.attribute_names(access)
    choices = (["folder"] if any(folders.values()) else []) + ["kind"] + attributes
    by = by if by in choices else next((one for one in choices if one != "kind"), "kind")
    groups = _groups(access, by, folders)
    marks = reading.marks(access)
    state = states(marks)
    count = Counter(state.get(document, "not begun") for document in folders)
    named = store.names(access)
    share = _shares(access, marks, state)
    whole = len(folders) > MOST_DOCUMENTS or any(len(ids) > MOST_MARKS for ids in groups.values())
    most = max((len(ids) for ids in groups.values()), default=1)
    rows = []
    for name in sorted(groups, key=lambda one: (not one, in_order(one)))[:MOST_ROWS]:
        ids = sorted(groups[name], key=lambda one: in_order(named[one]))
        done = sum(state.get(one) == "done" for one in ids)
        bars = _whole(ids, share, most) if whole else _marks(ids, share, named, most)
        rows.append(ProgressRow(name or f"no {by}", bars, done, len(ids)))
    return {
        "rows": rows,
        "more": max(len(groups) - MOST_ROWS, 0),
        "by": by,
        "choices": choices,
        "states": [(one, count[one]) for one in reversed(STATES)],
        "wide": WIDE,
        "right": WIDE - 2,
        "line": LINE,
    }


def _groups(access: Access, by: str, folders: dict[str, str]) -> dict[str, list[str]]:
    if by == "folder":
        value = {document: folder.split("/")[0] for document, folder in folders.items()}
    else:
        value = store.kinds(access) if by == "kind" else store.values(access, by)
    groups: dict[str, list[str]] = defaultdict(list)
    for document in folders:
        groups[value.get(document, "")].append(document)
    return groups


def _shares(access: Access, marks: dict[tuple[str, str], Mark], state: dict[str, State]) -> dict[str, float]:
    """By document how much of it whoever is farthest has read; all of what is done."""
    turns = reading.spoken_turns(access, [one for one, found in state.items() if found == "reading"])
    share: dict[str, float] = {}
    for (document, _), mark in marks.items():
        of = turns.get(document, 0)
        here = 1.0 if state[document] == "done" else min(mark.to_turn / of, 0.95) if of else 0.05
        share[document] = max(share.get(document, 0.0), here)
    return share


def _marks(ids: list[str], share: dict[str, float], named: dict[str, str], most: int) -> list[Bar]:
    step = min((WIDE - LEFT - RIGHT) / most, 54)
    wide = max(step - min(GAP, step / 3), 2)
    return [
        Bar(
            round(LEFT + 0.5 + n * step, 1),
            round(wide, 1),
            round(wide * share.get(one, 0.0), 1),
            f"{named[one]}: {_told(share.get(one, 0.0))}",
        )
        for n, one in enumerate(ids)
    ]


def _whole(ids: list[str], share: dict[str, float], most: int) -> list[Bar]:
    wide = max((WIDE - LEFT - RIGHT) * len(ids) / most, 4)
    full = sum(share.get(one, 0.0) for one in ids) / len(ids)
    return [Bar(LEFT + 0.5, round(wide, 1), round(wide * full, 1), f"{full:.0%} read")]


def _told(share: float) -> str:
    return "done" if share == 1 else f"{share:.0%} read" if share else "not begun"
