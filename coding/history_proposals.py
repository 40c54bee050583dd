"""What was done with members' own trees, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]
Name = Callable[[str], str]


def _imported(about: About, name: Name) -> str:
    new, changed = int(about.get("new", 0)), int(about.get("changed", 0))
    said = f"brought in the proposal of {about['name']}: {several(new, 'new code')}"
    return f"{said}, {changed:,} changed" if changed else said


PROPOSALS: dict[str, Callable[[About, Name], str]] = {
    "proposal.imported": _imported,
}
