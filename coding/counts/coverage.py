"""In how many documents a code was looked for: a code that was born later was not looked for everywhere."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from quotetree.coding.counts.filters import Filters, documents_let_through
from quotetree.coding.counts.snapshot import Snapshot


class Done(NamedTuple):
    """Somebody (a coder's id) said at an action that they were done with a document.

    In a round they looked for its `codes` alone; None stands for all codes.
    """

    document: str
    coder: str
    seq: int
    codes: frozenset[str] | None = None


class Coverage(NamedTuple):
    """By code (id) in how many of the documents chosen it was looked for."""

    read: Mapping[str, int]
    documents: int

    def told(self, code: str) -> str:
        """ "60 of 104" """
        return f"{self.read[code]:,} of {self.documents:,}"

    def lacks(self, code: str) -> bool:
        """Whether there are documents in which the code was not looked for: a percentage is at least so much."""
        return self.read[code] < self.documents


def coverage(
    snapshot: Snapshot,
    filters: Filters,
    born: Mapping[str, int],
    done: Iterable[Done],
    *,
    with_subcodes: bool = False,
) -> Coverage:
    """A document was read for a code if somebody (of the coders chosen) was done with it after the code was born.

    `born` has the action that made each code; one that is not in it was always there. With sub-codes a document was
    read for a code if it was for each below it: a passage that only fits a younger sub-code was not looked for before.
    """
    talk = snapshot.talk
    flags = documents_let_through(snapshot, filters).tolist()
    chosen = {one for one, through in zip(talk.documents, flags, strict=True) if through}
    counted = [
        one
        for one in done
        if one.document in chosen and (filters.coders is None or one.coder in filters.coders)
    ]
    latest: dict[str, int] = {}
    for one in counted:
        if one.codes is None:
            latest[one.document] = max(one.seq, latest.get(one.document, 0))
    rounds = [one for one in counted if one.codes is not None]
    if rounds:
        return Coverage(_in_rounds(snapshot, born, latest, rounds, with_subcodes), len(chosen))
    seqs = sorted(latest.values())
    births = _births(snapshot, born, with_subcodes)
    return Coverage({code: len(seqs) - bisect_left(seqs, n) for code, n in births.items()}, len(chosen))


def _in_rounds(
    snapshot: Snapshot,
    born: Mapping[str, int],
    latest: Mapping[str, int],
    rounds: Iterable[Done],
    with_subcodes: bool,
) -> dict[str, int]:
    """By code in how many documents it was looked for, in readings of everything or in rounds for that code."""
    births = {code: born.get(code, 0) for code in snapshot.lines.codes}
    read = {code: {one for one, seq in latest.items() if seq >= n} for code, n in births.items()}
    for one in rounds:
        for code in one.codes or ():
            if code in births and one.seq >= births[code]:
                read[code].add(one.document)
    if not with_subcodes:
        return {code: len(found) for code, found in read.items()}
    whole: dict[str, set[str]] = {}
    for code, found in read.items():
        for above in snapshot.lines.line_of(code):
            whole[above] = whole[above] & found if above in whole else set(found)
    return {code: len(found) for code, found in whole.items()}


def _births(snapshot: Snapshot, born: Mapping[str, int], with_subcodes: bool) -> dict[str, int]:
    births = {code: born.get(code, 0) for code in snapshot.lines.codes}
    if with_subcodes:
        for code, n in list(births.items()):
            for above in snapshot.lines.line_of(code):
                births[above] = max(births[above], n)
    return births
