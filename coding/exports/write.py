"""A book as a .csv (its first sheet) or an .xlsx (all sheets, and what is said of them)."""

import csv
from collections.abc import Callable
from pathlib import Path

from quotetree.coding.cells import guarded
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.exports.book import Book, Cell
from quotetree.coding.exports.workbook import write_xlsx


class ExportRefused(QuotetreeError):
    """What was asked for cannot be written so."""


def write_csv(book: Book, path: Path) -> None:
    """The first sheet in UTF-8 with a BOM, without which Excel takes accents for other characters."""
    sheet = book.sheets[0]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.heading for column in sheet.columns)
        writer.writerows(map(_guarded_row, sheet.rows))


def _guarded_row(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple([guarded(cell) if isinstance(cell, str) else cell for cell in row])


WRITERS: dict[str, Callable[[Book, Path], None]] = {".csv": write_csv, ".xlsx": write_xlsx}
ENDINGS = tuple(WRITERS)


def write_book(book: Book, path: Path) -> None:
    """Write the book in the form of the path's ending. Raises ExportRefused for another ending."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ExportRefused(
            f"“{path.name}” ends in none of the forms that can be written: {', '.join(ENDINGS)}."
        )
    writer(book, path)
