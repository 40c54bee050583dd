"""Reading who says what in many documents at once, for coding by structure."""

from typing import Any

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.choosing import documents_like
from quotetree.app.store.log import chunks
from quotetree.app.store.search import texts
from quotetree.coding.access import NotFound
from quotetree.coding.structure import Said, Talk


def talks(access: Access, document: str = "", named: str = "") -> list[Talk]:
    """The talk of one document (an id), or of those of a name like `named`, or of all, in the order of their names."""
    ids = documents_like(access, document, named)
    held, turns = texts(access, ids), _turns(access, ids)
    return [Talk(one, held[one], tuple(turns.get(one, ()))) for one in ids if one in held]


def turn(access: Access, turn_id: str) -> Any:
    """A turn of the project: row {id, document_id, words, end, role}. Raises NotFound."""
    asked = (
        select(t.Turn.id, t.Turn.document_id, t.Turn.words, t.Turn.end, t.Speaker.role)
        .join(t.Speaker, t.Speaker.id == t.Turn.speaker_id)
        .join(t.Document, t.Document.id == t.Turn.document_id)
        .where(t.Turn.id == turn_id, t.Document.project_id == access.project_id)
    )
    row = access.connection.execute(asked).first()
    if row is None:
        raise NotFound("There is no such turn in this project. It may have been joined with another.")
    return row


def _turns(access: Access, ids: list[str]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for some in chunks(ids):
        asked = (
            select(
                t.Turn.document_id,
                t.Turn.id,
                t.Turn.words,
                t.Turn.end,
                t.Speaker.role,
                t.Speaker.label,
                t.Speaker.participant_id,
                t.Participant.name.label("participant"),
            )
            .join(t.Speaker, t.Speaker.id == t.Turn.speaker_id)
            .outerjoin(t.Participant, t.Participant.id == t.Speaker.participant_id)
            .where(t.Turn.document_id.in_(some))
            .order_by(t.Turn.document_id, t.Turn.start)
        )
        for document, turn_id, words, end, role, label, person, name in access.connection.execute(asked):
            said = Said(turn_id, words, end, role, name or label.rstrip(": "), person)
            found.setdefault(document, []).append(said)
    return found
