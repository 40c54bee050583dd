"""Writing a document's new text with all that lies in it."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.imports import write as write_plan
from quotetree.app.store.log import Recorder
from quotetree.app.store.memos import delete_attached
from quotetree.coding.corrections import Correction, TurnPlace
from quotetree.coding.imports.plan import ImportPlan
from quotetree.coding.text import sha256


def turns(access: Access, document_id: str) -> list[TurnPlace]:
    """A document's turns in order."""
    asked = select(t.Turn.id, t.Turn.start, t.Turn.words, t.Turn.end).where(t.Turn.document_id == document_id)
    return [TurnPlace(*row) for row in access.connection.execute(asked.order_by(t.Turn.start, t.Turn.end))]


def all_codings(access: Access, document_id: str) -> Sequence[Any]:
    """The places of all codings of a document, in every layer: rows {id, start, end, layer}."""
    asked = select(t.Coding.id, t.Coding.start, t.Coding.end, t.Coding.layer).where(
        t.Coding.project_id == access.project_id, t.Coding.document_id == document_id
    )
    return access.connection.execute(asked.order_by(t.Coding.start, t.Coding.end, t.Coding.id)).all()


def told(access: Access, document_id: str, correction: Correction) -> dict[str, int]:
    """How many codings changed and were lost, as the history keeps it: what everybody may read there says nothing of
    layers that are held back."""
    main = {row.id for row in all_codings(access, document_id) if row.layer == "main"}
    return {
        "changed": sum(one.id in main for one in correction.changed),
        "lost": sum(one.id in main for one in correction.lost),
    }


def write(access: Access, recorder: Recorder, document_id: str, correction: Correction) -> None:
    """Put the new text in the place of the old one; turns and codings go where the correction says."""
    _write_text(access, recorder, document_id, correction)
    places = {
        turn.id: {"start": turn.start, "words": turn.words, "end": turn.end} for turn in correction.turns
    }
    recorder.update_many("turn", places)
    _write_codings(access, recorder, correction)


def write_again(
    access: Access, recorder: Recorder, document_id: str, correction: Correction, plan: ImportPlan
) -> None:
    """The same with a plan for the turns and whose they are."""
    _write_text(access, recorder, document_id, correction)
    write_plan(recorder, plan)
    _write_codings(access, recorder, correction)


def _write_text(access: Access, recorder: Recorder, document_id: str, correction: Correction) -> None:
    standing = (
        select(t.TextVersion.id, t.TextVersion.n)
        .where(t.TextVersion.document_id == document_id)
        .where(t.TextVersion.superseded.is_(False))
    )
    old = access.connection.execute(standing).one()
    recorder.update("text_version", old.id, {"superseded": True})
    version = {
        "document_id": document_id,
        "n": old.n + 1,
        "superseded": False,
        "text": correction.text,
        "length": len(correction.text),
        "sha256": sha256(correction.text),
        "edits": json.dumps([list(edit) for edit in correction.edits]),
    }
    recorder.insert("text_version", version)


def _write_codings(access: Access, recorder: Recorder, correction: Correction) -> None:
    places = {one: {"start": start, "end": end} for one, (start, end) in correction.places.items()}
    recorder.update_many("coding", places)
    gone = [one.id for one in correction.lost]
    delete_attached(access, recorder, "coding", gone)
    recorder.delete_many("coding", gone)


def speakers(access: Access, document_id: str) -> Sequence[Any]:
    """The labels of a document: rows {id, label, role}."""
    asked = select(t.Speaker.id, t.Speaker.label, t.Speaker.role).where(t.Speaker.document_id == document_id)
    return access.connection.execute(asked.order_by(t.Speaker.label)).all()


def delete_speakers(access: Access, recorder: Recorder, speakers: Collection[str]) -> None:
    """Delete labels that have no turn any more, with those who were named as their group."""
    members = select(t.GroupMember.id).where(t.GroupMember.speaker_id.in_(list(speakers)))
    recorder.delete_many("group_member", access.connection.execute(members).scalars())
    recorder.delete_many("speaker", sorted(speakers))
