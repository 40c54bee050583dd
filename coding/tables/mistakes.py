"""Mistakes in a table by their places, read from the sentences that name them: there they can be put right."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_PLACE = re.compile(r"Row (\d[\d,]*)(?:, columns? (.+?))?: (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A row of the file, the columns in which it is wrong (by key), and why. Row 1 is the header."""

    row: int
    columns: tuple[str, ...]
    reason: str


def mistakes_of(sentences: Iterable[str], columns: Mapping[str, int], needed: Sequence[str]) -> list[Mistake]:
    """The mistakes in sentences such as "Row 3, column id: The cell is empty." `columns`: the table's, by key.

    Where a sentence names no column, it is about those whose names it says, or about those that the table needs.
    """
    found = []
    for sentence in sentences:
        match = _PLACE.fullmatch(sentence)
        if match is None:
            continue
        named = [part.lower() for part in (match[2] or "").split(" and ")]
        here = [column for column in named if column in columns]
        words = set(re.findall(r"\w+", match[3].lower()))
        here = here or [column for column in columns if column in words]
        here = here or [column for column in needed if column in columns]
        found.append(Mistake(int(match[1].replace(",", "")), tuple(here), match[3]))
    return found
