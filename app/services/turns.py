"""Turns split, joined, and given to other speakers: rows change, no text and no coding."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from quotetree.app.store import corrections as store
from quotetree.app.store import documents
from quotetree.app.store import imports as import_store
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder, action
from quotetree.app.store.tables import ROLES
from quotetree.coding.access import NotFound
from quotetree.coding.names import clean_name, name_key
from quotetree.coding.turns import TurnRefused, halves

SPREADS = ("this", "onwards", "all")


class Whose(NamedTuple):
    """A speaker of the document, or a new label with its role."""

    speaker_id: str = ""
    label: str = ""
    role: str = "participant"


def split_turn(access: Access, document_id: str, turn_id: str, at: int, whose: Whose) -> int | None:
    """Split a turn in front of the word at `at`; the second part is another's. Returns the number of the action."""
    access.reader.check_write()
    text = documents.document(access, document_id).text
    row, _ = _turn_and_next(access, document_id, turn_id)
    end, start = halves(text, row.words, row.end, at)
    with action(access.connection, access.who, "turn.split", about={"document": document_id}) as recorder:
        second = {"document_id": document_id, "start": start, "words": start, "end": row.end}
        second |= {"speaker_id": _speaker(access, recorder, document_id, whose).id}
        recorder.update("turn", turn_id, {"end": end, "to_ms": None})
        recorder.insert("turn", second | {"from_ms": None, "to_ms": row.to_ms})
    return recorder.seq


def join_turns(access: Access, document_id: str, turn_id: str, *, label_is_words: bool = False) -> int | None:
    """Make a turn and the next one the first one's speaker's turn. Returns the number of the action.

    Where the next one begins with its label in the text, that becomes words, which a person has to have said.
    """
    access.reader.check_write()
    row, following = _turn_and_next(access, document_id, turn_id)
    if following is None:
        raise TurnRefused("This is the last turn: there is none to join it with.")
    if following.start < following.words and not label_is_words:
        raise TurnRefused(
            f"The next turn begins with its label, “{following.label}”, which would become part of the words. "
            f"Give the next turn to {row.label or 'the same speaker'} instead."
        )
    with action(access.connection, access.who, "turns.joined", about={"document": document_id}) as recorder:
        _join(access, recorder, document_id, [following.id])
    return recorder.seq


def unlabel_turns(access: Access, document_id: str, turn_id: str, *, everywhere: bool = False) -> int | None:
    """Take what looked like a label for words of the turn before: here, or wherever it stands in the document."""
    access.reader.check_write()
    rows = documents.turns(access, document_id)
    row = next((one for one in rows if one.id == turn_id), None)
    if row is None:
        raise NotFound("There is no such turn in this document any more.")
    if row.start == row.words:
        raise TurnRefused("This turn has no label in the text that could become words.")
    chosen = [
        one.id for one in rows[1:]
        if one.id == turn_id or (everywhere and one.speaker_id == row.speaker_id and one.start < one.words)
    ]  # fmt: skip
    if rows[0].id == turn_id and (not everywhere or not chosen):
        raise TurnRefused(
            f"There is no turn before this one that “{row.label}” could be words of. Give the turn to another speaker."
        )
    about = {"document": document_id, "n": len(chosen), "label": row.label}
    with action(access.connection, access.who, "turns.unlabelled", about=about) as recorder:
        _join(access, recorder, document_id, chosen)
    return recorder.seq


def _join(access: Access, recorder: Recorder, document_id: str, turn_ids: Sequence[str]) -> None:
    """Each of the turns becomes a part of the one before it; labels that have no turn then go."""
    rows = documents.turns(access, document_id)
    gone = set(turn_ids)
    ends: dict[str, dict[str, Any]] = {}
    last = rows[0]
    for row in rows:
        if row.id in gone:
            ends[last.id] = {"end": row.end, "to_ms": row.to_ms}
        else:
            last = row
    recorder.delete_many("turn", turn_ids)
    recorder.update_many("turn", ends)
    staying = {row.speaker_id for row in rows if row.id not in gone}
    store.delete_speakers(access, recorder, {row.speaker_id for row in rows} - staying)


def relabel_turns(
    access: Access, document_id: str, turn_ids: Sequence[str], whose: Whose, spread: str = "this"
) -> int | None:
    """Give turns to another speaker: these, or all turns of the first one's speaker, from there on or altogether."""
    access.reader.check_write()
    rows = documents.turns(access, document_id)
    chosen = [row for row in rows if row.id in set(turn_ids)]
    if not chosen or spread not in SPREADS:
        raise NotFound("There is no such turn in this document any more.")
    if spread != "this":
        first = chosen[0]
        chosen = [
            row for row in rows
            if row.speaker_id == first.speaker_id and (spread == "all" or row.start >= first.start)
        ]  # fmt: skip
    about = {"document": document_id, "n": len(chosen)}
    with action(access.connection, access.who, "turns.relabelled", about=about) as recorder:
        speaker = _speaker(access, recorder, document_id, whose)
        recorder.about["label"] = speaker.label or "the unlabelled speaker"
        recorder.update_many("turn", {row.id: {"speaker_id": speaker.id} for row in chosen})
    return recorder.seq


def _turn_and_next(access: Access, document_id: str, turn_id: str) -> tuple[Any, Any | None]:
    rows = documents.turns(access, document_id)
    at = next((i for i, row in enumerate(rows) if row.id == turn_id), None)
    if at is None:
        raise NotFound("There is no such turn in this document any more.")
    return rows[at], rows[at + 1] if at + 1 < len(rows) else None


class _Found(NamedTuple):
    id: str
    label: str


def _speaker(access: Access, recorder: Recorder, document_id: str, whose: Whose) -> _Found:
    """The speaker, made with the action where the label is new; a participant of that name is who it stands for."""
    there = store.speakers(access, document_id)
    if whose.speaker_id:
        found = next((row for row in there if row.id == whose.speaker_id), None)
        if found is None:
            raise NotFound("There is no such speaker in this document.")
        return _Found(found.id, found.label)
    if not whose.label.strip():
        raise TurnRefused("Whose words are these? Choose a speaker, or write the label of a new one.")
    label = clean_name(whose.label, "A new speaker")
    same = next((row for row in there if row.label == label), None)
    if same is not None:
        return _Found(same.id, label)
    if whose.role not in ROLES:
        raise TurnRefused(f"There is no role “{whose.role}”.")
    person = import_store.standing(access).participants.get(name_key(label))
    if whose.role == "participant" and person is None:
        row = {"project_id": access.project_id, "name": label, "name_key": name_key(label)}
        person = recorder.insert("participant", row)
    named = person if whose.role == "participant" else None
    made = {"document_id": document_id, "label": label, "role": whose.role, "participant_id": named}
    return _Found(recorder.insert("speaker", made), label)
