"""Rounds of re-coding: after the tree has changed, who reads which documents again, for which codes.

A code of a round may have come from others since a version of the tree, mostly the one before the round was opened:
split off, merged from, or with codes moved below it. Passages that carry those are marked, and they alone need a look.
A code that came from none needs the whole text read.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Outcome = Literal["done", "nothing here"]


class Origin(NamedTuple):
    """That a code came, by an action, from another: `kind` is split, merged, moved or proposal."""

    code: str
    kind: str
    source: str
    seq: int


class Move(NamedTuple):
    """That a code came, by an action, from one parent below another; None is the top."""

    code: str
    seq: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """How codes came to be what they are: the action that made each, from which others they came, and their moves."""

    born: Mapping[str, int]
    origins: tuple[Origin, ...] = ()
    moves: tuple[Move, ...] = ()

    def until(self, seq: int) -> "Changes":
        """As it was after an action."""
        born = {code: n for code, n in self.born.items() if n <= seq}
        origins = tuple(one for one in self.origins if one.seq <= seq)
        return Changes(born, origins, tuple(one for one in self.moves if one.seq <= seq))

    def origins_since(self, since: int) -> list[Origin]:
        """From which codes others came after an action. What was moved and came back was not moved."""
        first: dict[str, Move] = {}
        last: dict[str, Move] = {}
        for move in self.moves:
            if move.seq > since:
                first.setdefault(move.code, move)
                last[move.code] = move
        moved = [
            Origin(move.after, "moved", code, move.seq)
            for code, move in last.items()
            if move.after is not None and move.after != first[code].before
        ]
        return [*(one for one in self.origins if one.seq > since), *moved]


def to_look_at(codes: Collection[str], changes: Changes, since: int) -> dict[str, frozenset[str]]:
    """By code of a round the codes whose passages are to be looked at; none where the whole text is to be read.

    What came by a merge carries the code itself by now. `since` is the action of the version, 0 for always.
    """
    found: dict[str, set[str]] = {code: set() for code in codes}
    for origin in changes.origins_since(since):
        if origin.code in found and origin.kind != "proposal":
            found[origin.code].add(origin.code if origin.kind == "merged" else origin.source)
    return {code: frozenset(sources) for code, sources in found.items()}


def fresh(codes: Collection[str], changes: Changes, since: int) -> frozenset[str]:
    """Which of some codes were made, split, merged or had codes moved below them after an action."""
    changed = {code for code, sources in to_look_at(codes, changes, since).items() if sources}
    return frozenset(changed | {code for code in codes if changes.born.get(code, 0) > since})


def last_before_changes(codes: Collection[str], changes: Changes, versions: Sequence[int]) -> int:
    """The latest version (by its action) after which something came; 0 where nothing did since any.

    A version is named when the tree has changed: what a round then looks for came before it, not after.
    """
    return next((one for one in sorted(versions, reverse=True) if fresh(codes, changes, one)), 0)


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
