"""A person's name as it is written in many ways: where it stands, and another in its place."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import clean_name

AROUND = 40
SHORT = 3


class SpellingRefused(QuotetreeError):
    """Something that cannot be looked for as a name."""


class Spot(NamedTuple):
    """A name where it stands, with what stands before and behind it."""

    start: int
    end: int
    before: str
    name: str
    behind: str


class Spellings:
    """The ways in which a name is written. Each is found as whole words, also over a line's end.

    Capitals and accents matter only in short ones: "A" is not "a", but "MARY" is "Mary" and "Zebulón" is "Zebulon".
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(one for name in names if (one := " ".join(name.split()))))
        for name in self.names:
            if not any(character.isalnum() for character in name):
                raise SpellingRefused(f"“{name}” has no letter or figure, so it is not looked for.")
        ways = "|".join(map(_way, sorted(self.names, key=len, reverse=True)))
        self._pattern = re.compile(rf"(?<!\w)(?:{ways})(?!\w)" if ways else r"(?!)")

    def spots(self, text: str) -> list[Spot]:
        """Where the name stands in a text."""
        return [
            Spot(a, b, text[max(0, a - AROUND) : a], text[a:b], text[b : b + AROUND])
            for a, b in (found.span() for found in self._pattern.finditer(text))
        ]

    def replaced(self, text: str, other: str) -> str:
        """The text with another name in its place."""
        return self._pattern.sub(lambda _: other, text)

    def replaced_within(self, value: Any, other: str) -> Any:
        """A value as JSON has it, with another name in all of its texts."""
        return _within(value, lambda text: self.replaced(text, other))


def _way(name: str) -> str:
    if len(name) <= SHORT:
        return r"\s+".join(map(re.escape, name.split()))
    words = ("".join(map(_accented, unicodedata.normalize("NFC", word))) for word in name.split())
    return "(?i:" + r"\s+".join(words) + ")"


def _accented(character: str) -> str:
    """A letter with any accent or none, in one piece or with the accent behind it."""
    plain = unicodedata.normalize("NFD", character)[0]
    if not plain.isalpha() or not plain.isascii():
        return re.escape(character)
    return f"[{plain}{''.join(_variants()[plain.lower()])}][\u0300-\u036f]*"


@cache
def _variants() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in map(chr, [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]):
        found[unicodedata.normalize("NFD", one)[0].lower()].append(one)
    return found


def _within(value: Any, anew: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return anew(value)
    if isinstance(value, list):
        return [_within(one, anew) for one in value]
    if isinstance(value, dict):
        return {key: _within(one, anew) for key, one in value.items()}
    return value


def read_spellings(typed: str) -> Spellings:
    """Names as they are typed, one a line."""
    return Spellings(typed.split("\n"))


class Renaming(NamedTuple):
    """A name in all its spellings, and what stands in its place."""

    spellings: Spellings
    other: str


def read_renaming(names: str, other: str) -> Renaming:
    """A name and another as they are typed. Raises SpellingRefused where one of them is missing."""
    found = read_spellings(names)
    if not found.names or not other.strip():
        raise SpellingRefused(
            "Write the name, in each of its spellings on a line, and what stands in its place."
        )
    return Renaming(found, clean_name(other))
