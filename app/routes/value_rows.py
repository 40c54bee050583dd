"""Tables of people or documents with their attributes as columns: what is chosen, sorted and shown on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Form, Query
from pydantic import BaseModel

from quotetree.app.store import attributes as attribute_store
from quotetree.app.store import documents, people
from quotetree.app.store.access import Access
from quotetree.coding.attributes import Attribute, sort_key
from quotetree.coding.names import in_order, name_key

ON_A_PAGE = 50
WIDEST = 28


class TableState(BaseModel):
    """What the table is asked to show; `of` whose attributes, `sort` a column ("name", ..., or an attribute's id)."""

    of: str = "participant"
    q: str = ""
    consent: str = ""
    sort: str = "name"
    down: bool = False
    n: int = 1

    def query(self, **other: Any) -> str:
        """The state as the end of an address, with other values for some of it."""
        kept = self.model_dump(exclude={"of"}) | other
        told = {key: value for key, value in kept.items() if value != getattr(BLANK, key)}
        return "?" + urlencode({key: int(v) if v is True else v for key, v in told.items()}) if told else "?"

    def sorted_by(self, column: str) -> str:
        """The query that sorts by a column, or turns the order round."""
        return self.query(sort=column, down=column == self.sort and not self.down, n=1)

    def order_of(self, column: str) -> str:
        """What a column's header says of the order: ascending, descending, or none."""
        return "none" if column != self.sort else "descending" if self.down else "ascending"


BLANK = TableState()
Asked = Annotated[TableState, Query()]
Sent = Annotated[TableState, Form()]


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A participant or document: its facts besides attributes, and a value for each attribute."""

    id: str
    name: str
    facts: tuple[str, ...]
    cells: tuple[tuple[Attribute, str], ...]


@dataclass(frozen=True, slots=True)
class ValueTable:
    """A page of the table. `all` are the ids of everything found, on this page or another."""

    state: TableState
    attributes: Sequence[Attribute]
    rows: Sequence[ValueRow]
    all: Sequence[str]
    there: int

    @property
    def widths(self) -> dict[str, int]:
        """By attribute (id) how many characters its fields show."""
        found = {one.id: 4 for one in self.attributes}
        for row in self.rows:
            for attribute, value in row.cells:
                found[attribute.id] = max(found[attribute.id], min(len(value), WIDEST))
        return found

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-len(self.all) // ON_A_PAGE))

    @property
    def first_entry(self) -> int:
        """The place of the first row of this page among those found."""
        return (self.state.n - 1) * ON_A_PAGE + 1


@dataclass(frozen=True, slots=True)
class _Whose:
    id: str
    name: str
    key: str
    facts: tuple[str, ...]
    order: tuple[Any, ...]


def value_table(access: Access, state: TableState) -> ValueTable:
    """The rows that the state chooses, in its order; values are read of those on the page, and where they decide."""
    attributes = attribute_store.attributes(access, state.of)
    everything = _documents(access) if state.of == "document" else _people(access, state)
    found = _sorted(access, state, attributes, _sought(access, state, everything))
    state = state.model_copy(update={"n": max(1, min(state.n, -(-len(found) // ON_A_PAGE)))})
    shown = found[(state.n - 1) * ON_A_PAGE : state.n * ON_A_PAGE]
    values = attribute_store.values(access, state.of, [row.id for row in shown])
    rows = [
        ValueRow(
            row.id, row.name, row.facts, tuple((one, values.get((row.id, one.id), "")) for one in attributes)
        )
        for row in shown
    ]
    return ValueTable(state, attributes, rows, [row.id for row in found], len(everything))


def _people(access: Access, state: TableState) -> list[_Whose]:
    documents_of = people.attended(access)
    return [
        _Whose(
            row.id,
            row.name,
            row.name_key,
            (row.consent, str(documents_of.get(row.id, 0))),
            (row.consent, documents_of.get(row.id, 0)),
        )
        for row in people.everybody(access)
        if not state.consent or row.consent == state.consent
    ]


def _documents(access: Access) -> list[_Whose]:
    return [
        _Whose(row.id, row.name, name_key(row.name), (row.kind, row.date), (row.kind, row.date))
        for row in documents.documents(access)
    ]


def _sought(access: Access, state: TableState, rows: list[_Whose]) -> list[_Whose]:
    """Those in whose name or values the text stands."""
    key = name_key(state.q)
    if not key:
        return rows
    values = attribute_store.values(access, state.of, [row.id for row in rows])
    holding = {whose for (whose, _), value in values.items() if key in name_key(value)}
    return [row for row in rows if key in row.key or row.id in holding]


def _sorted(
    access: Access, state: TableState, attributes: Sequence[Attribute], rows: list[_Whose]
) -> list[_Whose]:
    """Rows without a value stay last, whichever way round."""
    ordered = sorted(rows, key=lambda row: in_order(row.name))
    facts = {"consent": 0, "documents": 1, "kind": 0, "date": 1}
    by = next((one for one in attributes if one.id == state.sort), None)
    if by is not None:
        values = attribute_store.values(access, state.of, [row.id for row in rows])
        known = [row for row in ordered if values.get((row.id, by.id))]
        known.sort(key=lambda row: sort_key(by, values[row.id, by.id]), reverse=state.down)
        return known + [row for row in ordered if not values.get((row.id, by.id))]
    if state.sort in facts:
        return sorted(ordered, key=lambda row: row.order[facts[state.sort]], reverse=state.down)
    return ordered[::-1] if state.down else ordered
