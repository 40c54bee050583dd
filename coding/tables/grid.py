"""A table as it stands in a file (.csv or .xlsx), before anybody says what it is a table of; and its corrections.

Rows have the numbers that a spreadsheet shows, the header being row 1; a column's place counts from nought.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quotetree.coding.cells import unguarded
from quotetree.coding.errors import QuotetreeError, Unreadable
from quotetree.coding.files.kinds import kind_by_content
from quotetree.coding.files.txt import characters
from quotetree.coding.tables.workbook import sheet_records
from quotetree.coding.text import canonical

ENDINGS = (".csv", ".tsv", ".xlsx")
DELIMITERS = ",;\t|"
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
csv.field_size_limit(50_000_000)  # a quotation may be a whole transcript


class TableRefused(QuotetreeError):
    """A table that was not taken in; `details` has a sentence for each bad row."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row by its number in the file, with its trimmed cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The names of a table's columns, as written, and its rows that are not blank."""

    header: tuple[str, ...]
    rows: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person says of a table: other names of columns by place (None: passed over), cells, rows left out."""

    columns: Mapping[int, str | None] = field(default_factory=dict)
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()


def is_table(name: str) -> bool:
    """Whether a file of this name is read as a table."""
    return name.lower().endswith(ENDINGS)


def read_grid(name: str, data: bytes, sheet: str = "") -> Grid:
    """The table in a file, of a workbook the sheet of this name, or else its first.

    Raises TableRefused, or Unreadable for a file that is damaged or locked.
    """
    if data.startswith(b"PK\x03\x04") or name.lower().endswith(".xlsx"):
        records = sheet_records(name, data, sheet)
    else:
        records = _records(_text(name, data))
    found = iter(records)
    header = next(found, None)
    if header is None:
        raise TableRefused("The table is empty.")
    names = list(header[1])
    while names and not names[-1]:
        names.pop()
    if not names:
        raise TableRefused("The table's first row, which names the columns, is blank.")
    return Grid(tuple(names), tuple(Record(number, tuple(cells)) for number, cells in found if any(cells)))


def corrected(grid: Grid, corrections: Corrections) -> Grid:
    """The table as a person says that it should be."""
    if not (corrections.columns or corrections.cells or corrections.left_out):
        return grid
    passed_over = {place for place, name in corrections.columns.items() if name is None}
    kept = [place for place in range(len(grid.header)) if place not in passed_over]
    by_row: dict[int, dict[int, str]] = {}
    for (number, place), cell in corrections.cells.items():
        by_row.setdefault(number, {})[place] = " ".join(cell.split(" ")).strip()
    rows = [
        _corrected(record, by_row.get(record.number, {}), kept, len(grid.header))
        for record in grid.rows
        if record.number not in corrections.left_out
    ]
    header = tuple(corrections.columns.get(place) or grid.header[place] for place in kept)
    return Grid(header, tuple(row for row in rows if any(row.cells)))


def _corrected(record: Record, cells: Mapping[int, str], kept: Sequence[int], width: int) -> Record:
    if not cells and len(kept) == width:
        return record
    given = [*record.cells, *[""] * (width - len(record.cells))]
    for place, cell in cells.items():
        given[place] = cell
    return replace(record, cells=(*(given[place] for place in kept), *given[width:]))


def places(grid: Grid, corrections: Corrections) -> dict[str, int]:
    """The place of each column in the file, by its key as corrected."""
    named = {place: corrections.columns.get(place, name) for place, name in enumerate(grid.header)}
    return {name.lower(): place for place, name in named.items() if name}


def _text(name: str, data: bytes) -> str:
    kind = kind_by_content(data)
    if kind:
        raise TableRefused(
            f"This is no table (.csv, .xlsx): it is {kind}. Save it as .xlsx or as CSV (UTF-8)."
        )
    try:
        text = characters(name, data)
    except Unreadable as error:
        raise TableRefused(error.sentence) from error
    if "\x00" in text:
        raise TableRefused("This is not a CSV table: it holds binary data.")
    return text


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number, blank ones too."""
    first = re.match(r'(?:"[^"]*"|[^"\r\n])*', text)
    bare = re.sub('"[^"]*"', "", first[0]) if first else ""
    delimiter = max(DELIMITERS, key=bare.count)
    clean = _UNCLEAN.search(text) is None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            yield (
                number,
                [unguarded(cell.strip() if clean else canonical(cell).text.strip()) for cell in cells],
            )
    except csv.Error as error:
        raise TableRefused(
            f"The table cannot be read near line {reader.line_num}: a cell's quotation marks do not match, "
            "or a cell is far too long."
        ) from error
