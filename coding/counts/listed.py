"""Codings one by one, in the order in which they are read: a page of quotations."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np

from quotetree.coding.counts.arrays import before_each
from quotetree.coding.counts.filters import Filters, codings_let_through
from quotetree.coding.counts.snapshot import Snapshot


class Listed(NamedTuple):
    """How many codings there are, and the ids of those asked for."""

    total: int
    ids: tuple[str, ...]


def listed(
    snapshot: Snapshot, filters: Filters, codes: Collection[str] | None, skip: int, most: int
) -> Listed:
    """The codings of codes (ids; None: all) by document, start, longer first: at most so many after `skip`.

    Only the codings of the documents on the page are sorted, so that a page of a hundred thousand costs as one of ten.
    """
    codings = snapshot.codings
    chosen = codings_let_through(snapshot, filters, slice(None))
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
