"""Reading participants: what they consent to, where they appear, and what stands behind their name."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select, union

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import chunks
from quotetree.coding.access import NotFound
from quotetree.coding.consent import OUT, QUOTABLE


class Ties(NamedTuple):
    """What refers to a participant: labels that stand for them, groups that they are in, documents that they attended.

    By the ids of the rows.
    """

    speakers: list[str]
    groups: list[str]
    appearances: list[str]


def everybody(access: Access) -> Sequence[Any]:
    """All participants by name: rows {id, name, name_key, consent}."""
    asked = select(t.Participant.id, t.Participant.name, t.Participant.name_key, t.Participant.consent)
    asked = asked.where(t.Participant.project_id == access.project_id)
    return access.connection.execute(asked.order_by(t.Participant.name_key)).all()


def any_there(access: Access) -> bool:
    """Whether the project has a participant."""
    asked = select(t.Participant.id).where(t.Participant.project_id == access.project_id)
    return access.connection.execute(asked.limit(1)).first() is not None


def participant(access: Access, participant_id: str) -> Any:
    """A participant as a row of the table. Raises NotFound."""
    asked = select(t.Participant).where(
        t.Participant.id == participant_id, t.Participant.project_id == access.project_id
    )
    row = access.connection.execute(asked).first()
    if row is None:
        raise NotFound("There is no such participant in this project.")
    return row


def chosen(access: Access, ids: Sequence[str]) -> Sequence[Any]:
    """Participants by their ids: rows {id, name, consent}. Raises NotFound where one is not in the project."""
    found: list[Any] = []
    for some in chunks(sorted(set(ids))):
        asked = select(t.Participant.id, t.Participant.name, t.Participant.consent)
        found += access.connection.execute(
            asked.where(t.Participant.project_id == access.project_id, t.Participant.id.in_(some))
        ).all()
    if len(found) < len(set(ids)):
        raise NotFound("There is no such participant in this project.")
    return found


def of_name(access: Access, key: str) -> Any | None:
    """The participant whose name has that key, as a row {id, name}, or None."""
    asked = select(t.Participant.id, t.Participant.name).where(
        t.Participant.project_id == access.project_id, t.Participant.name_key == key
    )
    return access.connection.execute(asked).first()


def consents(access: Access) -> Mapping[str, str]:
    """What participants (ids) consent to who do not simply let themselves be quoted."""
    asked = select(t.Participant.id, t.Participant.consent).where(
        t.Participant.project_id == access.project_id, t.Participant.consent != QUOTABLE
    )
    return {row.id: row.consent for row in access.connection.execute(asked)}


def ties(access: Access, participant_id: str) -> Ties:
    """What refers to a participant of the project."""

    def ids(table: Any) -> list[str]:
        asked = select(table.id).where(table.participant_id == participant_id)
        return list(access.connection.execute(asked).scalars())

    return Ties(ids(t.Speaker), ids(t.GroupMember), ids(t.Appearance))


def left_out(access: Access, documents: Collection[str] | None = None) -> int:
    """How many people are left out of the study: of all, or of those who are in these documents."""
    appeared = select(t.Appearance.participant_id, t.Appearance.document_id)
    labels = select(t.Speaker.participant_id, t.Speaker.document_id)
    named = select(t.GroupMember.participant_id, t.Speaker.document_id)
    named = named.join(t.Speaker, t.Speaker.id == t.GroupMember.speaker_id)
    out = select(t.Participant.id).where(
        t.Participant.project_id == access.project_id, t.Participant.consent.in_(OUT)
    )
    ids = set(access.connection.execute(out).scalars())
    if documents is None or not ids:
        return len(ids)
    there = union(*(asked.where(asked.selected_columns[0].in_(ids)) for asked in (appeared, labels, named)))
    return len({row[0] for row in access.connection.execute(there) if row[1] in documents})


def attended(access: Access) -> dict[str, int]:
    """By participant the number of documents in which they appear, spoke or are named among a group."""
    from_labels = select(t.Speaker.participant_id, t.Speaker.document_id).join(
        t.Document, t.Document.id == t.Speaker.document_id
    )
    from_groups = (
        select(t.GroupMember.participant_id, t.Speaker.document_id)
        .join(t.Speaker, t.Speaker.id == t.GroupMember.speaker_id)
        .join(t.Document, t.Document.id == t.Speaker.document_id)
    )
    appeared = select(t.Appearance.participant_id, t.Appearance.document_id).join(
        t.Document, t.Document.id == t.Appearance.document_id
    )
    here = t.Document.project_id == access.project_id
    pairs = (
        from_labels.where(here, t.Speaker.participant_id.is_not(None))
        .union(from_groups.where(here), appeared.where(here))
        .subquery()
    )
    asked = select(pairs.c[0], func.count()).group_by(pairs.c[0])
    return {row[0]: row[1] for row in access.connection.execute(asked)}


def values_of(access: Access, participant_id: str) -> list[str]:
    """The rows (ids) that hold a participant's own values."""
    asked = select(t.ParticipantValue.id).where(t.ParticipantValue.participant_id == participant_id)
    return list(access.connection.execute(asked).scalars())


def values_then_of(access: Access, appearances: Sequence[str]) -> list[str]:
    """The rows (ids) that hold values of these appearances."""
    found: list[str] = []
    for some in chunks(list(appearances)):
        asked = select(t.AppearanceValue.id).where(t.AppearanceValue.appearance_id.in_(some))
        found += access.connection.execute(asked).scalars()
    return found
