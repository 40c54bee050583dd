"""A book as an .xlsx, row by row in constant memory."""

from pathlib import Path
from typing import Any

import xlsxwriter

from quotetree.coding.exports.book import Book, Sheet

MOST_CHARACTERS = 32_767  # of a cell, says the format
CUT = " […]"
# Text stays text: nothing in it becomes a formula, a link or a number.
PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_xlsx(book: Book, path: Path) -> None:
    """A sheet each, with widths, a header that stays and filters; the last sheet says what they hold."""
    with xlsxwriter.Workbook(path, PLAIN) as workbook:
        workbook.set_properties({"title": book.title, "author": "Quotetree"})
        head = workbook.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        long = workbook.add_format({"text_wrap": True, "valign": "top"})
        top = workbook.add_format({"valign": "top"})
        for sheet in book.sheets:
            _write_sheet(workbook.add_worksheet(_name(sheet.name)), sheet, head, long, top)
        _write_about(workbook.add_worksheet("About"), book, head, long)


def _write_sheet(page: Any, sheet: Sheet, head: Any, long: Any, top: Any) -> None:
    for n, column in enumerate(sheet.columns):
        page.set_column(n, n, column.width, long if column.long else top)
    page.freeze_panes(1, 0)
    for n, column in enumerate(sheet.columns):
        page.write_string(0, n, column.heading, head)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        for n, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    page.write_string(last, n, _fitting(cell), long if sheet.columns[n].long else top)
            elif cell is not None:
                page.write_number(last, n, cell, top)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write_about(page: Any, book: Book, head: Any, long: Any) -> None:
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 90, long)
    page.write_string(0, 0, book.title, head)
    for n, (what, told) in enumerate(book.told, 1):
        page.write_string(n, 0, what)
        page.write_string(n, 1, told, long)


def _fitting(cell: str) -> str:
    return cell if len(cell) <= MOST_CHARACTERS else cell[: MOST_CHARACTERS - len(CUT)] + CUT


def _name(name: str) -> str:
    return name.translate(FORBIDDEN).strip()[:31] or "Sheet"
