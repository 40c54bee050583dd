"""What a person changes about turns: rows only, no text and no offset of a coding."""

from collections.abc import Iterable
from typing import NamedTuple

from quotetree.coding.errors import QuotetreeError


class TurnRefused(QuotetreeError):
    """A turn that cannot be split or joined so."""


class Halves(NamedTuple):
    """Where the first part of a turn ends and the second begins."""

    end: int
    start: int


def in_order(text: str, turns: Iterable[tuple[int, int, int]]) -> bool:
    """Whether turns (start, words, end) lie in the text without overlaps and hold all words."""
    last = 0
    for start, words, end in sorted(turns):
        if not last <= start <= words <= end <= len(text) or text[last:start].strip():
            return False
        last = end
    return not text[last:].strip()


def halves(text: str, words: int, end: int, at: int) -> Halves:
    """Where to split a turn at a place within its words: in front of the word there. Raises TurnRefused at its ends."""
    at = max(words, min(at, end))
    while at < end and text[at].isspace():
        at += 1
    while at > words and not text[at - 1].isspace():
        at -= 1
    first = words + len(text[words:at].rstrip())
    if first == words or not text[at:end].strip():
        raise TurnRefused(
            "The cursor is at an end of the turn. Put it in front of the word that another said first."
        )
    return Halves(first, at)
