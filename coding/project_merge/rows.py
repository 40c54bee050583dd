"""The rows of a merge under way: what came from theirs to ours, and what is new."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]
OnMatch = Callable[[Row, Row], None]


class Taking:
    """Takes their rows over into our project, table by table: what a row refers to comes before it."""

    def __init__(self, mine: Rows, theirs: Rows, project_id: str, new_id: Callable[[], str]) -> None:
        self.mine, self.theirs = mine, theirs
        self.project_id, self.new_id = project_id, new_id
        self.to: dict[str, dict[str, str]] = defaultdict(dict)  # by table their id to ours
        self.inserts: dict[str, list[Row]] = defaultdict(list)
        self.updates: dict[str, dict[str, Row]] = defaultdict(dict)
        self.added: Counter[str] = Counter()
        self.matched: Counter[str] = Counter()

    def table(
        self,
        name: str,
        same: Sequence[str],
        refers: Mapping[str, str] | None = None,
        *,
        rows: Iterable[Row] | None = None,
        on_match: OnMatch | None = None,
        also: Callable[[Row], Row] | None = None,
    ) -> None:
        """Take a table's rows: those equal to one of ours in the columns `same` are matched, the others are new.

        `refers` names columns that hold ids, and of which table. A row that refers to what was not taken stays behind.
        `also` gives further columns of a new row.
        """
        known = {tuple(row[column] for column in same): row for row in self.mine.get(name, ())}
        for row in self.theirs.get(name, ()) if rows is None else rows:
            here = self.pointed(row, refers or {})
            if here is None:
                continue
            key = tuple(here[column] for column in same)
            if key in known:
                self.match(name, row["id"], known[key]["id"])
                if on_match is not None:
                    on_match(known[key], here)
            else:
                known[key] = self.add(name, row["id"], here | (also(here) if also else {}))

    def pointed(self, row: Row, refers: Mapping[str, str]) -> Row | None:
        """The row with our ids in the place of theirs; None where something that it refers to was not taken."""
        here = dict(row)
        for column, table in refers.items():
            if row[column] is not None:
                found = self.to[table].get(row[column])
                if found is None:
                    return None
                here[column] = found
        return here

    def match(self, table: str, their_id: str, my_id: str) -> None:
        """Their row is one of ours."""
        self.to[table][their_id] = my_id
        self.matched[table] += 1

    def add(self, table: str, their_id: str, row: Row) -> Row:
        """Their row is new here. Returns it as it will stand."""
        new = row | {"id": self.new_id()}
        if "project_id" in new:
            new["project_id"] = self.project_id
        self.inserts[table].append(new)
        self.to[table][their_id] = new["id"]
        self.added[table] += 1
        return new
