"""What is counted and listed: the layers, coders, documents and people that somebody chose."""

from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase
from typing import Any

from sqlalchemy import select

from quotetree.app.store import snapshots
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.coding.counts import Filters, Side, values_of
from quotetree.coding.names import in_order


def filters(
    access: Access,
    *,
    layers: frozenset[str],
    coders: frozenset[str] | None = None,
    documents: frozenset[str] | None = None,
    named: str = "",
    folder: str = "",
    kinds: Collection[str] = (),
    where: Iterable[str] = (),
    sides: frozenset[Side] | None = None,
) -> Filters:
    """The filters of a count, with what this reader may not see held back.

    With `sides` what these coders did in these layers.
    Documents (ids; None: all) of a name like `named` ("RS1-*"), in a folder or below it, of some kinds; `where` are
    conditions on attributes (see coding/counts/conditions.py). Raises QuotetreeError for one that cannot be asked.
    """
    where = tuple(where)
    if named or folder or kinds:
        found = frozenset(_documents(access, named, folder, kinds))
        documents = found if documents is None else found & documents
    attributes = values_of(snapshots.snapshot(access).people, where) if where else ()
    return snapshots.filters(
        access, layers=layers, coders=coders, documents=documents, attributes=attributes, sides=sides
    )


def kinds_and_folders(access: Access) -> tuple[list[str], list[str]]:
    """The kinds of the project's documents, and their folders with all that are above these."""
    rows = _rows(access)
    parts = [row.folder.split("/") for row in rows if row.folder]
    folders = {"/".join(some[:n]) for some in parts for n in range(1, len(some) + 1)}
    return sorted({row.kind for row in rows}), sorted(folders)


def documents_like(access: Access, document: str = "", named: str = "") -> list[str]:
    """The ids of a document alone, or of all of a name like `named` ("": all), in the order of their names."""
    found = set(_documents(access, named, "", ()))
    rows = sorted(_rows(access), key=lambda row: in_order(row.name))
    return [row.id for row in rows if row.id in found and document in ("", row.id)]


def _documents(access: Access, named: str, folder: str, kinds: Collection[str]) -> Iterable[str]:
    for row in _rows(access):
        of_kind = not kinds or row.kind in kinds
        within = not folder or row.folder == folder or row.folder.startswith(f"{folder}/")
        if of_kind and within and (not named or fnmatchcase(row.name.casefold(), named.casefold())):
            yield row.id


def _rows(access: Access) -> list[Any]:
    asked = select(t.Document.id, t.Document.name, t.Document.kind, t.Document.folder)
    return list(access.connection.execute(asked.where(t.Document.project_id == access.project_id)))
