"""What a person consents to, and what follows for their words."""

from collections.abc import Collection

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import name_key

QUOTABLE = "quotable"
ASK_FIRST = "ask first"
NOT_QUOTABLE = "not quotable"
LEFT_OUT = "left out"
ERASED = "erased"

# What a person may set; erasure alone makes "erased".
CONSENTS = (QUOTABLE, ASK_FIRST, NOT_QUOTABLE, LEFT_OUT)
# Whose words count and are exported as if nobody had said them.
OUT = (LEFT_OUT, ERASED)

MEANS = {
    QUOTABLE: "words may be quoted",
    ASK_FIRST: "words are quoted in exports only once they were asked",
    NOT_QUOTABLE: "counted, but no words in exports",
    LEFT_OUT: "not counted and not in exports; can be taken back",
    ERASED: "words are gone for good",
}


def checked_consent(text: str) -> str:
    """One of `CONSENTS` as it is written. Raises QuotetreeError that says which there are."""
    key = name_key(text)
    if key not in CONSENTS:
        raise QuotetreeError(f"“{text}” is no consent; there are {', '.join(CONSENTS)}.")
    return key


def held_back(consents: Collection[str], *, asked: bool = False) -> str:
    """Why the words of people of these consents are not quoted: `NOT_QUOTABLE`, `ASK_FIRST`, or "" where they are.

    `asked` tells that those to be asked first were asked.
    """
    if any(one in consents for one in (NOT_QUOTABLE, *OUT)):
        return NOT_QUOTABLE
    return ASK_FIRST if ASK_FIRST in consents and not asked else ""
