"""The words of one document and whose turn each of them stands in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from quotetree.coding.counts.arrays import Flags, Ints, Small, positions
from quotetree.coding.counts.rows import TurnRow
from quotetree.coding.counts.words import Words, words_of


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """One document: its words, and its turns that hold any, as places among the words.

    The words of turn n are those before `turn_end[n]` that are not before `turn_end[n - 1]`; `speaker[n]` tells which
    of `speakers` (ids) has it. `wordless` are the speakers whose rows are nobody's words, `left_out` those whose
    words count as nobody's; `unheard` are the words of the latter, if there are any.
    """

    words: Words
    turn_end: Small
    speaker: Small
    speakers: tuple[str, ...]
    wordless: frozenset[str]
    left_out: frozenset[str]
    unheard: Words | None

    def place(self, start: Ints, end: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """Passages `[start, end)` as `[begin, finish)` among the words, and the first and last turn they touch.

        Where begin and finish are equal the passage is wordless and the turns mean nothing.
        """
        begin, finish = self.words.at(np.stack((start, end)))
        first = np.searchsorted(self.turn_end, begin, "right")
        last = np.searchsorted(self.turn_end, finish, "left")
        return begin, finish, first, last

    def out(self, start: Ints, end: Ints) -> Flags:
        """By passage `[start, end)`: whether its only words are of people who are left out."""
        if self.unheard is None:
            return np.zeros(len(start), np.bool_)
        begin, finish = self.words.at(np.stack((start, end)))
        since, until = self.unheard.at(np.stack((start, end)))
        only: Flags = (begin == finish) & (since < until)
        return only


def spoken_of(
    text: str, turns: Sequence[TurnRow], wordless: Collection[str], left_out: Collection[str] = ()
) -> Spoken:
    """The words and turns of a text; `turns` in any order, `wordless` the speakers who are not speakers.

    The words of speakers who are left out are kept apart and stand in no turn.
    """
    said = sorted([turn[2:] for turn in turns if turn[4] not in wordless and turn[2] < turn[3]])
    rows = [row for row in said if row[2] not in left_out]
    spans = [(start, end) for start, end, _ in rows]
    unheard = [(start, end) for start, end, speaker in said if speaker in left_out]
    words = words_of(text, spans)
    ends = words.at([end for _, end in spans])
    held = np.flatnonzero(np.diff(ends, prepend=0))
    names = [rows[n][2] for n in held.tolist()]
    speakers = tuple(dict.fromkeys(names))
    speaker = np.array([*map(positions(speakers).__getitem__, names)], np.int32)
    return Spoken(
        words=words,
        turn_end=ends[held].astype(np.int32),
        speaker=speaker,
        speakers=speakers,
        wordless=frozenset(wordless),
        left_out=frozenset(left_out),
        unheard=words_of(text, unheard) if unheard else None,
    )
