"""What retiring did to codes, and that a reason was given, in plain sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]
Name = Callable[[str], str]


def _codes(about: About, name: Name) -> str:
    more = int(about.get("n", 1)) - 1
    return f"“{name(str(about['code']))}”" + (f" and {several(more, 'other code')}" if more > 0 else "")


TREE: dict[str, Callable[[About, Name], str]] = {
    "code.retired": lambda about, name: f"retired {_codes(about, name)}",
    "reason.given": lambda about, name: f"gave the reason for action {about['of']}",
    "code.back": lambda about, name: f"brought {_codes(about, name)} back into use",
}
