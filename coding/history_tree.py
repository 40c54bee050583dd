"""What retiring did to codes, in plain sentences."""

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
    "code.back": lambda about, name: f"brought {_codes(about, name)} back into use",
}
