"""How far somebody has read a document, and whether they said that they are done with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from quotetree.coding.errors import QuotetreeError

State = Literal["not begun", "reading", "done"]
STATES: tuple[State, ...] = get_args(State)


class ReadingRefused(QuotetreeError):
    """A mark that cannot be set so."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A coder's mark on a document. `version` is the name of the tree version that it was set under, "" for none.

    `at` is the action at which that version was named, 0 for none; `latest` says that no later version was.
    """

    document_id: str
    coder_id: str
    to_turn: int
    done: bool
    version: str = ""
    at: int = 0
    latest: bool = True

    @property
    def state(self) -> State:
        """Only a person says done; whoever has not begun has seen no turn."""
        if self.done:
            return "done"
        return "reading" if self.to_turn else "not begun"

    def told(self, turns: int) -> str:
        """ "reading, to turn 34 of 86", "done", "done under “after 71 documents”" """
        if self.state == "reading":
            return f"reading, to turn {min(self.to_turn, turns):,} of {turns:,}" if turns else "reading"
        if self.done and not self.latest:
            return f"done under “{self.version}”" if self.version else "done before the tree's first version"
        return self.state


def marks_that_count(marks: Iterable[Mark]) -> dict[tuple[str, str], Mark]:
    """By document and coder the mark under the latest tree version that there is one of; an empty one never counts."""
    found: dict[tuple[str, str], Mark] = {}
    for mark in sorted(marks, key=lambda mark: mark.at):
        if mark.state != "not begun":
            found[mark.document_id, mark.coder_id] = mark
    return found


def state_of(marks: Iterable[Mark]) -> State:
    """What all marks on a document come to: done by somebody, else read by somebody, else not begun."""
    return max((mark.state for mark in marks), key=STATES.index, default="not begun")
