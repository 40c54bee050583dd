"""What labels stand for: maps themselves, told by a table, or told by a person."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quotetree.coding.imports.people import no_document
from quotetree.coding.imports.plan import ImportPlan, Standing, nobody
from quotetree.coding.names import name_key
from quotetree.coding.roles import known_role
from quotetree.coding.tables.speakers import SpeakerRow
from quotetree.coding.tables.table import refuse


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label stands for. `participants`: the one person, or the named members of a group (ids)."""

    role: str
    participants: tuple[str, ...] = ()

    @property
    def participant(self) -> str | None:
        """The person, where the label stands for one."""
        return self.participants[0] if self.role == "participant" and self.participants else None

    @property
    def members(self) -> tuple[str, ...]:
        """The named members of a group."""
        return self.participants if self.role == "group" else ()


@dataclass(frozen=True, slots=True)
class SpeakerNow:
    """A label of a document as it stands; `members`: by participant the id of the row that names them."""

    id: str
    document_id: str
    label: str
    role: str
    participant_id: str | None
    members: Mapping[str, str]


def meaning_of(label: str, participants: Mapping[str, str]) -> Meaning | None:
    """What a label stands for by itself; None where a person has to say (`participants`: by name's key the id).

    A label equal to a participant's id is theirs. Interviewer, moderator, I and Q are the interviewer, unless a
    participant is called so too.
    """
    person = participants.get(name_key(label)) if label else None
    role = known_role(label) if label else None
    if person and role in (None, "participant"):
        return Meaning("participant", (person,))
    if person or role in (None, "participant"):
        return None
    return Meaning(str(role))


def fits_two(label: str, participants: Mapping[str, str]) -> bool:
    """Whether a label is a participant's id and also a word for something else, such as I."""
    return bool(label) and name_key(label) in participants and known_role(label) not in (None, "participant")


@dataclass(frozen=True, slots=True)
class OpenLabel:
    """A label of which a person has to say what it stands for, and the names of the documents that have it."""

    documents: tuple[str, ...]
    fits_two: bool


def open_labels(
    speakers: Iterable[SpeakerNow], documents: Mapping[str, str], participants: Mapping[str, str]
) -> dict[str, OpenLabel]:
    """By label those of these documents (id to name) that nobody is yet, though their words do not say so."""
    found: dict[str, list[str]] = {}
    for speaker in speakers:
        is_open = speaker.role == "not identified" and known_role(speaker.label) != "not identified"
        if is_open and speaker.document_id in documents:
            found.setdefault(speaker.label, []).append(documents[speaker.document_id])
    return {
        label: OpenLabel(tuple(sorted(names)), fits_two(label, participants))
        for label, names in sorted(found.items())
    }


def plan_speakers(
    standing: Standing,
    speakers: Mapping[tuple[str, str], SpeakerNow],
    rows: Sequence[SpeakerRow],
    new_id: Callable[[], str],
) -> ImportPlan:
    """What a table tells of labels. `speakers` stand: by document's id and label.

    Raises TableRefused that names each row whose document, label or participants are not there.
    """
    plan = ImportPlan(new_id)
    bad: list[str] = []
    for row in rows:
        document = standing.document(row.document)
        speaker = speakers.get((document.id, row.label)) if document else None
        people, unknown = standing.people(
            row.participants or (row.label if row.role == "participant" else "")
        )
        if document is None:
            bad.append(no_document(row.number, row.document))
        elif speaker is None:
            bad.append(_no_label(row, [label for one, label in speakers if one == document.id]))
        if unknown:
            bad.append(f"Row {row.number}, column participant: {nobody(unknown)}")
        elif row.role == "participant" and len(people) != 1:
            bad.append(
                f"Row {row.number}, column participant: A participant is one person; several are a group."
            )
        elif speaker is not None:
            plan.matches += not plan_mapping(plan, speaker, Meaning(row.role, tuple(people)))
    refuse(bad)
    return plan


def plan_mapping(plan: ImportPlan, speaker: SpeakerNow, meaning: Meaning) -> bool:
    """Let a label stand for what is meant. Returns whether that is something else than before."""
    role, person = meaning.role, meaning.participant
    changed = (speaker.role, speaker.participant_id) != (role, person)
    if changed:
        plan.update("speaker", speaker.id, {"role": role, "participant_id": person})
    wanted = dict.fromkeys(meaning.members)
    for member, row_id in speaker.members.items():
        if member not in wanted:
            plan.delete("group_member", row_id)
            changed = True
    for member in wanted:
        if member not in speaker.members:
            plan.insert("group_member", {"speaker_id": speaker.id, "participant_id": member})
            changed = True
    return changed


def _no_label(row: SpeakerRow, labels: Sequence[str]) -> str:
    there = ", ".join(f"“{label}”" for label in labels if label) or "none"
    return f"Row {row.number}, column label: There is no label “{row.label}” in “{row.document}”; there is {there}."
