"""Looking for words in all talk: one scan over the texts, on either database, and the last results kept."""

import hashlib
from bisect import bisect_right
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.documents import seq_of
from quotetree.app.store.log import chunks
from quotetree.coding.names import in_order
from quotetree.coding.passage import TextChanged
from quotetree.coding.search import Abandoned, Query, read_query

RESULTS_KEPT = 4
HITS_KEPT = 100_000
CHARACTERS_AT_ONCE = 1_000_000
EVERYBODY, WITHOUT_INTERVIEWERS = "", "not the interviewer"


class Sought(NamedTuple):
    """What is looked for, and where. `whose`: everybody (""), "not the interviewer", a role, or a participant's id.

    No `kinds` stand for all of them, no `document` for every one.
    """

    typed: str
    whose: str = EVERYBODY
    kinds: frozenset[str] = frozenset()
    document: str = ""


class Speaking(NamedTuple):
    """One turn: words `[words, end)`, its number (None for what nobody says), and who speaks."""

    words: int
    end: int
    number: int | None
    label: str
    role: str
    participant_id: str | None
    participant: str | None

    @property
    def who(self) -> str:
        """What `whose` can say of this turn: the participant's id, else the role."""
        return self.participant_id or self.role


class Hit(NamedTuple):
    """The passage `[start, end)` of a document, within one turn."""

    document_id: str
    start: int
    end: int
    turn: Speaking


@dataclass(frozen=True)
class Found:
    """All hits, in the order of documents' names and of the text."""

    hits: tuple[Hit, ...]

    @cached_property
    def mark(self) -> str:
        """What two results share only if their hits are the same ones in the same order."""
        digest = hashlib.sha256()
        for hit in self.hits:
            digest.update(f"{hit.document_id} {hit.start} {hit.end}\n".encode())
        return digest.hexdigest()[:16]

    @cached_property
    def by_document(self) -> dict[str, int]:
        """How many hits each document has, in the order of the hits."""
        return dict(Counter(hit.document_id for hit in self.hits))

    @cached_property
    def by_speaker(self) -> list[tuple[Speaking, int]]:
        """How many hits each participant has, and each role where nobody is named; most first, each with one turn."""
        counts = Counter(hit.turn.who for hit in self.hits)
        one = {hit.turn.who: hit.turn for hit in self.hits}
        named = [(one[who], count) for who, count in counts.items()]
        return sorted(named, key=lambda row: (-row[1], row[0].participant or row[0].role))


_kept: OrderedDict[tuple[str, str, int, Sought], Found] = OrderedDict()
_lock = Lock()


def find(access: Access, sought: Sought, abandoned: Callable[[], bool] = lambda: False) -> Found:
    """All hits. Raises BadQuery, or Abandoned soon after `abandoned` says that nobody waits any more.

    In a writing transaction it is asked before anything is written: what is found is kept for others.
    """
    query = read_query(sought.typed)
    key = (str(access.connection.engine.url), access.project_id, seq_of(access), sought)
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    found = Found(tuple(_scan(access, query, sought, abandoned)))
    if len(found.hits) <= HITS_KEPT:
        with _lock:
            _kept[key] = found
            while len(_kept) > RESULTS_KEPT:
                _kept.popitem(last=False)
    return found


def ticked_hits(access: Access, sought: Sought, ticked: str = "") -> tuple[Hit, ...]:
    """The hits, or those ticked: a list's mark and numbers in it, "3f2a:0,4". Raises TextChanged for another list."""
    found = find(access, sought)
    if not ticked:
        return found.hits
    mark, _, numbers = ticked.partition(":")
    if mark != found.mark:
        raise TextChanged(
            "The transcripts have changed since these hits were ticked. Search again, then tick."
        )
    wanted = {int(one) for one in numbers.split(",") if one.isdecimal() and one.isascii()}
    return tuple(hit for number, hit in enumerate(found.hits) if number in wanted)


def forget() -> None:
    """Drop all results that are kept."""
    with _lock:
        _kept.clear()


def texts(access: Access, document_ids: Sequence[str]) -> dict[str, str]:
    """Texts of documents by id."""
    found: dict[str, str] = {}
    for some in chunks(list(dict.fromkeys(document_ids))):
        asked = _texts().where(t.Document.project_id == access.project_id, t.Document.id.in_(some))
        found |= {row.id: row.text for row in access.connection.execute(asked)}
    return found


def speaking_participants(access: Access) -> Sequence[Any]:
    """The participants whom a label stands for, by name: rows {id, name}."""
    asked = (
        select(t.Participant.id, t.Participant.name)
        .where(t.Participant.project_id == access.project_id)
        .where(t.Participant.id.in_(select(t.Speaker.participant_id)))
    )
    return sorted(access.connection.execute(asked).all(), key=lambda row: in_order(row.name))


def own_codings(access: Access, code_id: str) -> set[tuple[str, int, int]]:
    """The passages that carry a code by this coder in the main layer: document, start, end."""
    c = t.LOGGED["coding"].c
    asked = select(c.document_id, c.start, c.end).where(
        c.project_id == access.project_id,
        c.code_id == code_id,
        c.coder_id == access.reader.coder_id,
        c.layer == "main",
    )
    return {(row.document_id, row.start, row.end) for row in access.connection.execute(asked)}


def _scan(access: Access, query: Query, sought: Sought, abandoned: Callable[[], bool]) -> Iterator[Hit]:
    speakers = _speakers(access)
    for document_ids in _portions(access, sought):
        if abandoned():
            raise Abandoned("The search was given up: nobody waits for it any more.")
        held = {each: (text, query.spots(text)) for each, text in texts(access, document_ids).items()}
        turns = _turns(access, [each for each, (_, spots) in held.items() if spots != []])
        for document_id in document_ids:
            if document_id in turns:
                here = _Talk(*held[document_id], turns[document_id], speakers)
                yield from here.hits(document_id, query, sought.whose)


class _Talk(NamedTuple):
    """A document that may have hits: where (None: anywhere), its turns (words, end, speaker), and who speaks."""

    text: str
    spots: Sequence[int] | None
    turns: Sequence[tuple[int, int, str]]
    speakers: Mapping[str, Any]

    def hits(self, document_id: str, query: Query, whose: str) -> Iterator[Hit]:
        """Hits in the order of the text."""
        numbers: list[int] = []
        for at in self._candidates():
            words, end, speaker_id = self.turns[at]
            speaker = self.speakers[speaker_id]
            if not _says(speaker, whose):
                continue
            spans = query.hits(self.text[words:end])
            if spans:
                numbers = numbers or self._numbers()
                number = None if speaker.role == "not a speaker" else numbers[at]
                turn = Speaking(words, end, number, speaker.label, *speaker[2:])
                yield from (Hit(document_id, words + start, words + stop, turn) for start, stop in spans)

    def _candidates(self) -> Sequence[int]:
        if self.spots is None:
            return range(len(self.turns))
        begins = [words for words, _, _ in self.turns]
        return list(dict.fromkeys(max(bisect_right(begins, spot) - 1, 0) for spot in self.spots))

    def _numbers(self) -> list[int]:
        """How many turns are spoken up to each row, itself included."""
        return list(accumulate(int(self.speakers[row[2]].role != "not a speaker") for row in self.turns))


def _portions(access: Access, sought: Sought) -> Iterator[list[str]]:
    """The documents to look through, in the order of their names, as many at a time as are read at once."""
    asked = (
        select(t.Document.id, t.TextVersion.length)
        .join(t.TextVersion, t.TextVersion.document_id == t.Document.id)
        .where(t.Document.project_id == access.project_id, t.TextVersion.superseded.is_(False))
        .order_by(t.Document.name_key, t.Document.id)
    )
    if sought.kinds:
        asked = asked.where(t.Document.kind.in_(sorted(sought.kinds)))
    if sought.document:
        asked = asked.where(t.Document.id == sought.document)
    portion: list[str] = []
    characters = 0
    for row in access.connection.execute(asked).all():
        portion.append(row.id)
        characters += row.length
        if characters >= CHARACTERS_AT_ONCE:
            yield portion
            portion, characters = [], 0
    yield portion


def _texts() -> Any:
    return (
        select(t.Document.id, t.TextVersion.text)
        .join(t.TextVersion, t.TextVersion.document_id == t.Document.id)
        .where(t.TextVersion.superseded.is_(False))
    )


def _turns(access: Access, document_ids: list[str]) -> dict[str, list[tuple[int, int, str]]]:
    """Turns by document, in order: words, end, speaker's id."""
    turns: dict[str, list[tuple[int, int, str]]] = {}
    turn = t.LOGGED["turn"].c
    for some in chunks(document_ids):
        asked = select(turn.document_id, turn.words, turn.end, turn.speaker_id)
        asked = asked.where(turn.document_id.in_(some)).order_by(turn.document_id, turn.start)
        for document_id, words, end, speaker_id in access.connection.execute(asked).all():
            turns.setdefault(document_id, []).append((words, end, speaker_id))
    return turns


def _speakers(access: Access) -> dict[str, Any]:
    """Who speaks, by id: rows {id, label, role, participant_id, participant}."""
    asked = (
        select(t.Speaker.id, t.Speaker.label, t.Speaker.role, t.Speaker.participant_id)
        .add_columns(t.Participant.name.label("participant"))
        .join(t.Document, t.Document.id == t.Speaker.document_id)
        .outerjoin(t.Participant, t.Participant.id == t.Speaker.participant_id)
        .where(t.Document.project_id == access.project_id)
    )
    return {row.id: row for row in access.connection.execute(asked).all()}


def _says(speaker: Any, whose: str) -> bool:
    if whose == WITHOUT_INTERVIEWERS:
        return bool(speaker.role != "interviewer")
    return whose in (EVERYBODY, speaker.participant_id or speaker.role)
