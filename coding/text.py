"""Canonical text, on which every offset of a document counts.

Offsets are Unicode code points everywhere but in the browser, which counts UTF-16 units.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

_LINE_ENDS = re.compile("\r\n?|[\f\v\x85\u2028\u2029]")
# Controls but tab and newline, and lone surrogates: no database, XML or browser carries them safely.
_REMOVED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]+")
_BEYOND_UTF16_UNIT = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Canonical:
    """Canonical text, and how many characters were taken out of it (not counting line ends and the BOM)."""

    text: str
    removed: int


def canonical(raw: str) -> Canonical:
    """Text as given, with `\\n` line ends; controls but tab, lone surrogates and a leading BOM go.

    A second pass changes nothing.
    """
    unified = _LINE_ENDS.sub("\n", raw)
    kept = _REMOVED.sub("", unified)
    return Canonical(kept.lstrip("\ufeff"), len(unified) - len(kept))


def sha256(text: str) -> str:
    """The hash, in hexadecimal digits, by which a text is recognised: of its UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def lines(text: str) -> list[tuple[int, int]]:
    """Each line's `[start, end)` without its newline; a newline at the very end begins no further line."""
    spans, start = [], 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        spans.append((start, end))
        start = end + 1
    return spans


def utf16_offset(text: str, offset: int) -> int:
    """The browser's offset (UTF-16 units) of a code point offset."""
    return offset + sum(1 for _ in _BEYOND_UTF16_UNIT.finditer(text, 0, offset))


def code_point_offset(text: str, units: int) -> int:
    """The code point offset of a browser's; one within a surrogate pair goes to the pair's beginning."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def is_right_to_left(words: str) -> bool:
    """Whether words run from right to left: told by their first letter that has a direction (Unicode's rule P2)."""
    directions = (unicodedata.bidirectional(character) for character in words)
    return next((one for one in directions if one in ("L", "R", "AL")), "L") != "L"
