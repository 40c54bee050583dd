"""Actions that were taken back and done again: what stands of them is what the redo wrote."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access


def as_done_last(access: Access, seqs: Sequence[int]) -> list[int]:
    """For each action the redo that did it again last, where that did this action alone; else the action itself.

    To take such a redo back is to take the action back, from what it left.
    """
    asked = select(t.TakenBack.seq, t.TakenBack.undone).where(t.TakenBack.project_id == access.project_id)
    took: dict[int, set[int]] = defaultdict(set)
    by: dict[int, int] = {}
    for seq, undone in access.connection.execute(asked.order_by(t.TakenBack.seq)):
        took[seq].add(undone)
        by[undone] = seq
    return [_last(seq, took, by) for seq in seqs]


def _last(seq: int, took: dict[int, set[int]], by: dict[int, int]) -> int:
    undo = by.get(seq)
    redo = by.get(undo) if undo is not None else None
    if undo is None or redo is None or took[undo] != {seq} or took[redo] != {undo}:
        return seq
    return redo
