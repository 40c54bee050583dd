"""The words of one document and whose turn each of them stands in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from quotetree.coding.counts.arrays import Ints, Small, positions
from quotetree.coding.counts.rows import TurnRow
from quotetree.coding.counts.words import Words, words_of


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """One document: its words, and its turns that hold any, as places among the words.

    The words of turn n are those before `turn_end[n]` that are not before `turn_end[n - 1]`; `speaker[n]` tells which
    of `speakers` (ids) has it. `wordless` are the speakers whose rows are nobody's words.
    """

    words: Words
    turn_end: Small
    speaker: Small
    speakers: tuple[str, ...]
    wordless: frozenset[str]

    def place(self, start: Ints, end: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """Passages `[start, end)` as `[begin, finish)` among the words, and the first and last turn they touch.

        Where begin and finish are equal the passage is wordless and the turns mean nothing.
        """
        begin, finish = self.words.at(np.stack((start, end)))
        first = np.searchsorted(self.turn_end, begin, "right")
        last = np.searchsorted(self.turn_end, finish, "left")
        return begin, finish, first, last


def spoken_of(text: str, turns: Sequence[TurnRow], wordless: Collection[str]) -> Spoken:
    """The words and turns of a text; `turns` in any order, `wordless` the speakers who are not speakers."""
    rows = sorted([turn[2:] for turn in turns if turn[4] not in wordless and turn[2] < turn[3]])
    spans = [(start, end) for start, end, _ in rows]
    words = words_of(text, spans)
    ends = words.at([end for _, end in spans])
    held = np.flatnonzero(np.diff(ends, prepend=0))
    names = [rows[n][2] for n in held.tolist()]
    speakers = tuple(dict.fromkeys(names))
    speaker = np.array([*map(positions(speakers).__getitem__, names)], np.int32)
    return Spoken(words, ends[held].astype(np.int32), speaker, speakers, frozenset(wordless))
