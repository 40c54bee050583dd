"""Tables of a document as lines: talk, where a column names the speakers, else cell after cell."""

import re
from collections.abc import Sequence

from quotetree.coding.clock import ANY_TIME
from quotetree.coding.files.bold import unmarked
from quotetree.coding.label_looks import Look, look_of
from quotetree.coding.roles import known_role

Cell = list[str]  # the lines of its paragraphs
_TIME_OR_NUMBER = re.compile(rf"\s*(?:{ANY_TIME}|\d{{0,5}}\.?)\s*")


def lines_of_table(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """`LABEL: words` for each row, if a column holds labels; times and numbers beside the label stay with it."""
    rows = [[[unmarked(line) for line in cell] for cell in row] for row in rows]
    column = next((column for column in (0, 1, 2) if _names_speakers(rows, column)), None)
    if column is None:
        return [line for row in rows for cell in row for line in cell]
    return [line for row in rows for line in _talk(row, column)]


def _names_speakers(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    """Whether there are labels in this column, some more than once, with nothing but times and numbers before it."""
    wide = [row for row in rows if len(row) > column + 1]
    labels = [_label(row[column]) for row in wide]
    named = [label for label in labels if label]
    if len(wide) < 2 or len(wide) < 0.8 * len(rows) or len(named) < len(wide) / 2:
        return False
    looks = [look_of(label) for label in named]
    likely = sum(look is not None and look >= Look.NAME for look in looks)
    again = len(set(named)) < len(named) or any(known_role(label) == "interviewer" for label in named)
    aside = all(_TIME_OR_NUMBER.fullmatch(" ".join(cell)) for row in wide for cell in row[:column])
    return again and aside and likely >= 0.9 * len(named)


def _label(cell: Cell) -> str:
    return " ".join(" ".join(cell).split()).removesuffix(":").strip()


def _talk(row: Sequence[Cell], column: int) -> list[str]:
    label = _label(row[column]) if len(row) > column + 1 else ""
    if not label:
        return [line for cell in row for line in cell]
    before = "".join(f"{' '.join(cell).strip()}\t" for cell in row[:column] if "".join(cell).strip())
    said = [line for cell in row[column + 1 :] for line in cell]
    first, *further = said
    return [f"{before}{label}: {first}", *further]
