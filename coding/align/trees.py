"""A tree as it is compared: its codes in order, each with its names from the main code down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from quotetree.coding.align.passages import Extent, Extents
from quotetree.coding.names import name_key, path_of
from quotetree.coding.tree import Code, Tree

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedCode:
    """A code of one of the trees. `id` tells it from the others; `passages` are those that carry it itself."""

    id: str
    names: Names
    definition: str = ""
    passages: Extents = field(default_factory=Extents)

    @property
    def path(self) -> str:
        return path_of(self.names)

    @property
    def name(self) -> str:
        return self.names[-1]


class ProposedTree:
    """A member's codes. `read` are the documents that the member has marked as read."""

    def __init__(self, name: str, codes: Iterable[ProposedCode], read: frozenset[str] = frozenset()) -> None:
        self.name = name
        self.codes = tuple(codes)
        self.read = read

    @cached_property
    def _places(self) -> Mapping[tuple[str, ...], int]:
        return {_key(code.names): i for i, code in enumerate(self.codes)}

    @cached_property
    def parents(self) -> tuple[int | None, ...]:
        """For each code the place of its parent in `codes`, or None for a main code."""
        return tuple(self._places.get(_key(code.names[:-1])) for code in self.codes)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each code the places of its sub-codes."""
        found: list[list[int]] = [[] for _ in self.codes]
        for i, parent in enumerate(self.parents):
            if parent is not None:
                found[parent].append(i)
        return tuple(map(tuple, found))

    @cached_property
    def with_subcodes(self) -> tuple[Extents, ...]:
        """For each code the passages of it and of all below it."""
        whole = [code.passages for code in self.codes]
        for i in sorted(range(len(whole)), key=lambda i: len(self.codes[i].names), reverse=True):
            parent = self.parents[i]
            if parent is not None:
                whole[parent] = whole[parent] | whole[i]
        return tuple(whole)


def proposed_tree(
    name: str, rows: Iterable[tuple[Names, str]], read: frozenset[str] = frozenset()
) -> ProposedTree:
    """A tree from names and definitions; a parent that no row names becomes a code without a definition."""
    definitions: dict[Names, str] = {}
    spelled: dict[Names, Names] = {}
    for names, definition in rows:
        for depth in range(1, len(names) + 1):
            spelled.setdefault(_key(names[:depth]), names[:depth])
        definitions[_key(names)] = definition
    codes = [ProposedCode(path_of(names), names, definitions.get(key, "")) for key, names in spelled.items()]
    return ProposedTree(name, codes, read)


def tree_as_proposed(
    name: str, tree: Tree, passages: Mapping[str, Iterable[Extent]], read: frozenset[str] = frozenset()
) -> ProposedTree:
    """A code tree as it is compared, with the passages of each code by id; its codes keep their ids."""
    codes = [
        ProposedCode(
            code.id, tuple(tree.names(code.id)), said_of(code), Extents.of(passages.get(code.id, ()))
        )
        for code in tree
    ]
    return ProposedTree(name, codes, read)


def said_of(code: Code) -> str:
    """What a code's texts say of it, as far as they are compared."""
    return " ".join(text for text in (code.short, code.definition, code.when_to_use) if text)


def _key(names: Names) -> Names:
    return tuple(map(name_key, names))
