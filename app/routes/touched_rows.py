"""Codings whose words a correction changes or takes away, as they are listed: those that the reader sees, others as a
number."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from quotetree.app.store import codes, documents, history
from quotetree.app.store import touched as store
from quotetree.app.store.access import Access
from quotetree.app.store.touched import TextAction
from quotetree.coding.corrections import Correction, Touched


class TouchedRow(NamedTuple):
    """A coding with its quotation before and after; `new` is "" where it is lost."""

    path: str
    coder: str
    old: str
    new: str
    address: str = ""
    stands: bool = True


class TouchedRows(NamedTuple):
    """What is listed, lost ones first, and how many more are in layers that are not open to the reader."""

    listed: list[TouchedRow]
    unseen: int


def touched_rows(access: Access, document_id: str, correction: Correction) -> TouchedRows:
    """The codings that a correction would touch."""
    rows: dict[str, Any] = {row.id: row for row in documents.codings_of_document(access, document_id)}
    tree = codes.tree(access)
    touched: Sequence[Touched] = [*correction.lost, *correction.changed]
    listed = [
        TouchedRow(tree.path(rows[one.id].code_id), rows[one.id].coder, one.old, one.new)
        for one in touched
        if one.id in rows
    ]
    return TouchedRows(listed, len(touched) - len(listed))


def touched_then(access: Access, of: TextAction) -> list[TouchedRow]:
    """The codings that an action of the past touched, with where to go: the passage, or where lost words stood."""
    found = store.touched(access, of)
    tree = codes.tree(access)
    names = history.names(access, store.codes_and_coders(access, [one.row for one in found]))
    address = f"/projects/{access.project_id}/documents/{of.document_id}"

    def path(code: str) -> str:
        return tree.path(code) if code in tree else names.get(code, "a code that is gone")

    return [
        TouchedRow(
            path(one.row["code_id"]),
            names.get(one.row["coder_id"], ""),
            one.touched.old,
            one.touched.new,
            f"{address}#passage-{one.place[0]}-{one.place[1]}" if one.place else "",
            one.stands,
        )
        for one in found
    ]
