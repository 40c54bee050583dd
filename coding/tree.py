"""The code tree: codes of one project, in order, with their paths and colours. Immutable."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

from quotetree.coding.names import name_key, path_of

COLOURS = 24

MOST_SIDE_BY_SIDE = 80


@dataclass(frozen=True, slots=True)
class Code:
    """A code or a heading; a retired one is applied no more.

    `colour` is its own, 1 to 24, None where inherited; `position` an order key.
    """

    id: str
    parent_id: str | None
    name: str
    position: str
    colour: int | None = None
    heading: bool = False
    short: str = ""
    definition: str = ""
    when_to_use: str = ""
    when_not: str = ""
    example: str = ""
    retired: bool = False


class Tree:
    """Codes by id, as a tree. Children stand by position, then id.

    Codes that hang in a loop or below a parent that is missing are in `by_id`, but not in the tree order;
    `broken` in coding/tree_rules.py names them.
    """

    def __init__(self, codes: Iterable[Code]) -> None:
        self.by_id: Mapping[str, Code] = {code.id: code for code in codes}

    def __len__(self) -> int:
        return len(self.by_id)

    def __contains__(self, code_id: object) -> bool:
        return code_id in self.by_id

    def __iter__(self) -> Iterator[Code]:
        """All codes in tree order: each before its sub-codes."""
        return iter(self.in_order)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tree) and self.by_id == other.by_id

    __hash__ = None  # type: ignore[assignment]

    def __getitem__(self, code_id: str) -> Code:
        return self.by_id[code_id]

    @cached_property
    def _children(self) -> dict[str | None, tuple[Code, ...]]:
        below: dict[str | None, list[Code]] = {}
        for code in self.by_id.values():
            below.setdefault(code.parent_id, []).append(code)
        return {
            parent: tuple(sorted(group, key=lambda c: (c.position, c.id))) for parent, group in below.items()
        }

    @cached_property
    def in_order(self) -> tuple[Code, ...]:
        """All codes in tree order."""
        return tuple(self._walk(None))

    def _walk(self, top: str | None) -> Iterator[Code]:
        waiting = list(reversed(self.children(top)))
        while waiting:
            code = waiting.pop()
            yield code
            waiting.extend(reversed(self.children(code.id)))

    def children(self, code_id: str | None) -> tuple[Code, ...]:
        """The codes directly below one, in order; of None the main codes."""
        return self._children.get(code_id, ())

    def descendants(self, code_id: str) -> tuple[Code, ...]:
        """All codes below one, in tree order."""
        return tuple(self._walk(code_id))

    def ancestors(self, code_id: str) -> tuple[Code, ...]:
        """The codes above one, from the main code down."""
        line: list[Code] = []
        parent = self[code_id].parent_id
        while parent is not None and parent in self and len(line) <= len(self):
            line.append(self[parent])
            parent = self[parent].parent_id
        return tuple(reversed(line))

    def side_by_side(self, code_id: str | None = None) -> list[Code]:
        """The codes to compare: the main codes, or a code's sub-codes, those right below it where all are too many."""
        below = self.children(None) if code_id is None else self.descendants(code_id)
        return list(below if len(below) <= MOST_SIDE_BY_SIDE else self.children(code_id))

    def depth(self, code_id: str) -> int:
        """1 for a main code."""
        return len(self.ancestors(code_id)) + 1

    def height(self, code_id: str) -> int:
        """How many levels a code and what is below it take: 1 for a code without sub-codes."""
        top = self.depth(code_id)
        return max((self.depth(code.id) for code in self.descendants(code_id)), default=top) - top + 1

    def names(self, code_id: str) -> list[str]:
        """The names from the main code down to this one."""
        return [code.name for code in (*self.ancestors(code_id), self[code_id])]

    def path(self, code_id: str) -> str:
        """The path, names joined by " > "."""
        return path_of(self.names(code_id))

    @cached_property
    def paths(self) -> dict[str, str]:
        """The path of each code by id, in tree order."""
        names: dict[str | None, list[str]] = {None: []}
        for code in self.in_order:
            names[code.id] = [*names[code.parent_id], code.name]
        return {code.id: path_of(names[code.id]) for code in self.in_order}

    @cached_property
    def told(self) -> dict[str, str]:
        """What each code is called where its path is not beside it: see `told_apart`."""
        return self.told_apart(self.by_id)

    def told_apart(self, ids: Iterable[str]) -> dict[str, str]:
        """By id the name of each of these codes, or its path where another one of them has that name."""
        among = list(ids)
        times = Counter(name_key(self[code_id].name) for code_id in among)
        return {
            code_id: self[code_id].name
            if times[name_key(self[code_id].name)] == 1
            else " › ".join(self.names(code_id))
            for code_id in among
        }

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The place of each code by id, in tree order: "2" for the second main code, "2.1" for its first sub-code."""
        found: dict[str | None, str] = {None: ""}
        for parent in (None, *(code.id for code in self.in_order)):
            for n, code in enumerate(self.children(parent), 1):
                found[code.id] = f"{found[parent]}.{n}" if parent else str(n)
        return {code.id: found[code.id] for code in self.in_order}

    @cached_property
    def _by_name(self) -> dict[tuple[str | None, str], Code]:
        return {(code.parent_id, name_key(code.name)): code for code in self.by_id.values()}

    def child(self, parent_id: str | None, name: str) -> Code | None:
        """The code of that name directly below a parent; names compare by `name_key`."""
        return self._by_name.get((parent_id, name_key(name)))

    def at(self, names: Sequence[str]) -> Code | None:
        """The code at a path given as names from the main code down."""
        found: Code | None = None
        for name in names:
            found = self.child(found.id if found else None, name)
            if found is None:
                return None
        return found

    @cached_property
    def colours(self) -> dict[str, int]:
        """The colour each code is shown in, by id: its own, else its parent's."""
        shown: dict[str | None, int] = {None: 1}
        for code in self.in_order:
            shown[code.id] = code.colour or shown[code.parent_id]
        return {code.id: shown[code.id] for code in self.in_order}

    def next_colour(self) -> int:
        """The colour for a further main code: the first of those that the fewest main codes have."""
        return fewest(Counter(code.colour for code in self.children(None)))

    def with_changes(
        self, changed: Mapping[str, Mapping[str, Any]], gone: Iterable[str], new: Iterable[Code]
    ) -> Self:
        """The tree with values changed by id, codes gone, and new ones."""
        left_out = set(gone)
        codes = [
            replace(code, **changed[code.id]) if code.id in changed else code
            for code in self.by_id.values()
            if code.id not in left_out
        ]
        return type(self)([*codes, *new])


def fewest(taken: Mapping[int | None, int]) -> int:
    """The first of the colours that the fewest have; `taken` says how many have each."""
    return min(range(1, COLOURS + 1), key=lambda colour: (taken.get(colour, 0), colour))
