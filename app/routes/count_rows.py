"""The table of counts as it is shown: rows of codes, columns of an attribute's values, and the depth of the tint."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from urllib.parse import urlencode

from quotetree.app.routes.filter_fields import label_of
from quotetree.coding.counts import (
    Breakdown,
    Cell,
    Count,
    Coverage,
    Filters,
    Snapshot,
    Speakers,
    break_down,
    gather,
)
from quotetree.coding.counts.heat import heat, percentage
from quotetree.coding.tree import Code, Tree

MOST_LEVELS_INDENTED = 6


@dataclass(frozen=True, slots=True)
class Column:
    """A value of an attribute: its name ("" for not known), how many people spoke under it, and its query."""

    value: str
    n: int
    query: str


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A number in a value's column, the share of its people ("" where there are none), and the tint, 0 to 5."""

    comments: int
    respondents: int
    share: str
    heat: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """A code with its counts. `above` are the names over it, shown where these are not the rows above it.

    `read` says in how many documents it was looked for ("60 of 104"; "" where nobody keeps that), `lacks` that these
    are not all: a share is at least so much.
    """

    code: Code
    above: tuple[str, ...]
    level: int
    colour: int
    count: Count
    share: str
    heat: int
    cells: tuple[ShownCell, ...]
    read: str
    lacks: bool


@dataclass(frozen=True, slots=True)
class ByValue:
    """The columns of an attribute's values, and by code the cells in the same order."""

    columns: tuple[Column, ...]
    cells: Mapping[str, tuple[ShownCell, ...]]


NOTHING = ByValue((), {})


def attributes(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The attributes that can be counted by: as they are asked for, and as they are shown."""
    return [(name, label_of(name)) for name in snapshot.people.names()]


def by_value(snapshot: Snapshot, filters: Filters, rolled: bool, by: str, spoke: Speakers) -> ByValue:
    """The counts of all codes in the columns of an attribute. Raises UnknownAttribute."""
    table = break_down(gather(snapshot, filters, with_subcodes=rolled), by)
    columns = tuple(
        Column(value, spoke.by.get(value, 0), urlencode({"by": by, "value": value})) for value in table.values
    )
    return ByValue(columns, dict(_cells(table, [column.n for column in columns])))


def _cells(table: Breakdown, n: list[int]) -> list[tuple[str, tuple[ShownCell, ...]]]:
    comments, respondents = table.comments.tolist(), table.respondents.tolist()
    return [
        (code, tuple(shown(Cell(c, r), of) for c, r, of in zip(comments[i], respondents[i], n, strict=True)))
        for i, code in enumerate(table.codes)
    ]


def shown(cell: Cell, n: int) -> ShownCell:
    """A cell with its respondents' share of the people who spoke."""
    return ShownCell(
        cell.comments, cell.respondents, percentage(cell.respondents, n), heat(cell.respondents, n)
    )


def rows_of(
    tree: Tree, counted: Mapping[str, Count], by: ByValue, n: int, sort: str, coverage: Coverage | None = None
) -> list[CountRow]:
    """A row a code: in the order of the tree, by name, or those of most comments or respondents first."""
    rows = [
        CountRow(
            code,
            () if sort == "tree" else tuple(tree.names(code.id)[:-1]),
            min(tree.depth(code.id), MOST_LEVELS_INDENTED) if sort == "tree" else 0,
            tree.colours[code.id],
            counted[code.id],
            percentage(counted[code.id].respondents, n),
            heat(counted[code.id].respondents, n),
            by.cells.get(code.id, ()),
            coverage.told(code.id) if coverage else "",
            bool(coverage and coverage.lacks(code.id)),
        )
        for code in tree
    ]
    if sort == "name":
        rows.sort(key=lambda row: row.code.name.casefold())
    elif sort != "tree":
        rows.sort(key=lambda row: getattr(row.count, sort), reverse=True)
    return rows


def rows_among(rows: list[CountRow], tree: Tree, codes: Collection[str], sort: str) -> list[CountRow]:
    """The rows of some codes (ids). In the order of the tree one whose parent is not listed tells what is above it."""
    listed = [row for row in rows if row.code.id in codes]
    return [_on_its_own(row, tree, codes) for row in listed] if sort == "tree" else listed


def _on_its_own(row: CountRow, tree: Tree, codes: Collection[str]) -> CountRow:
    above, level = place_among(tree, row.code.id, codes)
    return replace(row, above=above, level=level)


def place_among(tree: Tree, code_id: str, codes: Collection[str]) -> tuple[tuple[str, ...], int]:
    """Where a code stands in a list of some codes: the names above it where its parent is not listed, and its level."""
    above = tree.ancestors(code_id)
    listed = sum(1 for _ in takewhile(lambda one: one.id in codes, reversed(above)))
    if above and not listed:
        return tuple(one.name for one in above), 0
    return (), min(listed + 1, MOST_LEVELS_INDENTED)
