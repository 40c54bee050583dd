"""Passages that carry one code and, on the same words, another.

A comment of A is also coded B if it shares at least one letter or digit of words with a passage coded B, in the same
document, whoever says those words. The passages of B are those that the same filters choose (coder, layer, documents),
own or with those of its sub-codes as A's are. The other comments of A are not coded B: the two add up to all of A's.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from quotetree.coding.counts.arrays import Flags, Ints
from quotetree.coding.counts.comments import Comments, gather
from quotetree.coding.counts.count import codes_of
from quotetree.coding.counts.filters import Filters
from quotetree.coding.counts.snapshot import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Stretches of words, letters numbered through all documents: those of one code are apart and in order."""

    begin: Ints
    finish: Ints

    def met_by(self, begin: Ints, finish: Ints) -> Flags:
        """Which of other stretches share a letter with one of these; an empty one shares none."""
        started = np.searchsorted(self.begin, finish, "left")
        over = np.searchsorted(self.finish, begin, "right")
        met: Flags = (started > over) & (begin < finish)
        return met


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """By pairs of codes (ids) [A, B] how many comments of A are also coded B; from A to itself all comments of A."""

    codes: tuple[str, ...]
    comments: Ints


def spans(found: Comments) -> Spans:
    """The stretches of merged passages."""
    if not len(found.group):
        return Spans(np.zeros(0, np.int64), np.zeros(0, np.int64))
    codings, before = found.snapshot.codings, found.snapshot.talk.words_before[found.document]
    finish = np.maximum.reduceat(codings.finish[found.rows], found.starts[:-1])
    return Spans(before + codings.begin[found.rows[found.starts[:-1]]], before + finish)


def also_coded(found: Comments, other: Comments) -> Flags:
    """By merged passage of `found`: whether it shares words with one of `other`, which is of one code."""
    own = spans(found)
    return spans(other).met_by(own.begin, own.finish)


def codings_also(snapshot: Snapshot, other: Comments) -> Flags:
    """By coding: whether its own passage shares words with a passage of `other`, which is of one code."""
    codings = snapshot.codings
    before = snapshot.talk.words_before[codings.document]
    return spans(other).met_by(before + codings.begin, before + codings.finish)


def comments_meeting(found: Comments, also: str, without: str, *, with_subcodes: bool) -> Flags | None:
    """By merged passage whether it is also coded one code and not coded another (ids, ""); None where none is asked."""

    def met(code: str) -> Flags:
        other = gather(found.snapshot, found.filters, with_subcodes=with_subcodes, codes=[code])
        return also_coded(found, other)

    return _both(met, also, without)


def codings_meeting(
    snapshot: Snapshot, filters: Filters, also: str, without: str, *, with_subcodes: bool
) -> Flags | None:
    """By coding whether its own passage is also coded one code and not coded another; None where none is asked."""

    def met(code: str) -> Flags:
        other = gather(snapshot, filters, with_subcodes=with_subcodes, codes=[code])
        return codings_also(snapshot, other)

    return _both(met, also, without)


def codings_touching(snapshot: Snapshot, passages: Iterable[tuple[str, int, int]]) -> Flags:
    """By coding whether it shares characters with one of these passages (document, start, end)."""
    here: dict[str, list[tuple[int, int]]] = {}
    for document, start, end in passages:
        here.setdefault(document, []).append((start, end))
    codings, found = snapshot.codings, np.zeros(len(snapshot.codings), np.bool_)
    for number, document in enumerate(snapshot.talk.documents):
        if document in here:
            rows = np.flatnonzero(codings.document == number)
            starts, ends = (np.sort(np.array(side)) for side in zip(*here[document], strict=True))
            begun = np.searchsorted(starts, codings.end[rows], "left")
            over = np.searchsorted(ends, codings.start[rows], "right")
            found[rows] = begun > over
    return found


def comments_of_codings(found: Comments, codings: Flags) -> Flags:
    """By merged passage whether one of its codings is flagged."""
    if not len(found.group):
        return np.zeros(0, np.bool_)
    return np.logical_or.reduceat(codings[found.rows], found.starts[:-1])


def _both(met: Callable[[str], Flags], also: str, without: str) -> Flags | None:
    flags = [*([met(also)] if also else []), *([~met(without)] if without else [])]
    return np.logical_and.reduce(flags) if flags else None


def together(found: Comments) -> Together:
    """How often codes stand together, of the codes whose comments were gathered."""
    n, all_spans = len(found.codes), spans(found)
    counted = np.flatnonzero(found.counted)
    begin, finish, group = all_spans.begin[counted], all_spans.finish[counted], found.group[counted]
    held = np.searchsorted(found.group, np.arange(n + 1))
    table = np.zeros((n, n), np.int64)
    for code in range(n):
        here = slice(held[code], held[code + 1])
        met = Spans(all_spans.begin[here], all_spans.finish[here]).met_by(begin, finish)
        table[:, code] = np.bincount(group[met], minlength=n)
    return Together(codes_of(found), table)
