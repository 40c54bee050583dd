"""A code tree as lines of descent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from quotetree.coding.counts.arrays import Ints, before_each, positions
from quotetree.coding.counts.rows import CodeRow
from quotetree.coding.errors import QuotetreeError


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The codes in the order of the tree, and for code n its line, itself and all above it:
    `line[before[n]:before[n + 1]]`.
    """

    codes: tuple[str, ...]
    parents: tuple[str | None, ...]
    before: Ints
    line: Ints
    number: Mapping[str, int]

    def line_of(self, code: str) -> tuple[str, ...]:
        """The code and all above it: those whose counts change when it is given to a passage."""
        n = self.number[code]
        return tuple(self.codes[one] for one in self.line[self.before[n] : self.before[n + 1]].tolist())


def lines_of(rows: Iterable[CodeRow]) -> Lines:
    """The lines of the codes. Raises QuotetreeError if a parent is missing or codes stand below themselves."""
    pairs = tuple((code, parent) for code, parent in rows)
    codes = tuple(code for code, _ in pairs)
    parents = tuple(parent for _, parent in pairs)
    number = positions(codes)
    parent_of = dict(pairs)
    lines = [_line(code, parent_of, number) for code in codes]
    flat = np.array([one for line in lines for one in line], np.int64)
    return Lines(codes, parents, before_each([len(line) for line in lines]), flat, number)


def _line(code: str, parent_of: Mapping[str, str | None], number: Mapping[str, int]) -> list[int]:
    line = [number[code]]
    parent = parent_of[code]
    while parent is not None:
        if parent not in number:
            raise QuotetreeError(f"Code {code} stands under code {parent}, which is not in this project.")
        if number[parent] in line:
            raise QuotetreeError(f"Code {code} stands below itself in the code tree.")
        line.append(number[parent])
        parent = parent_of[parent]
    return line
