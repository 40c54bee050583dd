"""Reading what is taken out: every coding with its words, some at a time, so that memory stays small."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Executable, select

from quotetree.app.store import snapshots
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.app.store.cutting import IDS, Cutting, Transcripts, rows_by
from quotetree.app.store.log import chunks
from quotetree.coding.access import Reader
from quotetree.coding.consent import OUT, QUOTABLE
from quotetree.coding.quotations import Said

AT_ONCE = 1000


class Taken(NamedTuple):
    """A coding with all that a table says of it."""

    id: str
    document_id: str
    document: str
    kind: str
    date: str
    language: str
    start: int
    end: int
    code_id: str
    coder: str
    layer: str
    at: Any
    parts: tuple[Said, ...]


def codes_of(access: Access, ids: Sequence[str]) -> dict[str, str]:
    """By coding its code (ids), in the order given."""
    found = {row.id: row.code_id for row in rows_by(access, _codes(access.reader), ids)}
    return {one: found[one] for one in ids if one in found}


def taken(access: Access, ids: Sequence[str]) -> Iterator[Taken]:
    """Codings (ids) in the order given, with their words; who is left out of the study has none in them."""
    transcripts, out = Transcripts(access), snapshots.left_out(access).speakers
    for at in range(0, len(ids), AT_ONCE):
        some = ids[at : at + AT_ONCE]
        rows = {row.id: row for row in rows_by(access, _codings(access.reader), some)}
        cut = Cutting(access, some, transcripts, out)
        for row in (rows[one] for one in some if one in rows):
            parts = cut.said(row.document_id, row.start, row.end, [row.id])
            yield Taken._make((*row, parts))


@lru_cache(maxsize=64)
def _codes(reader: Reader) -> Executable:
    return select(t.Coding.id, t.Coding.code_id).where(sees(reader), t.Coding.id.in_(IDS))


@lru_cache(maxsize=64)
def _codings(reader: Reader) -> Executable:
    c, d = t.Coding, t.Document
    return (
        select(
            c.id, c.document_id, d.name.label("document"), d.kind, d.date, d.language, c.start, c.end, c.code_id,
            t.Coder.name.label("coder"), c.layer, c.created_at,
        )
        .join(d, d.id == c.document_id)
        .join(t.Coder, t.Coder.id == c.coder_id)
        .where(sees(reader), c.id.in_(IDS))
    )  # fmt: skip


def consents(access: Access) -> dict[str, set[str]]:
    """By coding (id) the consents of those who say words in it, where they are other than quotable.

    Whoever was named as one of a group speaks in each of the group's turns.
    """
    people = select(t.Participant.id, t.Participant.consent).where(
        t.Participant.project_id == access.project_id, t.Participant.consent != QUOTABLE
    )
    consent = {row.id: row.consent for row in access.connection.execute(people)}
    of_speaker: dict[str, set[str]] = defaultdict(set)
    for column in (
        (t.Speaker.id, t.Speaker.participant_id),
        (t.GroupMember.speaker_id, t.GroupMember.participant_id),
    ):
        for some in chunks(sorted(consent)):
            for speaker, person in access.connection.execute(select(*column).where(column[1].in_(some))):
                of_speaker[speaker].add(consent[person])
    for speaker in snapshots.left_out(access).speakers:
        of_speaker[speaker].add(OUT[0])
    found: dict[str, set[str]] = defaultdict(set)
    for coding, speaker in rows_by(access, HEARD, sorted(of_speaker)):
        found[coding] |= of_speaker[speaker]
    return found


HEARD = (
    select(t.Coding.id, t.Turn.speaker_id)
    .join(t.Turn, t.Turn.document_id == t.Coding.document_id)
    .where(t.Turn.words < t.Coding.end, t.Turn.end > t.Coding.start, t.Turn.speaker_id.in_(IDS))
    .distinct()
)


def to_be_asked(access: Access) -> int:
    """How many people are to be asked before their words are quoted."""
    asked = select(t.Participant.id).where(
        t.Participant.project_id == access.project_id, t.Participant.consent == "ask first"
    )
    return len(access.connection.execute(asked).all())


def values_of_documents(access: Access) -> dict[str, dict[str, str]]:
    """By document (id) its values by attribute."""
    asked = select(t.DocumentValue.document_id, t.Attribute.name, t.DocumentValue.value)
    asked = asked.join(t.Attribute, t.Attribute.id == t.DocumentValue.attribute_id)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for document, name, value in access.connection.execute(
        asked.where(t.Attribute.project_id == access.project_id)
    ):
        found[document][name] = value
    return found


def attributes_of_documents(access: Access) -> list[str]:
    """The names of documents' attributes in their order."""
    asked = select(t.Attribute.name).where(
        t.Attribute.project_id == access.project_id, t.Attribute.of == "document"
    )
    return list(access.connection.execute(asked.order_by(t.Attribute.place, t.Attribute.name_key)).scalars())
