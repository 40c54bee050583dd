"""The form of a table that waits: what each column is, cells put right, rows left out."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from starlette.datastructures import FormData

from quotetree.app.services.imports.table_uploads import TableFound
from quotetree.coding.names import name_key
from quotetree.coding.tables.grid import Corrections
from quotetree.coding.tables.guess import SURVEY
from quotetree.coding.tables.mistakes import Mistake
from quotetree.coding.tables.study import fields_of, has_attributes
from quotetree.coding.tables.survey import USES

AS_NAMED, PASSED_OVER = "", "-"
MOST_SHOWN = 100


class Column(NamedTuple):
    """A column of the file: what it is taken for, and the first things that stand in it."""

    place: int
    name: str
    use: str
    sample: str


class Field(NamedTuple):
    """A cell that can be put right."""

    name: str
    column: str
    value: str


class Wrong(NamedTuple):
    """A mistake with the fields to put it right, if there are any."""

    row: int
    reason: str
    fields: tuple[Field, ...]


def corrections_of(form: FormData) -> Corrections | None:
    """What the form says of a table; None where it is about another table than was shown."""
    if form.get("table") != form.get("was"):
        return None
    columns: dict[int, str | None] = {}
    for key, value in form.multi_items():
        if key.startswith("use-") and value != AS_NAMED:
            columns[int(key[4:])] = None if value == PASSED_OVER else str(value)
    cells = {(row, place): cell for row, place, cell in json.loads(str(form.get("fixed") or "[]"))}
    for key, value in form.multi_items():
        if key.startswith("cell-"):
            row, place = key[5:].split("-")
            cells[int(row), int(place)] = str(value)
    left = set() if form.get("all-rows") else _numbers(str(form.get("left") or ""))
    left |= {int(str(row)) for row in form.getlist("leave")}
    return Corrections(columns, cells, frozenset(left))


def values_of(found: TableFound) -> dict[str, Any]:
    """What the part of a table shows."""
    needed, known = ((), USES) if found.table == SURVEY else fields_of(found.table)
    wrong = [_wrong(found, one) for one in found.mistakes[:MOST_SHOWN]]
    shown = {field.name for one in wrong for field in one.fields}
    fixed = [
        [row, place, cell]
        for (row, place), cell in found.corrections.cells.items()
        if f"cell-{row}-{place}" not in shown
    ]
    placed = {sentence.reason for sentence in wrong}
    return {
        "found": found,
        "columns": _columns(found, known),
        "fields": known,
        "needed": needed,
        "attributes": found.table != SURVEY and has_attributes(found.table),
        "wrong": wrong,
        "wrong_rows": len({one.row for one in found.mistakes if one.row > 1}),
        "more": len(found.mistakes) - len(wrong),
        "others": [one for one in found.details if not any(reason in one for reason in placed)][:8],
        "fixed": json.dumps(fixed, ensure_ascii=False),
        "left": _ranges(found.corrections.left_out),
    }


def _columns(found: TableFound, known: Iterable[str]) -> list[Column]:
    grid, said = found.grid, found.corrections.columns
    columns = []
    for place, name in enumerate(grid.header):
        cells = (row.cells[place] for row in grid.rows[:200] if place < len(row.cells) and row.cells[place])
        sample = " · ".join(" ".join(cell.split())[:40] for cell, _ in zip(cells, range(3), strict=False))
        if place in said:
            use = said[place] or PASSED_OVER
        elif found.table == SURVEY:
            use = PASSED_OVER
        else:
            use = name_key(name) if name_key(name) in known else AS_NAMED
        columns.append(Column(place, name, use, sample))
    return columns


def _wrong(found: TableFound, mistake: Mistake) -> Wrong:
    fields = _fields(found, mistake) if mistake.row > 1 else ()
    return Wrong(mistake.row, mistake.reason, fields)


def _fields(found: TableFound, mistake: Mistake) -> tuple[Field, ...]:
    record = next((row for row in found.grid.rows if row.number == mistake.row), None)
    places = found.places
    fields = []
    for column in mistake.columns:
        place = places[column]
        there = record.cells[place] if record and place < len(record.cells) else ""
        value = found.corrections.cells.get((mistake.row, place), there)
        fields.append(Field(f"cell-{mistake.row}-{place}", column, value))
    return tuple(fields)


def _numbers(ranges: str) -> set[int]:
    numbers: set[int] = set()
    for part in filter(None, ranges.split(",")):
        first, _, last = part.partition("-")
        numbers |= set(range(int(first), int(last or first) + 1))
    return numbers


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers as "3,9-400"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(f"{a}-{b}" if b > a else str(a) for a, b in runs)
