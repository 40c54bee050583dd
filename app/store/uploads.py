"""Files that were brought and wait until their speakers are put right; none of this is part of the log."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.coding.access import NotFound
from quotetree.coding.imports.said import Said
from quotetree.coding.names import name_key

DAYS_KEPT = 7
TABLE = "table"  # the kind of a waiting file that is no transcript
CHOICES = (
    "choices"  # no file, but what was chosen for the labels of a batch: it waits and goes with its files
)
OWN = 8  # a batch begins with so many signs of its coder's id, so that what one left is found again


def add_upload(access: Access, batch: str, name: str, data: bytes, kind: str) -> str:
    """Let a file wait. Returns its id. What was left waiting for a week goes."""
    old = t.now() - timedelta(days=DAYS_KEPT)
    here = t.Upload.project_id == access.project_id
    access.connection.execute(delete(t.Upload).where(here, t.Upload.brought_at < old))
    row = t.Upload(project_id=access.project_id, batch=batch, name=name, kind=kind, data=data)
    access.connection.execute(insert(t.Upload), row.model_dump())
    return row.id


def new_batch(access: Access) -> str:
    """The name of a batch for the files of one visit."""
    return access.reader.coder_id[:OWN] + t.new_id()[OWN:] if access.reader.coder_id else t.new_id()


def left_waiting(access: Access) -> Sequence[Any]:
    """The files that whoever asks has brought and neither kept nor dropped, latest first: rows {batch, name, kind}."""
    own = access.reader.coder_id[:OWN]
    asked = select(t.Upload.batch, t.Upload.name, t.Upload.kind).where(
        t.Upload.project_id == access.project_id, t.Upload.batch.startswith(own), t.Upload.kind != CHOICES
    )
    return access.connection.execute(asked.order_by(t.Upload.brought_at.desc())).all() if own else []


def choices(access: Access, batch: str) -> bytes:
    """What was chosen last for the labels of a batch; empty if nothing was."""
    asked = select(t.Upload.data).where(*_of(access, batch), t.Upload.kind == CHOICES)
    return access.connection.execute(asked).scalar() or b""


def keep_choices(access: Access, batch: str, data: bytes) -> None:
    """Keep what was chosen for the labels of a batch as long as files of it wait."""
    access.connection.execute(delete(t.Upload).where(*_of(access, batch), t.Upload.kind == CHOICES))
    if uploads_left(access, batch):
        add_upload(access, batch, CHOICES, data, CHOICES)


def _of(access: Access, batch: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return t.Upload.project_id == access.project_id, t.Upload.batch == batch


def uploads_left(access: Access, batch: str) -> bool:
    """Whether files of a batch wait."""
    asked = select(t.Upload.id).where(*_of(access, batch), t.Upload.kind != CHOICES).limit(1)
    return access.connection.execute(asked).first() is not None


def uploads(access: Access, batch: str) -> Sequence[Any]:
    """The waiting files of a batch, as rows of the table, in the order in which they were brought."""
    asked = select(t.Upload).where(*_of(access, batch), t.Upload.kind != CHOICES)
    return access.connection.execute(asked.order_by(t.Upload.brought_at, t.Upload.name)).all()


def names_waiting(access: Access, batch: str) -> list[str]:
    """The names of the transcripts of a batch that wait."""
    asked = select(t.Upload.name).where(*_of(access, batch), t.Upload.kind.not_in((TABLE, CHOICES)))
    return list(access.connection.execute(asked).scalars())


def tables_wait(access: Access, batch: str) -> bool:
    """Whether tables of a batch wait."""
    asked = select(t.Upload.id).where(*_of(access, batch), t.Upload.kind == TABLE).limit(1)
    return access.connection.execute(asked).first() is not None


def upload(access: Access, upload_id: str) -> Any:
    """A waiting file. Raises NotFound."""
    asked = select(t.Upload).where(t.Upload.project_id == access.project_id, t.Upload.id == upload_id)
    row = access.connection.execute(asked).first()
    if row is None:
        raise NotFound("This file does not wait to be kept any more; it was kept or dropped in the meantime.")
    return row


def set_kind(access: Access, upload_id: str, kind: str) -> None:
    """Another kind of document for a waiting file."""
    asked = update(t.Upload).where(t.Upload.project_id == access.project_id, t.Upload.id == upload_id)
    access.connection.execute(asked.values(kind=kind))


def remove_upload(access: Access, upload_id: str) -> None:
    """A file waits no more."""
    here = t.Upload.project_id == access.project_id
    access.connection.execute(delete(t.Upload).where(here, t.Upload.id == upload_id))


def remove_batch(access: Access, batch: str) -> int:
    """Drop what waits of a batch. Returns how many files that were."""
    access.connection.execute(delete(t.Upload).where(*_of(access, batch), t.Upload.kind == CHOICES))
    return access.connection.execute(delete(t.Upload).where(*_of(access, batch))).rowcount


def earlier_meanings(access: Access) -> dict[str, dict[Said, str]]:
    """By a label's key all that it stands for, a participant by name or a role, each with a document where it does."""
    asked = (
        select(t.Speaker.label, t.Speaker.role, t.Participant.name, func.min(t.Document.name))
        .join(t.Document, t.Document.id == t.Speaker.document_id)
        .outerjoin(t.Participant, t.Participant.id == t.Speaker.participant_id)
        .where(t.Document.project_id == access.project_id)
        .group_by(t.Speaker.label, t.Speaker.role, t.Participant.name)
    )
    found: dict[str, dict[Said, str]] = defaultdict(dict)
    for label, role, name, document in access.connection.execute(asked):
        if label and (name or role != "participant"):
            found[name_key(label)].setdefault(Said(role, (name,) if name else ()), document)
    return found
