"""Actions that were taken back and done again: what stands of them is what the redo wrote."""

import json
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.undo import actions


def as_done_last(access: Access, seqs: Sequence[int]) -> list[int]:
    """For each action the redo that did it again last, where that did this action alone; else the action itself.

    To take such a redo back is to take the action back, from what it left. Where the undo between them left something
    as it was, all three are taken back.
    """
    asked = select(t.TakenBack.seq, t.TakenBack.undone).where(t.TakenBack.project_id == access.project_id)
    took: dict[int, set[int]] = defaultdict(set)
    by: dict[int, int] = {}
    for seq, undone in access.connection.execute(asked.order_by(t.TakenBack.seq)):
        took[seq].add(undone)
        by[undone] = seq
    redone = {seq: found for seq in seqs if (found := _redone(seq, took, by))}
    parts = _in_part(access, [undo for undo, _ in redone.values()])
    return [one for seq in seqs for one in _last(seq, redone.get(seq), parts)]


def _redone(seq: int, took: dict[int, set[int]], by: dict[int, int]) -> tuple[int, int] | None:
    """The undo of an action and the redo of that, where each is of this alone."""
    undo = by.get(seq)
    redo = by.get(undo) if undo is not None else None
    if undo is None or redo is None or took[undo] != {seq} or took[redo] != {undo}:
        return None
    return undo, redo


def _in_part(access: Access, undos: Sequence[int]) -> set[int]:
    """Those of the undos that left something as it was."""
    return {seq for seq, row in actions(access, undos).items() if json.loads(row.about).get("kept")}


def _last(seq: int, redone: tuple[int, int] | None, parts: set[int]) -> tuple[int, ...]:
    if redone is None:
        return (seq,)
    return (seq, *redone) if redone[0] in parts else redone[1:]
