"""What a correction did to codings, read from the log and the texts at any later time."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.app.store.history_talk import documents_coded_blind
from quotetree.app.store.log import Row, as_dicts, chunks, from_json
from quotetree.app.store.texts import now_in
from quotetree.coding.access import NotFound
from quotetree.coding.corrections import Correction, Touched, TurnPlace, plan_correction
from quotetree.coding.edits import edits_from, place_after

_WORD = re.compile(r"\S+")


class TextAction(NamedTuple):
    """An action that gave a document another text: the texts before and after."""

    seq: int
    document_id: str
    before: Row
    after: Row


class TouchedCoding(NamedTuple):
    """A coding as it was before, what happened to it, and whether it stands now; `place` is where that is now."""

    touched: Touched
    row: Row
    stands: bool
    place: tuple[int, int] | None


def text_action(access: Access, seq: int) -> TextAction:
    """Raises NotFound for an action that changed no text, and for one of which the texts are not kept any more."""
    asked = select(t.Change.row_id, t.Change.kind).where(
        t.Change.project_id == access.project_id, t.Change.seq == seq, t.Change.table_name == "text_version"
    )
    changed = {kind: row_id for row_id, kind in access.connection.execute(asked)}
    if changed.keys() != {"insert", "update"}:
        raise NotFound("There is no such correction in this project.")
    texts = _texts(access, list(changed.values()))
    before, after = texts.get(changed["update"]), texts.get(changed["insert"])
    if not before or not after or not before["text"].strip():
        raise NotFound("The text of that time is not kept any more.")
    return TextAction(seq, str(after["document_id"]), before, after)


def _texts(access: Access, ids: list[str]) -> dict[str, Row]:
    there = as_dicts(access.connection.execute(select(t.TextVersion).where(t.TextVersion.id.in_(ids))))
    gone = select(t.Change.row_id, t.Change.before).where(
        t.Change.project_id == access.project_id,
        t.Change.table_name == "text_version",
        t.Change.kind == "delete",
        t.Change.row_id.in_(ids),
    )
    found = {row.row_id: from_json("text_version", row.before) for row in access.connection.execute(gone)}
    return {one: row for one, row in found.items() if row} | {row["id"]: row for row in there}


def touched(access: Access, of: TextAction) -> list[TouchedCoding]:
    """The codings whose words the action changed or took away, lost ones first; those that the reader may see."""
    codings = _rows_before(access, "coding", of.document_id, of.seq)
    turns = [_turns(_rows_before(access, "turn", of.document_id, seq)) for seq in (of.seq, of.seq + 1)]
    correction = plan_correction(
        of.before["text"],
        of.after["text"],
        edits_from(json.loads(of.after["edits"])),
        (turns[0], turns[1]),
        [_Place(one, row["start"], row["end"]) for one, row in _in_order(codings)],
    )
    return _seen(access, of, correction, codings)


class _Place(NamedTuple):
    id: str
    start: int
    end: int


def _in_order(rows: Mapping[str, Row]) -> list[tuple[str, Row]]:
    return sorted(rows.items(), key=lambda pair: (pair[1]["start"], pair[1]["end"], pair[0]))


def _turns(rows: Mapping[str, Row]) -> list[TurnPlace]:
    return [TurnPlace(one, row["start"], row["words"], row["end"]) for one, row in _in_order(rows)]


def _rows_before(access: Access, table: str, document_id: str, seq: int) -> dict[str, Row]:
    """The rows of a document as they were before an action: those of now with the log rolled back."""
    target = t.LOGGED[table]
    here = select(target).where(target.c.document_id == document_id)
    rows = {row["id"]: row for row in as_dicts(access.connection.execute(here))}
    since = (t.Change.project_id == access.project_id, t.Change.table_name == table, t.Change.seq >= seq)
    gone = select(t.Change.row_id, t.Change.before).where(*since, t.Change.kind == "delete")
    ids = rows.keys() | {
        row.row_id
        for row in access.connection.execute(gone)
        if row.before and json.loads(row.before)["document_id"] == document_id
    }
    changes: list[Any] = []
    for some in chunks(sorted(ids)):
        changes += access.connection.execute(select(t.Change).where(*since, t.Change.row_id.in_(some))).all()
    for change in sorted(changes, key=lambda one: (one.seq, one.n), reverse=True):
        before = json.loads(change.before) if change.before else {}
        if change.kind == "insert":
            rows.pop(change.row_id, None)
        else:
            rows[change.row_id] = rows.get(change.row_id, {}) | before
    # A row of which the log has been emptied, because it told of somebody who was erased, does not come back.
    return {one: row for one, row in rows.items() if "start" in row and "end" in row}


def _seen(
    access: Access, of: TextAction, correction: Correction, rows: Mapping[str, Row]
) -> list[TouchedCoding]:
    asked = select(t.Coding.id, t.Coding.start, t.Coding.end, sees(access.reader).label("seen"))
    there = {
        row.id: row for row in access.connection.execute(asked.where(t.Coding.document_id == of.document_id))
    }
    may_see = _layers(access, of.document_id)
    found = []
    for one in (*correction.lost, *correction.changed):
        now = there.get(one.id)
        if now.seen if now else may_see(rows[one.id]):
            place = (now.start, now.end) if now else _place_now(access, of, one)
            found.append(TouchedCoding(one, rows[one.id], now is not None, place))
    return found


def _layers(access: Access, document_id: str) -> Any:
    """Whether a coding that is gone was the reader's to see."""
    reader = access.reader
    is_blind = document_id in documents_coded_blind(access)
    opened = {"main": not is_blind, "check": reader.check_open, "trial": reader.trial_open}
    return lambda row: (
        reader.is_owner or row["coder_id"] == reader.coder_id or opened.get(row["layer"], False)
    )


def _place_now(access: Access, of: TextAction, one: Touched) -> tuple[int, int] | None:
    """Where a lost coding's words stood, in the text of now; None where the document is gone."""
    target = now_in(access, of.document_id)
    if target is None or of.before["id"] not in target.texts.versions:
        return None
    place = one.before
    for edits in target.texts.path(str(of.before["id"]), target.version):
        place = place_after(edits, *place)
    return place if place[0] < place[1] else _word_at(target.text, place[0])


def _word_at(text: str, at: int) -> tuple[int, int] | None:
    """The word behind a place in a text, else the one before it, so that there is something to see."""
    word = _WORD.search(text, at) or next(
        iter(reversed(list(_WORD.finditer(text, max(0, at - 200), at)))), None
    )
    return word.span() if word else None


def codes_and_coders(access: Access, rows: Iterable[Row]) -> set[str]:
    """The ids of the codes and coders of some codings."""
    return {str(row[column]) for row in rows for column in ("code_id", "coder_id")}
