"""What was done with sets of codes, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]
Name = Callable[[str], str]


def _made(about: About, name: Name) -> str:
    n = int(about["codes"])
    return f"made the set of codes “{about['name']}”" + (f" of {several(n, 'code')}" if n else "")


def _changed(about: About, name: Name) -> str:
    if about["from"] != about["name"]:
        return f"renamed the set of codes “{about['from']}” to “{about['name']}”"
    return f"changed the note of the set of codes “{about['name']}”"


def _codes(about: About, name: Name) -> str:
    more = int(about["n"]) - 1
    return f"“{name(str(about['code']))}”" + (f" and {several(more, 'other code')}" if more else "")


CODE_SETS: dict[str, Callable[[About, Name], str]] = {
    "code_set.made": _made,
    "code_set.changed": _changed,
    "code_set.deleted": lambda about, name: f"deleted the set of codes “{about['name']}”",
    "code_set.filled": lambda about, name: (
        f"put {_codes(about, name)} into the set of codes “{about['name']}”"
    ),
    "code_set.emptied": lambda about, name: (
        f"took {_codes(about, name)} out of the set of codes “{about['name']}”"
    ),
}
