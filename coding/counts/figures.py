"""The figures that are counted, a code or all at once."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from quotetree.coding.counts.arrays import Ints


class Count(NamedTuple):
    """What is counted for one code."""

    comments: int
    respondents: int
    documents: int
    unattributed: int
    interviewer_only: int
    in_notes: int
    contributions: int


class Cell(NamedTuple):
    """What is counted for one code and one value of an attribute."""

    comments: int
    respondents: int


@dataclass(frozen=True, slots=True, eq=False)
class CountTable:
    """The counts of codes (ids), a column each."""

    codes: tuple[str, ...]
    comments: Ints
    respondents: Ints
    documents: Ints
    unattributed: Ints
    interviewer_only: Ints
    in_notes: Ints
    contributions: Ints

    def renewed(self, other: "CountTable", number: Mapping[str, int]) -> "CountTable":
        """This table, with the rows of the other in place of its own; `number` tells where a code's row stands."""
        places = [number[code] for code in other.codes]
        columns = {name: getattr(self, name).copy() for name in _COLUMNS}
        for name, column in columns.items():
            column[places] = getattr(other, name)
        return replace(self, **columns)

    def rows(self) -> dict[str, Count]:
        """By code its counts."""
        columns = [getattr(self, name).tolist() for name in _COLUMNS]
        return {code: Count(*row) for code, row in zip(self.codes, zip(*columns, strict=True), strict=True)}


_COLUMNS = tuple(field.name for field in fields(CountTable) if field.name != "codes")


@dataclass(frozen=True, slots=True, eq=False)
class Breakdown:
    """The counts of codes (ids) by the values of an attribute, arrays [code, value]; the value not known is ""."""

    codes: tuple[str, ...]
    values: tuple[str, ...]
    comments: Ints
    respondents: Ints

    def rows(self) -> dict[str, dict[str, Cell]]:
        """By code the cells of its values; values without comments are left out."""
        table = zip(self.codes, self.comments.tolist(), self.respondents.tolist(), strict=True)
        return {
            code: {v: Cell(c, p) for v, c, p in zip(self.values, comments, people, strict=True) if c}
            for code, comments, people in table
        }
