"""Rounds of re-coding: after the tree has changed, who reads which documents again, for which codes.

A code of a round may have come from others since the version of the tree that the round was opened under: split off,
merged from, or with codes moved below it. Passages that carry those are marked, and they alone need a look. A code that
came from none needs the whole text read.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

Outcome = Literal["done", "nothing here"]


class Origin(NamedTuple):
    """That a code came, at a moment, from another: `kind` is split, merged, moved or proposal."""

    code: str
    kind: str
    source: str
    at: datetime


def to_look_at(
    codes: Collection[str], origins: Iterable[Origin], since: datetime | None
) -> dict[str, frozenset[str]]:
    """By code of a round the codes whose passages are to be looked at; none where the whole text is to be read.

    What came by a merge carries the code itself by now. `since` is the moment of the version, None for always.
    """
    found: dict[str, set[str]] = {code: set() for code in codes}
    for origin in origins:
        if origin.code in found and origin.kind != "proposal" and (since is None or origin.at > since):
            found[origin.code].add(origin.code if origin.kind == "merged" else origin.source)
    return {code: frozenset(sources) for code, sources in found.items()}


class Step(NamedTuple):
    """A change of a coding's code since a round was opened, in the order of the log; None: there was no coding."""

    coding: str
    before: str | None
    after: str | None
    who: str


class Moved(NamedTuple):
    """What a round brought: by reader (a coder's id) from which code to which; None: newly coded, or taken off."""

    who: str
    before: str | None
    after: str | None


def result(steps: Iterable[Step], codes: Collection[str]) -> Counter[Moved]:
    """What became of codings that carried, or carry, a code of the round: from the first state to the last.

    It is told for whoever changed the coding last; what came back to where it was is nothing.
    """
    first: dict[str, str | None] = {}
    last: dict[str, tuple[str | None, str]] = {}
    for step in steps:
        first.setdefault(step.coding, step.before)
        last[step.coding] = (step.after, step.who)
    found: Counter[Moved] = Counter()
    for coding, (after, who) in last.items():
        before = first[coding]
        if before != after and (before in codes or after in codes):
            found[Moved(who, before, after)] += 1
    return found


class Progress(NamedTuple):
    """How far a reader is: documents done, and of how many."""

    done: int
    of: int

    @property
    def left(self) -> int:
        return self.of - self.done


def progress(
    documents: Collection[str], readers: Iterable[str], marks: Mapping[tuple[str, str], str]
) -> dict[str, Progress]:
    """By reader how far they are; `marks` has the outcome by document and reader."""
    return {
        reader: Progress(sum((document, reader) in marks for document in documents), len(documents))
        for reader in readers
    }
