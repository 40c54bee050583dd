"""Re-coding many codings at once, as a plan: moved to another code, coded with another one too, or taken off.

A moved coding keeps its passage, coder, layer, date and memos. One that is added is by the person who adds it, in the
layer of the coding that it stands beside.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from quotetree.coding.access import Reader
from quotetree.coding.errors import QuotetreeError

How = Literal["move", "copy", "off"]
HOWS: tuple[How, ...] = ("move", "copy", "off")
Spot = tuple[str, int, int, str]  # document, start, end, layer


class RecodingRefused(QuotetreeError):
    """Codings that cannot be re-coded so."""


class Coded(NamedTuple):
    """A coding: what is coded with what, by whom, in which layer, and where."""

    id: str
    document_id: str
    code_id: str
    coder_id: str
    layer: str
    start: int
    end: int

    @property
    def spot(self) -> Spot:
        return (self.document_id, self.start, self.end, self.layer)


class Target(NamedTuple):
    """The code that codings come to carry, as it is called; with "" for an id a main code that is to be made."""

    code_id: str
    name: str


NO_TARGET = Target("", "")


@dataclass(frozen=True, slots=True)
class Recoding:
    """What re-coding would do.

    `changes` are moved or taken off; `adds` are added, each with the id of the coding that it stands beside. `by` tells
    how many of them each coder made, `left` how many of each coder's stay because they are another's. `there` carry the
    target already and stay; `doubled` carry it twice then, which counts as one.
    """

    how: How
    target: Target
    chosen: int
    changes: tuple[Coded, ...] = ()
    adds: tuple[Coded, ...] = ()
    by: Mapping[str, int] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    there: int = 0
    doubled: int = 0

    @property
    def does(self) -> int:
        """How many codings it changes or adds."""
        return len(self.changes) + len(self.adds)

    @property
    def mark(self) -> str:
        """The same only for what does the same."""
        done = sorted((one.id, one.code_id) for one in (*self.changes, *self.adds))
        said = repr((self.how, self.target, done, sorted(self.left.items()))).encode()
        return hashlib.sha256(said).hexdigest()[:16]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes (ids) whose counts it may change, the target last unless that is to be made."""
        touched = dict.fromkeys(one.code_id for one in self.changes if one.code_id != self.target.code_id)
        return (*touched, *([self.target.code_id] if self.target.code_id else []))


def plan_recoding(
    how: str, rows: Sequence[Coded], target: Target, reader: Reader, carried: Mapping[Spot, Set[str]]
) -> Recoding:
    """What a person's re-coding of codings would do.

    `carried` tells who has coded a passage with the target already, as far as this person sees it.
    """
    if how == "copy":
        return _copied(rows, target, reader, carried)
    if how not in HOWS:
        raise RecodingRefused("Choose what to do: move to another code, also code with one, or take off.")
    own = [one for one in rows if reader.is_owner or one.coder_id == reader.coder_id]
    left = Counter(one.coder_id for one in rows if not reader.is_owner and one.coder_id != reader.coder_id)
    if how == "off":
        return Recoding("off", NO_TARGET, len(rows), tuple(own), by=_by(own), left=left)
    moved = [one for one in own if one.code_id != target.code_id]
    doubled = sum(one.coder_id in carried.get(one.spot, ()) for one in moved)
    return Recoding(
        "move",
        target,
        len(rows),
        tuple(moved),
        by=_by(moved),
        left=left,
        there=len(own) - len(moved),
        doubled=doubled,
    )


def _copied(
    rows: Sequence[Coded], target: Target, reader: Reader, carried: Mapping[Spot, Set[str]]
) -> Recoding:
    """Each passage once, whoever coded it with whatever; one that carries the target by anybody stays as it is."""
    beside = {one.spot: one for one in reversed(rows) if one.spot not in carried}
    there = sum(one.spot in carried for one in rows)
    adds = [
        one._replace(code_id=target.code_id, coder_id=reader.coder_id)
        for one in sorted(beside.values(), key=lambda one: (one.document_id, one.start, one.end, one.layer))
    ]
    return Recoding("copy", target, len(rows), adds=tuple(adds), by=_by(adds), there=there)


def _by(rows: Iterable[Coded]) -> dict[str, int]:
    return dict(Counter(one.coder_id for one in rows))
