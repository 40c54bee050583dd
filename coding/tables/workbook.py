"""Excel workbooks (.xlsx): a sheet as rows of cells, each as a person sees it.

A formula counts by its value. A date reads 2025-05-03 whatever order its cell shows, so that nobody takes May for
March; a number has no `.0` behind it and no marks of thousands, but the noughts and decimals that its format gives it.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from quotetree.coding.errors import Unreadable
from quotetree.coding.files.archive import check_archive
from quotetree.coding.text import canonical

_NOUGHTS = re.compile("0+")
_DECIMALS = re.compile(r"[#,0]*0(?:\.(0+))?(%?)")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
)


def sheet_records(name: str, data: bytes, sheet: str = "") -> Iterator[tuple[int, list[str]]]:
    """Each row of the sheet called so (else of the first that is not empty) with its number.

    Raises Unreadable for a file that is no workbook, is locked, damaged or dangerous.
    """
    check_archive(name, data, "Excel workbook", ".xlsx")
    import openpyxl  # takes a tenth of a second, and few files are workbooks

    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        title = _title(book, sheet)
        rows = [
            (number, _trimmed([_cell(name, cell) for cell in row]))
            for number, row in enumerate(book[title].iter_rows(), 1)
        ]
        book.close()
    except _DAMAGED as error:
        raise Unreadable(f"“{name}” is damaged: its cells cannot be read.") from error
    _check_formulas(name, data, title, rows)
    return iter(rows)


def _title(book: Any, wanted: str) -> str:
    titles = [one.title for one in book.worksheets]
    if not titles:
        raise ValueError("no sheets")
    for title in titles:
        if wanted and title.strip().casefold() == wanted.casefold():
            return str(title)
    return str(next((title for title in titles if _has_header(book[title])), titles[0]))


def _has_header(sheet: Any) -> bool:
    return any(cell.value is not None for row in sheet.iter_rows(max_row=1) for cell in row)


def _check_formulas(name: str, data: bytes, title: str, rows: list[tuple[int, list[str]]]) -> None:
    """A formula whose value was never reckoned reads as an empty cell: better said than lost."""
    import openpyxl

    with zipfile.ZipFile(BytesIO(data)) as zipped:
        sheets = [part for part in zipped.namelist() if part.startswith("xl/worksheets/")]
        if not any(b"<f>" in (xml := zipped.read(part)) or b"<f " in xml for part in sheets):
            return
    book = openpyxl.load_workbook(BytesIO(data), read_only=True)
    for number, row in enumerate(book[title].iter_rows(), 1):
        for place, cell in enumerate(row):
            seen = rows[number - 1][1] if number <= len(rows) else []
            if cell.data_type == "f" and not (place < len(seen) and seen[place]):
                raise Unreadable(
                    f"“{name}”: the formula in {cell.coordinate} has no value. "
                    "Open the workbook in a spreadsheet program and save it there, so that its formulas are worked out."
                )


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(name: str, cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return canonical(value).text.strip()
    return shown(value, str(cell.number_format or "General"))


def shown(value: Any, form: str) -> str:
    """A cell's value as a person sees it under a number format."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return str(value)
    return _number(value, form.split(";")[0])


def _number(value: float, form: str) -> str:
    if _NOUGHTS.fullmatch(form) and float(value).is_integer() and value >= 0:
        return str(int(value)).zfill(len(form))
    found = _DECIMALS.fullmatch(form)
    if found and (found[1] or found[2]):
        share = value * 100 if found[2] else value
        return f"{share:.{len(found[1] or '')}f}{found[2]}"
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"
