"""Reading who attended what a document records, and who spoke there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.coding.access import NotFound


def appearance(access: Access, document_id: str, participant_id: str) -> str | None:
    """The id of a participant's appearance in a document, if they appear there."""
    asked = (
        select(t.Appearance.id)
        .join(t.Document, t.Document.id == t.Appearance.document_id)
        .where(t.Document.project_id == access.project_id, t.Document.id == document_id)
        .where(t.Appearance.participant_id == participant_id)
    )
    return access.connection.execute(asked).scalar()


def value_row(access: Access, appearance_id: str, attribute_id: str) -> str | None:
    """The id of the row that holds an attribute's value at an appearance."""
    asked = select(t.AppearanceValue.id).where(
        t.AppearanceValue.appearance_id == appearance_id, t.AppearanceValue.attribute_id == attribute_id
    )
    return access.connection.execute(asked).scalar()


def speaks(access: Access, document_id: str, participant_id: str) -> bool:
    """Whether a label of the document stands for the participant, alone or in a group."""
    alone = select(t.Speaker.id).where(
        t.Speaker.document_id == document_id, t.Speaker.participant_id == participant_id
    )
    grouped = (
        select(t.GroupMember.id)
        .join(t.Speaker, t.Speaker.id == t.GroupMember.speaker_id)
        .where(t.Speaker.document_id == document_id, t.GroupMember.participant_id == participant_id)
    )
    return any(access.connection.execute(asked.limit(1)).first() for asked in (alone, grouped))


def group(access: Access, document_id: str, speaker_id: str) -> str:
    """The label of a group of the document. Raises NotFound."""
    asked = (
        select(t.Speaker.label)
        .join(t.Document, t.Document.id == t.Speaker.document_id)
        .where(t.Document.project_id == access.project_id, t.Document.id == document_id)
        .where(t.Speaker.id == speaker_id, t.Speaker.role == "group")
    )
    label = access.connection.execute(asked).scalar()
    if label is None:
        raise NotFound("There is no such group in this document.")
    return str(label)


def members(access: Access, speakers: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """By group (speaker's id) its named members: participant to the row that names them."""
    asked = select(t.GroupMember.speaker_id, t.GroupMember.participant_id, t.GroupMember.id)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    rows = access.connection.execute(asked.where(t.GroupMember.speaker_id.in_(list(speakers))))
    for speaker, participant, row_id in rows:
        found[speaker][participant] = row_id
    return found


def labels(access: Access, document_id: str) -> Sequence[Any]:
    """The labels of a document with how much is said under each: {id, label, role, participant_id, turns, characters}.

    In the order of their first turn.
    """
    asked = (
        select(
            t.Speaker.id,
            t.Speaker.label,
            t.Speaker.role,
            t.Speaker.participant_id,
            func.count(t.Turn.id).label("turns"),
            func.coalesce(func.sum(t.Turn.end - t.Turn.words), 0).label("characters"),
        )
        .outerjoin(t.Turn, t.Turn.speaker_id == t.Speaker.id)
        .where(t.Speaker.document_id == document_id)
        .group_by(t.Speaker.id, t.Speaker.label, t.Speaker.role, t.Speaker.participant_id)
        .order_by(func.min(t.Turn.start), t.Speaker.label)
    )
    return access.connection.execute(asked).all()


def appeared(access: Access, document_id: str) -> list[str]:
    """The participants (ids) who are said to have attended a document."""
    asked = select(t.Appearance.participant_id).where(t.Appearance.document_id == document_id)
    return list(access.connection.execute(asked).scalars())


def of_person(access: Access, participant_id: str) -> Sequence[Any]:
    """Where a participant appears: rows {id, name, kind, date, turns, characters, first_words, first_end, in_a_group}.

    By document's name. `turns` are those under labels that stand for them alone; `first_words` and `first_end` are
    where the words of the first of those stand, None without.
    """
    alone = (
        select(
            t.Speaker.document_id,
            func.count(t.Turn.id).label("turns"),
            func.sum(t.Turn.end - t.Turn.words).label("characters"),
            func.min(t.Turn.start).label("start"),
        )
        .join(t.Turn, t.Turn.speaker_id == t.Speaker.id)
        .where(t.Speaker.participant_id == participant_id)
        .group_by(t.Speaker.document_id)
        .subquery()
    )
    grouped = (
        select(t.Speaker.document_id)
        .join(t.GroupMember, t.GroupMember.speaker_id == t.Speaker.id)
        .where(t.GroupMember.participant_id == participant_id)
    )
    attended = select(t.Appearance.document_id).where(t.Appearance.participant_id == participant_id)
    asked = (
        select(
            t.Document.id,
            t.Document.name,
            t.Document.kind,
            t.Document.date,
            func.coalesce(alone.c.turns, 0).label("turns"),
            func.coalesce(alone.c.characters, 0).label("characters"),
            t.Turn.words.label("first_words"),
            t.Turn.end.label("first_end"),
            t.Document.id.in_(grouped).label("in_a_group"),
        )
        .outerjoin(alone, alone.c.document_id == t.Document.id)
        .outerjoin(t.Turn, (t.Turn.document_id == t.Document.id) & (t.Turn.start == alone.c.start))
        .where(t.Document.project_id == access.project_id)
        .where(alone.c.document_id.is_not(None) | t.Document.id.in_(grouped) | t.Document.id.in_(attended))
        .order_by(t.Document.name_key)
    )
    return access.connection.execute(asked).all()


def values_then(access: Access, participant_id: str) -> dict[tuple[str, str], str]:
    """What held of a participant at appearances: (document, attribute) to value."""
    asked = (
        select(t.Appearance.document_id, t.AppearanceValue.attribute_id, t.AppearanceValue.value)
        .join(t.Appearance, t.Appearance.id == t.AppearanceValue.appearance_id)
        .where(t.Appearance.participant_id == participant_id)
    )
    return {(row[0], row[1]): row[2] for row in access.connection.execute(asked)}
