"""A book as a .csv (its first sheet) or an .xlsx (all sheets, and what is said of them); a report as .docx or .html."""

import csv
from collections.abc import Callable
from pathlib import Path

from quotetree.coding.cells import guarded
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.exports.book import Book, Cell
from quotetree.coding.exports.report import Report
from quotetree.coding.exports.web import write_html
from quotetree.coding.exports.word import write_docx
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
REPORT_WRITERS: dict[str, Callable[[Report, Path], None]] = {".docx": write_docx, ".html": write_html}
PAGES = tuple(REPORT_WRITERS)


def write_book(book: Book, path: Path) -> None:
    """Write the book in the form of the path's ending, one of `ENDINGS`."""
    WRITERS[path.suffix.lower()](book, path)


def write_report(report: Report, path: Path) -> None:
    """Write the report in the form of the path's ending, one of `PAGES`."""
    REPORT_WRITERS[path.suffix.lower()](report, path)
