"""Which codings and which people a count is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from quotetree.coding.counts.arrays import Flags, Ints, before_each
from quotetree.coding.counts.codings import Codings
from quotetree.coding.counts.rows import LAYERS
from quotetree.coding.counts.snapshot import Snapshot
from quotetree.coding.errors import QuotetreeError

Values = tuple[str, frozenset[str]]  # an attribute, and the values let through


class Side(NamedTuple):
    """A coder (id; "": everybody) in a layer: what is compared with another."""

    coder: str
    layer: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Codings that a reader may not see: a layer's, in these documents (None: all), but by these coders."""

    layer: str
    documents: frozenset[str] | None = None
    but_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Filters:
    """What is counted; None lets all through. Ids that are not in the project let nothing through.

    `layers`, `coders`, `sides` and `withheld` choose codings. `documents` and `attributes` choose also who could have
    spoken: under a person's attribute only respondents of those values count (no placeholder), and only their comments.
    """

    layers: frozenset[str] = frozenset({"main"})
    coders: frozenset[str] | None = None
    documents: frozenset[str] | None = None
    attributes: tuple[Values, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    sides: frozenset[Side] | None = None

    def __post_init__(self) -> None:
        for layer in (*self.layers, *(one.layer for one in self.withheld)):
            if layer not in LAYERS:
                raise QuotetreeError(f"There is no layer “{layer}”; the layers are {', '.join(LAYERS)}.")


def documents_let_through(snapshot: Snapshot, filters: Filters) -> Flags:
    """By document: whether it is among those chosen, by name and by documents' attributes."""
    chosen = _flags(snapshot.talk.documents, filters.documents)
    for attribute, values in filters.attributes:
        column = snapshot.column(attribute)
        if column.of_document is not None:
            chosen &= _flags(column.values, values)[column.of_document]
    return chosen


def voices_let_through(snapshot: Snapshot, filters: Filters) -> Flags | None:
    """By voice: whether its person has the values asked for there; None where no attribute of people is asked for."""
    columns = [(snapshot.column(attribute), values) for attribute, values in filters.attributes]
    of_people = [(column, values) for column, values in columns if column.of_document is None]
    if not of_people:
        return None
    chosen = ~snapshot.talk.placeholders
    for column, values in of_people:
        chosen &= _flags(column.values, values)[column.of_voice]
    return chosen


def codings_let_through(snapshot: Snapshot, filters: Filters, rows: Ints | slice) -> Flags:
    """By coding at those rows: whether its layer, coder and document are chosen and it is not withheld.

    What only people said who are left out is nowhere.
    """
    codings = snapshot.codings
    layer, coder, document = codings.layer[rows], codings.coder[rows], codings.document[rows]
    chosen = _flags(LAYERS, filters.layers)[layer] & ~codings.out[rows]
    if filters.coders is not None:
        chosen &= _flags(codings.coders, filters.coders)[coder]
    if filters.sides is not None:
        chosen &= of_sides(codings, filters.sides)[rows]
    chosen &= documents_let_through(snapshot, filters)[document]
    for hidden in filters.withheld:
        elsewhere = ~_flags(snapshot.talk.documents, hidden.documents)[document]
        excepted = _flags(codings.coders, hidden.but_by)[coder]
        chosen &= elsewhere | excepted | (layer != LAYERS.index(hidden.layer))
    return chosen


def of_sides(codings: Codings, sides: Iterable[Side]) -> Flags:
    """By coding: whether it is of one of these sides."""
    found = np.zeros(len(codings), np.bool_)
    for side in sides:
        by = _flags(codings.coders, frozenset({side.coder}) if side.coder else None)[codings.coder]
        found |= by & _flags(LAYERS, frozenset({side.layer}))[codings.layer]
    return found


def codings_heard(snapshot: Snapshot, filters: Filters) -> Flags | None:
    """By coding: whether somebody of the values asked for is heard in it; None where no attribute of people is."""
    chosen = voices_let_through(snapshot, filters)
    if chosen is None:
        return None
    codings, talk = snapshot.codings, snapshot.talk
    if not len(codings):
        return np.zeros(0, np.bool_)
    heard = before_each(chosen[talk.voice])
    turn = talk.turns_before[codings.document]
    worded = codings.begin < codings.finish
    first, last = (np.where(worded, turn + side, 0) for side in (codings.first, codings.last))
    if not worded.any():
        return worded
    found: Flags = worded & (heard[talk.voices_before[last + 1]] > heard[talk.voices_before[first]])
    return found


def _flags(names: tuple[str, ...], wanted: frozenset[str] | None) -> Flags:
    if wanted is None:
        return np.ones(len(names), np.bool_)
    return np.array([name in wanted for name in names], np.bool_)
