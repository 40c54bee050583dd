"""Reading transcripts: a document's text, turns, speakers and codings."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Executable, bindparam, func, select, union

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.coding.access import NotFound, Reader
from quotetree.coding.consent import OUT
from quotetree.coding.names import in_order

DOCUMENT = (
    select(
        t.Document.id,
        t.Document.name,
        t.Document.kind,
        t.Document.date,
        t.Document.language,
        t.TextVersion.text,
        t.TextVersion.sha256,
        t.TextVersion.length,
    )
    .join(t.TextVersion, t.TextVersion.document_id == t.Document.id)
    .where(t.Document.project_id == bindparam("project"), t.Document.id == bindparam("document"))
    .where(t.TextVersion.superseded.is_(False))
)
TURNS = (
    select(
        t.Turn.id,
        t.Turn.start,
        t.Turn.words,
        t.Turn.end,
        t.Turn.from_ms,
        t.Turn.to_ms,
        t.Turn.speaker_id,
        t.Speaker.label,
        t.Speaker.role,
        t.Speaker.participant_id,
        t.Participant.name.label("participant"),
        t.Participant.consent,
    )
    .join(t.Speaker, t.Speaker.id == t.Turn.speaker_id)
    .join(t.Document, t.Document.id == t.Turn.document_id)
    .outerjoin(t.Participant, t.Participant.id == t.Speaker.participant_id)
    .where(t.Document.project_id == bindparam("project"), t.Turn.document_id == bindparam("document"))
    .order_by(t.Turn.start)
)
TURNS_OF_PASSAGE = (
    select(t.Turn.words, t.Turn.end)
    .join(t.Document, t.Document.id == t.Turn.document_id)
    .where(t.Document.project_id == bindparam("project"), t.Turn.document_id == bindparam("document"))
    .where(t.Turn.words < bindparam("stop"), t.Turn.end > bindparam("first"))
    .order_by(t.Turn.start)
)
OF_A_CODING = ("project_id", "document_id", "code_id", "coder_id", "layer", "start", "end")
EQUAL_CODING = (
    select(t.Coding.id)
    .where(*(t.LOGGED["coding"].c[name] == bindparam(name) for name in OF_A_CODING))
    .order_by(t.Coding.id)
)
ANYWHERE = (0, 2**31 - 1)
SEQ = select(t.Project.seq).where(t.Project.id == bindparam("project"))
NAMES = select(t.Document.id, t.Document.name).where(t.Document.project_id == bindparam("project"))
PROJECT = select(t.Project).where(t.Project.id == bindparam("project"))


def documents(access: Access) -> Sequence[Any]:
    """All documents in the order of their names: rows {id, name, kind, date, language, length, added_at}."""
    asked = (
        select(
            t.Document.id,
            t.Document.name,
            t.Document.kind,
            t.Document.date,
            t.Document.language,
            t.Document.added_at,
            t.TextVersion.length,
        )
        .join(t.TextVersion, t.TextVersion.document_id == t.Document.id)
        .where(t.Document.project_id == access.project_id, t.TextVersion.superseded.is_(False))
        .order_by(t.Document.name_key)
    )
    return access.connection.execute(asked).all()


def names(access: Access) -> list[tuple[str, str]]:
    """The id and name of each document, in no order."""
    return [(row.id, row.name) for row in access.connection.execute(NAMES, {"project": access.project_id})]


def first_document(access: Access) -> str | None:
    """The id of the first document by name, None where there is none."""
    asked = select(t.Document.id).where(t.Document.project_id == access.project_id)
    return access.connection.execute(asked.order_by(t.Document.name_key).limit(1)).scalar()


def document(access: Access, document_id: str) -> Any:
    """A document with its text: row {id, name, kind, date, language, text, sha256, length}. Raises NotFound."""
    here = {"project": access.project_id, "document": document_id}
    row = access.connection.execute(DOCUMENT, here).first()
    if row is None:
        raise NotFound("There is no such document in this project.")
    return row


def turns(access: Access, document_id: str) -> Sequence[Any]:
    """Turn rows of a document in order: {id, start, words, end, from_ms, to_ms, speaker_id, label, role, participant,
    consent}.

    `participant` is the person's name, where the label stands for one.
    """
    here = {"project": access.project_id, "document": document_id}
    return access.connection.execute(TURNS, here).all()


def turns_of_passage(access: Access, document_id: str, start: int, end: int) -> Sequence[Any]:
    """The turns that share words with a passage, in order: rows {words, end}."""
    place = {"project": access.project_id, "document": document_id, "first": start, "stop": end}
    return access.connection.execute(TURNS_OF_PASSAGE, place).all()


def codings_of_document(
    access: Access, document_id: str, beginning: tuple[int, int] = ANYWHERE
) -> Sequence[Any]:
    """Codings of a document that the reader may see, by start, longer first; of those that begin between two offsets.

    Rows {id, code_id, coder_id, layer, start, end, created_at, coder}.
    """
    given = {"document": document_id, "first": beginning[0], "stop": beginning[1]}
    return access.connection.execute(_codings_of_document(access.reader), given).all()


@lru_cache(maxsize=64)
def _codings_of_document(reader: Reader) -> Executable:
    return (
        select(
            t.Coding.id,
            t.Coding.code_id,
            t.Coding.coder_id,
            t.Coding.layer,
            t.Coding.start,
            t.Coding.end,
            t.Coding.created_at,
            t.Coder.name.label("coder"),
        )
        .join(t.Coder, t.Coder.id == t.Coding.coder_id)
        .where(t.Coding.document_id == bindparam("document"), sees(reader))
        .where(t.Coding.start >= bindparam("first"), t.Coding.start < bindparam("stop"))
        .order_by(t.Coding.start, t.Coding.end.desc(), t.Coding.created_at, t.Coding.id)
    )


def passages_of_document(access: Access, document_id: str) -> Sequence[Any]:
    """Where the codings of a document are that the reader may see, in no order: rows {id, coder_id, start, end}."""
    return access.connection.execute(_passages_of_document(access.reader), {"document": document_id}).all()


@lru_cache(maxsize=64)
def _passages_of_document(reader: Reader) -> Executable:
    asked = select(t.Coding.id, t.Coding.coder_id, t.Coding.start, t.Coding.end)
    return asked.where(t.Coding.document_id == bindparam("document"), sees(reader))


def coding(access: Access, coding_id: str) -> Any:
    """One coding that the reader may see, as a row of the table. Raises NotFound."""
    row = access.connection.execute(_coding(access.reader), {"coding": coding_id}).first()
    if row is None:
        raise NotFound("There is no such coding. It may have been taken off in the meantime.")
    return row


@lru_cache(maxsize=64)
def _coding(reader: Reader) -> Executable:
    return select(t.Coding).where(t.Coding.id == bindparam("coding"), sees(reader))


def equal_coding(access: Access, row: Mapping[str, Any]) -> str | None:
    """The id of a coding equal in document, code, coder, layer and ends, if there is one."""
    return next(iter(equal_codings(access, row)), None)


def equal_codings(access: Access, row: Mapping[str, Any]) -> list[str]:
    """The ids of all such codings, the one that is shown first: after a merge of codes there may be several."""
    given = {name: row[name] for name in OF_A_CODING}
    return list(access.connection.execute(EQUAL_CODING, given).scalars())


def coders(access: Access) -> Sequence[Any]:
    """The project's coders by name: rows {id, name, account_id}."""
    asked = select(t.Coder.id, t.Coder.name, t.Coder.account_id).where(
        t.Coder.project_id == access.project_id
    )
    return access.connection.execute(asked.order_by(t.Coder.name_key)).all()


def seq_of(access: Access) -> int:
    """The number of the project's latest action."""
    return access.connection.execute(SEQ, {"project": access.project_id}).scalar_one()


def project(access: Access) -> Any:
    """The project as a row of its table."""
    return access.connection.execute(PROJECT, {"project": access.project_id}).one()


def attended(access: Access, documents: Collection[str]) -> dict[str, list[str]]:
    """By document, of some, who attended: its appearances, and the participants whom its labels stand for, by name."""
    here = select(t.Document.id).where(
        t.Document.project_id == access.project_id, t.Document.id.in_(documents)
    )
    appeared = select(t.Appearance.document_id, t.Appearance.participant_id).where(
        t.Appearance.document_id.in_(here)
    )
    spoke = select(t.Speaker.document_id, t.Speaker.participant_id).where(
        t.Speaker.document_id.in_(here), t.Speaker.participant_id.is_not(None)
    )
    pairs = union(appeared, spoke).subquery()
    asked = select(pairs.c.document_id, t.Participant.name).join(
        t.Participant, t.Participant.id == pairs.c.participant_id
    )
    names: dict[str, list[str]] = {}
    for document_id, name in access.connection.execute(asked):
        names.setdefault(document_id, []).append(name)
    return {document_id: sorted(found, key=in_order) for document_id, found in names.items()}


def participants(access: Access) -> int:
    """How many participants the project has, without those who are left out."""
    asked = select(func.count()).where(
        t.Participant.project_id == access.project_id, t.Participant.consent.not_in(OUT)
    )
    return access.connection.execute(asked.select_from(t.Participant)).scalar_one()


def attributes_of_people(access: Access) -> list[str]:
    """The names of people's attributes in their order."""
    asked = select(t.Attribute.name).where(
        t.Attribute.project_id == access.project_id, t.Attribute.of == "participant"
    )
    return list(access.connection.execute(asked.order_by(t.Attribute.place, t.Attribute.name_key)).scalars())


def values_of_people(access: Access) -> dict[tuple[str, str], dict[str, str]]:
    """Values by attribute: of people under ("", participant), of their appearances under (document, participant)."""
    here = t.Attribute.project_id == access.project_id
    own = select(t.ParticipantValue.participant_id, t.Attribute.name, t.ParticipantValue.value)
    own = own.join(t.Attribute, t.Attribute.id == t.ParticipantValue.attribute_id).where(here)
    then = select(
        t.Appearance.document_id, t.Appearance.participant_id, t.Attribute.name, t.AppearanceValue.value
    )
    then = then.join(t.Appearance, t.Appearance.id == t.AppearanceValue.appearance_id)
    then = then.join(t.Attribute, t.Attribute.id == t.AppearanceValue.attribute_id).where(here)
    found: dict[tuple[str, str], dict[str, str]] = {}
    for person, name, value in access.connection.execute(own):
        found.setdefault(("", person), {})[name] = value
    for document, person, name, value in access.connection.execute(then):
        found.setdefault((document, person), {})[name] = value
    return found
