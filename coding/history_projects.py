"""What merges of whole projects did, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]
Name = Callable[[str], str]


def _merged(about: About, name: Name) -> str:
    added = about.get("added", {})
    told = [several(int(added[noun]), noun) for noun in ("document", "code", "coding") if added.get(noun)]
    new = f"{', '.join(told)} new" if told else "no new documents, codes or codings"
    return f"merged the project “{about['name']}” into this one: {new}"


PROJECTS: dict[str, Callable[[About, Name], str]] = {"project.merged": _merged}
