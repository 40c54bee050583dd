"""What is read to take actions back, and the writing of a plan."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.bulk import among
from quotetree.app.store.codes import of_their_trees
from quotetree.app.store.log import Recorder, Row, as_dicts, chunks
from quotetree.app.store.texts import change_of
from quotetree.coding.history import QUIET
from quotetree.coding.history_proposals import tree_of
from quotetree.coding.undo_values import Change, Key, Plan, Shape, Situation

UNIQUE = {
    "coder": ("project_id", "name_key"),
    "document": ("project_id", "name_key"),
    "participant": ("project_id", "name_key"),
    "attribute": ("project_id", "of", "name_key"),
    "code": ("project_id", "proposal_id", "parent_id", "name_key"),
    "pin": ("coder_id", "slot"),
    "speaker": ("document_id", "label"),
    "group_member": ("speaker_id", "participant_id"),
    "appearance": ("document_id", "participant_id"),
    "participant_value": ("participant_id", "attribute_id"),
    "document_value": ("document_id", "attribute_id"),
    "appearance_value": ("appearance_id", "attribute_id"),
    "reading_mark": ("document_id", "coder_id", "tree_version_id", "proposal_id"),
    "allotment": ("document_id", "coder_id"),
    "proposal": ("project_id", "name_key"),
    "code_set": ("project_id", "name_key"),
    "code_set_member": ("code_set_id", "code_id"),
    "splitting_column": ("splitting_id", "code_id"),
    "splitting_decision": ("splitting_id", "coding_id"),
    "round_mark": ("round_id", "document_id", "coder_id"),
}
TOGETHER = {
    "coding": (("start", "end"),),
    "code": (("parent_id", "position"), ("name", "name_key")),
    "document": (("name", "name_key"),),
    "participant": (("name", "name_key"),),
    "attribute": (("name", "name_key"), ("type", "choices")),
    "coder": (("name", "name_key"),),
    "proposal": (("name", "name_key"),),
    "speaker": (("role", "participant_id"),),
    "turn": (("start", "words", "end"),),
}
PARTS = {
    "round_code": "round_id",
    "round_document": "round_id",
    "round_reader": "round_id",
    "splitting_column": "splitting_id",
    "code_set_member": "code_set_id",
    "original_file": "document_id",
    "code": "proposal_id",
    "code_origin": "code_id",
}
REFERENCES = {
    name: {
        next(iter(key.columns)).name: key.referred_table.name
        for key in table.foreign_key_constraints
        if key.referred_table.name in t.LOGGED
    }
    for name, table in t.LOGGED.items()
}
# A coder's name is also held by the browsers that sit on it and by what was done under it.
SHAPE = Shape(REFERENCES | {"held": {"coder_id": "coder"}}, UNIQUE, TOGETHER, PARTS)
WHOLES = {"round", "splitting", "code_set", "proposal"}  # of these it is told that they stay with their parts


def situation(access: Access, seqs: Sequence[int]) -> Situation:
    """All that a plan to take these actions back needs to know of the present, but for the documents' texts."""
    history, mine = _history(access, seqs)
    rows: dict[Key, Row | None] = dict.fromkeys(history)
    for table in {key[0] for key in history}:
        rows |= {
            (table, row["id"]): row for row in _rows(access, table, [k[1] for k in history if k[0] == table])
        }
    children, others = _children(access, mine)
    others |= _targets(access, mine, rows, others)
    others |= _siblings(access, mine)
    lengths = _lengths(access, rows) | _lengths_that_return(mine)
    return Situation(mine, history, rows, children, others, lengths)


def _history(access: Access, seqs: Sequence[int]) -> tuple[dict[Key, list[Change]], list[Change]]:
    """The actions' own changes, and by row all changes from them on. Read in pieces: a join of the log with itself
    was planned badly on PostgreSQL right after a large action."""
    change = SQLModel.metadata.tables["change"]
    here = select(change).where(change.c.project_id == access.project_id)
    own = access.connection.execute(here.where(change.c.seq.in_(list(seqs)))).all()
    mine = [change_of(row) for row in own]
    history: dict[Key, list[Change]] = defaultdict(list)
    for one in mine:
        history[one.key].append(one)
    since = here.where(change.c.seq >= min(seqs), change.c.seq.not_in(list(seqs)))
    rows = among(change.c.row_id, {one.row_id for one in mine})
    for row in access.connection.execute(since.where(rows)).all():
        if (row.table_name, row.row_id) in history:
            history[row.table_name, row.row_id].append(change_of(row))
    return dict(history), mine


def _rows(access: Access, table: str, ids: Iterable[str], column: str = "id") -> list[Row]:
    target = t.LOGGED[table]
    wanted = set(ids)
    asked = select(target).where(among(target.c[column], wanted))
    return as_dicts(access.connection.execute(asked)) if wanted else []


def _children(access: Access, mine: Sequence[Change]) -> tuple[dict[Key, list[Key]], dict[Key, Row]]:
    """The rows that refer to rows that might go, or to codes that might become headings."""
    parents: dict[str, list[str]] = defaultdict(list)
    for change in mine:
        if change.kind == "insert" or "heading" in (change.before or {}):
            parents[change.table].append(change.row_id)
    children: dict[Key, list[Key]] = defaultdict(list)
    others: dict[Key, Row] = {}
    for table, columns in REFERENCES.items():
        for column, to in columns.items():
            for row in _rows(access, table, parents.get(to, ()), column):
                if _goes_along(table, row):
                    continue
                children[to, row[column]].append((table, row["id"]))
                others[table, row["id"]] = row
    for coder in _held(access, parents.get("coder", ())):
        children["coder", coder].append(("held", coder))
        others["held", coder] = {"id": coder, "coder_id": coder}
    return children, others


def _goes_along(table: str, row: Row) -> bool:
    """How far somebody has read is lost with the document, tree version or draft; that they are done is not."""
    return table == "reading_mark" and not row["done"]


def _held(access: Access, coders: Sequence[str]) -> set[str]:
    """Those of the coders under whose name somebody sits or has done something."""
    seats = select(t.Seat.coder_id).where(t.Seat.coder_id.in_(list(coders)))
    deeds = select(t.Action.who).distinct().where(t.Action.project_id == access.project_id)
    deeds = deeds.where(t.Action.who.in_(list(coders)))
    return (
        {row[0] for asked in (seats, deeds) for row in access.connection.execute(asked)} if coders else set()
    )


def _targets(
    access: Access, mine: Sequence[Change], rows: dict[Key, Row | None], known: dict[Key, Row]
) -> dict[Key, Row]:
    """The rows that what goes back would refer to."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for change in mine:
        for column, to in REFERENCES[change.table].items():
            target = (change.before or {}).get(column)
            if target is not None and (to, target) not in rows and (to, target) not in known:
                wanted[to].add(target)
    return {(to, row["id"]): row for to, ids in wanted.items() for row in _rows(access, to, ids)}


def _siblings(access: Access, mine: Sequence[Change]) -> dict[Key, Row]:
    """The rows that what goes back must not become a twin of, and the whole tree where codes are concerned."""
    found: dict[Key, Row] = {}
    going_back = [c for c in mine if c.before is not None and c.table in UNIQUE]
    for table in {c.table for c in going_back}:
        first = UNIQUE[table][0]
        if first == "project_id":
            rows = _rows(access, table, [access.project_id], first)
        else:
            ids = {c.before[first] for c in going_back if c.table == table and c.before and first in c.before}
            rows = _rows(access, table, ids, first)
        if table == "pin":
            rows = of_their_trees(access, mine, rows)
        found |= {(table, row["id"]): row for row in rows}
    return found


def _lengths(access: Access, rows: dict[Key, Row | None]) -> dict[str, int]:
    """Code points of the documents' texts of today, for the bounds of codings that go back."""
    if not any(key[0] in ("coding", "text_version") for key in rows):
        return {}
    asked = (
        select(t.TextVersion.document_id, t.TextVersion.length)
        .join(t.Document, t.Document.id == t.TextVersion.document_id)
        .where(t.Document.project_id == access.project_id, t.TextVersion.superseded.is_(False))
    )
    lengths = {row.document_id: row.length for row in access.connection.execute(asked)}
    return lengths


def _lengths_that_return(mine: Sequence[Change]) -> dict[str, int]:
    """Code points of the texts that come back with their documents."""
    gone = [c.before for c in mine if c.table == "text_version" and c.kind == "delete" and c.before]
    return {row["document_id"]: row["length"] for row in gone if not row["superseded"]}


def write_plan(recorder: Recorder, plan: Plan) -> None:
    """Write a plan's outcome, a table at a time."""
    recorder.delete_many("reading_mark", _going_along(recorder, plan))
    for table in {key[0] for key in plan.deletes}:
        recorder.delete_many(table, [key[1] for key in plan.deletes if key[0] == table])
    for table in {key[0] for key in plan.inserts}:
        recorder.insert_many(table, [row for key, row in plan.inserts.items() if key[0] == table])
    for table in {key[0] for key in plan.updates}:
        recorder.update_many(table, {key[1]: new for key, new in plan.updates.items() if key[0] == table})


def _going_along(recorder: Recorder, plan: Plan) -> list[str]:
    marks = t.LOGGED["reading_mark"]
    planned = {key[1] for key in plan.deletes if key[0] == "reading_mark"}
    found: set[str] = set()
    for table in ("document", "tree_version", "proposal"):
        for some in chunks([key[1] for key in plan.deletes if key[0] == table]):
            asked = select(marks.c.id).where(marks.c[f"{table}_id"].in_(some), marks.c.done.is_(False))
            found.update(recorder.connection.execute(asked).scalars())
    return sorted(found - planned)


def undone(access: Access) -> set[int]:
    """The numbers of the actions that do not stand: a standing undo took them back."""
    asked = (
        select(t.TakenBack.seq, t.TakenBack.undone)
        .where(t.TakenBack.project_id == access.project_id)
        .order_by(t.TakenBack.seq.desc())
    )
    gone: set[int] = set()
    for seq, took in access.connection.execute(asked):
        if seq not in gone:
            gone.add(took)
    return gone


def my_actions(access: Access) -> Iterable[Any]:
    """My actions on the tree that I work on but quiet ones, latest first, as rows {seq, verb, undoes, about}.

    With the project's own tree go all actions that are of no tree. They are read in pieces.
    """
    before = None
    while True:
        asked = select(t.Action.seq, t.Action.verb, t.Action.undoes, t.Action.about).where(
            t.Action.project_id == access.project_id,
            t.Action.who == access.reader.coder_id,
            t.Action.verb.not_in(QUIET),
        )
        if before is not None:
            asked = asked.where(t.Action.seq < before)
        some = access.connection.execute(asked.order_by(t.Action.seq.desc()).limit(50)).all()
        yield from (row for row in some if _is_here(access, row))
        if len(some) < 50:
            return
        before = some[-1].seq


def _is_here(access: Access, row: Any) -> bool:
    return tree_of(row.verb, json.loads(row.about)) == access.reader.proposal_id


def actions(access: Access, seqs: Iterable[int]) -> dict[int, Any]:
    """Actions by number, as rows with the coder's name as `coder`."""
    found: dict[int, Any] = {}
    asked = select(t.Action, t.Coder.name.label("coder")).join(t.Coder, t.Coder.id == t.Action.who)
    for row in access.connection.execute(
        asked.where(t.Action.project_id == access.project_id, t.Action.seq.in_(list(seqs)))
    ):
        found[row.seq] = row
    return found


def emptied(access: Access, seqs: Iterable[int]) -> bool:
    """Whether something that these actions changed or deleted was erased since, also from the log."""
    asked = select(t.Change.seq).where(
        t.Change.project_id == access.project_id, t.Change.seq.in_(list(seqs)), t.Change.before.is_(None)
    )
    return access.connection.execute(asked.where(t.Change.kind != "insert").limit(1)).first() is not None
