"""An import's plan: rows to insert and values to change, by table."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quotetree.coding.names import name_key

Values = dict[str, Any]
_WORD = re.compile(r"[^\s,;]+")


@dataclass(slots=True)
class ImportPlan:
    """Rows by table; `new_id` makes the keys of those that are inserted. `matches`: rows of the file that stand.

    `said` are sentences of what else it does.
    """

    new_id: Callable[[], str]
    inserts: dict[str, list[Values]] = field(default_factory=dict)
    updates: dict[str, dict[str, Values]] = field(default_factory=dict)
    deletes: dict[str, list[str]] = field(default_factory=dict)
    matches: int = 0
    said: list[str] = field(default_factory=list)

    def insert(self, table: str, row: Values) -> str:
        """A new row. Returns its id."""
        made = {"id": self.new_id(), **row}
        self.inserts.setdefault(table, []).append(made)
        row_id: str = made["id"]
        return row_id

    def update(self, table: str, row_id: str, values: Values) -> None:
        """Other values for a row that stands."""
        self.updates.setdefault(table, {}).setdefault(row_id, {}).update(values)

    def delete(self, table: str, row_id: str) -> None:
        """A row that goes."""
        self.deletes.setdefault(table, []).append(row_id)

    def number_of(self, table: str) -> int:
        """How many rows of a table are new."""
        return len(self.inserts.get(table, ()))

    def changed(self, table: str) -> int:
        """How many rows of a table get other values."""
        return len(self.updates.get(table, ()))


@dataclass(frozen=True, slots=True)
class DocumentNow:
    """A document of the project."""

    id: str
    name: str
    kind: str
    date: str
    language: str
    sha256: str
    length: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What imports are compared with; names are found by their `name_key`. `values` of the table that is imported.

    `attributes` by ("participant" or "document", key); `values` by (whose row, attribute): (id of the value, value);
    `consents` by participant (id); `types`: by attribute (id) its type and choices; `guessed`: the attributes (ids)
    whose type no person has said.
    """

    project_id: str
    participants: Mapping[str, str]
    attributes: Mapping[tuple[str, str], str]
    documents: Mapping[str, DocumentNow]
    values: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    consents: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    guessed: frozenset[str] = frozenset()

    def document(self, name: str) -> DocumentNow | None:
        """The document of that name."""
        return self.documents.get(name_key(name))

    def participant(self, name: str) -> str | None:
        """The id of the participant of that name."""
        return self.participants.get(name_key(name))

    def people(self, cell: str) -> tuple[list[str], list[str]]:
        """The participants in a cell (one name, or several) by id, and the names of nobody.

        Names stand between semicolons; within these between commas or blanks, where the longest known name counts.
        """
        whole = self.participant(cell)
        if whole:
            return [whole], []
        parts = [part.strip() for part in cell.split(";") if part.strip()]
        known: dict[str, None] = {}
        unknown: dict[str, None] = {}
        for part in parts:
            found, nobodies = self._people(part)
            known |= dict.fromkeys(found)
            unknown |= dict.fromkeys(nobodies if found or len(parts) == 1 else [part])
        return [*known], [*unknown]

    def _people(self, part: str) -> tuple[list[str], list[str]]:
        words = list(_WORD.finditer(part))
        ends = [word.end() for word in words]
        known, unknown, at = [], [], 0
        while at < len(words):
            names = (
                (n, self.participant(part[words[at].start() : ends[n]]))
                for n in reversed(range(at, len(words)))
            )
            last, one = next(((n, found) for n, found in names if found), (at, None))
            if one:
                known.append(one)
            else:
                unknown.append(words[at].group())
            at = last + 1
        return known, unknown


def nobody(names: list[str]) -> str:
    """The sentence for names that no participant has."""
    listed = ", ".join(f"“{name}”" for name in names)
    return f"There is no participant {listed} in this project."
