"""Participants: add, rename, delete, and what they consent to."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from quotetree.app.store import people as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.memos import delete_attached
from quotetree.app.store.tables import new_id
from quotetree.coding.consent import ERASED, checked_consent
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import clean_name, name_key

UNMAPPED = {"role": "not identified", "participant_id": None}


class ParticipantRefused(QuotetreeError):
    """A participant who cannot be so."""


class PeopleChanged(NamedTuple):
    """Whom it was about, and the number of the action (None: it was so already)."""

    participant_id: str
    seq: int | None


def add_participant(access: Access, name: str) -> PeopleChanged:
    """A participant by the name that the study gives them."""
    access.reader.check_write()
    row = _named(access, name) | {"id": new_id(), "project_id": access.project_id}
    about = {"participant": row["id"]}
    with action(access.connection, access.who, "participant.added", about=about) as recorder:
        participant_id = recorder.insert("participant", row)
    return PeopleChanged(participant_id, recorder.seq)


def rename_participant(access: Access, participant_id: str, name: str) -> PeopleChanged:
    """Another name for a participant. The texts of documents keep their labels."""
    access.reader.check_write()
    row = store.participant(access, participant_id)
    _check_not_erased([row])
    new = _named(access, name, participant_id)
    about = {"participant": participant_id, "from": row.name, "name": new["name"]}
    with action(access.connection, access.who, "participant.renamed", about=about) as recorder:
        recorder.update("participant", participant_id, new)
    return PeopleChanged(participant_id, recorder.seq)


def delete_participant(access: Access, participant_id: str, *, although_there: bool = False) -> PeopleChanged:
    """A participant goes. Where they speak or appear, only `although_there`: their labels are then not identified."""
    access.reader.check_write()
    row = store.participant(access, participant_id)
    _check_not_erased([row])
    ties = store.ties(access, participant_id)
    if any(ties) and not although_there:
        raise ParticipantRefused(f"{row.name} speaks or appears in documents, so this is asked first.")
    about: dict[str, Any] = {"participant": participant_id, "labels": len(ties.speakers)}
    with action(access.connection, access.who, "participant.deleted", about=about) as recorder:
        recorder.about["memos"] = len(
            delete_attached(access, recorder, "participant", [participant_id]).memos
        )
        recorder.update_many("speaker", dict.fromkeys(ties.speakers, UNMAPPED))
        recorder.delete_many("group_member", ties.groups)
        recorder.delete_many("appearance_value", store.values_then_of(access, ties.appearances))
        recorder.delete_many("appearance", ties.appearances)
        recorder.delete_many("participant_value", store.values_of(access, participant_id))
        recorder.delete_many("participant", [participant_id])
    return PeopleChanged(participant_id, recorder.seq)


def set_consent(access: Access, ids: Sequence[str], consent: str) -> PeopleChanged:
    """What one or many participants consent to, as one action."""
    access.reader.check_write()
    kept = checked_consent(consent)
    rows = store.chosen(access, ids)
    if not rows:
        raise ParticipantRefused("Nobody is chosen. Tick those whom it is about.")
    _check_not_erased(rows)
    changed = [row.id for row in rows if row.consent != kept]
    about = {"participant": changed[0] if changed else "", "n": len(changed), "consent": kept}
    with action(access.connection, access.who, "consent.changed", about=about) as recorder:
        recorder.update_many("participant", {one: {"consent": kept} for one in changed})
    return PeopleChanged(rows[0].id, recorder.seq)


def _named(access: Access, name: str, participant_id: str = "") -> dict[str, str]:
    """The columns of a name that nobody else has."""
    cleaned = clean_name(name, "A participant")
    twin = store.of_name(access, name_key(cleaned))
    if twin is not None and twin.id != participant_id:
        raise ParticipantRefused(f"There is a participant “{twin.name}” already.")
    return {"name": cleaned, "name_key": name_key(cleaned)}


def _check_not_erased(rows: Sequence[object]) -> None:
    if any(getattr(row, "consent", "") == ERASED for row in rows):
        raise ParticipantRefused("This participant was erased. Nothing can be said of them any more.")
