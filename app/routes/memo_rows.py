"""Memos as the pages show them: what they are on, in words and as an address, and what this person may do with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quotetree.app.routes.quotation_rows import QuotationRow, rows_of
from quotetree.app.store import codes, documents, history, quotations
from quotetree.app.store import memos as store
from quotetree.app.store.access import Access
from quotetree.app.store.memos import On
from quotetree.coding.tree import Tree

NOUNS = {
    "": "Project",
    "document": "Document",
    "participant": "Participant",
    "code": "Code",
    "coding": "Coding",
}


@dataclass(frozen=True, slots=True)
class MemoRow:
    """A memo. `name` says what it is on and `place` is the address of that, "" where there is none; of one on a coding
    `quotation` has the words."""

    id: str
    on: On
    noun: str
    name: str
    place: str
    colour: int
    quotation: QuotationRow | None
    title: str
    text: str
    coder: str
    at: datetime
    changed_at: datetime | None
    own: bool
    may_delete: bool

    @property
    def called(self) -> str:
        """Its title, or the beginning of its first line."""
        first = self.title or next((line.strip(" #>*-") for line in self.text.splitlines()), "")
        return first if len(first) <= 80 else first[:79].rstrip() + "…"


def memo_rows(access: Access, rows: Sequence[Any], *, named: bool = True) -> list[MemoRow]:
    """Rows of store/memo_lists.py; not `named` where the page says anyway what they are on."""
    on = {row.id: store.on(row) for row in rows}
    names = _Names(access, on.values()) if named else None
    return [_row(access, row, on[row.id], names) for row in rows]


def _row(access: Access, row: Any, on: On, names: "_Names | None") -> MemoRow:
    own = access.reader.may_write and row.coder_id == access.reader.coder_id
    name, place, colour, quotation = names.of(on) if names else ("", "", 0, None)
    return MemoRow(
        row.id,
        on,
        NOUNS[on.table],
        name,
        place,
        colour,
        quotation,
        row.title,
        row.text,
        row.coder,
        row.created_at,
        row.changed_at if row.changed_at > row.created_at else None,
        own,
        own or access.reader.is_owner,
    )


class _Names:
    """The names and addresses of what some memos are on, read at once."""

    def __init__(self, access: Access, things: Iterable[On]) -> None:
        things = set(things)
        tables = {on.table for on in things}
        self.here = f"/projects/{access.project_id}"
        self.project = documents.project(access).name
        self.tree = codes.tree(access) if tables & {"code", "coding"} else Tree([])
        self.names: Mapping[str, str] = history.names(
            access, {on.id for on in things if on.table in ("document", "participant")}
        )
        ids = [on.id for on in things if on.table == "coding"]
        found = quotations.quotations(access, ids) if ids else []
        self.quotations = {
            one.id: row for one, row in zip(found, rows_of(access, found, self.tree), strict=True)
        }

    def of(self, on: On) -> tuple[str, str, int, QuotationRow | None]:
        """Name, address, colour of the code and quotation."""
        if on.table == "coding":
            row = self.quotations[on.id]
            path, colour = row.code or ("", 0)
            return path, row.place, colour, row
        if on.table == "code":
            place = f"{self.here}/codes/{on.id}/quotations"
            return self.tree.paths[on.id], place, self.tree.colours[on.id], None
        if on.table == "document":
            return self.names[on.id], f"{self.here}/documents/{on.id}", 0, None
        if on.table == "participant":
            return self.names[on.id], f"{self.here}/people/{on.id}", 0, None
        return self.project, self.here, 0, None


def name_of(access: Access, on: On) -> str:
    """The name of what a memo would be on. Raises NotFound if it is not there for this reader."""
    if on.table == "coding":
        row = documents.coding(access, on.id)
        return str(codes.code(access, row.code_id).name)
    if on.table == "code":
        return str(codes.code(access, on.id).name)
    if on.table == "document":
        return str(documents.document(access, on.id).name)
    if on.table == "participant":
        return str(store.participant(access, on.id).name)
    return str(documents.project(access).name)
