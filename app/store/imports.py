"""What imports are compared with, and the writing of an import's plan."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import Select, and_, or_, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder, chunks
from quotetree.coding.attributes import TEXT
from quotetree.coding.imports.codings import CodedStudy, Equal
from quotetree.coding.imports.plan import DocumentNow, ImportPlan, Standing
from quotetree.coding.imports.speakers import SpeakerNow
from quotetree.coding.names import name_key
from quotetree.coding.tree import Tree

# Rows that others refer to come first, so that the log can be read in its own order.
ORDER = (
    "coder",
    "proposal",
    "participant",
    "attribute",
    "document",
    "text_version",
    "original_file",
    "speaker",
    "group_member",
    "turn",
    "appearance",
    "participant_value",
    "document_value",
    "appearance_value",
    "coding",
)


def write(recorder: Recorder, plan: ImportPlan) -> None:
    """Write an import's plan as part of an action."""
    for table in ORDER:
        recorder.insert_many(table, plan.inserts.get(table, ()))
        recorder.update_many(table, plan.updates.get(table, {}))
        recorder.delete_many(table, plan.deletes.get(table, ()))


def standing(access: Access, values_of: str = "") -> Standing:
    """The project's participants, attributes and documents, and the values in the table named, if one is."""
    project = access.project_id
    asked = select(t.Participant.id, t.Participant.name_key, t.Participant.consent)
    people = access.connection.execute(asked.where(t.Participant.project_id == project)).all()
    columns = (t.Attribute.of, t.Attribute.name_key, t.Attribute.id, t.Attribute.type, t.Attribute.choices)
    attributes = access.connection.execute(select(*columns).where(t.Attribute.project_id == project)).all()
    return Standing(
        project_id=project,
        participants={row.name_key: row.id for row in people},
        attributes={(row.of, row.name_key): row.id for row in attributes},
        types={row.id: (row.type, tuple(json.loads(row.choices))) for row in attributes},
        documents=_documents(access),
        values=_values(access, values_of) if values_of else {},
        consents={row.id: row.consent for row in people},
        guessed=_guessed(access, [row.id for row in attributes if row.type != TEXT]),
    )


def _guessed(access: Access, ids: list[str]) -> frozenset[str]:
    """Those of these attributes whose type came with a table, and was never said by a person."""
    if not ids:
        return frozenset()
    asked = (
        select(t.Change.row_id, t.Change.kind, t.Action.verb)
        .join(t.Action, and_(t.Action.project_id == t.Change.project_id, t.Action.seq == t.Change.seq))
        .where(t.Change.project_id == access.project_id, t.Change.table_name == "attribute")
        .where(or_(t.Change.kind == "insert", t.Change.before.contains('"type"')))
    )
    made: set[str] = set()
    for row in access.connection.execute(asked.order_by(t.Change.seq)):
        if row.kind == "insert" and row.verb.endswith(".imported"):
            made.add(row.row_id)
        else:
            made.discard(row.row_id)
    return frozenset(made & set(ids))


def participant_names(access: Access) -> set[str]:
    """The ids of the project's participants, as the study writes them."""
    asked = select(t.Participant.name).where(t.Participant.project_id == access.project_id)
    return set(access.connection.execute(asked).scalars())


def _pairs(access: Access, asked: Select[str, str]) -> Iterable[tuple[str, str]]:
    return [(one, other) for one, other in access.connection.execute(asked)]


def _documents(access: Access) -> dict[str, DocumentNow]:
    asked = (
        select(
            t.Document.name_key,
            t.Document.id,
            t.Document.name,
            t.Document.kind,
            t.Document.date,
            t.Document.language,
            t.TextVersion.sha256,
            t.TextVersion.length,
        )
        .join(t.TextVersion, t.TextVersion.document_id == t.Document.id)
        .where(t.Document.project_id == access.project_id, t.TextVersion.superseded.is_(False))
    )
    return {row[0]: DocumentNow(*row[1:]) for row in access.connection.execute(asked)}


def _values(access: Access, table: str) -> dict[tuple[str, str], tuple[str, str]]:
    """By whose and attribute the id of the value and the value."""
    values = t.LOGGED[table]
    whose = values.c[f"{table.removesuffix('_value')}_id"]
    asked = (
        select(whose, values.c.attribute_id, values.c.id, values.c.value)
        .join(t.Attribute, t.Attribute.id == values.c.attribute_id)
        .where(t.Attribute.project_id == access.project_id)
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in access.connection.execute(asked)}


def appearances(access: Access) -> dict[tuple[str, str], str]:
    """Who attended which document: (document, participant) to the appearance, all by id."""
    asked = (
        select(t.Appearance.document_id, t.Appearance.participant_id, t.Appearance.id)
        .join(t.Document, t.Document.id == t.Appearance.document_id)
        .where(t.Document.project_id == access.project_id)
    )
    return {(row[0], row[1]): row[2] for row in access.connection.execute(asked)}


def attended(access: Access, document_id: str) -> list[str]:
    """The names of those who attended a document."""
    asked = (
        select(t.Participant.name)
        .join(t.Appearance, t.Appearance.participant_id == t.Participant.id)
        .where(t.Appearance.document_id == document_id, t.Participant.project_id == access.project_id)
    )
    return list(access.connection.execute(asked).scalars())


def speakers(access: Access) -> dict[tuple[str, str], SpeakerNow]:
    """All labels of the project as they stand, by document's id and label."""
    members: dict[str, dict[str, str]] = defaultdict(dict)
    named = (
        select(t.GroupMember.speaker_id, t.GroupMember.participant_id, t.GroupMember.id)
        .join(t.Speaker, t.Speaker.id == t.GroupMember.speaker_id)
        .join(t.Document, t.Document.id == t.Speaker.document_id)
        .where(t.Document.project_id == access.project_id)
    )
    for speaker, participant, row_id in access.connection.execute(named):
        members[speaker][participant] = row_id
    asked = (
        select(t.Speaker.id, t.Speaker.document_id, t.Speaker.label, t.Speaker.role, t.Speaker.participant_id)
        .join(t.Document, t.Document.id == t.Speaker.document_id)
        .where(t.Document.project_id == access.project_id)
    )
    return {
        (row.document_id, row.label): SpeakerNow(*row, members.get(row.id, {}))
        for row in access.connection.execute(asked)
    }


def coded_study(access: Access, tree: Tree, documents: Collection[str], *, quotes: bool) -> CodedStudy:
    """What codings of these documents (ids) are compared with; `quotes`: with where the words of their turns are."""
    texts: dict[str, str] = {}
    codings: set[Equal] = set()
    spoken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for some in chunks(list(documents)):
        asked = select(t.TextVersion.document_id, t.TextVersion.text).where(
            t.TextVersion.document_id.in_(some), t.TextVersion.superseded.is_(False)
        )
        texts |= dict(_pairs(access, asked))
        codings |= _codings(access, some)
        if quotes:
            turns = select(t.Turn.document_id, t.Turn.words, t.Turn.end).where(t.Turn.document_id.in_(some))
            for document, words, end in access.connection.execute(turns.order_by(t.Turn.start)):
                spoken[document].append((words, end))
    coders = select(t.Coder.name_key, t.Coder.id).where(t.Coder.project_id == access.project_id)
    return CodedStudy(texts, tree, dict(_pairs(access, coders)), codings, spoken)


def _codings(access: Access, documents: list[str]) -> set[Equal]:
    asked = select(
        t.Coding.document_id,
        t.Coding.start,
        t.Coding.end,
        t.Coding.code_id,
        t.Coding.coder_id,
        t.Coding.layer,
    ).where(t.Coding.project_id == access.project_id, t.Coding.document_id.in_(documents))
    return {
        (document, start, end, code, coder, layer)
        for document, start, end, code, coder, layer in access.connection.execute(asked)
    }


def unmapped(access: Access) -> dict[str, list[str]]:
    """By a label's key the speakers (ids) that are not identified, and whose label nobody has said to mean that."""
    found: dict[str, list[str]] = defaultdict(list)
    for speaker in speakers(access).values():
        if speaker.role == "not identified" and speaker.label:
            found[name_key(speaker.label)].append(speaker.id)
    return found


def unlabelled(access: Access) -> dict[str, str]:
    """By document the speaker (id) of its talk without labels, where nobody is that yet."""
    return {
        speaker.document_id: speaker.id
        for speaker in speakers(access).values()
        if not speaker.label
        and speaker.participant_id is None
        and speaker.role in ("participant", "not identified")
    }
