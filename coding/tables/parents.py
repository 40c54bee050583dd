"""A codebook whose rows name their parents, as other programs write it, turned into one with paths."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from quotetree.coding.names import name_key, path_of
from quotetree.coding.tables.grid import Grid, Record, TableRefused
from quotetree.coding.tables.table import refuse
from quotetree.coding.tree_rules import MOST_LEVELS

PARENTS = ("parent", "parent id", "parent guid", "parent name", "parent code")
NAMES = ("name", "code", "code name", "path")
IDS = ("id", "guid", "code id")
HOW = (
    "A codebook has a column “path” with all names from the main code down, as “Contact > Increased”, or the "
    "columns “name” and “parent”, where the parent is the name or the “id” of another row."
)
MOST_NAMED = 10
SEVERAL = re.compile(r"(?<!\\)>")


def tells_parents(header: Sequence[str]) -> bool:
    """Whether a table's columns are names and parents, and no paths."""
    keys = _keys(header)
    return _place(keys, PARENTS) is not None and _place(keys, NAMES[:-1]) is not None and "path" not in keys


def with_paths(grid: Grid) -> Grid:
    """The table with a column path, told by its parents if it has none. Raises TableRefused that names all bad rows."""
    keys = _keys(grid.header)
    parent = _place(keys, PARENTS)
    if parent is None or ("path" in keys and _has_levels(grid, keys["path"])):
        return grid
    name = _place(keys, NAMES)
    if name is None:
        raise TableRefused(
            f"The codebook has a column “{grid.header[parent]}”, but none “path” or “name”. {HOW}"
        )
    own_id = _place(keys, IDS)
    named = keys.get("path") == name
    rows = [_Row(row.number, *(_cell(row, n) for n in (name, parent, own_id))) for row in grid.rows]
    if named:
        rows = [row._replace(name=row.name.replace("\\>", ">")) for row in rows]
    paths = _paths(rows)
    left = [n for n in range(len(grid.header)) if n not in (parent, name, own_id)]
    header = ("path", *(grid.header[n] for n in left))
    kept = (Record(row.number, (paths[row.number], *(_cell(row, n) for n in left))) for row in grid.rows)
    return Grid(header, tuple(kept))


class _Row(NamedTuple):
    number: int
    name: str
    parent: str
    id: str


def _paths(rows: Sequence[_Row]) -> dict[int, str]:
    """The path of each row by its number."""
    found = {row.number: row for row in rows}
    above: dict[int, int | None] = {}
    bad = [*_twins(rows), *_nameless(rows)]
    ids = {row.id: row.number for row in rows if row.id}
    by_name: dict[str, list[int]] = {}
    for row in rows:
        by_name.setdefault(name_key(row.name), []).append(row.number)
    for row in rows:
        places = [ids[row.parent]] if row.parent in ids else by_name.get(name_key(row.parent), [])
        if row.parent and len(places) != 1:
            many = f"stands in rows {_listed(places)}: name it by its id" if places else "stands in no row"
            bad.append(f"Row {row.number}, column parent: “{row.parent}” {many}.")
        above[row.number] = places[0] if row.parent and len(places) == 1 else None
    bad += (_loop_said(loop, found) for loop in _loops(above))
    refuse(bad)
    paths: dict[int, tuple[str, ...]] = {}
    for number in above:
        way, at = [], number
        while at not in paths:
            way.append(at)
            up = above[at]
            if up is None:
                paths[at] = (found[at].name,)
                break
            at = up
        for one in reversed(way):
            up = above[one]
            paths[one] = (*paths[up], found[one].name) if up is not None else (found[one].name,)
            if len(paths[one]) > MOST_LEVELS:
                refuse(
                    [
                        f"Row {one}: A code tree has at most {MOST_LEVELS} levels; this code would be below them."
                    ]
                )
    return {number: path_of(names) for number, names in paths.items()}


def _twins(rows: Sequence[_Row]) -> Iterator[str]:
    first: dict[str, int] = {}
    for row in rows:
        if row.id and first.setdefault(row.id, row.number) != row.number:
            yield f"Row {row.number}, column id: “{row.id}” stands already in row {first[row.id]}."


def _nameless(rows: Sequence[_Row]) -> Iterator[str]:
    return (f"Row {row.number}, column name: The name is empty." for row in rows if not row.name)


def _loops(above: Mapping[int, int | None]) -> Iterator[list[int]]:
    """The rows of each loop, from one down to the next."""
    seen: set[int] = set()
    for start in above:
        way: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in seen and at not in way:
            way[at] = None
            at = above[at]
        if at is not None and at in way:
            order = list(way)
            yield order[order.index(at) :]
        seen |= way.keys()


def _loop_said(loop: Sequence[int], found: Mapping[int, _Row]) -> str:
    first = found[loop[0]]
    if len(loop) == 1:
        return f"Row {first.number}: “{first.name}” is its own parent."
    names = " below ".join(f"“{found[number].name}”" for number in (*loop[:MOST_NAMED], loop[0]))
    more = f" ({len(loop)} codes in all)" if len(loop) > MOST_NAMED else ""
    return f"Row {first.number}: The parents go in a loop: {names}{more}."


def _keys(header: Sequence[str]) -> dict[str, int]:
    return {
        name_key(name).replace("_", " ").replace("-", " "): n for n, name in reversed(list(enumerate(header)))
    }


def _place(keys: Mapping[str, int], wanted: Sequence[str]) -> int | None:
    return next((keys[key] for key in wanted if key in keys), None)


def _cell(row: Record, place: int | None) -> str:
    return row.cells[place] if place is not None and place < len(row.cells) else ""


def _has_levels(grid: Grid, place: int) -> bool:
    """Whether paths of several levels stand in a column."""
    return any(SEVERAL.search(_cell(row, place)) for row in grid.rows)


def _listed(numbers: Sequence[int]) -> str:
    told = ", ".join(map(str, numbers[:MOST_NAMED]))
    return f"{told} and others" if len(numbers) > MOST_NAMED else told
