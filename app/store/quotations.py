"""Reading quotations: the passages that carry codes, with their words, a page at a time.

Of the transcripts only those on the page are read, whole: cutting each passage out of its text in the database took
three times as long, on SQLite and on PostgreSQL.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Executable, String, bindparam, cast, func, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.app.store.log import chunks
from quotetree.coding.access import Reader
from quotetree.coding.quotations import Said, said

NOBODY = "not a speaker"
_ids: BindParameter[Any] = bindparam("ids", expanding=True)
TURNS = (
    select(
        t.Coding.id.label("coding_id"),
        t.Turn.document_id,
        t.Turn.start,
        t.Turn.words,
        t.Turn.end,
        t.Speaker.label,
        t.Speaker.role,
        t.Speaker.participant_id,
        t.Participant.name.label("participant"),
    )
    .join(
        t.Turn,
        (t.Turn.document_id == t.Coding.document_id)
        & (t.Turn.start < t.Coding.end)
        & (t.Turn.end > t.Coding.start),
    )
    .join(t.Speaker, t.Speaker.id == t.Turn.speaker_id)
    .outerjoin(t.Participant, t.Participant.id == t.Speaker.participant_id)
    .where(t.Coding.id.in_(_ids))
)
TEXTS = select(t.TextVersion.document_id, t.TextVersion.text).where(
    t.TextVersion.superseded.is_(False), t.TextVersion.document_id.in_(_ids)
)
# Joined to one string a document by the database: as rows they took twice as long.
STARTS = (
    select(t.Turn.document_id, func.aggregate_strings(cast(t.Turn.start, String), ","))
    .join(t.Speaker, t.Speaker.id == t.Turn.speaker_id)
    .where(t.Speaker.role != NOBODY, t.Turn.document_id.in_(_ids))
    .group_by(t.Turn.document_id)
)


class Quotation(NamedTuple):
    """A coding with the words of its passage."""

    id: str
    document_id: str
    document: str
    language: str
    code_id: str
    coder: str
    layer: str
    start: int
    end: int
    parts: tuple[Said, ...]


class Passage(NamedTuple):
    """The words that one or several codings of a document hold together."""

    document_id: str
    document: str
    language: str
    codings: tuple[str, ...]
    start: int
    end: int
    parts: tuple[Said, ...]


def quotations(access: Access, ids: Sequence[str]) -> list[Quotation]:
    """Codings (ids) with their words, in the order given; one that is not there for this reader is left out."""
    rows, cut = _codings(access, ids), _Cutting(access, ids)
    return [
        Quotation._make((*row, cut.said(row.document_id, row.start, row.end, [row.id])))
        for row in (rows[coding_id] for coding_id in ids if coding_id in rows)
    ]


def passages(access: Access, groups: Iterable[Sequence[str]]) -> list[Passage]:
    """The words of codings (ids) that make one comment, for each group of them.

    A coding that is not there (the counts may be of a later moment) is passed over.
    """
    groups = list(groups)
    ids = [coding_id for group in groups for coding_id in group]
    rows, cut = _codings(access, ids), _Cutting(access, ids)
    found = []
    for group in groups:
        codings = [rows[one] for one in group if one in rows]
        if not codings:
            continue
        first = codings[0]
        start, end = min(row.start for row in codings), max(row.end for row in codings)
        parts = cut.said(first.document_id, start, end, group)
        found.append(
            Passage(first.document_id, first.document, first.language, tuple(group), start, end, parts)
        )
    return found


def _codings(access: Access, ids: Sequence[str]) -> dict[str, Any]:
    """By id: rows {id, document_id, document, language, code_id, coder, layer, start, end}."""
    return {row.id: row for row in _of(access, _asked_codings(access.reader), ids)}


@lru_cache(maxsize=64)
def _asked_codings(reader: Reader) -> Executable:
    return (
        select(
            t.Coding.id,
            t.Coding.document_id,
            t.Document.name.label("document"),
            t.Document.language,
            t.Coding.code_id,
            t.Coder.name.label("coder"),
            t.Coding.layer,
            t.Coding.start,
            t.Coding.end,
        )
        .join(t.Document, t.Document.id == t.Coding.document_id)
        .join(t.Coder, t.Coder.id == t.Coding.coder_id)
        .where(sees(reader), t.Coding.id.in_(_ids))
    )


class _Turn(NamedTuple):
    """A row of a transcript with its turn number, None for what nobody says."""

    words: int
    end: int
    number: int | None
    label: str
    role: str
    participant_id: str | None
    participant: str | None


class _Cutting:
    """The texts and turns that some codings (ids) stand in."""

    def __init__(self, access: Access, ids: Sequence[str]) -> None:
        self.turns = _turns(access, ids)
        documents = list({row.document_id for rows in self.turns.values() for row in rows})
        self.texts = _texts(access, documents)
        self.starts = _starts(access, documents)

    def said(self, document_id: str, start: int, end: int, codings: Sequence[str]) -> tuple[Said, ...]:
        """The words of a passage, which these codings hold together."""
        rows = {row.start: row for coding_id in codings for row in self.turns[coding_id]}
        if not rows:
            return ()
        turns = [self._turn(document_id, rows[place]) for place in sorted(rows)]
        return said(self.texts[document_id], start, end, turns)

    def _turn(self, document_id: str, row: Any) -> _Turn:
        number = bisect_right(self.starts[document_id], row.start) if row.role != NOBODY else None
        return _Turn(row.words, row.end, number, row.label, row.role, row.participant_id, row.participant)


def _turns(access: Access, ids: Sequence[str]) -> dict[str, list[Any]]:
    """By coding the rows of its transcript that share text with it."""
    found: dict[str, list[Any]] = {coding_id: [] for coding_id in ids}
    for row in _of(access, TURNS, ids):
        found[row.coding_id].append(row)
    return found


def _texts(access: Access, documents: Sequence[str]) -> dict[str, str]:
    """The texts of documents by their ids."""
    return {row[0]: row[1] for row in _of(access, TEXTS, documents)}


def _starts(access: Access, documents: Sequence[str]) -> dict[str, list[int]]:
    """Where the turns of documents begin, without rows that nobody says: a turn's place in the list is its number."""
    found: dict[str, list[int]] = {document_id: [] for document_id in documents}
    for document_id, starts in _of(access, STARTS, documents):
        found[document_id] = sorted(map(int, starts.split(",")))
    return found


def _of(access: Access, asked: Executable, ids: Sequence[str]) -> Iterable[Any]:
    """The rows that are asked for by `ids`, in pieces that a statement can take."""
    for piece in chunks(list(ids)):
        yield from access.connection.execute(asked, {"ids": piece})
