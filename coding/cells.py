"""Cells that no spreadsheet takes for a formula.

A spreadsheet runs a text cell of a .csv that begins with = + - or @ (also behind a tab) as a formula. Such a cell is
written with an apostrophe before it, which spreadsheets show or hide, and which reading takes off again; a cell that
begins so already gets one more, so that what is written is read back exactly.
"""

import re

_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """The cell as it is written to a .csv."""
    return f"'{cell}" if _DANGEROUS.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if _GUARDED.match(cell) else cell
