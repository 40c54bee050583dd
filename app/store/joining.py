"""Codings with the talk that they lie in, to find those that continue one another; and their joining."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder, chunks
from quotetree.app.store.undo import REFERENCES, UNIQUE
from quotetree.coding.joining import Coded, Join, Talk, joins


def found_joins(access: Access) -> list[Join]:
    """The codings that continue one another, among those that this person may change: all, or a coder's own."""
    asked = select(
        t.Coding.document_id,
        t.Coding.code_id,
        t.Coding.coder_id,
        t.Coding.layer,
        t.Coding.start,
        t.Coding.end,
        t.Coding.id,
    ).where(t.Coding.project_id == access.project_id)
    if not access.reader.is_owner:
        asked = asked.where(t.Coding.coder_id == access.reader.coder_id)
    codings = [Coded(*row) for row in access.connection.execute(asked)]
    return joins(codings, _talks(access, sorted({one.document_id for one in codings})))


def _talks(access: Access, documents: list[str]) -> dict[str, Talk]:
    texts: dict[str, str] = {}
    turns: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for some in chunks(documents):
        text = select(t.TextVersion.document_id, t.TextVersion.text).where(
            t.TextVersion.document_id.in_(some), t.TextVersion.superseded.is_(False)
        )
        texts |= {row[0]: row[1] for row in access.connection.execute(text)}
        rows = select(t.Turn.document_id, t.Turn.start, t.Turn.words, t.Turn.end).where(
            t.Turn.document_id.in_(some)
        )
        for document, *place in access.connection.execute(rows.order_by(t.Turn.document_id, t.Turn.start)):
            turns[document].append((place[0], place[1], place[2]))
    return {document: Talk(text, turns[document]) for document, text in texts.items()}


def write_joins(recorder: Recorder, found: Sequence[Join]) -> None:
    """Join: what was attached to the parts goes over to the passage that stays."""
    stays = {part: join.stays for join in found for part in join.parts}
    for table, references in REFERENCES.items():
        for column, target in references.items():
            if target == "coding":
                _attach(recorder, table, column, stays)
    recorder.update_many("coding", {join.stays: {"end": join.end} for join in found})
    recorder.delete_many("coding", stays)


def _attach(recorder: Recorder, table: str, column: str, stays: dict[str, str]) -> None:
    where = t.LOGGED[table].c[column]
    rows: dict[str, dict[str, str]] = {}
    for some in chunks(list(stays)):
        asked = select(t.LOGGED[table].c.id, where).where(where.in_(some))
        rows |= {row[0]: {column: stays[row[1]]} for row in recorder.connection.execute(asked)}
    if table in UNIQUE:
        recorder.delete_many(table, rows)
    else:
        recorder.update_many(table, rows)
