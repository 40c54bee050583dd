"""Plain text: UTF-8, UTF-16 or UTF-32 with a byte order mark, UTF-16 without one, else Windows-1252."""

import codecs
import re

from quotetree.coding.errors import Unreadable
from quotetree.coding.files.kinds import kind_by_content
from quotetree.coding.files.raw import RawText, check_size
from quotetree.coding.text import canonical

# the longer marks first: UTF-16's is the beginning of UTF-32's
_BY_MARK = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_SAMPLE = 4096  # bytes by which UTF-16 without a mark is told
_BEYOND_ASCII = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


def read(name: str, data: bytes) -> RawText:
    """Raises Unreadable for a file that is no text, or more of it than a transcript may have."""
    cleaned = canonical(decoded(name, data))
    return RawText(cleaned.text, cleaned.removed)


def decoded(name: str, data: bytes) -> str:
    """The characters of a text file. Raises Unreadable."""
    check_size(name, len(data))
    return characters(name, data)


def characters(name: str, data: bytes) -> str:
    """The same of a file that may be longer than a transcript."""
    if kind := kind_by_content(data):
        raise Unreadable(f"“{name}” is no text: it is {kind}.")
    text = _decoded(name, data)
    begins = text[:65_536]
    strange = canonical(begins).removed
    if strange > 8 and strange > len(begins) / 20:
        raise Unreadable(f"“{name}” is no text: it holds bytes of some other kind of file.")
    return text


def marked_encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark names."""
    return next((encoding for mark, encoding in _BY_MARK if data.startswith(mark)), None)


def _decoded(name: str, data: bytes) -> str:
    encoding = marked_encoding(data) or _unmarked_utf16(data) or "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and not _is_damaged_utf8(data):
            return data.decode("cp1252", "replace")
        line = data[: error.start].decode(encoding, "ignore").count("\n") + 1
        raise Unreadable(
            f"“{name}” is damaged in line {line}: a character there is not {encoding.upper().removesuffix('-SIG')}"
            " like the rest of the file. Save it once more as UTF-8 in the program that it comes from."
        ) from error


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in European scripts nearly every second byte is nil, and no other text has any."""
    begins = data[: _SAMPLE - _SAMPLE % 2]
    halves = begins[0::2].count(0), begins[1::2].count(0)
    if len(data) % 2 or max(halves) < 0.4 * len(begins) / 2 or min(halves) > 0.02 * len(begins) / 2:
        return None
    encoding = "utf-16-le" if halves[1] > halves[0] else "utf-16-be"
    shown = begins.decode(encoding, "ignore")
    return encoding if canonical(shown).removed <= len(shown) / 20 else None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether accents are UTF-8 but for a few; in Windows-1252 they hardly ever look like that."""
    right = len(_BEYOND_ASCII.findall(data))
    wrong = data.decode("utf-8", "replace").count("\ufffd")
    return right > 4 * wrong
