"""What rounds of re-coding did, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several

About = Mapping[str, Any]
Name = Callable[[str], str]


def _opened(about: About, name: Name) -> str:
    of = f"{several(int(about['codes']), 'code')} in {several(int(about['documents']), 'document')}"
    named = f", and named the tree “{about['version']}”" if about.get("version") else ""
    return f"opened the round “{about['name']}”: {of}{named}"


def _marked(about: About, name: Name) -> str:
    document, of = name(str(about["document"])), f"the round “{about['name']}”"
    if about.get("outcome") == "done":
        return f"was done with {document} in {of}"
    return f"found nothing in {document} for {of}"


ROUNDS: dict[str, Callable[[About, Name], str]] = {
    "round.opened": _opened,
    "round.closed": lambda about, name: f"closed the round “{about['name']}”",
    "round.reopened": lambda about, name: f"opened the round “{about['name']}” again",
    "round.marked": _marked,
    "round.unmarked": lambda about, name: (
        f"was not done with {name(str(about['document']))} in the round “{about['name']}” after all"
    ),
}
