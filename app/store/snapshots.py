"""The snapshot of positions that counts are made from: kept by project, moved on from the log when `seq` has moved."""

import json
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import Executable, Select, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, in_tree
from quotetree.app.store.codes import tree
from quotetree.app.store.documents import seq_of
from quotetree.app.store.log import chunks
from quotetree.coding.consent import OUT
from quotetree.coding.counts.filters import Filters, Withheld
from quotetree.coding.counts.rows import CodingRow, PeopleRows, StudyRows, TalkRows
from quotetree.coding.counts.snapshot import Snapshot, snapshot_of

PROJECTS_KEPT = 8
CHANGES_FOLLOWED = 20_000
OF_TALK = {"document", "text_version", "turn", "speaker", "group_member", "appearance"}
OF_PEOPLE = {
    "participant",
    "attribute",
    "participant_value",
    "document_value",
    "appearance",
    "appearance_value",
}

_kept: OrderedDict[tuple[str, str], Snapshot] = OrderedDict()
_locks: defaultdict[tuple[str, str], Lock] = defaultdict(Lock)


def snapshot(access: Access) -> Snapshot:
    """The project's snapshot as of this transaction, which must be a reading one: what it sees is committed.

    On the tree of a proposal it holds the codes and the codings of that tree alone.
    """
    if access.connection.get_execution_options().get("writing"):
        raise RuntimeError("A snapshot is not made of what is not committed yet.")
    key = (str(access.connection.engine.url), access.project_id)
    with _locks[key]:
        found = _moved_on(access, _kept.get(key))
        _kept[key] = found
        _kept.move_to_end(key)
        while len(_kept) > PROJECTS_KEPT:
            _kept.popitem(last=False)
    if access.reader.proposal_id:
        return found.of_tree(_codes(access), _codings(access, None))
    return found


def uncommitted(access: Access) -> Snapshot:
    """A snapshot of all that this transaction sees, with what it has written itself. It is not kept for others."""
    return _moved_on(access, _kept.get((str(access.connection.engine.url), access.project_id)))


def forget() -> None:
    """Drop all snapshots that are kept."""
    _kept.clear()


class LeftOut(NamedTuple):
    """The speakers whose words count as nobody's, and the codings (ids) that hold no others."""

    speakers: frozenset[str]
    codings: frozenset[str]


def left_out(access: Access) -> LeftOut:
    """What is not taken out, because those who said it are left out of the study."""
    found = snapshot(access)
    speakers = frozenset().union(*(one.left_out for one in found.talk.spoken))
    return LeftOut(speakers, frozenset(found.codings.ids[found.codings.out].tolist()))


def filters(access: Access, **chosen: Any) -> Filters:
    """The filters of a count, with what this reader may not see held back (see `sees` in access.py)."""
    layers = frozenset({access.reader.layer})
    return Filters(withheld=_withheld(access), **({"layers": layers} | chosen))


def _withheld(access: Access) -> tuple[Withheld, ...]:
    reader = access.reader
    if reader.is_owner:
        return ()
    own = frozenset({reader.coder_id})
    held = [] if reader.trial_open else [Withheld("trial", None, own)]
    if not reader.check_open:
        blind = select(t.Coding.document_id).distinct().where(t.Coding.project_id == access.project_id)
        blind = blind.where(t.Coding.layer == "check", t.Coding.coder_id == reader.coder_id)
        documents = frozenset(access.connection.execute(blind).scalars())
        held += [Withheld("check", None, own), Withheld("main", documents, own)]
    return tuple(held)


def _moved_on(access: Access, found: Snapshot | None) -> Snapshot:
    access = access.on()
    seq = seq_of(access)
    if found is None:
        return _whole(access, seq)
    if found.seq >= seq:
        return found
    asked = select(t.Change.table_name, t.Change.row_id, t.Change.before).where(
        t.Change.project_id == access.project_id, t.Change.seq > found.seq
    )
    changes = access.connection.execute(asked.limit(CHANGES_FOLLOWED + 1)).all()
    if len(changes) > CHANGES_FOLLOWED:
        return _whole(access, seq)
    touched: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        touched[change.table_name].add(change.row_id)
    return _followed(access, found, seq, touched, changes)


def _followed(
    access: Access, found: Snapshot, seq: int, touched: dict[str, set[str]], changes: Iterable[Any]
) -> Snapshot:
    """The tree and the talk first: a coding refers to them."""
    gone = touched["coding"]
    found = found.with_codings(seq, (), gone) if gone else found
    if "code" in touched:
        found = found.with_codes(seq, _codes(access))
    if OF_TALK & touched.keys() or _left_out_or_back(changes):
        found = found.with_talk(seq, _talk(access, _documents_to_read(access, found, touched, changes)))
    if OF_PEOPLE & touched.keys():
        found = found.with_people(seq, _people(access))
    return found.with_codings(seq, _codings(access, gone))


def _whole(access: Access, seq: int) -> Snapshot:
    rows = StudyRows(seq, _talk(access, None), _people(access), _codes(access), _codings(access, None))
    return snapshot_of(rows)


def _documents_to_read(
    access: Access, found: Snapshot, touched: dict[str, set[str]], changes: Iterable[Any]
) -> set[str]:
    """The documents that are new or of which text, turns or speakers are not those of the snapshot."""
    speakers = _column(access, t.GroupMember.speaker_id, t.GroupMember.id, touched["group_member"])
    earlier = [json.loads(change.before) for change in changes if change.before is not None]
    speakers |= {row["speaker_id"] for row in earlier if "speaker_id" in row}
    documents = {row["document_id"] for row in earlier if "document_id" in row}
    documents |= _column(access, t.Speaker.document_id, t.Speaker.id, touched["speaker"] | speakers)
    documents |= touched["document"]  # of another kind, others may be heard in them
    documents |= _column(access, t.Appearance.document_id, t.Appearance.id, touched["appearance"])
    if _left_out_or_back(changes):
        documents |= _with_people(access, touched["participant"])
    documents |= _column(access, t.Turn.document_id, t.Turn.id, touched["turn"])
    documents |= _column(access, t.TextVersion.document_id, t.TextVersion.id, touched["text_version"])
    there = set(
        access.connection.execute(
            select(t.Document.id).where(t.Document.project_id == access.project_id)
        ).scalars()
    )
    return there & (documents | there.difference(found.talk.documents))


def _left_out_or_back(changes: Iterable[Any]) -> bool:
    """Whether somebody's consent changed."""
    return any(
        change.table_name == "participant" and change.before is not None and '"consent"' in change.before
        for change in changes
    )


def _with_people(access: Access, people: set[str]) -> set[str]:
    """The documents in which words may be those of these participants."""
    found = _column(access, t.Speaker.document_id, t.Speaker.participant_id, people)
    found |= _column(access, t.Appearance.document_id, t.Appearance.participant_id, people)
    groups = _column(access, t.GroupMember.speaker_id, t.GroupMember.participant_id, people)
    return found | _column(access, t.Speaker.document_id, t.Speaker.id, groups)


def _column(access: Access, wanted: Any, by: Any, ids: set[str]) -> set[str]:
    found: set[str] = set()
    for some in chunks(sorted(ids)):
        found.update(access.connection.execute(select(wanted).where(by.in_(some))).scalars())
    return found


def _rows(access: Access, asked: Executable) -> list[Any]:
    return [tuple(row) for row in access.connection.execute(asked)]


def _codes(access: Access) -> list[tuple[str, str | None]]:
    return [(code.id, code.parent_id) for code in tree(access).in_order]


def _codings(access: Access, ids: set[str] | None) -> list[CodingRow]:
    c = t.Coding.__table__.c  # type: ignore[attr-defined]
    asked = select(c.id, c.document_id, c.code_id, c.coder_id, c.layer, c.start, c.end)
    asked = asked.where(in_tree(access.reader))
    if ids is None:
        return _rows(access, asked.where(c.project_id == access.project_id))
    return [row for some in chunks(sorted(ids)) for row in _rows(access, asked.where(c.id.in_(some)))]


def _talk(access: Access, documents: set[str] | None) -> TalkRows:
    """Who said what; texts and turns of these documents alone (None: of all)."""
    here = t.Document.project_id == access.project_id
    order = select(t.Document.id, t.Document.kind).where(here).order_by(t.Document.name_key, t.Document.id)
    texts = select(t.TextVersion.document_id, t.TextVersion.text).join(
        t.Document, t.Document.id == t.TextVersion.document_id
    )
    texts = texts.where(here, t.TextVersion.superseded.is_(False))
    turns = select(t.Turn.document_id, t.Turn.start, t.Turn.words, t.Turn.end, t.Turn.speaker_id)
    turns = turns.join(t.Document, t.Document.id == t.Turn.document_id).where(here)
    turns = turns.order_by(t.Turn.document_id, t.Turn.start)
    if documents is not None:
        texts = texts.where(t.TextVersion.document_id.in_(documents))
        turns = turns.where(t.Turn.document_id.in_(documents))
    speakers = select(t.Speaker.id, t.Speaker.document_id, t.Speaker.role, t.Speaker.participant_id)
    speakers = speakers.join(t.Document, t.Document.id == t.Speaker.document_id).where(here)
    members = select(t.GroupMember.speaker_id, t.GroupMember.participant_id)
    members = members.join(t.Speaker, t.Speaker.id == t.GroupMember.speaker_id)
    members = members.join(t.Document, t.Document.id == t.Speaker.document_id).where(here)
    attended = select(t.Appearance.document_id, t.Appearance.participant_id)
    attended = attended.join(t.Document, t.Document.id == t.Appearance.document_id).where(here)
    left_out = select(t.Participant.id).where(
        t.Participant.project_id == access.project_id, t.Participant.consent.in_(OUT)
    )
    found = TalkRows(*(_rows(access, asked) for asked in (order, texts, turns, speakers, members, attended)))
    return replace(found, left_out=access.connection.execute(left_out).scalars().all())


def _people(access: Access) -> PeopleRows:
    people = t.Participant.project_id == access.project_id
    counted = t.Participant.consent.not_in(OUT)
    everybody = select(t.Participant.id).where(people, counted).order_by(t.Participant.name_key)
    attributes = select(t.Attribute.of, t.Attribute.name).where(t.Attribute.project_id == access.project_id)
    values = _values(t.ParticipantValue, t.ParticipantValue.participant_id)
    of_documents = _values(t.DocumentValue, t.DocumentValue.document_id)
    of_appearances = (
        select(
            t.Appearance.document_id, t.Appearance.participant_id, t.Attribute.name, t.AppearanceValue.value
        )
        .join(t.Attribute, t.Attribute.id == t.AppearanceValue.attribute_id)
        .join(t.Appearance, t.Appearance.id == t.AppearanceValue.appearance_id)
    )
    here = t.Attribute.project_id == access.project_id
    return PeopleRows(
        list(access.connection.execute(everybody).scalars()),
        _rows(access, attributes.order_by(t.Attribute.of, t.Attribute.place, t.Attribute.name_key)),
        _rows(access, values.where(here)),
        _rows(access, of_appearances.where(here)),
        _rows(access, of_documents.where(here)),
    )


def _values(table: Any, of: Any) -> Select[*tuple[Any, ...]]:
    return select(of, t.Attribute.name, table.value).join(t.Attribute, t.Attribute.id == table.attribute_id)
