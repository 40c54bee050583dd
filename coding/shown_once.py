"""Equal codings shown as one: the same passage, code, coder and layer, twice after a merge of codes.

Both are kept, each with its memos, so that the merge can be taken back; what is shown of them is the first by id.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Coding(Protocol):
    """What makes codings of one document equal."""

    @property
    def id(self) -> str: ...
    @property
    def code_id(self) -> str: ...
    @property
    def coder_id(self) -> str: ...
    @property
    def layer(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


C = TypeVar("C", bound=Coding)


def shown_once(codings: Iterable[C]) -> list[tuple[C, tuple[str, ...]]]:
    """The codings of one document that are shown, in the order given, each with the ids of all that are equal to it."""
    groups: dict[tuple[str, str, str, int, int], list[C]] = {}
    for one in codings:
        groups.setdefault((one.code_id, one.coder_id, one.layer, one.start, one.end), []).append(one)
    return [
        (min(group, key=lambda one: one.id), tuple(sorted(one.id for one in group)))
        for group in groups.values()
    ]
