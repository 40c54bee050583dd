"""PDF: the text of its pages, with its lines put together to paragraphs again.

A PDF knows no paragraphs and no labels, only where words stand on a page; `pdf_lines` says how lines are joined, and
what is left out (page numbers, running heads).
"""

import logging
import struct
import zlib
from collections.abc import Iterator

from quotetree.coding.errors import Unreadable
from quotetree.coding.files.kinds import kind_by_content
from quotetree.coding.files.pdf_lines import text_of_pages
from quotetree.coding.files.raw import RawText, check_size
from quotetree.coding.text import canonical

_BEGINS_WITHIN = 1024  # bytes, as readers of PDF allow
_MOST_PAGES = 3000
# pypdf lets these through where a file's objects are not what others say that they are
_DAMAGED = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


def read(name: str, data: bytes) -> RawText:
    """Raises Unreadable for a file that is no PDF, is damaged, locked or scanned, or too long."""
    if b"%PDF-" not in data[:_BEGINS_WITHIN]:
        kind = kind_by_content(data)
        why = f": it is {kind}. Save it as PDF." if kind else ", though its name ends so."
        raise Unreadable(f"“{name}” is no PDF (.pdf){why}")
    pages = [canonical(page) for page in _pages(name, data)]
    if not any(page.text.strip() for page in pages):
        raise Unreadable(
            f"“{name}” has no text in it, only pictures of pages, as a scanner makes them. Run text recognition (OCR)"
            " on it first, read it through, and bring in the result."
        )
    return RawText(text_of_pages([page.text for page in pages]), sum(page.removed for page in pages))


def _pages(name: str, data: bytes) -> Iterator[str]:
    """The text of each page, line by line."""
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends or misses on its way is no news
    try:
        yield from _extracted(name, data)
    except DependencyError as error:  # ciphers for which it wants another library
        raise _locked(name) from error
    except (PyPdfError, *_DAMAGED) as error:
        raise Unreadable(f"“{name}” is damaged: its pages cannot be read.") from error


def _extracted(name: str, data: bytes) -> Iterator[str]:
    from io import BytesIO

    from pypdf import PasswordType, PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise _locked(name)
    if len(reader.pages) > _MOST_PAGES:
        raise Unreadable(f"“{name}” has more than {_MOST_PAGES} pages, the most that a transcript may have.")
    size = 0
    for page in reader.pages:
        text = page.extract_text()
        size += len(text)
        check_size(name, size)
        yield text


def _locked(name: str) -> Unreadable:
    return Unreadable(f"“{name}” is protected by a password. Save it without one, or print it to a new PDF.")
