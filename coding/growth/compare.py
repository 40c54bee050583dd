"""What differs between two states of one tree: new, renamed, moved, merged, split, retired, deleted, re-defined."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quotetree.coding.names import path_of
from quotetree.coding.tree import Code, Tree
from quotetree.coding.tree_plans import TEXTS

SIGNS = {
    "new": "+",
    "split": "+",
    "renamed": "~",
    "moved": "→",
    "re-defined": "~",
    "retired": "−",
    "back in use": "+",
    "merged": "−",
    "deleted": "−",
}
# What a change of a row must touch to be the deed behind a difference.
TOUCHING: Mapping[str, frozenset[str]] = {
    "renamed": frozenset({"name"}),
    "moved": frozenset({"parent_id"}),
    "re-defined": frozenset({*TEXTS, "heading"}),
    "retired": frozenset({"retired"}),
    "back in use": frozenset({"retired"}),
}
FIELDS = {
    "short": "short definition",
    "definition": "definition",
    "when_to_use": "when to use",
    "when_not": "when not",
    "example": "example",
    "heading": "being a heading",
}


class Origin(NamedTuple):
    """That a code came, or got codings, from another: as code_origin keeps it, with the number of the action."""

    code: str
    kind: str
    from_code: str
    from_path: str
    seq: int


class Difference(NamedTuple):
    """What differs: a kind of SIGNS, and what is to be said of it ("from “A”")."""

    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A code of either state, where it stands in both together."""

    code: Code
    level: int
    path: str
    differences: tuple[Difference, ...]

    @property
    def is_gone(self) -> bool:
        return any(one.kind in ("merged", "deleted") for one in self.differences)

    @property
    def is_new(self) -> bool:
        return any(one.kind in ("new", "split") for one in self.differences)


class Touched(NamedTuple):
    """A change of a code's row: by which action, of which kind, and the columns that it gave other values."""

    code: str
    seq: int
    kind: str
    columns: frozenset[str]


def compare(before: Tree, after: Tree, origins: Iterable[Origin] = ()) -> list[Compared]:
    """Both states as one tree: the later one, with the codes that are gone where they stood."""
    came = {one.code: one for one in origins if one.kind == "split"}
    went = {one.from_code: one for one in origins if one.kind == "merged"}
    return [
        Compared(code, level, path, tuple(_differences(before, after, code, came, went)))
        for code, level, path in _together(before, after)
    ]


def deed(difference: Difference, touched: Sequence[Touched]) -> int | None:
    """The latest of a code's changes that made a difference: its action's number; None where the log does not say."""
    kinds = {"new": "insert", "split": "insert", "merged": "delete", "deleted": "delete"}
    wanted = kinds.get(difference.kind, "update")
    columns = TOUCHING.get(difference.kind)
    fitting = [
        one.seq for one in touched if one.kind == wanted and (columns is None or columns & one.columns)
    ]
    return max(fitting, default=None)


def _together(before: Tree, after: Tree) -> Iterator[tuple[Code, int, str]]:
    """The codes of both in the order of one tree, with level and path."""
    gone: dict[str | None, list[Code]] = {}
    for code in before:
        if code.id not in after:
            gone.setdefault(_stands_below(code, before, after), []).append(code)
    top = [*after.children(None), *gone.get(None, ())]
    waiting: list[tuple[Code, int, tuple[str, ...]]] = [(code, 1, (code.name,)) for code in reversed(top)]
    while waiting:
        code, level, names = waiting.pop()
        yield code, level, path_of(names)
        below = [*(after.children(code.id) if code.id in after else ()), *gone.get(code.id, ())]
        waiting.extend((one, level + 1, (*names, one.name)) for one in reversed(below))


def _stands_below(code: Code, before: Tree, after: Tree) -> str | None:
    """The code below which one that is gone is shown: its parent, which is there still or is gone itself."""
    return code.parent_id if code.parent_id in before or code.parent_id in after else None


def _differences(
    before: Tree, after: Tree, code: Code, came: Mapping[str, Origin], went: Mapping[str, Origin]
) -> Iterator[Difference]:
    if code.id not in before:
        yield _new(after, code, came.get(code.id))
    elif code.id not in after:
        yield _gone(after, went.get(code.id))
    else:
        yield from _changed(before, after, before[code.id], after[code.id])


def _new(after: Tree, code: Code, origin: Origin | None) -> Difference:
    if origin is None:
        return Difference("new", "")
    return Difference("split", f"from “{_name(after, origin)}”")


def _gone(after: Tree, origin: Origin | None) -> Difference:
    if origin is None:
        return Difference("deleted", "")
    return Difference("merged", f"into “{after.path(origin.code)}”" if origin.code in after else "")


def _name(after: Tree, origin: Origin) -> str:
    return after.path(origin.from_code) if origin.from_code in after else origin.from_path


def _changed(before: Tree, after: Tree, old: Code, new: Code) -> Iterator[Difference]:
    if old.name != new.name:
        yield Difference("renamed", f"from “{old.name}”")
    if old.parent_id != new.parent_id:
        place = f"“{before.path(old.parent_id)}”" if old.parent_id else "the main codes"
        yield Difference("moved", f"from {place}")
    fields = [told for name, told in FIELDS.items() if getattr(old, name) != getattr(new, name)]
    if fields:
        yield Difference("re-defined", ", ".join(fields))
    was, is_now = old.retired, new.retired
    if was != is_now:
        yield Difference("retired" if is_now else "back in use", "")
