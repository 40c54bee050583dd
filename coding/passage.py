"""A passage of a document: what may be coded."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from quotetree.coding.errors import QuotetreeError


class PassageRefused(QuotetreeError):
    """A stretch of text that cannot be coded."""


class TextChanged(QuotetreeError):
    """The text is no longer the one that was read."""


class Words(Protocol):
    """A turn's words `[words, end)`."""

    @property
    def words(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """`[start, end)` in code points of the document's text."""

    start: int
    end: int


def passage(text: str, start: int, end: int) -> Passage:
    """The passage, if it is one. Raises PassageRefused with the reason."""
    if start == end:
        raise PassageRefused("Nothing is selected.")
    if start > end:
        raise PassageRefused(f"The passage ends at {end}, before it begins at {start}.")
    if start < 0 or end > len(text):
        raise PassageRefused(
            f"The passage [{start}, {end}) lies outside of the text, which has {len(text)} characters."
        )
    if not text[start:end].strip():
        raise PassageRefused("Only blanks are selected.")
    return Passage(start, end)


def checked_passage(
    text: str, sha256: str, start: int, end: int, quote: str, text_hash: str, turns: Iterable[Words] = ()
) -> Passage:
    """The passage, if the words there are still those that the person saw.

    `turns` are those of the passage: what is seen of it are their words, joined by a newline, without labels.
    Raises TextChanged where the text's hash or the quotation differ.
    """
    found = passage(text, start, end)
    if text_hash != sha256:
        raise TextChanged(
            "The transcript has been changed since this page was opened. Open it again, then code."
        )
    if quote not in (text[start:end], seen_words(text, found, turns)):
        raise TextChanged(
            "The words at this place are not the ones selected. Open the transcript again, then code."
        )
    return found


def seen_words(text: str, of: Passage, turns: Iterable[Words]) -> str:
    """A passage as it is seen: the words of its turns, joined by a newline."""
    parts = (text[max(of.start, turn.words) : min(of.end, turn.end)] for turn in turns)
    return "\n".join(part for part in parts if part)
