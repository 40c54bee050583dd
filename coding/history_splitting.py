"""What was done in a splitting, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]
Name = Callable[[str], str]


def _code(about: About, name: Name, key: str = "code") -> str:
    return f"“{name(str(about[key]))}”"


def _columns(about: About, name: Name) -> str:
    columns, new = int(about.get("n", 0)), int(about.get("new", 0))
    return several(columns, "sub-code") + (f", {new:,} of them new" if new and new != columns else "")


def _decided(about: About, name: Name) -> str:
    # How many of a layer that is held back from others is told to nobody.
    n = int(about.get("n", 0))
    cards = several(n, "quotation") if n else "quotations"
    more = int(about.get("columns", 1)) - 1
    match about.get("decision"):
        case "stays":
            return f"left {cards} with {_code(about, name)}"
        case "not this code":
            return f"took {_code(about, name)} off {cards}: not this code"
    also = f" and {several(more, 'other sub-code')}" if more > 0 else ""
    return f"dealt {cards} of {_code(about, name)} out to {_code(about, name, 'to')}{also}"


SPLITTING: dict[str, Callable[[About, Name], str]] = {
    "splitting.opened": lambda about, name: (
        f"began to split {_code(about, name)} into {_columns(about, name)}"
    ),
    "splitting.columns": lambda about, name: (
        f"added {_columns(about, name)} to the splitting of {_code(about, name)}"
    ),
    "splitting.column_removed": lambda about, name: (
        f"took “{about['name']}” out of the splitting of {_code(about, name)}"
    ),
    "splitting.decided": _decided,
    "splitting.closed": lambda about, name: f"closed the splitting of {_code(about, name)}",
}
