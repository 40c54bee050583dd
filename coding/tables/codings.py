"""codings.csv: passages, the codes they carry, and by whom."""

from dataclasses import dataclass

from quotetree.coding.tables.kinds import LAYERS, not_one_of, word_of
from quotetree.coding.tables.table import Row, Table, each_row

COLUMNS = ("document", "start", "end", "code", "coder", "layer")
QUOTES = ("quote", "quotation")
EXPORTED = ("respondents", "turns", "kind", "date", "coded at")  # told of a coding when it is taken out
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class CodingRow:
    """A passage `[start, end)` of a document (its name) carries a code (its path); `quote` is "" where it lacks."""

    number: int
    document: str
    start: int
    end: int
    code: str
    coder: str
    layer: str
    quote: str = ""


def coding_rows(table: Table) -> list[CodingRow]:
    """The codings in a table with the columns document, start, end, code and coder; the layer is main unless given.

    Raises TableRefused that names all bad rows.
    """
    quotes = [column for column in QUOTES if column in table.columns]

    def read(row: Row) -> CodingRow | list[str]:
        cells = row.cells
        bad = [
            row.bad(column, "The cell is empty.")
            for column in ("document", "code", "coder")
            if not cells[column]
        ]
        bad += [
            row.bad(column, _no_number(cells[column]))
            for column in ("start", "end")
            if not _number(cells[column])
        ]
        given = cells.get("layer") or "main"
        layer = word_of(given, LAYERS)
        if layer is None:
            bad.append(row.bad("layer", not_one_of(given, "layer", LAYERS)))
        if bad:
            return bad
        quote = cells[quotes[0]] if quotes else ""
        place = int(cells["start"]), int(cells["end"])
        return CodingRow(
            row.number, cells["document"], *place, cells["code"], cells["coder"], str(layer), quote
        )

    return each_row(table, read)


def _number(cell: str) -> bool:
    digits = cell.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS


def _no_number(cell: str) -> str:
    return f"“{cell}” is no whole number." if cell else "The cell is empty."
