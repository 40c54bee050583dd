"""Passages by structure: all turns of a person, the answers to a question that was asked alike, whole documents.

Nothing here is coded; it is found, to be looked at first. A question is like another by its words, those weighing more
that few turns have (see `coding/align/wording.py`).
"""

import hashlib
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from quotetree.coding.align.wording import Wording

LIKE, SURE = 0.5, 0.75
NOBODY, ASKS = "not a speaker", "interviewer"
EXTENTS = ("whole", "turns")


class Said(NamedTuple):
    """A turn: words `[words, end)`, who speaks, in which role."""

    turn_id: str
    words: int
    end: int
    role: str
    speaker: str
    participant_id: str | None


@dataclass(frozen=True, slots=True)
class Talk:
    """A document: its text and its turns in order."""

    document_id: str
    text: str
    turns: tuple[Said, ...]

    def said(self, turn: Said) -> str:
        return self.text[turn.words : turn.end]

    def within(self, start: int, end: int) -> str:
        """The words of a passage, without labels: a line a turn."""
        here = (turn for turn in self.turns if turn.words < end and start < turn.end)
        return "\n".join(self.text[max(turn.words, start) : min(turn.end, end)] for turn in here)


@dataclass(frozen=True, slots=True)
class Group:
    """Passages of a document that are chosen or left out together.

    `question` is the turn that they answer, `score` how like it is to the one that was picked, 0 to 1.
    """

    document_id: str
    passages: tuple[tuple[int, int], ...]
    question: Said | None = None
    score: float = 1.0

    @property
    def sure(self) -> bool:
        return self.score >= SURE


def mark_of(groups: Sequence[Group]) -> str:
    """The same only for the same passages in the same groups."""
    said = repr([(group.document_id, group.passages) for group in groups]).encode()
    return hashlib.sha256(said).hexdigest()[:16]


def turns_of(talks: Sequence[Talk], participant_id: str) -> list[Group]:
    """Every turn of a person, one by one."""
    return [
        Group(talk.document_id, (passage,))
        for talk in talks
        for turn in talk.turns
        if turn.participant_id == participant_id and (passage := _passage(talk, [turn]))
    ]


def whole(talks: Sequence[Talk], extent: str) -> list[Group]:
    """Each document's talk, as one passage or a passage a turn; without what nobody says at its ends."""
    groups = (
        Group(talk.document_id, _cut(talk, [turn for turn in talk.turns if turn.role != NOBODY], extent))
        for talk in talks
    )
    return [group for group in groups if group.passages]


def answers(talks: Sequence[Talk], question: str, extent: str) -> list[Group]:
    """The answers to a question (a turn's id) and to those like it, in the order of the documents."""
    asked = [(talk, n) for talk in talks for n, turn in enumerate(talk.turns) if turn.role == ASKS]
    picked = next(((talk, n) for talk, n in asked if talk.turns[n].turn_id == question), None)
    if picked is None:
        return []
    wording = Wording(talk.said(talk.turns[n]) for talk, n in asked)
    words = picked[0].said(picked[0].turns[picked[1]])
    known: dict[str, float] = {words: 1.0}
    found = []
    for talk, n in asked:
        other = talk.said(talk.turns[n])
        if other not in known:
            known[other] = wording.definitions(words, other) or 0.0
        passages = _cut(talk, list(_answer(talk, n)), extent) if known[other] >= LIKE else ()
        if passages:
            found.append(Group(talk.document_id, passages, talk.turns[n], known[other]))
    return found


def _answer(talk: Talk, n: int) -> Iterator[Said]:
    """The turns of participants between a question and the interviewer's next turn."""
    for turn in talk.turns[n + 1 :]:
        if turn.role == ASKS:
            return
        if turn.role != NOBODY:
            yield turn


def _cut(talk: Talk, turns: Sequence[Said], extent: str) -> tuple[tuple[int, int], ...]:
    pieces = [turns] if extent == "whole" else [[turn] for turn in turns]
    return tuple(passage for piece in pieces if piece and (passage := _passage(talk, piece)))


def _passage(talk: Talk, turns: Sequence[Said]) -> tuple[int, int] | None:
    """From the first word to the last, without outer blanks; None where there are no words."""
    worded = [turn for turn in turns if talk.said(turn).strip()]
    if not worded:
        return None
    first, last = talk.said(worded[0]), talk.said(worded[-1])
    start = worded[0].words + len(first) - len(first.lstrip())
    return start, worded[-1].words + len(last.rstrip())


def chosen(groups: Sequence[Group], picked: Set[int]) -> list[tuple[str, int, int]]:
    """The passages of the groups of those numbers, each with its document."""
    return [
        (group.document_id, *passage)
        for n, group in enumerate(groups)
        if n in picked
        for passage in group.passages
    ]
