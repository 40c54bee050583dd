"""What texts a document has had, for who takes actions back: all offsets of a plan count in one text."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import Row, as_dicts, chunks, from_json
from quotetree.coding.edits import edits_from
from quotetree.coding.texts import PLACES, Target, Texts, Version, in_target, row_in_target
from quotetree.coding.undo import Change, Key, Situation

# Columns that a row lacks in the log if it was deleted before they were added.
SINCE: dict[str, Row] = {
    "document": {"folder": ""},
    "text_version": {"edits": "[]"},
    "participant": {"consent": "quotable"},
    "attribute": {"type": "text", "choices": "[]"},
    "code": {"retired": False, "proposal_id": None},
    "coding": {"came_from": None},
}


def change_of(row: Any) -> Change:
    """A row of the log as a value."""
    before, after = from_json(row.table_name, row.before), from_json(row.table_name, row.after)
    if row.kind == "delete" and before is not None:
        before = SINCE.get(row.table_name, {}) | before
    return Change(row.seq, row.n, row.table_name, row.row_id, row.kind, before, after)


def text_actions(access: Access, seqs: Iterable[int]) -> set[int]:
    """Those of the actions that changed a text."""
    return {change.seq for change in _text_changes(access, set(seqs))}


def in_one_text(access: Access, found: Situation, stay: Collection[str]) -> Situation:
    """The situation with all offsets in the text that each document has afterwards."""
    documents = _documents(found)
    targets = {
        document: target
        for document in sorted(documents)
        if (target := _target(access, document, found, document in stay)) is not None
    }
    known = {document for key, document in _placed(found) if key[0] != "coding"}
    whole = known | {document for document, target in targets.items() if target.flips}
    for table in ("turn", "text_version"):
        for row in _of_documents(access, table, whole):
            if (table, row["id"]) not in found.rows:
                found.others[table, row["id"]] = row
    if targets:
        _move(access, found, targets, stay)
    return found


def _placed(found: Situation) -> list[tuple[Key, str]]:
    """The codings, turns and texts that the situation knows of, and their documents."""
    placed = []
    for key, changes in found.history.items():
        if key[0] in PLACES or key[0] == "text_version":
            rows = [found.rows[key], *(change.before for change in changes if change.kind == "delete")]
            placed += [(key, str(row["document_id"])) for row in rows if row is not None][:1]
    return placed


def _documents(found: Situation) -> set[str]:
    return {document for _, document in _placed(found)}


def _of_documents(access: Access, table: str, documents: Iterable[str]) -> list[Row]:
    target = t.LOGGED[table]
    rows: list[Row] = []
    for some in chunks(sorted(documents)):
        asked = select(target).where(target.c.document_id.in_(some))
        rows += as_dicts(access.connection.execute(asked))
    return rows


def _target(access: Access, document: str, found: Situation, stays: bool) -> Target | None:
    """None where the document has had one text only, and for all time."""
    kept = _kept_texts(access, document)
    if kept is None:
        return None
    texts, rows, changes = kept
    mine = {change.seq for change in found.changes}
    flips = frozenset() if stays else frozenset(mine & {change.seq for change in changes})
    goal = texts.at(min(flips) - 1) if flips and min(flips) > texts.since[0][0] else texts.now
    return Target(texts, goal, rows[goal]["text"], flips if goal != texts.now else frozenset())


def now_in(access: Access, document: str) -> Target | None:
    """A document's texts, to ask where places of earlier ones are in its text of now; None where it had no other."""
    kept = _kept_texts(access, document)
    return Target(kept[0], kept[0].now, kept[1][kept[0].now]["text"]) if kept else None


def _kept_texts(access: Access, document: str) -> tuple[Texts, dict[str, Row], list[Change]] | None:
    versions = {row["id"]: row for row in _of_documents(access, "text_version", [document])}
    changes = _changes_of_texts(access, set(versions))
    if len({change.seq for change in changes}) < 2:
        return None
    rows = versions | {c.row_id: c.before for c in changes if c.kind == "delete" and c.before}
    return _texts(versions, rows, changes), rows, changes


def _changes_of_texts(access: Access, ids: set[str]) -> list[Change]:
    """All changes of these texts, and of those that were there for a time: a change touches two of them."""
    found: dict[tuple[int, int], Change] = {}
    asked: set[str] = set()
    while ids - asked:
        new, asked = ids - asked, asked | ids
        rows = select(t.Change).where(t.Change.project_id == access.project_id, t.Change.row_id.in_(new))
        seqs = {
            row.seq for row in access.connection.execute(rows.where(t.Change.table_name == "text_version"))
        }
        found |= {(c.seq, c.n): c for c in _text_changes(access, seqs)}
        ids = asked | _of_same_document(found.values(), asked)
    return [change for _, change in sorted(found.items()) if change.row_id in asked]


def _of_same_document(changes: Iterable[Change], known: set[str]) -> set[str]:
    """The texts that an action changed together with a known one, unless they say that they are another document's."""
    together: dict[int, set[str]] = defaultdict(set)
    for change in changes:
        together[change.seq].add(change.row_id)
    return {one for ids in together.values() if ids & known for one in ids}


def _text_changes(access: Access, seqs: set[int]) -> list[Change]:
    asked = select(t.Change).where(t.Change.project_id == access.project_id, t.Change.seq.in_(seqs))
    rows = access.connection.execute(asked.where(t.Change.table_name == "text_version")).all() if seqs else []
    return [change_of(row) for row in rows]


def _texts(now: dict[str, Row], rows: dict[str, Row], changes: Sequence[Change]) -> Texts:
    """The log read backwards from what is there now."""
    document = next(iter(now.values()))["document_id"]
    mine = {one for one, row in rows.items() if row["document_id"] == document}
    state = {one: bool(row["superseded"]) for one, row in now.items()}
    since: list[tuple[int, str]] = []
    born: dict[str, int] = {}
    for seq in sorted({change.seq for change in changes}, reverse=True):
        since += [(seq, one) for one, superseded in state.items() if not superseded][:1]
        for change in reversed([one for one in changes if one.seq == seq and one.row_id in mine]):
            if change.kind == "insert":
                state.pop(change.row_id, None)
                born[change.row_id] = seq
            elif "superseded" in (change.before or {}):
                state[change.row_id] = bool((change.before or {})["superseded"])
    since.reverse()
    before = {one: _before(since, born.get(one, 0)) for one in mine}
    versions = {one: Version(one, before[one], edits_from(json.loads(rows[one]["edits"]))) for one in mine}
    return Texts(versions, since)


def _before(since: Sequence[tuple[int, str]], seq: int) -> str | None:
    earlier = [one for number, one in since if number < seq]
    return earlier[-1] if earlier else None


def _move(access: Access, found: Situation, targets: dict[str, Target], stay: Collection[str]) -> None:
    held = {c.seq for one in stay for c in found.changes if c.key[0] == "text_version"}
    changes = [change for change in found.changes if change.seq not in held]
    moved: dict[tuple[int, int], Change] = {}
    for key, history in found.history.items():
        if key[0] in PLACES:
            found.history = {**found.history, key: in_target(history, found.rows[key], targets)}
            moved |= {(c.seq, c.n): c for c in found.history[key]}
    found.changes = [moved.get((change.seq, change.n), change) for change in changes]
    later = _later(access, min((min(one.flips) for one in targets.values() if one.flips), default=None))
    raw: dict[Key, Row | None] = {}
    for document, target in targets.items():
        there = _rows_of(access, document, whole=bool(target.flips))
        for key, row in {**there, **_known(found, document)}.items():
            if target.flips or target.version != target.texts.now:
                raw[key] = row
                found.rows[key] = row_in_target(key, row, later[key], target)
                found.others.pop(key, None)
        found.lengths = {**found.lengths, document: len(target.text)}
    found.raw, found.targets = raw, targets


def _known(found: Situation, document: str) -> dict[Key, Row]:
    return {
        key: row
        for key, row in found.rows.items()
        if key[0] in PLACES and row is not None and row["document_id"] == document
    }


def _rows_of(access: Access, document: str, *, whole: bool) -> dict[Key, Row]:
    tables = PLACES if whole else ()
    return {(name, row["id"]): row for name in tables for row in _of_documents(access, name, [document])}


def _later(access: Access, first: int | None) -> dict[Key, list[Change]]:
    """All changes of codings and turns from an action on."""
    found: dict[Key, list[Change]] = defaultdict(list)
    if first is None:
        return found
    asked = select(t.Change).where(t.Change.project_id == access.project_id, t.Change.seq >= first)
    for row in access.connection.execute(asked.where(t.Change.table_name.in_(list(PLACES)))):
        change = change_of(row)
        found[change.key].append(change)
    return found
