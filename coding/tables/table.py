"""A table with known columns: rows with the numbers that a spreadsheet shows, the header being row 1."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quotetree.coding.tables.grid import Grid, TableRefused, read_grid

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its number in the file; cells are trimmed and found by their column's key."""

    number: int
    cells: Mapping[str, str]

    def bad(self, column: str, reason: str) -> str:
        """The sentence for a cell that is wrong."""
        return f"Row {self.number}, column {column}: {reason}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that are not blank, and the columns: key (lower case) to name as written, in order."""

    columns: Mapping[str, str]
    rows: tuple[Row, ...]

    def further(self, known: Collection[str]) -> dict[str, str]:
        """The columns besides those known: key to name as written."""
        return {key: name for key, name in self.columns.items() if key not in known}


def read_table(data: bytes, needed: Sequence[str], name: str = "the table") -> Table:
    """The table in a file's bytes. Raises TableRefused, also where a column that is needed is missing."""
    return table_of(read_grid(name, data), needed)


def table_of(grid: Grid, needed: Sequence[str]) -> Table:
    """The rows of a table by their columns. Raises TableRefused, also where a column that is needed is missing."""
    columns = _columns(grid.header)
    missing = [column for column in needed if column not in columns]
    if missing:
        raise TableRefused(
            f"The table has no column {_listed(missing)}; its columns are {_listed(list(columns.values()))}."
        )
    return Table(columns, tuple(_rows(grid, list(columns))))


def each_row(
    table: Table,
    read: Callable[[Row], Value | list[str]],
    among: Callable[[list[Value]], list[str]] = lambda _: [],
) -> list[Value]:
    """What `read` makes of each row. It answers a list of sentences for a bad one; then TableRefused names them all.

    `among` answers those for rows that cannot stand beside one another.
    """
    values: list[Value] = []
    bad: list[str] = []
    for row in table.rows:
        made = read(row)
        if isinstance(made, list):
            bad.extend(made)
        else:
            values.append(made)
    bad.extend(among(values))
    refuse(bad)
    return values


def refuse(bad: Sequence[str]) -> None:
    """Raises TableRefused if there are sentences for bad rows."""
    if bad:
        rows = len({sentence.split(",")[0].split(":")[0] for sentence in bad})
        raise TableRefused(
            f"{'1 row is' if rows == 1 else f'{rows:,} rows are'} wrong, so nothing of the table was taken in.",
            bad,
        )


def repeated(rows: Sequence[tuple[int, object]], column: str, what: str) -> list[str]:
    """A sentence for each row (number, key) whose key another row before it has."""
    first: dict[object, int] = {}
    return [
        f"Row {number}, column {column}: {what} stands already in row {first[key]}."
        for number, key in rows
        if first.setdefault(key, number) != number
    ]


def _columns(header: Sequence[str]) -> dict[str, str]:
    if "" in header:
        raise TableRefused(f"Column {list(header).index('') + 1} of the table has no name.")
    columns: dict[str, str] = {}
    for name in header:
        if name.lower() in columns:
            raise TableRefused(f"The table has the column “{name}” twice.")
        columns[name.lower()] = name
    return columns


def _rows(grid: Grid, keys: list[str]) -> Iterator[Row]:
    bad: list[str] = []
    for record in grid.rows:
        cells, number = record.cells, record.number
        if len(cells) > len(keys) and any(cells[len(keys) :]):
            bad.append(f"Row {number}: it has {len(cells)} cells, but there are {len(keys)} columns.")
        else:
            yield Row(number, dict(zip(keys, [*cells, *[""] * (len(keys) - len(cells))], strict=False)))
    refuse(bad)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
