"""All codings of a project as columns: what is coded, with what, by whom, in which layer, and where among the words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from quotetree.coding.counts.arrays import Flags, Ints, Small, positions
from quotetree.coding.counts.lines import Lines
from quotetree.coding.counts.rows import LAYERS, CodingRow
from quotetree.coding.counts.talk import Talk
from quotetree.coding.errors import QuotetreeError

FEW = 16


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Codings:
    """One entry a coding in each column; documents, codes, coders and layers by their numbers.

    `start`, `end` are code points of the document; `begin`, `finish` letters of its words, `first`, `last` its turns;
    `out`: all words that it holds are of people who are left out.
    """

    ids: npt.NDArray[np.object_]
    document: Small
    code: Small
    coder: Small
    layer: npt.NDArray[np.int8]
    start: Small
    end: Small
    begin: Small
    finish: Small
    first: Small
    last: Small
    out: Flags
    coders: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def picked(self, which: npt.NDArray[Any]) -> "Codings":
        """Those codings alone, by their places or by a flag each."""
        return replace(self, **{name: getattr(self, name)[which] for name in COLUMNS})

    def without(self, gone: Ints) -> "Codings":
        """All but those at the places `gone`, which are in order. Few are cut out, which is cheaper than picking."""
        if len(gone) > FEW:
            return self.picked(np.delete(np.arange(len(self)), gone))
        bounds = list(pairwise([-1, *gone.tolist(), len(self)]))
        kept: dict[str, Any] = {
            name: np.concatenate([getattr(self, name)[after + 1 : until] for after, until in bounds])
            for name in COLUMNS
        }
        return replace(self, **kept)

    def joined(self, other: "Codings") -> "Codings":
        """These and then the other's, whose coders are these' or begin with them."""
        columns = {name: np.concatenate([getattr(self, name), getattr(other, name)]) for name in COLUMNS}
        return replace(self, coders=other.coders, **columns)

    def places(self, ids: Collection[str]) -> Ints:
        """Where the codings of those ids stand; ids that are not there are passed over."""
        if len(ids) <= FEW:
            found = [np.flatnonzero(self.ids == one) for one in ids]
            return np.sort(np.concatenate([*found, np.zeros(0, np.int64)]))
        wanted = set(ids)
        return np.flatnonzero(np.fromiter((one in wanted for one in self.ids), np.bool_, len(self)))


COLUMNS = tuple(field.name for field in fields(Codings) if field.name != "coders")


def codings_of(rows: Iterable[CodingRow], talk: Talk, lines: Lines, coders: tuple[str, ...] = ()) -> Codings:
    """The codings in the rows; `coders` keep their numbers, new ones follow. Raises QuotetreeError."""
    ids, documents, codes, names, layers, start, end = list(zip(*rows, strict=True)) or [()] * 7
    known = tuple(dict.fromkeys((*coders, *names)))
    unplaced = np.zeros(len(ids), np.int32)
    codings = Codings(
        ids=np.array(ids, np.object_),
        document=_numbers(documents, talk.number, "document"),
        code=_numbers(codes, lines.number, "code"),
        coder=_numbers(names, positions(known), "coder"),
        layer=_numbers(layers, positions(LAYERS), "layer").astype(np.int8),
        start=np.array(start, np.int32),
        end=np.array(end, np.int32),
        **dict.fromkeys(("begin", "finish", "first", "last"), unplaced),
        out=np.zeros(len(ids), np.bool_),
        coders=known,
    )
    return placed(codings, talk)


def _numbers(names: Collection[str], number: Any, what: str) -> Small:
    try:
        return np.fromiter(map(number.__getitem__, names), np.int32, len(names))
    except KeyError as missing:
        raise QuotetreeError(
            f"A coding refers to the {what} {missing}, which is not in this project."
        ) from missing


def placed(codings: Codings, talk: Talk) -> Codings:
    """The codings with their places among the words of the talk."""
    order = np.argsort(codings.document, kind="stable")
    held = np.searchsorted(codings.document[order], np.arange(len(talk.documents) + 1))
    columns: dict[str, Any] = {
        name: np.zeros(len(codings), np.int32) for name in ("begin", "finish", "first", "last")
    }
    out = np.zeros(len(codings), np.bool_)
    for n in np.flatnonzero(np.diff(held)).tolist():
        here = order[held[n] : held[n + 1]]
        out[here] = talk.spoken[n].out(codings.start[here], codings.end[here])
        found = talk.spoken[n].place(codings.start[here], codings.end[here])
        for column, values in zip(columns.values(), found, strict=True):
            column[here] = values
    return replace(codings, out=out, **columns)


def renumbered(codings: Codings, document: Ints, code: Ints) -> Codings:
    """The codings under other numbers of documents and codes; those whose new number is -1 are left out."""
    moved = replace(
        codings,
        document=document[codings.document].astype(np.int32),
        code=code[codings.code].astype(np.int32),
    )
    kept = (moved.document >= 0) & (moved.code >= 0)
    return moved if kept.all() else moved.picked(kept)
