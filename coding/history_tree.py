"""What actions on codes and code sets did, in plain sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]
Name = Callable[[str], str]


def _codes(about: About, name: Name) -> str:
    more = int(about.get("n", 1)) - 1
    return f"“{name(str(about['code']))}”" + (f" and {several(more, 'other code')}" if more > 0 else "")


def _members(about: About, name: Name) -> str:
    more = several(int(about.get("n", 0)), "code")
    did, where = ("put", "into") if about.get("put") else ("took", "out of")
    return f"{did} {more} {where} the set “{about['name']}”"


def _renamed(about: About, name: Name) -> str:
    if about.get("from", about["name"]) != about["name"]:
        return f"renamed the set “{about['from']}” to “{about['name']}”"
    return f"changed the note of the set “{about['name']}”"


TREE: dict[str, Callable[[About, Name], str]] = {
    "code.retired": lambda about, name: f"retired {_codes(about, name)}",
    "code.back": lambda about, name: f"brought {_codes(about, name)} back into use",
    "set.made": lambda about, name: f"made the set “{about['name']}”",
    "set.changed": _renamed,
    "set.filled": _members,
    "set.deleted": lambda about, name: (
        f"deleted the set “{about['name']}” of {several(int(about.get('n', 0)), 'code')}"
    ),
}
