"""How one text became another, and where passages and turns of the old one are in the new.

Edits are [start, end, new length] in the old text's code points, in order, and hold no words. The rules for a passage:
- what is left of its words stays in it, and nothing comes to it from outside;
- what was put in strictly inside of it is its, what was put in at its edge is not;
- what stands in the place of words is its if it held all of these words, and is not if it held only some of them;
- a passage of which nothing is left is lost.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, islice, zip_longest
from typing import NamedTuple

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\S+\s*|\s+")
# Above this, words that stand everywhere no longer begin a match; they are still part of one.
_MANY = 2000


class Edit(NamedTuple):
    """The characters `[start, end)` of the old text gave way to `length` others."""

    start: int
    end: int
    length: int


Edits = tuple[Edit, ...]


def edits_from(kept: Iterable[Sequence[int]]) -> Edits:
    """Edits as they are kept, in lists."""
    return tuple(Edit(*numbers) for numbers in kept)


def inverse(edits: Edits) -> Edits:
    """How the new text becomes the old one again."""
    found, shift = [], 0
    for start, end, length in edits:
        found.append(Edit(start + shift, start + shift + length, end - start))
        shift += length - (end - start)
    return tuple(found)


class _Sums(NamedTuple):
    """Where edits end, and by how much all before each have moved what comes after."""

    ends: list[int]
    shifts: list[int]


# Thousands of places go through the same edits one after the other. By identity: to hash them would cost as much.
_SUMS: dict[int, tuple[Edits, _Sums]] = {}
_MOST_SUMS = 32


def _sums(edits: Edits) -> _Sums:
    known = _SUMS.get(id(edits))
    if known is not None and known[0] is edits:
        return known[1]
    moves = (length - (end - start) for start, end, length in edits)
    made = _Sums([edit.end for edit in edits], list(accumulate(moves, initial=0)))
    if len(_SUMS) >= _MOST_SUMS:
        _SUMS.clear()
    _SUMS[id(edits)] = (edits, made)
    return made


def passage_after(edits: Edits, start: int, end: int) -> tuple[int, int] | None:
    """Where the passage `[start, end)` is in the new text; None if nothing of it is left."""
    sums = _sums(edits)
    done = bisect_right(sums.ends, start)
    shift = sums.shifts[done]
    first, last = start + shift, end + shift
    for at, to, length in islice(edits, done, None):
        if at >= end:
            break
        if at < start < to:
            first = at + shift + length
        if at < end < to:
            last = at + shift
        shift += length - (to - at)
        if to <= start:
            first = start + shift
        if to <= end:
            last = end + shift
    return (first, last) if first < last else None


def turn_after(edits: Edits, start: int, words: int, end: int) -> tuple[int, int, int]:
    """Where a turn is in the new text: what is put in at the beginning or the end of its words is the turn's."""
    place = (_before(edits, start), _before(edits, words), _behind(edits, end))
    return place[0], max(place[:2]), max(place)


def place_after(edits: Edits, start: int, end: int) -> tuple[int, int]:
    """Where a passage is in the new text, or what stands in its place, or, empty, where it was."""
    place = passage_after(edits, start, end)
    if place is not None:
        return place
    first, last = _before(edits, start), _behind(edits, end)
    return (min(first, last), max(first, last))


def _before(edits: Edits, offset: int) -> int:
    """An offset in the new text, in front of what was put in there; behind what stands in place of words around it."""
    done = bisect_left(_sums(edits).ends, offset)
    shift = _sums(edits).shifts[done]
    for at, to, length in islice(edits, done, None):
        if at >= offset:
            break
        if offset < to:
            return at + shift + length
        shift += length - (to - at)
    return offset + shift


def _behind(edits: Edits, offset: int) -> int:
    """An offset in the new text, behind what was put in there; in front of what stands in place of words around it."""
    done = bisect_left(_sums(edits).ends, offset)
    shift = _sums(edits).shifts[done]
    for at, to, length in islice(edits, done, None):
        if at > offset:
            break
        if at <= offset < to:
            return at + shift
        shift += length - (to - at)
    return offset + shift


def composed(first: Edits, second: Edits) -> Edits:
    """The edits of a text that was changed twice, in the first text's code points."""
    spans = [(e.start, e.end, 0, e.length - (e.end - e.start)) for e in second]
    spans += [(e.start, e.end, e.end - e.start - e.length, 0) for e in inverse(first)]
    found: list[Edit] = []
    shift = 0
    for begin, stop, before, after in _joined(sorted(spans)):
        old = stop - begin - before
        found.append(Edit(begin - shift, begin - shift + old, stop - begin + after))
        shift += before
    return tuple(edit for edit in found if edit.length or edit.start < edit.end)


def _joined(spans: Sequence[tuple[int, int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Spans that touch as one, with what they add summed up."""
    last: tuple[int, int, int, int] | None = None
    for span in spans:
        if last is not None and span[0] <= last[1]:
            last = (last[0], max(last[1], span[1]), last[2] + span[2], last[3] + span[3])
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


class Rewritten(NamedTuple):
    """A new text and how it came from the old one."""

    text: str
    edits: Edits


def rewritten(text: str, replaced: Sequence[tuple[int, int, str]]) -> Rewritten:
    """The text with other words in the place of some: (start, end, new words), in order and without overlaps."""
    parts, at = [], 0
    for start, end, words in replaced:
        parts += [text[at:start], words]
        at = end
    edits = tuple(Edit(start, end, len(words)) for start, end, words in replaced)
    return Rewritten("".join([*parts, text[at:]]), composed(edits, ()))


def edits_between(old: str, new: str) -> Edits:
    """How the old text became the new one, by difference: of lines, of words in these, of the letters of a word."""
    found = []
    for lines in _differing(_LINE.findall(old), _LINE.findall(new)):
        for words in _differing(_WORD.findall(lines.old), _WORD.findall(lines.new)):
            at = lines.start + words.start
            found += [Edit(start + at, end + at, length) for start, end, length in _letters(words)]
    return composed(tuple(found), ())


class _Differing(NamedTuple):
    """A stretch of the old text that begins at `start`, and what stands there in the new one, in parts."""

    start: int
    old_parts: Sequence[str]
    new_parts: Sequence[str]

    @property
    def old(self) -> str:
        return "".join(self.old_parts)

    @property
    def new(self) -> str:
        return "".join(self.new_parts)


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[_Differing]:
    """The parts that differ, by their offset in what the old parts are together. Blanks behind a word are no reason
    for it to be another word: they differ by themselves."""
    begin = _same(old, new)
    behind = _same(old[begin:][::-1], new[begin:][::-1])
    a, b = old[begin : len(old) - behind], new[begin : len(new) - behind]
    offset = sum(map(len, old[:begin]))
    bare = [part.rstrip() for part in a], [part.rstrip() for part in b]
    for kind, i, j, k, m in SequenceMatcher(None, bare[0], bare[1], autojunk=len(b) > _MANY).get_opcodes():
        if kind != "equal":
            yield _Differing(offset, a[i:j], b[k:m])
        else:
            at = offset
            for one, other in zip(a[i:j], b[k:m], strict=True):
                if one != other:
                    yield _Differing(at, [one], [other])
                at += len(one)
        offset += sum(map(len, a[i:j]))


def _letters(words: _Differing) -> Iterator[Edit]:
    """Edits within words, each against the one at its place, the last against the rest of its line; or those that
    were put in or cut, where that is all."""
    if edit := _only_in_or_out(words.old, words.new):
        yield Edit(edit.start, edit.end, edit.length)
        return
    new_parts = _paired(words.new_parts, len(words.old_parts))
    at = 0
    for old, new in zip_longest(words.old_parts, new_parts, fillvalue=""):
        for one, other in ((old.rstrip(), new.rstrip()), (_blanks(old), _blanks(new))):
            begin = _same(one, other)
            behind = _same(one[begin:][::-1], other[begin:][::-1])
            if one != other:
                yield Edit(at + begin, at + len(one) - behind, len(other) - begin - behind)
            at += len(one)


def _paired(parts: Sequence[str], old: int) -> Sequence[str]:
    """The new words with what the last of the `old` ones stands against as one: all to the end of its line."""
    if not 0 < old < len(parts):
        return parts
    line = next((i for i in range(old - 1, len(parts)) if "\n" in _blanks(parts[i])), len(parts) - 1) + 1
    return [*parts[: old - 1], "".join(parts[old - 1 : line]), *parts[line:]]


def _only_in_or_out(old: str, new: str) -> Edit | None:
    """What was put in or cut within a line, where there is no other difference."""
    begin = _same(old, new)
    behind = _same(old[begin:][::-1], new[begin:][::-1])
    edit = Edit(begin, len(old) - behind, len(new) - begin - behind)
    both = old[begin : len(old) - behind] + new[begin : len(new) - behind]
    return edit if (edit.start == edit.end or not edit.length) and "\n" not in both else None


def _blanks(word: str) -> str:
    return word[len(word.rstrip()) :]


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """How many items both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(old), len(new)))
