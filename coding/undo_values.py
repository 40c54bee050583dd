"""What a plan to take actions back is made from, and what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Row = dict[str, Any]
Key = tuple[str, str]
Step = tuple[int, int, int]


class Change(NamedTuple):
    """One row that an action inserted, updated or deleted, as the log keeps it. There may be a hundred thousand."""

    seq: int
    n: int
    table: str
    row_id: str
    kind: str
    before: Row | None = None
    after: Row | None = None

    @property
    def key(self) -> Key:
        return self.table, self.row_id


@dataclass(frozen=True, slots=True)
class Shape:
    """What holds of the tables: which column refers to which table, what must differ, and which columns go together.

    `parts`: rows that are a part of another, by the column that names it: where that stays, they stay with it.
    """

    references: Mapping[str, Mapping[str, str]]
    unique: Mapping[str, tuple[str, ...]]
    together: Mapping[str, tuple[tuple[str, ...], ...]]
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Situation:
    """What a plan needs to know of the present.

    `changes`: of the actions to take back. `history`: all changes of the rows that those touch, from the earliest on.
    `rows`: those rows now (None: not there). `children`: for rows that might go, the rows that refer to them.
    `others`: rows that the outcome must be compared or linked with (targets of references, siblings, the code tree).
    `lengths`: code points of each text. `targets`, and `raw`, rows as they are in another text: see coding/texts.py.
    """

    changes: Sequence[Change]
    history: Mapping[Key, Sequence[Change]]
    rows: dict[Key, Row | None]
    children: Mapping[Key, Sequence[Key]] = field(default_factory=dict)
    others: dict[Key, Row] = field(default_factory=dict)
    lengths: Mapping[str, int] = field(default_factory=dict)
    raw: Mapping[Key, Row | None] = field(default_factory=dict)
    targets: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """An exception: a row that stays as it is.

    `why` is a key of `why_kept`; through the row `cause` a later action is in the way, and `columns` matter of it.
    """

    key: Key
    why: str
    cause: Key
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The outcome: rows to delete, to put back and to change, and the exceptions."""

    deletes: tuple[Key, ...]
    inserts: Mapping[Key, Row]
    updates: Mapping[Key, Row]
    kept: tuple[Kept, ...]
