"""What corrections, changes of turns and erasures did, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]
Name = Callable[[str], str]


def _codings(about: About) -> str:
    changed, lost = int(about.get("changed", 0)), int(about.get("lost", 0))
    told = [f"{several(changed, 'coding')} changed"] if changed else []
    told += [f"{lost:,} lost" if changed else f"{several(lost, 'coding')} lost"] if lost else []
    return f": {', '.join(told)}" if told else ""


def _erased(about: About, name: Name) -> str:
    """The one line that stays of an erasure says no name."""
    parts = [several(int(about.get(f"{noun}s", 0)), noun) for noun in ("turn", "coding")]
    return f"erased a participant: {', '.join(parts)}"


CORRECTIONS: dict[str, Callable[[About, Name], str]] = {
    "participant.erased": _erased,
    "text.corrected": lambda about, name: (
        f"corrected the words of {name(str(about['document']))}{_codings(about)}"
    ),
    "text.brought_again": lambda about, name: (
        f"brought “{about['file']}” in as a corrected text of {name(str(about['document']))}{_codings(about)}"
    ),
    "turn.split": lambda about, name: f"split a turn in {name(str(about['document']))}",
    "turns.joined": lambda about, name: f"joined two turns in {name(str(about['document']))}",
    "turns.relabelled": lambda about, name: (
        f"gave {several(int(about['n']), 'turn')} in {name(str(about['document']))} to {about['label']}"
    ),
}
