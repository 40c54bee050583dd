"""Codings that continue one another: a passage over several turns that the program it came from had cut at each turn.

Two continue one another if they are by the same coder, of the same code and layer, and nothing lies between them but
the label of a turn, with blanks. Two in one turn do not, though they touch: who coded a turn's sentences one by one
meant two comments. That two turns were coded on purpose one by one cannot be told from a cut, so joining is offered
and never done unasked.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple


class Coded(NamedTuple):
    """A coding; `sort` order is that of documents, codes, coders, layers and places."""

    document_id: str
    code_id: str
    coder_id: str
    layer: str
    start: int
    end: int
    id: str


class Talk(NamedTuple):
    """A document's text and its turns as `(start, words, end)`, in order; only those that speak may be crossed."""

    text: str
    turns: Sequence[tuple[int, int, int]]


class Join(NamedTuple):
    """The coding that stays, where it ends from now on, and those that become part of it."""

    stays: str
    end: int
    parts: tuple[str, ...]


def joins(codings: Iterable[Coded], talks: Mapping[str, Talk]) -> list[Join]:
    """Each chain of codings that continue one another, as one passage from its first start to its last end."""
    found: list[Join] = []
    for (document, *_), group in groupby(sorted(codings), key=lambda one: one[:4]):
        talk = talks.get(document)
        if talk is not None:
            found.extend(_joins(list(group), talk))
    return found


def _joins(group: list[Coded], talk: Talk) -> Iterable[Join]:
    starts = [start for start, _, _ in talk.turns]
    by_start = sorted(group, key=lambda one: (one.start, one.end))
    chain: list[Coded] = []
    for one in by_start:
        if chain and continues(talk, starts, chain[-1].end, one.start):
            chain.append(one)
            continue
        if len(chain) > 1:
            yield _join(chain)
        chain = [one]
    if len(chain) > 1:
        yield _join(chain)


def _join(chain: list[Coded]) -> Join:
    return Join(chain[0].id, chain[-1].end, tuple(one.id for one in chain[1:]))


def continues(talk: Talk, starts: Sequence[int], end: int, start: int) -> bool:
    """Whether nothing but labels and blanks lies from the end of a passage to the start of one in a later turn."""
    if start < end:
        return False
    first = bisect_right(starts, end - 1) - 1
    last = bisect_right(starts, start) - 1
    if last <= first or first < 0:
        return False
    at = end
    for turn in talk.turns[first + 1 : last + 1]:
        if not _blank(talk.text, at, turn[0]) or (turn is not talk.turns[last] and turn[1] < turn[2]):
            return False
        at = turn[1]
    return start <= at or _blank(talk.text, at, start)


def _blank(text: str, start: int, end: int) -> bool:
    return not text[start:end].strip()
