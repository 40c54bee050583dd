"""What a reader of files hands on: canonical text, and what the file says of labels and times; and how much at most."""

from dataclasses import dataclass

from quotetree.coding.errors import Unreadable
from quotetree.coding.labels import Mark

MOST_CHARACTERS = 20_000_000  # about 400 hours of talk
MOST_LINES = 250_000
MOST_LABEL = 60  # characters of a label that stands without a colon


@dataclass(frozen=True, slots=True)
class RawText:
    """The canonical text of a file, and how many characters were taken out of it.

    `marks` are its labels where the format itself names speakers (WebVTT), None where they are to be found in the text.
    """

    text: str
    removed: int
    marks: tuple[Mark, ...] | None = None


def check_size(name: str, size: int) -> None:
    """Raises Unreadable for more text (characters, or bytes before they are decoded) than a transcript may have."""
    if size > MOST_CHARACTERS:
        held, most = size / 1_000_000, MOST_CHARACTERS // 1_000_000
        raise Unreadable(f"“{name}” holds {held:.0f} MB of text; a transcript may have up to {most} MB.")


def check_lines(name: str, held: int) -> None:
    """Raises Unreadable for more lines than a transcript may have."""
    if held > MOST_LINES:
        raise Unreadable(f"“{name}” has more than {MOST_LINES} lines, the most that a transcript may have.")
