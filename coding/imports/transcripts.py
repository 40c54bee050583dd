"""The plan for a transcript: a document with its text, turns and speakers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.imports.plan import DocumentNow, ImportPlan, Standing
from quotetree.coding.imports.speakers import Meaning, meaning_of
from quotetree.coding.names import clean_name, name_key
from quotetree.coding.transcript import FoundLabel, Transcript

NOT_IDENTIFIED = Meaning("not identified")


class TranscriptRefused(QuotetreeError):
    """A transcript that cannot be kept."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it was brought: its name, its bytes, the kind of document, and the transcript read from it."""

    file: str
    data: bytes
    kind: str
    transcript: Transcript


def document_name(file: str) -> str:
    """What a document is called: its file's name without the ending. Raises CodeNameError for a name that cannot be."""
    return clean_name(PurePath(file.replace("\\", "/")).stem)


def proposed_meanings(transcript: Transcript, participants: Mapping[str, str]) -> dict[str, Meaning | None]:
    """What each label stands for by itself; None where a person has to say. `participants`: by name's key the id."""
    return {found.label: _proposed(found, participants) for found in transcript.labels}


def _proposed(found: FoundLabel, participants: Mapping[str, str]) -> Meaning | None:
    if found.label:
        return meaning_of(found.label, participants)
    return Meaning(found.role) if found.role != "not identified" else None


def standing_document(standing: Standing, brought: Brought) -> DocumentNow | None:
    """The document that this file made before. Raises TranscriptRefused if one of its name has another text."""
    found = standing.document(document_name(brought.file))
    if found is not None and found.sha256 != brought.transcript.sha256:
        raise TranscriptRefused(
            f"There is already a document “{found.name}” in this project, with another text. "
            "A document is called as its file is: rename the file, or take the document out first. "
            "Where it is a corrected transcript, bring it in again (with --again): codings then stay on their words."
        )
    return found


def plan_transcript(
    plan: ImportPlan, standing: Standing, brought: Brought, meanings: Mapping[str, Meaning | None], at: Any
) -> dict[str, Any]:
    """Plan the rows of a new document added at a moment. Returns the document's.

    A label without a meaning is not identified until it is mapped.
    """
    transcript = brought.transcript
    name = document_name(brought.file)
    document = plan.insert(
        "document",
        {
            "project_id": standing.project_id,
            "name": name,
            "name_key": name_key(name),
            "kind": brought.kind,
            "language": "",
            "date": "",
            "added_at": at,
        },
    )
    version = {"n": 1, "superseded": False, "length": len(transcript.text), "sha256": transcript.sha256}
    plan.insert("text_version", {"document_id": document, "text": transcript.text, **version})
    plan.insert("original_file", {"document_id": document, "name": brought.file, "data": brought.data})
    speakers = {
        found.label: plan_speaker(plan, document, found.label, meanings.get(found.label) or NOT_IDENTIFIED)
        for found in transcript.labels
    }
    for row in transcript.rows:
        place = {"start": row.start, "words": row.words, "end": row.end}
        times = {"from_ms": row.from_ms, "to_ms": row.to_ms}
        plan.insert("turn", {"document_id": document, **place, "speaker_id": speakers[row.label], **times})
    return plan.inserts["document"][-1]


def plan_speaker(plan: ImportPlan, document: str, label: str, meaning: Meaning) -> str:
    """Plan a label of a document with what it stands for. Returns its id."""
    row = {
        "document_id": document,
        "label": label,
        "role": meaning.role,
        "participant_id": meaning.participant,
    }
    speaker = plan.insert("speaker", row)
    for member in meaning.members:
        plan.insert("group_member", {"speaker_id": speaker, "participant_id": member})
    return speaker
