"""What happened to one code, from its changes in the log."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from quotetree.coding.growth.compare import FIELDS, Origin

FROM = {
    "split": "Split off",
    "merged": "Joined by another",
    "moved": "Given codings",
    "proposal": "Taken from a proposal",
}


class Event(NamedTuple):
    """What an action did to a code: a word for it, and what is to be said of it."""

    seq: int
    what: str
    told: str


def events(
    code_id: str, changes: Sequence[Mapping[str, Any]], origins: Sequence[Origin], names: Mapping[str, str]
) -> list[Event]:
    """Earliest first. `names` are those of the codes above it and of those that it came from or went into."""
    found: list[Event] = []
    went = {one.seq: one for one in origins if one.from_code == code_id and one.kind == "merged"}
    for change in changes:
        found += _of_row(change, went.get(change["seq"]), names)
    found += [
        Event(one.seq, FROM.get(one.kind, one.kind), _whence(names.get(one.from_code, one.from_path)))
        for one in origins
        if one.code == code_id
    ]
    return sorted(dict.fromkeys(found), key=lambda one: one.seq)


def _of_row(change: Mapping[str, Any], went: Origin | None, names: Mapping[str, str]) -> Iterator[Event]:
    seq, before, after = change["seq"], change["before"], change["after"]
    if change["kind"] == "insert":
        yield Event(seq, "Made", "")
    elif change["kind"] == "delete":
        yield (
            Event(seq, "Merged", f"into “{names.get(went.code, '')}”") if went else Event(seq, "Deleted", "")
        )
    if "name" in after:
        yield Event(seq, "Renamed", f"from “{before['name']}” to “{after['name']}”")
    if "parent_id" in after:
        yield Event(seq, "Moved", f"{_place(before, names, 'from')} {_place(after, names, 'to')}")
    fields = [told for name, told in FIELDS.items() if name in after]
    if fields:
        yield Event(seq, "Re-defined", ", ".join(fields))
    if "retired" in after:
        yield Event(seq, "Retired" if after["retired"] else "Back in use", "")


def _whence(name: str) -> str:
    return f"from “{name}”" if name else ""


def _place(row: Mapping[str, Any], names: Mapping[str, str], word: str) -> str:
    parent = row["parent_id"]
    return f"{word} “{names.get(parent, 'a code that is gone')}”" if parent else f"{word} the main codes"
