"""All documents of a project one after the other, and the voices behind every turn."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from quotetree.coding.counts.arrays import Flags, Ints, before_each, positions, ranges
from quotetree.coding.counts.hearing import NOT_A_SPEAKER, NOTES, Hearing, Respondent
from quotetree.coding.counts.rows import DocumentRow, SpeakerRow, TalkRows, TurnRow
from quotetree.coding.counts.spoken import Spoken, spoken_of
from quotetree.coding.errors import QuotetreeError

Silent = tuple[
    set[str], set[str]
]  # of a document: the speakers of nobody's words, and those who are left out


@dataclass(frozen=True, eq=False)
class Talk:
    """The documents in order, their words and turns numbered through, and who is heard in each turn.

    A voice is one respondent heard in one document. Voices of turn n: `voice[voices_before[n]:voices_before[n + 1]]`;
    none for an interviewer, an unnamed group, somebody not identified, and in field notes.
    """

    documents: tuple[str, ...]
    kinds: tuple[str, ...]
    spoken: tuple[Spoken, ...]
    attended: frozenset[tuple[str, str]]
    words_before: Ints  # by document, and one more: letters in the documents before it
    turns_before: Ints  # by document, and one more
    interviewers_before: Ints  # by turn, and one more: interviewers' turns before it
    voices_before: Ints  # by turn, and one more
    voice: Ints
    voices: tuple[tuple[int, Respondent], ...]  # document's number, respondent
    number: Mapping[str, int]  # of a document's id

    @cached_property
    def notes(self) -> Flags:
        """By document: whether it holds researchers' notes."""
        return np.array([kind == NOTES for kind in self.kinds], np.bool_)

    @cached_property
    def persons(self) -> tuple[tuple[Respondent, ...], Ints]:
        """The distinct respondents, and which of them each voice is."""
        number: dict[Respondent, int] = {}
        of_voice = [number.setdefault(person, len(number)) for _, person in self.voices]
        return tuple(number), np.array(of_voice, np.int64)

    @cached_property
    def document_of_voice(self) -> Ints:
        """By voice: its document's number."""
        return np.array([document for document, _ in self.voices], np.int64)

    @cached_property
    def placeholders(self) -> Flags:
        """By voice: whether it is a placeholder's."""
        return np.array([person.placeholder for _, person in self.voices], np.bool_)


def talk_of(rows: TalkRows, earlier: Talk | None = None) -> Talk:
    """The talk in the rows; documents without a text among them are taken from the earlier talk."""
    documents = tuple(rows.documents)
    names, kinds = tuple(one for one, _ in documents), tuple(kind for _, kind in documents)
    speakers = {row[0]: row for row in rows.speakers}
    appeared = frozenset((document, participant) for document, participant in rows.appearances)
    left_out = frozenset(rows.left_out)
    hearing = Hearing(speakers, rows.members, appeared, left_out)
    spoken = _spoken(rows, documents, speakers, hearing, earlier)
    voices, heard = _voices(spoken, kinds, hearing)
    speaker = _speakers_of_turns(spoken)
    asks = [hearing.asks(who) for one in spoken for who in one.speakers]
    before = before_each([len(one) for one in heard])
    count = np.diff(before)[speaker]
    flat = np.array([voice for one in heard for voice in one], np.int64)
    return Talk(
        documents=names,
        kinds=kinds,
        spoken=spoken,
        attended=frozenset(pair for pair in appeared if pair[1] not in left_out),
        words_before=before_each([one.words.count for one in spoken]),
        turns_before=before_each([len(one.speaker) for one in spoken]),
        interviewers_before=before_each(np.array(asks, np.bool_)[speaker]),
        voices_before=before_each(count),
        voice=flat[ranges(before[speaker], count)],
        voices=voices,
        number=positions(names),
    )


def _voices(
    spoken: tuple[Spoken, ...], kinds: tuple[str, ...], hearing: Hearing
) -> tuple[tuple[tuple[int, Respondent], ...], list[list[int]]]:
    """The voices of all documents, and by speaker (of one document after the other) the numbers of theirs."""
    number: dict[tuple[int, Respondent], int] = {}
    heard = [
        [number.setdefault((n, person), len(number)) for person in hearing.respondents(speaker, kind)]
        for n, (one, kind) in enumerate(zip(spoken, kinds, strict=True))
        for speaker in one.speakers
    ]
    return tuple(number), heard


def _speakers_of_turns(spoken: tuple[Spoken, ...]) -> Ints:
    """By turn its speaker, the speakers of one document being numbered after those of the other."""
    before = before_each([len(one.speakers) for one in spoken])[:-1].tolist()
    turns = [one.speaker + skip for one, skip in zip(spoken, before, strict=True)]
    return np.concatenate([*turns, np.zeros(0, np.int64)])


def _spoken(
    rows: TalkRows,
    documents: tuple[DocumentRow, ...],
    speakers: Mapping[str, SpeakerRow],
    hearing: Hearing,
    earlier: Talk | None,
) -> tuple[Spoken, ...]:
    turns: dict[str, list[TurnRow]] = defaultdict(list)
    for turn in rows.turns:
        turns[turn[0]].append(turn)
    silent: dict[str, Silent] = {one: (set(), set()) for one, _ in documents}
    kinds = dict(documents)
    for speaker, document, role, _ in speakers.values():
        if role == NOT_A_SPEAKER:
            silent[document][0].add(speaker)
        elif hearing.leaves_out(speaker, kinds[document]):
            silent[document][1].add(speaker)
    fresh = {one: spoken_of(text, turns[one], *silent[one]) for one, text in rows.texts}
    return tuple(fresh[one] if one in fresh else _carried(one, silent[one], earlier) for one in kinds)


def _carried(document: str, silent: Silent, earlier: Talk | None) -> Spoken:
    if earlier is None or document not in earlier.number:
        raise QuotetreeError(f"The text of document {document} is missing, so its words cannot be counted.")
    spoken = earlier.spoken[earlier.number[document]]
    if spoken.wordless != silent[0] or spoken.left_out != silent[1]:
        raise QuotetreeError(f"Who speaks in document {document} has changed; its words must be read again.")
    return spoken
