"""The codebook as a table: read as growth of a tree, and written.

A row is a code: `path` finds it or makes it, with parents that are missing. An empty cell says nothing; what
a row says otherwise than the tree replaces it; what the table does not name stays as it is.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quotetree.coding import tree_rules as rules
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import clean_name, name_key, names_of
from quotetree.coding.order import spread
from quotetree.coding.tree import COLOURS, Code, Tree, fewest
from quotetree.coding.tree_plans import RowChange, TreePlan, checked, insertion, plan_define

TEXT_COLUMNS = {
    "short": "short",
    "description": "definition",
    "inclusion": "when_to_use",
    "exclusion": "when_not",
    "example": "example",
}
COLUMNS = ("path", "name", *TEXT_COLUMNS, "colour", "heading", "retired")
YES = ("yes", "y", "true", "1")
NO = ("no", "n", "false", "0")
MOST_NAMED = 3
FIRST_ROW = 2  # as a spreadsheet counts: the header is row 1


class CodebookError(QuotetreeError):
    """A codebook that cannot be taken in; `details` has a sentence for each bad row."""


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """A row of a codebook: its number in the table, names from the main code down, values of the code."""

    number: int
    names: tuple[str, ...]
    values: Mapping[str, Any]


def unknown_columns(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """The columns of a table that a codebook does not have and that are passed over."""
    return [column for column in (rows[0] if rows else ()) if column.strip().lower() not in COLUMNS]


def read_codebook(rows: Sequence[Mapping[str, str]]) -> list[CodebookRow]:
    """The rows of a table, without blank ones. Raises CodebookError that names all bad rows."""
    if rows and "path" not in {column.strip().lower() for column in rows[0]}:
        raise CodebookError("The codebook has no column “path”.")
    read: list[CodebookRow] = []
    bad: list[str] = []
    for number, row in enumerate(rows, FIRST_ROW):
        cells = {column.strip().lower(): (text or "").strip() for column, text in row.items() if column}
        if not any(cells.values()):
            continue
        try:
            read.append(_row(number, cells))
        except QuotetreeError as error:
            bad.append(f"Row {number}: {error.sentence}")
    _refuse([*bad, *_repeated(read)])
    return read


def _row(number: int, cells: Mapping[str, str]) -> CodebookRow:
    names = names_of(cells.get("path", ""))
    name = cells.get("name", "")
    if name and name_key(clean_name(name)) != name_key(names[-1]):
        raise CodebookError(f"The name “{name}” is not the last part of the path, “{names[-1]}”.")
    values: dict[str, Any] = {
        text: cells[column] for column, text in TEXT_COLUMNS.items() if cells.get(column)
    }
    if cells.get("colour"):
        values["colour"] = _colour(cells["colour"])
    if cells.get("heading"):
        values["heading"] = _yes_or_no(cells["heading"], "it is a heading")
    if cells.get("retired"):
        values["retired"] = _yes_or_no(cells["retired"], "it is retired")
    return CodebookRow(number, tuple(names), checked(values))


def _colour(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and 1 <= int(cell) <= COLOURS):
        raise CodebookError(f"The colour “{cell}” is no number from 1 to {COLOURS}.")
    return int(cell)


def _yes_or_no(cell: str, what: str) -> bool:
    if cell.lower() not in (*YES, *NO):
        raise CodebookError(f"Whether {what} is yes or no, not “{cell}”.")
    return cell.lower() in YES


def _repeated(rows: Iterable[CodebookRow]) -> list[str]:
    """A sentence for each row whose path another row before it has."""
    first: dict[tuple[str, ...], int] = {}
    sentences = []
    for row in rows:
        before = first.setdefault(tuple(name_key(name) for name in row.names), row.number)
        if before != row.number:
            sentences.append(f"Row {row.number}: The path is the same as in row {before}.")
    return sentences


def _refuse(bad: Sequence[str]) -> None:
    if bad:
        many = "1 row" if len(bad) == 1 else f"{len(bad)} rows"
        raise CodebookError(f"The codebook was not taken in: {many} cannot be read.", bad)


@dataclass(slots=True)
class _Growth:
    """A tree and the codes that grow on it, found by parent and name."""

    tree: Tree
    new_id: Callable[[], str]
    new: dict[str, tuple[str | None, str, Mapping[str, Any]]] = field(default_factory=dict)
    found: dict[tuple[str | None, str], str] = field(default_factory=dict)

    def id_at(self, names: Sequence[str]) -> str:
        """The id of the code at a path, which is made if it is not there, with its parents."""
        if len(names) > rules.MOST_LEVELS:
            raise CodebookError(
                f"A code tree has at most {rules.MOST_LEVELS} levels; this path has {len(names)}."
            )
        code_id = self._child(None, names[0])
        for name in names[1:]:
            code_id = self._child(code_id, name)
        return code_id

    def _child(self, parent: str | None, name: str) -> str:
        key = parent, name_key(name)
        if key not in self.found:
            standing = self.tree.child(parent, name)
            self.found[key] = standing.id if standing else self.new_id()
            if not standing:
                self.new[self.found[key]] = parent, name, {}
        return self.found[key]

    def insertions(self) -> list[RowChange]:
        """The new codes, parents first, each behind what stands under its parent."""
        groups: dict[str | None, list[str]] = {}
        for code_id, (parent, _, _) in self.new.items():
            groups.setdefault(parent, []).append(code_id)
        keys: dict[str, str] = {}
        for parent, ids in groups.items():
            standing = self.tree.children(parent)
            last = standing[-1].position if standing else None
            keys |= zip(ids, spread(len(ids), last, None), strict=True)
        taken = Counter(code.colour for code in self.tree.children(None))
        changes = []
        for code_id, (parent, name, values) in self.new.items():
            code = Code(code_id, parent, name, keys[code_id], **values)
            if parent is None:
                code = replace(code, colour=code.colour or fewest(taken))
                taken[code.colour] += 1
            changes.append(insertion(code))
        return changes


def plan_codebook(
    tree: Tree, rows: Sequence[CodebookRow], new_id: Callable[[], str], coded: Mapping[str, int] | None = None
) -> TreePlan:
    """The growth that a codebook brings: codes that are missing, and other values of those that stand.

    `coded` is how many codings a code carries, by id: such a code cannot become a heading. Nothing is deleted
    or moved. Raises CodebookError that names all bad rows.
    """
    growth = _Growth(tree, new_id)
    carried = coded or {}
    updates: list[RowChange] = []
    bad: list[str] = []
    for row in rows:
        try:
            code_id = growth.id_at(row.names)
            if code_id in growth.new:
                parent, name, _ = growth.new[code_id]
                growth.new[code_id] = parent, name, row.values
            else:
                updates.extend(plan_define(tree, code_id, carried.get(code_id, 0), **row.values).changes)
        except QuotetreeError as error:
            bad.append(f"Row {row.number}: {error.sentence}")
    _refuse(bad)
    _check_number(len(tree.by_id) + len(growth.new))
    return _with_what_is_below(tree, growth, updates)


def added_above(tree: Tree, rows: Sequence[CodebookRow], plan: TreePlan) -> tuple[str, ...]:
    """A sentence on the new codes that no row names and that stand above such as do; none where there are none."""
    after = plan.applied_to(tree)
    named = {tuple(map(name_key, row.names)) for row in rows}
    new = [change.id for change in plan.changes if change.kind == "insert"]
    above = [path for path in (after.paths[code] for code in new) if _key(path) not in named]
    if not above:
        return ()
    most = above[:MOST_NAMED]
    told = [f"“{path}”" for path in most]
    last = f"{len(above) - len(most)} more" if len(above) > len(most) else told.pop()
    listed = f"{', '.join(told)} and {last}" if told else last
    return (f"Added above them: {listed}.",)


def _key(path: str) -> tuple[str, ...]:
    return tuple(map(name_key, names_of(path)))


def _with_what_is_below(tree: Tree, growth: _Growth, updates: Sequence[RowChange]) -> TreePlan:
    """The plan, with what is below a retired code retired too."""
    plan = TreePlan((*growth.insertions(), *updates))
    after = plan.applied_to(tree)
    late = {code.id for code in after if not code.retired and _below_retired(after, code)}
    if not late:
        return plan
    changed = {change.id: dict(change.values) for change in updates}
    for code_id in late:
        if code_id in growth.new:
            parent, name, values = growth.new[code_id]
            growth.new[code_id] = parent, name, {**values, "retired": True}
        else:
            changed[code_id] = {**changed.get(code_id, {}), "retired": True}
    kept = (RowChange("update", code_id, values) for code_id, values in changed.items())
    return TreePlan((*growth.insertions(), *kept))


def _below_retired(tree: Tree, code: Code) -> bool:
    return any(above.retired for above in tree.ancestors(code.id))


def _check_number(codes: int) -> None:
    if codes > rules.MOST_CODES:
        raise CodebookError(
            f"A code tree has at most {rules.MOST_CODES:,} codes; with this table it would have {codes:,}. "
            "Nothing was taken in. Is it a codebook, with a row for each code?"
        )


def codebook_rows(tree: Tree) -> list[dict[str, str]]:
    """The tree as a codebook: a row a code, in tree order, with the columns of `COLUMNS`."""
    return [
        {
            "path": tree.paths[code.id],
            "name": code.name,
            **{column: getattr(code, text) for column, text in TEXT_COLUMNS.items()},
            "colour": str(code.colour or ""),
            "heading": "yes" if code.heading else "no",
            "retired": "yes" if code.retired else "no",
        }
        for code in tree
    ]
