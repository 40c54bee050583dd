"""Which characters of a document are words, kept in a quarter of a byte a character.

The words are the letters and digits (`str.isalnum`) of what was said: not labels, not square-bracketed notes. A place
in the text has a place among the words: the number of letters and digits before it. Two passages share a word's
letter just when their ranges among the words overlap, and a passage is wordless just when its range is empty.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from quotetree.coding.counts.arrays import Ints, before_each

Letters = npt.NDArray[np.uint8]
Span = tuple[int, int]

_LATIN = bytes(chr(code).isalnum() for code in range(256))
_UNKNOWN = 2
_beyond_latin: Letters = np.full(0x110000, _UNKNOWN, np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of one document: a bit a character, and how many bits are set before each block of 64."""

    blocks: npt.NDArray[np.uint64]
    before: npt.NDArray[np.int32]
    length: int

    @property
    def count(self) -> int:
        """How many letters and digits of words there are."""
        return int(self.before[-1])

    def at(self, places: npt.ArrayLike) -> Ints:
        """The number of letters and digits of words before each place (a code point offset, cut to the text)."""
        inside = np.minimum(np.maximum(np.asarray(places, np.int64), 0), self.length)
        block, bit = inside >> 6, (inside & 63).astype(np.uint64)
        lower = self.blocks[block] & ((np.uint64(1) << bit) - np.uint64(1))
        places_before: Ints = self.before[block] + np.bitwise_count(lower).astype(np.int64)
        return places_before


def words_of(text: str, spans: Sequence[Span]) -> Words:
    """The words within the spans, each of which is the `[words, end)` of a turn; spans are in order and apart."""
    marks = letters(text)
    place = 0
    for start, end in spans:
        marks[place:start] = 0
        place = end
    marks[place:] = 0
    for start, end in notes(text, spans):
        marks[start:end] = 0
    return _packed(marks)


def notes(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The square-bracketed notes, each from a `[` to the next `]` within its span; an unclosed `[` is text."""
    ends = [end for _, end in spans]
    opened = text.find("[")
    while opened >= 0 and (n := bisect_right(ends, opened)) < len(spans):
        start, end = spans[n]
        closed = text.find("]", opened, end) + 1 if opened >= start else opened + 1
        if opened >= start and closed:
            yield opened, closed
        opened = text.find("[", closed or end)


def letters(text: str) -> Letters:
    """1 for each code point that is a letter or digit, else 0; an array that may be changed."""
    marks = np.frombuffer(bytearray(text.encode("latin-1", "replace").translate(_LATIN)), np.uint8)
    if not text.isascii():
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        beyond = np.flatnonzero(points > 255)
        marks[beyond] = _look_up(points[beyond])
    return marks


def _look_up(points: npt.NDArray[np.uint32]) -> Letters:
    """Whether each code point is a letter or digit; Python is asked once for each that was never seen."""
    found = _beyond_latin[points]
    for point in {int(new) for new in points[found == _UNKNOWN]}:
        _beyond_latin[point] = chr(point).isalnum()
    return _beyond_latin[points]


def _packed(marks: Letters) -> Words:
    size = (len(marks) // 64 + 1) * 8
    blocks = np.zeros(size, np.uint8)
    bits = np.packbits(marks, bitorder="little")
    blocks[: len(bits)] = bits
    whole = blocks.view("<u8").astype(np.uint64, copy=False)
    before = before_each(np.bitwise_count(whole)).astype(np.int32)
    return Words(whole, before, len(marks))
