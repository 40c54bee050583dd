"""Reading what is taken out: every coding with its words, document by document, so that memory stays small."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from typing import Any, NamedTuple

from sqlalchemy import select

from quotetree.app.store import snapshots
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.coding.counts.filters import Filters
from quotetree.coding.quotations import Said, said

DOCUMENTS_AT_ONCE = 100
NOBODY = "not a speaker"


class Taken(NamedTuple):
    """A coding with all that a table says of it."""

    document_id: str
    document: str
    kind: str
    date: str
    start: int
    end: int
    code_id: str
    coder: str
    layer: str
    at: Any
    parts: tuple[Said, ...]


class _Row(NamedTuple):
    start: int
    words: int
    end: int
    number: int | None
    label: str
    role: str
    participant_id: str | None
    participant: str | None


def taken(
    access: Access,
    filters: Filters,
    codes: frozenset[str] | None = None,
    among: frozenset[str] | None = None,
) -> Iterator[Taken]:
    """The codings that the filters and codes (ids; None: all) choose and the reader may see, by document and place.

    Who is left out of the study has no words in them; a coding without others' words is not there.

    Of what the filters say of attributes this knows nothing: who asks for them names the codings (`among`, ids).
    """
    asked = select(t.Document.id, t.Document.name, t.Document.kind, t.Document.date)
    asked = asked.where(t.Document.project_id == access.project_id).order_by(
        t.Document.name_key, t.Document.id
    )
    out = snapshots.left_out(access)
    documents = [row for row in access.connection.execute(asked) if _chosen(row.id, filters)]
    for at in range(0, len(documents), DOCUMENTS_AT_ONCE):
        some = documents[at : at + DOCUMENTS_AT_ONCE]
        ids = [row.id for row in some]
        codings, texts = _codings(access, ids, filters, codes), _texts(access, ids)
        rows = _rows(access, ids, out.speakers)
        for document in some:
            turns = rows[document.id]
            starts = [row.start for row in turns]
            for coding in codings[document.id]:
                if coding.id in out.codings:
                    continue
                first = max(bisect_right(starts, coding.start) - 1, 0)
                here = turns[first : bisect_left(starts, coding.end)]
                if among is not None and coding.id not in among:
                    continue
                parts = said(texts[document.id], coding.start, coding.end, here)
                place = (
                    coding.start,
                    coding.end,
                    coding.code_id,
                    coding.coder,
                    coding.layer,
                    coding.created_at,
                )
                yield Taken(document.id, document.name, document.kind, document.date, *place, parts)


def _chosen(document_id: str, filters: Filters) -> bool:
    return filters.documents is None or document_id in filters.documents


def _codings(
    access: Access, documents: Sequence[str], filters: Filters, codes: frozenset[str] | None
) -> dict[str, list[Any]]:
    c = t.Coding
    asked = (
        select(
            c.id,
            c.document_id,
            c.start,
            c.end,
            c.code_id,
            t.Coder.name.label("coder"),
            c.layer,
            c.created_at,
        )
        .join(t.Coder, t.Coder.id == c.coder_id)
        .where(sees(access.reader), c.document_id.in_(documents), c.layer.in_(sorted(filters.layers)))
        .order_by(c.document_id, c.start, c.end.desc(), c.created_at, c.id)
    )
    if filters.coders is not None:
        asked = asked.where(c.coder_id.in_(sorted(filters.coders)))
    if codes is not None:
        asked = asked.where(c.code_id.in_(sorted(codes)))
    found: dict[str, list[Any]] = defaultdict(list)
    for row in access.connection.execute(asked).all():
        found[row.document_id].append(row)
    return found


def _texts(access: Access, documents: Sequence[str]) -> dict[str, str]:
    asked = select(t.TextVersion.document_id, t.TextVersion.text)
    asked = asked.where(t.TextVersion.document_id.in_(documents), t.TextVersion.superseded.is_(False))
    return {row[0]: row[1] for row in access.connection.execute(asked)}


def _rows(access: Access, documents: Sequence[str], out: Set[str]) -> dict[str, list[_Row]]:
    """The rows of documents; those of speakers who are left out are numbered, and are not there."""
    asked = (
        select(
            t.Turn.document_id,
            t.Turn.start,
            t.Turn.words,
            t.Turn.end,
            t.Turn.speaker_id,
            t.Speaker.label,
            t.Speaker.role,
            t.Speaker.participant_id,
            t.Participant.name.label("participant"),
        )
        .join(t.Speaker, t.Speaker.id == t.Turn.speaker_id)
        .outerjoin(t.Participant, t.Participant.id == t.Speaker.participant_id)
        .where(t.Turn.document_id.in_(documents))
        .order_by(t.Turn.document_id, t.Turn.start)
    )
    found: dict[str, list[_Row]] = defaultdict(list)
    spoken: dict[str, int] = defaultdict(int)
    for row in access.connection.execute(asked).all():
        document, start, words, end, speaker, label, role, participant_id, participant = row
        if role != NOBODY:
            spoken[document] += 1
        if speaker in out:
            continue
        number = spoken[document] if role != NOBODY else None
        found[document].append(_Row(start, words, end, number, label, role, participant_id, participant))
    return found
