"""A table from a CSV file: rows with the numbers that a spreadsheet shows, the header being row 1."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quotetree.coding.cells import unguarded
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.text import canonical

Value = TypeVar("Value")
DELIMITERS = ",;\t"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
csv.field_size_limit(50_000_000)  # a quotation may be a whole transcript


class TableRefused(QuotetreeError):
    """A table that was not taken in; `details` has a sentence for each bad row."""


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


def read_table(data: bytes, needed: Sequence[str]) -> Table:
    """The table in a file's bytes. Raises TableRefused, also where a column that is needed is missing.

    Commas, semicolons or tabs part the cells, told by the header.
    """
    lines = _records(_decoded(data))
    header = next(lines, None)
    if header is None:
        raise TableRefused("The table is empty.")
    columns = _columns(header[1])
    missing = [column for column in needed if column not in columns]
    if missing:
        raise TableRefused(
            f"The table has no column {_listed(missing)}; its columns are {_listed(list(columns.values()))}."
        )
    return Table(columns, tuple(_rows(lines, list(columns))))


def each_row(table: Table, read: Callable[[Row], Value | list[str]]) -> list[Value]:
    """What `read` makes of each row. It answers a list of sentences for a bad one; then TableRefused names them all."""
    values: list[Value] = []
    bad: list[str] = []
    for row in table.rows:
        made = read(row)
        if isinstance(made, list):
            bad.extend(made)
        else:
            values.append(made)
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


def _decoded(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise TableRefused("This is a workbook or an archive, not a CSV table; save it as CSV (UTF-8).")
    encoding = "utf-16" if data.startswith(_UTF16_MARKS) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TableRefused(f"Line {line} is not in UTF-8; save the table as CSV (UTF-8).") from error
    if "\x00" in text:
        raise TableRefused("This is not a CSV table: it holds binary data.")
    return text


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number, blank ones too."""
    first = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(DELIMITERS, key=first.count)
    clean = _UNCLEAN.search(text) is None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [unguarded(cell.strip() if clean else _cleaned(cell)) for cell in cells]
    except csv.Error as error:
        raise TableRefused(
            f"The table cannot be read near line {reader.line_num}: a cell's quotation marks do not match, "
            "or a cell is far too long."
        ) from error


def _cleaned(cell: str) -> str:
    return canonical(cell).text.strip()


def _columns(header: list[str]) -> dict[str, str]:
    while header and not header[-1]:
        header = header[:-1]
    if not header:
        raise TableRefused("The table's first row, which names the columns, is blank.")
    if "" in header:
        raise TableRefused(f"Column {header.index('') + 1} of the table has no name.")
    columns: dict[str, str] = {}
    for name in header:
        if name.lower() in columns:
            raise TableRefused(f"The table has the column “{name}” twice.")
        columns[name.lower()] = name
    return columns


def _rows(records: Iterator[tuple[int, list[str]]], keys: list[str]) -> Iterator[Row]:
    bad: list[str] = []
    for number, cells in records:
        if len(cells) > len(keys) and any(cells[len(keys) :]):
            bad.append(f"Row {number}: it has {len(cells)} cells, but there are {len(keys)} columns.")
        elif any(cells):
            yield Row(number, dict(zip(keys, [*cells, *[""] * (len(keys) - len(cells))], strict=False)))
    refuse(bad)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
