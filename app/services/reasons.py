"""Telling afterwards why something was done."""

from typing import Any

from quotetree.app.store import history, reasons, undo
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.coding.access import NotAllowed, NotFound
from quotetree.coding.history import QUIET

LONGEST = 500


def to_explain(access: Access, seq: int) -> Any:
    """The action of which this person may tell why it was done, as a row of actions.

    Raises NotFound for one that they may not see, and NotAllowed: coders tell of their own actions, owners of
    anybody's.
    """
    access.reader.check_write()
    row = undo.actions(access, [seq]).get(seq)
    if row is None or row.verb in QUIET or history.unseen(access, [row]):
        raise NotFound("There is no such action in this project.")
    if not may_explain(access, row):
        raise NotAllowed(
            f"{row.coder} did this. Coders give the reasons of their own actions, an owner of anybody's."
        )
    return row


def may_explain(access: Access, row: Any) -> bool:
    """Whether this person may tell why an action that they see was done."""
    reader = access.reader
    return reader.may_write and (reader.is_owner or row.who == reader.coder_id)


def give_reason(access: Access, seq: int, reason: str) -> int | None:
    """Tell why an action was done, in place of what was told before. None: nothing had to be changed.

    The log keeps what was told before; it is no step of anybody's that `z` would take back.
    """
    row = to_explain(access, seq)
    told = " ".join(reason.split())[:LONGEST]
    if told == row.reason:
        return None
    about = {"of": seq, "was": row.reason, "reason": told}
    with action(access.connection, access.who, "reason.given", about=about) as recorder:
        recorder.tell()
        reasons.keep_reason(access, row, told)
    return recorder.seq
