"""What a reader of files hands on: canonical text, and what the file says of labels and times."""

from dataclasses import dataclass

from quotetree.coding.labels import Mark

MOST_CHARACTERS = 20_000_000  # about 400 hours of talk
MOST_LINES = 250_000


@dataclass(frozen=True, slots=True)
class RawText:
    """The canonical text of a file, and how many characters were taken out of it.

    `marks` are its labels where the format itself names speakers (WebVTT), None where they are to be found in the text.
    """

    text: str
    removed: int
    marks: tuple[Mark, ...] | None = None
