"""Who attended what a document records, what held of them there, and who speaks under a group's label."""

from collections.abc import Sequence

from quotetree.app.store import attendance as store
from quotetree.app.store import attributes as attribute_store
from quotetree.app.store import documents as document_store
from quotetree.app.store import people as people_store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.coding.access import NotFound
from quotetree.coding.attributes import ValueRefused, checked_value
from quotetree.coding.errors import QuotetreeError


class AttendanceRefused(QuotetreeError):
    """Somebody who cannot be said to attend, or not to."""


def add_appearance(access: Access, document_id: str, participant_id: str) -> int | None:
    """A participant attended, whether or not they said anything. Returns the number of the action."""
    access.reader.check_write()
    document_store.document(access, document_id)
    people_store.participant(access, participant_id)
    if store.appearance(access, document_id, participant_id):
        return None
    about = {"document": document_id, "participant": participant_id}
    with action(access.connection, access.who, "appearance.added", about=about) as recorder:
        recorder.insert("appearance", {"document_id": document_id, "participant_id": participant_id})
    return recorder.seq


def remove_appearance(access: Access, document_id: str, participant_id: str) -> int | None:
    """A participant did not attend after all. Raises AttendanceRefused where a label stands for them."""
    access.reader.check_write()
    name = people_store.participant(access, participant_id).name
    if store.speaks(access, document_id, participant_id):
        raise AttendanceRefused(f"{name} speaks in this document, and so attended.")
    row_id = _appearance(access, document_id, participant_id)
    about = {"document": document_id, "participant": participant_id}
    with action(access.connection, access.who, "appearance.removed", about=about) as recorder:
        recorder.delete_many("appearance_value", people_store.values_then_of(access, [row_id]))
        recorder.delete_many("appearance", [row_id])
    return recorder.seq


def set_value_then(
    access: Access, document_id: str, participant_id: str, attribute_id: str, text: str
) -> int | None:
    """What held of a participant in one document; an empty text lets their own value hold. Returns the action."""
    access.reader.check_write()
    document_store.document(access, document_id)
    people_store.participant(access, participant_id)
    attribute = attribute_store.attribute(access, attribute_id)
    if attribute.of != "participant":
        raise NotFound("There is no such attribute of people in this project.")
    try:
        value = checked_value(attribute.type, attribute.choices, text).value
    except ValueRefused as error:
        raise ValueRefused(f"{attribute.name}: {error.sentence} Nothing was changed.") from error
    appearance = store.appearance(access, document_id, participant_id)
    standing = store.value_row(access, appearance, attribute_id) if appearance else None
    about = {
        "document": document_id,
        "participant": participant_id,
        "attribute": attribute_id,
        "value": value,
    }
    with action(access.connection, access.who, "appearance.changed", about=about) as recorder:
        if not value:
            recorder.delete_many("appearance_value", [standing] if standing else [])
        elif standing:
            recorder.update("appearance_value", standing, {"value": value})
        else:
            new = {"document_id": document_id, "participant_id": participant_id}
            whose = appearance or recorder.insert("appearance", new)
            row = {"appearance_id": whose, "attribute_id": attribute_id, "value": value}
            recorder.insert("appearance_value", row)
    return recorder.seq


def name_group(access: Access, document_id: str, speaker_id: str, ids: Sequence[str]) -> int | None:
    """Who speaks under a group's label; nobody means that it is not known. Returns the number of the action."""
    access.reader.check_write()
    label = store.group(access, document_id, speaker_id)
    wanted = {row.id for row in people_store.chosen(access, ids)}
    members = store.members(access, [speaker_id]).get(speaker_id, {})
    about = {"document": document_id, "label": label, "n": len(wanted)}
    with action(access.connection, access.who, "group.named", about=about) as recorder:
        gone = [row for person, row in members.items() if person not in wanted]
        recorder.delete_many("group_member", gone)
        new = [{"speaker_id": speaker_id, "participant_id": one} for one in sorted(wanted - members.keys())]
        recorder.insert_many("group_member", new)
    return recorder.seq


def _appearance(access: Access, document_id: str, participant_id: str) -> str:
    document_store.document(access, document_id)
    found = store.appearance(access, document_id, participant_id)
    if found is None:
        raise NotFound("This participant is not among those who attended.")
    return found
