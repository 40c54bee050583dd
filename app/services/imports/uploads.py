"""Transcripts that are shown before they are kept: brought, looked at, put right, kept one by one, or dropped."""

from collections.abc import Mapping
from dataclasses import dataclass

from quotetree.app.services.imports.transcripts import Kept, keep_transcript
from quotetree.app.store import document_list
from quotetree.app.store import imports as import_store
from quotetree.app.store import uploads as store
from quotetree.app.store.access import Access
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.imports.said import Proposal, Said, as_said, proposals
from quotetree.coding.imports.transcripts import Brought, document_name, standing_document
from quotetree.coding.names import name_key
from quotetree.coding.tables.kinds import KINDS
from quotetree.coding.transcript import Transcript, read_transcript


class UploadRefused(QuotetreeError):
    """A file that cannot wait to be kept."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits: the transcript read from it, and what is proposed for each label.

    `document` is what it will be called. `there`: the same text is in the project already. `refused` is why it cannot
    be kept, else "".
    """

    upload_id: str
    file: str
    document: str
    kind: str
    transcript: Transcript
    proposals: tuple[Proposal, ...]
    there: bool = False
    refused: str = ""


def stage_upload(access: Access, batch: str, name: str, data: bytes, kind: str = "interview") -> str:
    """Let a file wait to be kept. Returns its id.

    Raises Unreadable for a file that is no transcript, UploadRefused for one whose name waits already.
    """
    access.reader.check_write()
    _check_kind(kind)
    read_transcript(name, data, kind)
    document = name_key(document_name(name))
    for waiting in store.names_waiting(access, batch):
        if name_key(document_name(waiting)) == document:
            raise UploadRefused(
                f"“{name}”: “{waiting}” of the same name was brought before it. "
                "A document is called as its file is, so rename one of them."
            )
    return store.add_upload(access, batch, name, data, kind)


def batch_left(access: Access) -> tuple[str, int]:
    """The batch that whoever asks left with files to be kept, and how many these are; ("", 0) if there is none.

    A file of which there is a document already is not to be kept.
    """
    there = document_list.name_keys(access)
    found = [
        row.batch
        for row in store.left_waiting(access)
        if row.kind == store.TABLE or name_key(document_name(row.name)) not in there
    ]
    return (found[0], found.count(found[0])) if found else ("", 0)


def keep_choices(access: Access, batch: str, data: bytes) -> None:
    """Keep what was chosen for the labels of a batch, for when its page is opened again."""
    access.reader.check_write()
    store.keep_choices(access, batch, data)


def staged(access: Access, batch: str, kinds: Mapping[str, str] | None = None) -> list[Waiting]:
    """The transcripts of a batch that wait, in the order in which they were brought.

    `kinds`: by a file's id another kind of document, which it has from now on.
    """
    if kinds:
        access.reader.check_write()
    standing = import_store.standing(access)
    names = import_store.participant_names(access)
    earlier = store.earlier_meanings(access)
    waiting = []
    for row in store.uploads(access, batch):
        if row.kind == store.TABLE:
            continue
        kind = (kinds or {}).get(row.id, row.kind)
        if kind != row.kind:
            _check_kind(kind)
            store.set_kind(access, row.id, kind)
        transcript = read_transcript(row.name, row.data, kind, names)
        there, refused = False, ""
        try:
            there = standing_document(standing, Brought(row.name, row.data, kind, transcript)) is not None
        except QuotetreeError as error:
            refused = error.sentence
        found = tuple(proposals(transcript, names, earlier, document_name(row.name)))
        waiting.append(
            Waiting(row.id, row.name, document_name(row.name), kind, transcript, found, there, refused)
        )
    return waiting


def as_before(access: Access, transcript: Transcript) -> dict[str, tuple[Said, str]]:
    """By label the role that it had in documents before and does not have by its words, with one of these documents.

    Only roles: whether a name is the same person again, a person has to say.
    """
    names = import_store.participant_names(access)
    found = proposals(transcript, names, store.earlier_meanings(access))
    return {
        one.label.label: (one.said, one.as_in[0])
        for one in found
        if one.said and one.as_in and one.said.role in one.roles
    }


def change_kind(access: Access, upload_id: str, kind: str) -> None:
    """Another kind of document for a file that waits."""
    access.reader.check_write()
    _check_kind(kind)
    store.upload(access, upload_id)
    store.set_kind(access, upload_id, kind)


def keep(access: Access, upload_id: str, said: Mapping[str, Said]) -> Kept:
    """Keep a waiting file, as one action; labels that nothing is said of map themselves, or are not identified.

    Participants who are not there are made. Raises LabelRefused and TranscriptRefused.
    """
    access.reader.check_write()
    row = store.upload(access, upload_id)
    names = import_store.participant_names(access)
    transcript = as_said(read_transcript(row.name, row.data, row.kind, names), said, row.kind)
    kept = keep_transcript(access, Brought(row.name, row.data, row.kind, transcript), said, row.batch)
    store.remove_upload(access, upload_id)
    if not store.uploads_left(access, row.batch):
        store.remove_batch(access, row.batch)
    return kept


def drop(access: Access, batch: str) -> int:
    """Let the files of a batch wait no more. Returns how many that were."""
    access.reader.check_write()
    return store.remove_batch(access, batch)


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise UploadRefused(f"“{kind}” is no kind of document; there are {', '.join(KINDS)}.")
