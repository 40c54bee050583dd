"""What a label stands for, said later."""

from collections.abc import Sequence
from typing import NamedTuple

from quotetree.app.store import imports as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import new_id
from quotetree.coding.access import NotFound
from quotetree.coding.imports.plan import ImportPlan
from quotetree.coding.imports.said import Said, check_said, said_meanings
from quotetree.coding.imports.speakers import Meaning, plan_mapping


class Mapped(NamedTuple):
    """The document whose label got another meaning, and the action (None: it had that meaning already)."""

    document_id: str
    seq: int | None


def map_speaker(
    access: Access,
    speaker_id: str,
    role: str,
    participant_id: str | None = None,
    members: Sequence[str] = (),
    new_participant: str = "",
) -> Mapped:
    """Let a label stand for a participant (one of the project, or a new one by name), a group, or nobody.

    Raises NotFound for a speaker or participant that is not in this project, LabelRefused for what cannot be.
    """
    access.reader.check_write()
    standing = store.standing(access)
    speaker = next((one for one in store.speakers(access).values() if one.id == speaker_id), None)
    if speaker is None:
        raise NotFound("There is no such label in this project.")
    people = tuple(members) if role == "group" else tuple(one for one in [participant_id] if one)
    if not set(people) <= set(standing.participants.values()):
        raise NotFound("There is no such participant in this project.")
    plan = ImportPlan(new_id)
    if new_participant and not people:
        meaning = said_meanings(plan, standing, {speaker.label: Said(role, (new_participant,))})[
            speaker.label
        ]
    else:
        check_said(speaker.label, Said(role, people))
        meaning = Meaning(role, people)
    plan_mapping(plan, speaker, meaning)
    about = {"document": speaker.document_id, "label": speaker.label, "role": role}
    with action(access.connection, access.who, "speaker.mapped", about=about) as recorder:
        store.write(recorder, plan)
    return Mapped(speaker.document_id, recorder.seq)
