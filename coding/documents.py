"""Documents as they are listed: their folders, their order, and which of them a list holds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import clean_name, in_order, name_key
from quotetree.coding.reading import State

DEEPEST = 8
ORDERS = ("name", "kind", "date", "folder", "length", "codings")


class DocumentRefused(QuotetreeError):
    """A document or a folder that cannot be made so."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in a list; `state` is what all reading marks on it come to."""

    id: str
    name: str
    kind: str
    date: str
    language: str
    folder: str
    length: int
    added_at: datetime
    codings: int = 0
    state: State = "not begun"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents a list holds, and in which order. `folder` None: of all folders; "": of none."""

    words: str = ""
    folder: str | None = None
    kind: str = ""
    state: str = ""
    by: str = "name"
    down: bool = False

    def but(self, **changed: Any) -> "Wanted":
        """The same with some things changed."""
        return replace(self, **changed)


def clean_folder(path: str) -> str:
    """A folder's path as it is kept: names joined by "/", without blanks at their ends; "" for none."""
    names = [clean_name(name) for name in path.split("/") if name.strip()]
    if len(names) > DEEPEST:
        raise DocumentRefused(f"Folders go {DEEPEST} deep; this one is {len(names)} deep.")
    return "/".join(names)


def is_within(folder: str, of: str) -> bool:
    """Whether a folder is another one or lies below it."""
    return folder == of or folder.startswith(f"{of}/")


def moved_folders(folders: Iterable[str], before: str, after: str) -> dict[str, str]:
    """What the folders at and below `before` are called once it is called `after`; "" dissolves it."""
    if is_within(after, before) and after != before:
        raise DocumentRefused(f"The folder “{before}” cannot come below itself.")
    within = {folder for folder in folders if is_within(folder, before)}
    return {folder: (after + folder[len(before) :]).strip("/") for folder in within}


def folders_of(folders: Iterable[str]) -> list[str]:
    """All folders with those that they lie in, in their order, each after the one that it lies in."""
    parts = [folder.split("/") for folder in set(folders)]
    found = {"/".join(names[:n]) for names in parts for n in range(1, len(names) + 1)}
    return sorted(found - {""}, key=_by_folder)


def chosen(documents: Iterable[Listed], wanted: Wanted) -> list[Listed]:
    """Those of the documents that are wanted, in the order wanted; names decide where all else is equal."""
    words = name_key(wanted.words)
    found = [
        one
        for one in documents
        if words in name_key(one.name)
        and wanted.kind in ("", one.kind)
        and wanted.state in ("", one.state)
        and (
            wanted.folder is None
            or (is_within(one.folder, wanted.folder) if wanted.folder else not one.folder)
        )
    ]
    found.sort(key=lambda one: in_order(one.name))
    return sorted(found, key=_KEYS.get(wanted.by, _KEYS["name"]), reverse=wanted.down)


def _by_folder(folder: str) -> list[list[tuple[int, str]]]:
    return [in_order(name) for name in folder.split("/")]


_KEYS: dict[str, Any] = {
    "name": lambda one: in_order(one.name),
    "kind": lambda one: one.kind,
    "date": lambda one: one.date,
    "folder": lambda one: _by_folder(one.folder),
    "length": lambda one: one.length,
    "codings": lambda one: one.codings,
}
