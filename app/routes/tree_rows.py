"""The code tree as the page draws it: a row a code, with its colour, its key and its counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from quotetree.coding.tree import Code, Tree

OPEN_AT_FIRST = 60  # a tree of more codes opens with its main codes only


class Counted(NamedTuple):
    """How many comments a code has, and from how many respondents."""

    comments: int
    respondents: int

    def __str__(self) -> str:
        return f"{self.comments:,} · {self.respondents:,}" if self.comments else "0"


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A row of the tree. `place` of `siblings` begins at 1; `key` is the digit the code is pinned to, else ""; `memos`
    are those on the code, not on its codings.

    `own` and `with_sub_codes` are "" where nothing was counted, `own` also for a heading.
    """

    code: Code
    path: str
    level: int
    place: int
    siblings: int
    colour: int
    key: str
    memos: int
    own: str
    with_sub_codes: str
    opened: bool
    children: tuple["TreeRow", ...]


NOTHING = Counted(0, 0)


def tree_rows(
    tree: Tree,
    own: Mapping[str, Counted] | None,
    with_sub_codes: Mapping[str, Counted] | None,
    keys: Mapping[str, str],
    memos: Mapping[str, int],
    parent_id: str | None = None,
    level: int = 1,
) -> tuple[TreeRow, ...]:
    """The rows below a code (None: all), with counts (None: not counted), pinned keys and memos by code id."""
    siblings = tree.children(parent_id)
    return tuple(
        TreeRow(
            code,
            tree.paths[code.id],
            level,
            place,
            len(siblings),
            tree.colours[code.id],
            keys.get(code.id, ""),
            memos.get(code.id, 0),
            "" if code.heading else _shown(own, code.id),
            _shown(with_sub_codes, code.id),
            level == 1 or len(tree) <= OPEN_AT_FIRST,
            tree_rows(tree, own, with_sub_codes, keys, memos, code.id, level + 1),
        )
        for place, code in enumerate(siblings, 1)
    )


def _shown(counts: Mapping[str, Counted] | None, code_id: str) -> str:
    return "" if counts is None else str(counts.get(code_id, NOTHING))
