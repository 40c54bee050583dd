"""Names of codes, and paths of names.

Names are never keys: under different parents two codes may share one. Under one parent they are compared by
`name_key`. In a path the names are joined by " > "; a ">" within a name is written "\\>".
"""

import re
import unicodedata
from collections.abc import Sequence

from quotetree.coding.errors import QuotetreeError

MOST_CHARACTERS = 200
SEPARATOR = " > "
_UNESCAPED = re.compile(r"(?<!\\)>")
_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")


class CodeNameError(QuotetreeError):
    """A name or a path that cannot be."""


def name_key(name: str) -> str:
    """What two names are compared by: NFC, trimmed, one blank for many, without case."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def in_order(name: str) -> list[tuple[int, str]]:
    """What names are sorted by for people: numbers by their value, so that S2 comes before S10."""
    parts = re.split(r"([0-9]+)", name_key(name))
    return [(int(part), "") if place % 2 else (0, part) for place, part in enumerate(parts)]


def clean_name(name: str, of: str = "A code") -> str:
    """The name as it is kept: NFC, trimmed, one blank for many. Raises CodeNameError, which says what it is `of`."""
    if any(character in _LINE_ENDS for character in name.strip()):
        raise CodeNameError("A name stands on one line; this one has a line break in it.")
    cleaned = " ".join(unicodedata.normalize("NFC", name).split())
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in cleaned):
        raise CodeNameError("A name cannot hold control characters.")
    if not any(_visible(character) for character in cleaned):
        raise CodeNameError(f"{of} needs a name.")
    if len(cleaned) > MOST_CHARACTERS:
        raise CodeNameError(f"A name has at most {MOST_CHARACTERS} characters; this one has {len(cleaned)}.")
    return cleaned


def _visible(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ"


def path_of(names: Sequence[str]) -> str:
    """The path of cleaned names, from the main code down."""
    return SEPARATOR.join(name.replace(">", "\\>") for name in names)


def names_of(path: str) -> list[str]:
    """The cleaned names in a path, from the main code down. Raises CodeNameError."""
    if not path.strip():
        raise CodeNameError("The path is empty.")
    parts = [part.replace("\\>", ">") for part in _UNESCAPED.split(path)]
    if not all(part.strip() for part in parts):
        raise CodeNameError(f"The path “{path.strip()}” has an empty name; a > within a name is written \\>.")
    return [clean_name(part) for part in parts]
