"""A table that is taken out, and what is said of it."""

from collections.abc import Iterable
from dataclasses import dataclass

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and how many characters wide the column is; `long` cells are broken into lines."""

    heading: str
    width: int = 12
    long: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: rows have a cell for each column. They may be made while they are written, once."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Book:
    """Sheets under a title; `told` are pairs of what the numbers are of: project, date, layer, filters, terms."""

    title: str
    told: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
