"""What texts a document has had, for who takes actions back: all offsets of a plan count in one text."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import Row, as_dicts, chunks, from_json
from quotetree.coding.edits import edits_from
from quotetree.coding.texts import PLACES, Target, Texts, Version, in_target, row_in_target
from quotetree.coding.undo_values import Change, Key, Situation

# Columns that a row lacks in the log if it was deleted before they were added.
SINCE: dict[str, Row] = {
    "document": {"folder": ""},
    "text_version": {"edits": "[]"},
    "participant": {"consent": "quotable"},
    "attribute": {"type": "text", "choices": "[]"},
    "code": {"retired": False, "proposal_id": None},
    "coding": {"came_from": None},
    "reading_mark": {"proposal_id": None},
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


def later_text_actions(access: Access, seqs: Iterable[int]) -> set[int]:
    """What changed the texts of the same documents after these actions did."""
    found: set[int] = set()
    for change in _text_changes(access, set(seqs)):
        found |= {one.seq for one in _changes_of_texts(access, {change.row_id}) if one.seq > change.seq}
    return found


def in_one_text(access: Access, found: Situation, stay: Collection[str]) -> Situation:
    """The situation with all offsets in the text that each document has afterwards.

    The texts of the documents `stay` are to stay as they are, with all that came with them.
    """
    found = replace(found, rows=dict(found.rows), others=dict(found.others))
    placed = _placed(found)
    targets = {
        document: target
        for document in sorted({document for _, document in placed})
        if (target := _target(access, document, found, document in stay)) is not None
    }
    known = {document for key, document in placed if key[0] != "coding"}
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
    there = {document: _rows_of(access, document, one) for document, one in targets.items()}
    known = _known(found)
    later = _later(access, found, targets, there)
    moved: dict[tuple[int, int], Change] = {}
    history = dict(found.history)
    for key, changes in found.history.items():
        if key[0] in PLACES:
            history[key] = in_target(changes, found.rows[key], targets)
            moved |= {(c.seq, c.n): c for c in history[key]}
    found.history = history
    found.changes = [moved.get((c.seq, c.n), c) for c in found.changes if c.seq not in held]
    raw: dict[Key, Row | None] = {}
    for document, target in targets.items():
        if target.flips or target.version != target.texts.now:
            for key, row in {**there[document], **known[document]}.items():
                raw[key] = row
                found.rows[key] = row_in_target(key, row, later.get(key, ()), target)
                found.others.pop(key, None)
        found.lengths = {**found.lengths, document: len(target.text)}
    found.raw, found.targets = raw, targets


def _known(found: Situation) -> dict[str, dict[Key, Row]]:
    """The codings and turns that the situation knows of, by document."""
    known: dict[str, dict[Key, Row]] = defaultdict(dict)
    for key, row in found.rows.items():
        if key[0] in PLACES and row is not None:
            known[row["document_id"]][key] = row
    return known


def _rows_of(access: Access, document: str, target: Target) -> dict[Key, Row]:
    """All codings and turns of a document whose text goes back."""
    tables = PLACES if target.flips else ()
    return {(name, row["id"]): row for name in tables for row in _of_documents(access, name, [document])}


def _later(
    access: Access, found: Situation, targets: dict[str, Target], there: dict[str, dict[Key, Row]]
) -> dict[Key, list[Change]]:
    """What was done to codings and turns of documents whose texts go back, from the first time that they changed."""
    first = min((min(one.flips) for one in targets.values() if one.flips), default=None)
    if first is None:
        return {}
    later: dict[Key, list[Change]] = defaultdict(list)
    for key, changes in found.history.items():
        later[key] = [change for change in changes if change.seq >= first]
    unknown = sorted(key[1] for rows in there.values() for key in rows if key not in found.history)
    asked = select(t.Change).where(t.Change.project_id == access.project_id, t.Change.seq >= first)
    asked = asked.where(t.Change.table_name.in_(list(PLACES)))
    for some in chunks(unknown):
        for row in access.connection.execute(asked.where(t.Change.row_id.in_(some))).all():
            change = change_of(row)
            later[change.key].append(change)
    return later
