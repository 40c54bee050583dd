"""A transcript that is coded brought in again as a file: codings stay on their words, in one action."""

from dataclasses import dataclass
from typing import Any

from quotetree.app.store import corrections as store
from quotetree.app.store import documents
from quotetree.app.store import imports as import_store
from quotetree.app.store import uploads as upload_store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import new_id
from quotetree.coding.corrections import Correction
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.imports.again import Again, Speakers, plan_again, plan_turns
from quotetree.coding.imports.plan import ImportPlan
from quotetree.coding.imports.transcripts import document_name
from quotetree.coding.passage import TextChanged
from quotetree.coding.transcript import Transcript, read_transcript


class AgainRefused(QuotetreeError):
    """A file that cannot be brought in again."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a file would do to a document; `is_same`: nothing, its text is the one that is there."""

    file: str
    document: Any
    again: Again
    transcript: Transcript
    speakers: Speakers
    plan: ImportPlan

    @property
    def is_same(self) -> bool:
        return bool(self.transcript.sha256 == self.document.sha256)

    @property
    def correction(self) -> Correction:
        return self.again.correction


@dataclass(frozen=True, slots=True)
class BroughtAgain:
    """What was done, and the number of the action (None: the file's text was there already)."""

    planned: Planned
    seq: int | None


def document_of(access: Access, file: str) -> str:
    """The document that a file of this name is another text of. Raises AgainRefused where there is none."""
    found = import_store.standing(access).document(document_name(file))
    if found is None:
        raise AgainRefused(
            f"There is no document “{document_name(file)}” in this project that it could be a corrected text of."
        )
    return found.id


def stage(access: Access, document_id: str, file: str, data: bytes) -> str:
    """Let a corrected file wait. Returns its id. Raises Unreadable for a file that is no transcript."""
    access.reader.check_write()
    document = documents.document(access, document_id)
    read_transcript(file, data, document.kind)
    return upload_store.add_upload(access, new_id(), file, data, document.kind)


def look(access: Access, document_id: str, upload_id: str) -> Planned:
    """What a file that waits would do. Writes nothing."""
    row = upload_store.upload(access, upload_id)
    return plan(access, document_id, row.name, row.data)


def plan(access: Access, document_id: str, file: str, data: bytes) -> Planned:
    """What a file would do to a document: its text, turns, speakers and codings of all layers. Writes nothing."""
    access.reader.check_write()
    document = documents.document(access, document_id)
    turns = documents.turns(access, document_id)
    speakers = [one for one in import_store.speakers(access).values() if one.document_id == document_id]
    known = import_store.participant_names(access) | {one.label for one in speakers if one.label}
    transcript = read_transcript(file, data, document.kind, known)
    codings = store.all_codings(access, document_id)
    again = plan_again(document.text, turns, transcript, known, document.kind, codings)
    made = ImportPlan(new_id)
    found = plan_turns(made, document_id, again, transcript, turns, speakers, import_store.standing(access))
    made.insert("original_file", {"document_id": document_id, "name": file, "data": data})
    return Planned(file, document, again, transcript, found, made)


def bring_again(access: Access, document_id: str, file: str, data: bytes) -> BroughtAgain:
    """Put a file's text in the place of a document's; the file is kept beside the earlier ones."""
    planned = plan(access, document_id, file, data)
    if planned.is_same:
        return BroughtAgain(planned, None)
    about = {"document": document_id, "file": file, **store.told(access, document_id, planned.correction)}
    with action(access.connection, access.who, "text.brought_again", about=about) as recorder:
        store.write_again(access, recorder, document_id, planned.correction, planned.plan)
    return BroughtAgain(planned, recorder.seq)


def take(access: Access, document_id: str, upload_id: str, text_hash: str) -> BroughtAgain:
    """Bring a file in that waits. Raises TextChanged where the document has another text by now than was shown."""
    access.reader.check_write()
    row = upload_store.upload(access, upload_id)
    if documents.document(access, document_id).sha256 != text_hash:
        raise TextChanged(
            "The transcript has been changed since this was shown. Look what the file would do now, then bring it in."
        )
    done = bring_again(access, document_id, row.name, row.data)
    upload_store.remove_upload(access, upload_id)
    return done


def leave(access: Access, upload_id: str) -> None:
    """Let a file wait no more."""
    access.reader.check_write()
    upload_store.upload(access, upload_id)
    upload_store.remove_upload(access, upload_id)
