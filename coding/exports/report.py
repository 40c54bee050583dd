"""A report that is taken out for people to read: a title, what it is of, and blocks one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a level from 1 to `MOST_LEVELS`; `number` is its place in the tree, "2.1"."""

    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of its own: numbers below a heading, or what is left out there."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: pairs of who speaks ("" where it need not be said) and the words exactly; its tag and language."""

    turns: tuple[tuple[str, str], ...]
    tag: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a field of a table. A code has a level and a number, a figure a tint from 0 to 5."""

    text: str
    level: int = 0
    number: str = ""
    tint: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its heading, how wide it is in centimetres, and whether it holds figures."""

    heading: str
    width: float
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first field of each row names it. `plain`: its heading stands above it, and its rows name all."""

    caption: str
    fields: tuple[Field, ...]
    rows: Iterable[tuple[Entry, ...]]
    plain: bool = False


Block = Heading | Line | Quote | Table


@dataclass(frozen=True, slots=True)
class Report:
    """`told` are pairs of what it is of; `legend` what its signs mean; `contents` all headings among the blocks.

    A wide one lies on its side. The blocks may be made while they are written, once.
    """

    title: str
    project: str
    date: str
    language: str
    told: tuple[tuple[str, str], ...]
    legend: tuple[str, ...]
    contents: tuple[Heading, ...]
    blocks: Iterable[Block]
    wide: bool = False


MOST_CONTENTS = 80


def contents_shown(report: Report) -> list[Heading]:
    """The headings that a list of contents names: as many levels as make no more than two pages, one at least."""
    for level in range(MOST_LEVELS, 1, -1):
        shown = [heading for heading in report.contents if heading.level <= level]
        if len(shown) <= MOST_CONTENTS:
            return shown
    return [heading for heading in report.contents if heading.level == 1]
