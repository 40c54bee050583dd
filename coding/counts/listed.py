"""Codings one by one, in the order in which they are read, and how many there are of whom and where."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np

from quotetree.coding.counts.arrays import Flags, before_each, distinct
from quotetree.coding.counts.doubled import shown_by_another
from quotetree.coding.counts.filters import Filters, codings_heard, codings_let_through
from quotetree.coding.counts.hearing import Respondent
from quotetree.coding.counts.snapshot import Snapshot


class Listed(NamedTuple):
    """How many codings there are, and the ids of those asked for."""

    total: int
    ids: tuple[str, ...]


def listed(
    snapshot: Snapshot,
    filters: Filters,
    codes: Collection[str] | None,
    skip: int,
    most: int,
    among: Flags | None = None,
    *,
    every: bool = False,
) -> Listed:
    """The codings of codes (ids; None: all) by document, start, longer first: at most so many after `skip`.

    Under a filter of people's attributes those in which one of these people is heard. `among` has a flag for each
    coding: only those flagged (see `codings_also`). Equal codings are listed once, unless `every` one is asked for.
    Only the codings of the documents on the page are sorted, so that a page of a hundred thousand costs as one of ten.
    """
    codings = snapshot.codings
    chosen = _chosen(snapshot, filters, every=every)
    if among is not None:
        chosen = chosen & among
    if codes is not None:
        wanted = frozenset(codes)
        of = np.array([code in wanted for code in snapshot.lines.codes], np.bool_)
        chosen = chosen & of[codings.code]
    before = before_each(np.bincount(codings.document[chosen], minlength=len(snapshot.talk.documents)))
    total = int(before[-1])
    if skip >= total or most <= 0:
        return Listed(total, ())
    first, last = np.searchsorted(before, (skip, min(skip + most, total) - 1), "right") - 1
    rows = np.flatnonzero(chosen & (codings.document >= first) & (codings.document <= last))
    columns = (codings.document[rows], codings.start[rows], -codings.end[rows], codings.ids[rows])
    ordered = sorted(zip(*(column.tolist() for column in columns), strict=True))
    begin = skip - int(before[first])
    return Listed(total, tuple(row[-1] for row in ordered[begin : begin + most]))


def codings_on(snapshot: Snapshot, filters: Filters, participant: str) -> int:
    """How many codings hold words of a participant."""
    talk, codings = snapshot.talk, snapshot.codings
    theirs = np.array([person == Respondent(participant) for _, person in talk.voices], np.bool_)
    if not theirs.any():
        return 0
    speaks = np.zeros(int(talk.turns_before[-1]), np.bool_)
    turn = np.repeat(np.arange(len(speaks)), np.diff(talk.voices_before))
    speaks[turn[theirs[talk.voice]]] = True
    before = before_each(speaks)
    chosen = codings_let_through(snapshot, filters, slice(None)) & (codings.begin < codings.finish)
    chosen = chosen & ~shown_by_another(codings)
    skip = talk.turns_before[codings.document[chosen]]
    held = before[skip + codings.last[chosen] + 1] > before[skip + codings.first[chosen]]
    return int(np.count_nonzero(held))


def per_document(snapshot: Snapshot, filters: Filters) -> dict[str, int]:
    """How many codings each document has that has some."""
    codings = snapshot.codings
    chosen = _chosen(snapshot, filters)
    found = np.bincount(codings.document[chosen], minlength=len(snapshot.talk.documents))
    return {name: n for name, n in zip(snapshot.talk.documents, found.tolist(), strict=True) if n}


def per_coder(snapshot: Snapshot, filters: Filters) -> dict[str, tuple[int, int]]:
    """How many codings each coder has who has some, and in how many documents."""
    codings, coders = snapshot.codings, snapshot.codings.coders
    chosen = _chosen(snapshot, filters)
    coder, document = codings.coder[chosen], codings.document[chosen]
    found = np.bincount(coder, minlength=len(coders)).tolist()
    documents = distinct(coder, document, len(coders), len(snapshot.talk.documents)).sum(1).tolist()
    return {name: (n, m) for name, n, m in zip(coders, found, documents, strict=True) if n}


def _chosen(snapshot: Snapshot, filters: Filters, *, every: bool = False) -> Flags:
    chosen = codings_let_through(snapshot, filters, slice(None))
    if not every:
        chosen = chosen & ~shown_by_another(snapshot.codings)
    heard = codings_heard(snapshot, filters)
    return chosen if heard is None else chosen & heard
