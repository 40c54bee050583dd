"""What a version of the tree keeps: the tree, and how much was coded and read then. It never changes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from quotetree.coding.growth.size import Size, size_of
from quotetree.coding.tree import Code, Tree


class Counted(NamedTuple):
    """Comments and respondents of a code, its own and with its sub-codes, in the layer main."""

    comments: int
    respondents: int
    comments_with: int
    respondents_with: int


@dataclass(frozen=True, slots=True)
class Record:
    """The tree and its `counts` by code; codings of the layer main, documents, and how many of these were read."""

    tree: Tree
    counts: Mapping[str, Counted] = field(default_factory=dict)
    codings: int = 0
    documents: int = 0
    read: int = 0
    note: str = ""

    @property
    def size(self) -> Size:
        return size_of(self.tree)

    def as_json(self) -> str:
        """As it is kept. A code without comments has no counts there."""
        kept: dict[str, Any] = {
            "note": self.note,
            "codings": self.codings,
            "documents": self.documents,
            "read": self.read,
            "codes": [_told(code) for code in self.tree],
            "counts": {code: list(counted) for code, counted in self.counts.items() if any(counted)},
        }
        return json.dumps(kept, ensure_ascii=False)


def _told(code: Code) -> dict[str, Any]:
    """A code's fields, without those that say nothing."""
    said = {one.name: (getattr(code, one.name), one.default) for one in fields(Code)}
    return {name: value for name, (value, default) in said.items() if value != default}


def _code(row: dict[str, Any]) -> Code:
    """A code of an older or newer record, which may have fields that are not known here."""
    known = {one.name for one in fields(Code)}
    return Code(**{name: value for name, value in row.items() if name in known})


def read_record(kept: str) -> Record:
    """A record as it was kept."""
    found = json.loads(kept)
    return Record(
        tree=Tree(_code(row) for row in found.get("codes", ())),
        counts={code: Counted(*numbers) for code, numbers in found.get("counts", {}).items()},
        codings=found.get("codings", 0),
        documents=found.get("documents", 0),
        read=found.get("read", 0),
        note=found.get("note", ""),
    )
