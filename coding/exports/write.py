"""A book as a .csv (its first sheet) or an .xlsx (all sheets, and what is said of them); a report as .docx or .html."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from quotetree.coding.cells import guarded
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.exports.book import Book, Cell
from quotetree.coding.exports.report import Report
from quotetree.coding.exports.web import write_html
from quotetree.coding.exports.word import write_docx
from quotetree.coding.exports.workbook import write_xlsx

T = TypeVar("T")
Check = Callable[[], None]


class ExportRefused(QuotetreeError):
    """What was asked for cannot be written so."""


class ExportStopped(QuotetreeError):
    """Nobody wants the file any more."""


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


def write_book(book: Book, path: Path, check: Check = lambda: None) -> None:
    """Write the book in the form of the path's ending, one of `ENDINGS`. `check` is asked at each row."""
    sheets = tuple(replace(sheet, rows=_checked(sheet.rows, check)) for sheet in book.sheets)
    WRITERS[path.suffix.lower()](replace(book, sheets=sheets), path)


def write_report(report: Report, path: Path, check: Check = lambda: None) -> None:
    """Write the report in the form of the path's ending, one of `PAGES`. `check` is asked at each block."""
    blocks = _checked(report.blocks, check)
    REPORT_WRITERS[path.suffix.lower()](replace(report, blocks=blocks), path)


def _checked(some: Iterable[T], check: Check) -> Iterator[T]:
    for one in some:
        check()
        yield one
