"""Correcting the words of a document that is coded already."""

from typing import NamedTuple

from quotetree.app.store import corrections as store
from quotetree.app.store import documents
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.coding.corrections import Correction, corrected_turn, plan_correction, turns_after
from quotetree.coding.passage import TextChanged


class Corrected(NamedTuple):
    """What was done, and the number of the action."""

    correction: Correction
    seq: int | None


def plan_turn(access: Access, document_id: str, turn_id: str, words: str, text_hash: str) -> Correction:
    """What other words in a turn would do. Writes nothing. Raises TextChanged where another text was read."""
    access.reader.check_write()
    document = documents.document(access, document_id)
    if document.sha256 != text_hash:
        raise TextChanged(
            "The transcript has been changed since this page was opened. Open it again, then correct it."
        )
    turns = store.turns(access, document_id)
    new, edits = corrected_turn(document.text, turns, turn_id, words)
    codings = store.all_codings(access, document_id)
    return plan_correction(document.text, new, edits, (turns, turns_after(edits, turns)), codings)


def correct_turn(access: Access, document_id: str, turn_id: str, words: str, text_hash: str) -> Corrected:
    """Give a turn other words; all codings of the document stay on theirs, in every layer."""
    correction = plan_turn(access, document_id, turn_id, words, text_hash)
    about = {"document": document_id, **store.told(access, document_id, correction)}
    with action(access.connection, access.who, "text.corrected", about=about) as recorder:
        store.write(access, recorder, document_id, correction)
    return Corrected(correction, recorder.seq)
