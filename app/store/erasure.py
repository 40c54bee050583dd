"""What of a project is one person's, and its deletion. What the log still holds of it is for `scrubbing.py`."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import func, select

from quotetree.app.store import corrections, people
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.document_list import delete as delete_documents
from quotetree.app.store.log import Recorder, chunks
from quotetree.app.store.memos import Attached, attached, delete_attached
from quotetree.app.store.naming import Mention, in_rows, texts
from quotetree.app.store.uploads import CHOICES
from quotetree.coding.consent import OUT
from quotetree.coding.copied import Copied
from quotetree.coding.corrections import TurnPlace
from quotetree.coding.counts.hearing import NOT_A_SPEAKER
from quotetree.coding.erasure import Erased, still_read, theirs, what_goes
from quotetree.coding.spellings import Renaming, Spellings
from quotetree.coding.undo_values import Key


def documents(
    access: Access, participant_id: str | None, renaming: Renaming | None = None, also: Collection[str] = ()
) -> list[Erased]:
    """What goes of each document in which they say something, by the documents' names.

    With `renaming` also of those in which the name stands, even if nobody goes (None), and of those in `also`.
    """
    there = {row.id: row for row in _where_they_are(access, participant_id)} if participant_id else {}
    rows = list(texts(access)) if renaming else list(there.values())
    found = []
    for row in rows:
        named = renaming is not None and (row.id in also or renaming.spellings.spots(row.text))
        if row.id not in there and not named:
            continue
        turns, speaker_of = _turns(access, row.id)
        own = _speakers(access, row.id, row.kind, participant_id) if participant_id else set()
        gone = {turn.id for turn in turns if speaker_of[turn.id] in own}
        codings = corrections.all_codings(access, row.id)
        one = what_goes((row.id, row.name, row.text), turns, gone, codings, renaming)
        if one.turns or one.names or row.id in also:
            found.append(one)
    return found


def mentions(
    access: Access, plan: Sequence[Erased], own: Collection[Key], spellings: Spellings
) -> list[Mention]:
    """Where a name stands, but in the turns that go by the plan and in rows (table, id) that go."""
    cut = {one.document: one.change.edits for one in plan}
    found = list(in_rows(access, spellings, own))
    for row in texts(access):
        edits = cut.get(row.id, ())
        found += [
            Mention("text_version", "text", row.id, spot)
            for spot in spellings.spots(row.text)
            if not any(edit.start < spot.end and spot.start < edit.end for edit in edits)
        ]
    return found


def copied(access: Access, plan: Sequence[Erased], own: Collection[Key]) -> list[Mention]:
    """Where runs of words that go by the plan stand in what was written beside the texts, but for rows that go."""
    known = {row.id: row.text for row in texts(access)}
    said = [known[one.document][edit.start : edit.end] for one in plan for edit in one.change.edits]
    return list(in_rows(access, Copied(said), own))


def own_rows(
    access: Access, participant_id: str, plan: Sequence[Erased], talk: Sequence[Attached]
) -> set[Key]:
    """Rows (table, id) that go with the person and may hold their name."""
    ties = people.ties(access, participant_id)
    found = {("participant", participant_id)} | {("speaker", one) for one in ties.speakers}
    found |= {("participant_value", one) for one in people.values_of(access, participant_id)}
    found |= {("appearance_value", one) for one in people.values_then_of(access, ties.appearances)}
    found |= {("document", one.document) for one in plan if one.whole}
    return found | {(table, one) for some in talk for table, ids in _kinds(some) for one in ids}


def _kinds(some: Attached) -> list[tuple[str, list[str]]]:
    return [("memo", some.memos), ("discussion", some.discussions), ("remark", some.remarks)]


def _where_they_are(access: Access, participant_id: str) -> Sequence[Any]:
    """Documents with a label, a group or an appearance of theirs: rows {id, name, kind, text}."""
    ties = people.ties(access, participant_id)
    speakers = select(t.Speaker.document_id).where(t.Speaker.participant_id == participant_id)
    groups = (
        select(t.Speaker.document_id)
        .join(t.GroupMember, t.GroupMember.speaker_id == t.Speaker.id)
        .where(t.GroupMember.participant_id == participant_id)
    )
    appeared = select(t.Appearance.document_id).where(t.Appearance.participant_id == participant_id)
    if not any(ties):
        return []
    asked = (
        select(t.Document.id, t.Document.name, t.Document.kind, t.TextVersion.text)
        .join(t.TextVersion, t.TextVersion.document_id == t.Document.id)
        .where(t.Document.project_id == access.project_id, t.TextVersion.superseded.is_(False))
        .where(t.Document.id.in_(speakers.union(groups, appeared)))
    )
    return access.connection.execute(asked.order_by(t.Document.name_key)).all()


def _turns(access: Access, document_id: str) -> tuple[list[TurnPlace], dict[str, str]]:
    asked = select(t.Turn.id, t.Turn.speaker_id).where(t.Turn.document_id == document_id)
    speaker_of = {row.id: row.speaker_id for row in access.connection.execute(asked)}
    return corrections.turns(access, document_id), speaker_of


def _speakers(access: Access, document_id: str, kind: str, participant_id: str) -> set[str]:
    rows = select(t.Speaker.id, t.Speaker.document_id, t.Speaker.role, t.Speaker.participant_id)
    members = select(t.GroupMember.speaker_id, t.GroupMember.participant_id).join(
        t.Speaker, t.Speaker.id == t.GroupMember.speaker_id
    )
    appeared = select(t.Appearance.document_id, t.Appearance.participant_id)

    def of(asked: Any) -> list[Any]:
        return [tuple(row) for row in access.connection.execute(asked)]

    return theirs(
        participant_id,
        kind,
        of(rows.where(t.Speaker.document_id == document_id)),
        of(members.where(t.Speaker.document_id == document_id)),
        of(appeared.where(t.Appearance.document_id == document_id)),
    )


def talk_on(access: Access, participant_id: str, codings: Iterable[str]) -> tuple[Attached, Attached]:
    """What is attached to the person, and to codings that go."""
    return attached(access, "participant", [participant_id]), attached(access, "coding", codings)


def waiting_files(access: Access) -> int:
    """How many files wait to be brought in: nobody can say whose words they hold."""
    asked = select(func.count()).where(t.Upload.project_id == access.project_id, t.Upload.kind != CHOICES)
    return access.connection.execute(asked.select_from(t.Upload)).scalar_one()


def others_counted(access: Access, participant_id: str) -> int:
    """How many participants there are afterwards, without those who are left out."""
    asked = select(func.count()).where(
        t.Participant.project_id == access.project_id,
        t.Participant.consent.not_in(OUT),
        t.Participant.id != participant_id,
    )
    return access.connection.execute(asked.select_from(t.Participant)).scalar_one()


def in_main(access: Access, codings: Sequence[str]) -> int:
    """How many of the codings are of the main layer: what all may read tells of no other."""
    number = 0
    for some in chunks(list(codings)):
        asked = select(func.count()).where(t.Coding.id.in_(some), t.Coding.layer == "main")
        number += access.connection.execute(asked.select_from(t.Coding)).scalar_one()
    return number


def write_texts(access: Access, recorder: Recorder, plan: Sequence[Erased]) -> None:
    """Give documents new texts in which another name stands."""
    for one in plan:
        corrections.write(access, recorder, one.document, one.change)


def delete_originals(access: Access, recorder: Recorder, plan: Sequence[Erased]) -> None:
    """Delete the files that documents were made from."""
    asked = select(t.OriginalFile.id).where(t.OriginalFile.document_id.in_([one.document for one in plan]))
    recorder.delete_many("original_file", access.connection.execute(asked).scalars())


def delete(access: Access, recorder: Recorder, participant_id: str, plan: Sequence[Erased]) -> set[str]:
    """Delete all that is theirs, as a part of an action. Returns the speakers (ids) that went."""
    gone = set(people.ties(access, participant_id).speakers)
    for one in plan:
        if not one.whole:
            gone |= _cut(access, recorder, one)
    delete_originals(access, recorder, plan)
    delete_documents(access, recorder, [one.document for one in plan if one.whole])
    delete_attached(access, recorder, "participant", [participant_id])
    ties = people.ties(access, participant_id)
    recorder.delete_many("group_member", ties.groups)
    recorder.delete_many("appearance_value", people.values_then_of(access, ties.appearances))
    recorder.delete_many("appearance", ties.appearances)
    recorder.delete_many("speaker", ties.speakers)
    recorder.delete_many("participant_value", people.values_of(access, participant_id))
    recorder.delete_many("participant", [participant_id])
    return gone


def _cut(access: Access, recorder: Recorder, one: Erased) -> set[str]:
    marks = _marks_after(access, one)
    corrections.write(access, recorder, one.document, one.change)
    _, speaker_of = _turns(access, one.document)
    recorder.delete_many("turn", one.turns)
    silent = {speaker_of[turn] for turn in one.turns}
    groups = select(t.GroupMember.id).where(t.GroupMember.speaker_id.in_(silent))
    recorder.delete_many("group_member", access.connection.execute(groups).scalars())
    recorder.delete_many("speaker", sorted(silent))
    recorder.update_many("reading_mark", marks)
    return silent


def _marks_after(access: Access, one: Erased) -> dict[str, dict[str, int]]:
    """How far each coder has read, in the numbers of the turns that stay."""
    asked = select(t.Turn.id).join(t.Speaker, t.Speaker.id == t.Turn.speaker_id)
    asked = asked.where(t.Turn.document_id == one.document, t.Speaker.role != NOT_A_SPEAKER)
    ordered = access.connection.execute(asked.order_by(t.Turn.start)).scalars().all()
    went = set(one.turns)
    gone = [number for number, turn in enumerate(ordered, 1) if turn in went]
    marks = select(t.ReadingMark.id, t.ReadingMark.to_turn).where(t.ReadingMark.document_id == one.document)
    return {row.id: {"to_turn": still_read(row.to_turn, gone)} for row in access.connection.execute(marks)}


def earlier_texts(access: Access, document_ids: Iterable[str]) -> int:
    """How many corrections of these documents can then no longer be taken back."""
    asked = select(func.count()).where(
        t.TextVersion.document_id.in_(list(document_ids)), t.TextVersion.superseded.is_(True)
    )
    return access.connection.execute(asked.select_from(t.TextVersion)).scalar_one()


def labels(access: Access, participant_id: str) -> dict[str, set[str]]:
    """By document the labels that stand for them."""
    asked = select(t.Speaker.document_id, t.Speaker.label).where(t.Speaker.participant_id == participant_id)
    found: dict[str, set[str]] = defaultdict(set)
    for document, label in access.connection.execute(asked):
        found[document].add(label)
    return dict(found)
