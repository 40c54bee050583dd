"""Quotations: the words of passages, turn by turn, exactly as they stand in the text.

Labels are no words. What lies between the turns (blank lines) belongs to nobody and is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


class TurnOfPassage(Protocol):
    """A row of the transcript that shares text with a passage. `number` is None for what nobody says."""

    @property
    def words(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def number(self) -> int | None: ...
    @property
    def label(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def participant_id(self) -> str | None: ...
    @property
    def participant(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Said:
    """The words `[start, end)` of one turn within a quotation, and who says them."""

    start: int
    end: int
    words: str
    speaker: str
    role: str
    participant_id: str | None
    turn: int | None


def said(text: str, start: int, end: int, turns: Iterable[TurnOfPassage]) -> tuple[Said, ...]:
    """The words of the passage `[start, end)`, a part for each of its turns that has some; `turns` in order."""
    parts = []
    for turn in turns:
        begin, finish = max(start, turn.words), min(end, turn.end)
        if begin < finish:
            speaker = turn.participant or turn.label
            words = text[begin:finish]
            parts.append(Said(begin, finish, words, speaker, turn.role, turn.participant_id, turn.number))
    return tuple(parts)


def before(text: str, begin: int, start: int, most: int) -> str:
    """The words of a turn that begins at `begin` up to a passage's start, cut at a blank to so many characters."""
    if start - begin <= most:
        return text[begin:start]
    return "… " + text[start - most : start].partition(" ")[2]


def after(text: str, end: int, finish: int, most: int) -> str:
    """The words of a turn that ends at `finish` from a passage's end on, cut at a blank to so many characters."""
    if finish - end <= most:
        return text[end:finish]
    return text[end : end + most].rpartition(" ")[0] + " …"


def words_of(parts: Sequence[Said]) -> str:
    """The quotation as one text: the words of its turns, joined by a newline."""
    return "\n".join(part.words for part in parts)


def speakers_of(parts: Iterable[Said]) -> list[str]:
    """Who speaks in a quotation, each once, in the order in which they begin; rows of nobody are no speakers."""
    return list(dict.fromkeys(part.speaker for part in parts if part.turn is not None))


def turns_of(parts: Iterable[Said]) -> str:
    """The numbers of a quotation's turns: "34", "34–36", "" where it has none."""
    numbers = [part.turn for part in parts if part.turn is not None]
    if not numbers:
        return ""
    return str(numbers[0]) if numbers[0] == numbers[-1] else f"{numbers[0]}–{numbers[-1]}"
