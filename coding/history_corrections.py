"""What corrections, changes of turns and erasures did, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]
Name = Callable[[str], str]


def codings_told(about: About) -> str:
    """How many codings a correction changed and took away: "3 codings changed, 1 lost"; "" for none."""
    changed, lost = int(about.get("changed", 0)), int(about.get("lost", 0))
    told = [f"{several(changed, 'coding')} changed"] if changed else []
    told += [f"{lost:,} lost" if changed else f"{several(lost, 'coding')} lost"] if lost else []
    return ", ".join(told)


def _codings(about: About) -> str:
    told = codings_told(about)
    return f": {told}" if told else ""


TEXT_VERBS = ("text.corrected", "text.brought_again")


def blind(verb: str, about: About) -> About:
    """What an action was about, without the numbers of codings that are held back."""
    return {
        key: value for key, value in about.items() if verb not in TEXT_VERBS or key not in ("changed", "lost")
    }


def _erased(about: About, name: Name) -> str:
    """The one line that stays of an erasure says no name."""
    parts = [several(int(about.get(f"{noun}s", 0)), noun) for noun in ("turn", "coding")]
    return f"erased a participant: {', '.join(parts)}"


CORRECTIONS: dict[str, Callable[[About, Name], str]] = {
    "participant.erased": _erased,
    "name.replaced": lambda about, name: f"put “{about['other']}” in the place of a name",
    "name.erased": lambda about, name: f"put “{about['other']}” in the place of a name for good",
    "text.corrected": lambda about, name: (
        f"corrected the words of {name(str(about['document']))}{_codings(about)}"
    ),
    "text.brought_again": lambda about, name: (
        f"brought “{about['file']}” in as a corrected text of {name(str(about['document']))}{_codings(about)}"
    ),
    "turn.split": lambda about, name: f"split a turn in {name(str(about['document']))}",
    "turns.joined": lambda about, name: f"joined two turns in {name(str(about['document']))}",
    "turns.unlabelled": lambda about, name: (
        f"took the label “{about['label']}” for words in {several(int(about['n']), 'turn')} "
        f"of {name(str(about['document']))}"
    ),
    "turns.relabelled": lambda about, name: (
        f"gave {several(int(about['n']), 'turn')} in {name(str(about['document']))} to {about['label']}"
    ),
}
