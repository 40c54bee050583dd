"""The fixed words of a study's tables, as they may be written."""

from collections.abc import Sequence

KINDS = ("interview", "focus group", "journal", "observation", "survey answers", "other text")
ROLES = ("participant", "placeholder", "group", "not identified", "interviewer", "not a speaker")
LAYERS = ("main", "check", "trial")


def word_of(cell: str, allowed: Sequence[str]) -> str | None:
    """The word that a cell means: any case, and `-` or `_` for a blank; None where it is none of those allowed."""
    word = " ".join(cell.replace("-", " ").replace("_", " ").lower().split())
    return word if word in allowed else None


def not_one_of(cell: str, what: str, allowed: Sequence[str]) -> str:
    """The sentence for a word that is not allowed."""
    return f"“{cell}” is no {what}; there are {', '.join(allowed)}."
