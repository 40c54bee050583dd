"""Undo and redo. Both are actions; both take back another at any later time."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from quotetree.app.store import history
from quotetree.app.store import undo as store
from quotetree.app.store.access import Access
from quotetree.app.store.gone import ERASURES, gone_for_good
from quotetree.app.store.log import action
from quotetree.app.store.put_since import put_since
from quotetree.app.store.redone import as_done_last
from quotetree.app.store.texts import in_one_text, later_text_actions
from quotetree.app.store.touches import Touches
from quotetree.coding.access import NotAllowed, NotFound
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.texts import in_the_way_of_texts
from quotetree.coding.undo import plan_undo
from quotetree.coding.undo_values import Kept, Plan

# Accounts, roles and the project itself are outside of undo.
MEMBERSHIP = ("member.joined", "member.removed", "role.changed", "coder.joined", "coder.separated")
FOR_GOOD = frozenset(
    {
        "project.changed",
        "project.created",
        *MEMBERSHIP,
        "layer.opened",
        "participant.erased",
        "name.erased",
        "reason.given",
    }
)
CHOICES = ("without", "too", "leave")
PASSED_OVER = 100  # so many of which nothing is left, one after the other, and no more are planned
ERASED_SINCE = "An erasure since then stands in the way, and that is for good. This cannot be undone."
ALL_ERASED = "What this would bring back was erased. It cannot be undone."


class NothingToUndo(QuotetreeError):
    """There is no action that could be taken back, or done again."""


class ExceptionsFirst(QuotetreeError):
    """Others have changed since what would be taken back: `proposal` says what, and a person has to choose."""

    def __init__(self, proposal: "Proposal") -> None:
        count = len(proposal.exceptions)
        what = "One thing has" if count == 1 else f"{count} things have"
        super().__init__(f"{what} been changed since, and would stay as they are now. Choose how to go on.")
        self.proposal = proposal


@dataclass(frozen=True, slots=True)
class Exceptional:
    """What stays as it is, and the later action that stands in the way (None where it cannot be told)."""

    kept: Kept
    cause: Any | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What taking back an action would do: at `seq` of the project, with exceptions, or with later actions too."""

    undoes: int
    taken_back: tuple[int, ...]
    plan: Plan
    exceptions: tuple[Exceptional, ...]

    @property
    def does_something(self) -> bool:
        """Whether anything goes back without the exceptions."""
        return _does_something(self.plan)

    @property
    def later_may_go(self) -> bool:
        """Whether the later actions can be taken back too: none of them is for good."""
        causes = [one.cause for one in self.exceptions]
        return any(causes) and all(one is None or one.verb not in FOR_GOOD for one in causes)


def _does_something(plan: Plan) -> bool:
    return bool(plan.deletes or plan.inserts or plan.updates)


def propose_undo(
    access: Access, seq: int, *, along: Sequence[int] = (), with_later: bool = False
) -> Proposal:
    """Plan to take back an action (or, of an undone one, its undo), and others along with it. Writes nothing.

    With `with_later`, the later actions that stand in the way go too, latest first, until none is in the way.
    Raises NotFound, NotAllowed (coders take back their own actions, owners anybody's) and NothingToUndo.
    """
    taken = [seq, *along]
    if with_later:
        taken += _texts_since(access, taken)
    _check_may_take_back(access, taken)
    while True:
        done = as_done_last(access, taken)
        plan = _planned(access, done)
        both = [*taken, *(one for one in done if one not in taken)]
        found = (*_exceptions(access, done[0], plan, both), *_erased(access, plan, both))
        more = {e.cause.seq for e in found if e.cause is not None} - set(taken)
        if not with_later or not more:
            return Proposal(seq, tuple(sorted(taken, reverse=True)), plan, found)
        taken.extend(sorted(more))
        _check_may_take_back(access, taken)


def _texts_since(access: Access, taken: Sequence[int]) -> list[int]:
    """The later changes of a text that goes back: each is in the way of the one before."""
    known = store.actions(access, later_text_actions(access, taken))
    gone = store.undone(access)
    return sorted(seq for seq, row in known.items() if row.undoes is None and seq not in {*gone, *taken})


def _planned(access: Access, taken: list[int]) -> Plan:
    """The plan. A text goes back with all that its action did, or it stays."""
    stay: set[str] = set()
    kept: dict[Kept, None] = {}
    read = store.situation(access, taken)
    while True:
        situation = in_one_text(access, read, stay)
        plan = plan_undo(situation, store.SHAPE)
        in_the_way = in_the_way_of_texts(situation, plan)
        if not in_the_way:
            return replace(plan, kept=tuple(kept | dict.fromkeys(plan.kept)))
        stay |= in_the_way.keys()
        kept |= dict.fromkeys(one for found in in_the_way.values() for one in found)


def undo(access: Access, seq: int, choice: str | None = None) -> int | None:
    """Take back an action. Returns the number of the undo, or None where nothing was to be changed.

    Where others have changed something since, ExceptionsFirst is raised until a `choice` is made: "without" them,
    the later actions "too", or "leave" it all as it is.
    """
    access.reader.check_write()
    if choice == "leave":
        return None
    _check_stands(access, seq)
    return _undo(access, [seq], choice)


def undo_batch(access: Access, batch: str, choice: str | None = None) -> int | None:
    """Take back all files of one import that stand, as one action; choices are those of `undo`."""
    access.reader.check_write()
    if choice == "leave":
        return None
    gone = store.undone(access)
    seqs = [seq for seq in history.batch(access, batch) if seq not in gone]
    if not seqs:
        raise NothingToUndo("Nothing of this import stands.")
    return _undo(access, seqs, choice)


def _undo(access: Access, seqs: Sequence[int], choice: str | None) -> int | None:
    proposal = propose_undo(access, seqs[0], along=seqs[1:], with_later=choice == "too")
    erased = any(one.cause and one.cause.verb in ERASURES for one in proposal.exceptions)
    if erased and not proposal.does_something:
        raise NothingToUndo(ALL_ERASED if gone_for_good(access, seqs) else ERASED_SINCE)
    if proposal.exceptions and choice is None:
        raise ExceptionsFirst(proposal)
    return _apply(access, proposal, len(seqs))


def undo_latest(access: Access) -> int:
    """Take back my latest action here that stands. Returns the number of the undo."""
    gone = store.undone(access)
    mine = (row for row in store.my_actions(access) if row.undoes is None and row.verb not in FOR_GOOD)
    for row in islice((row for row in mine if row.seq not in gone), PASSED_OVER):
        if not gone_for_good(access, [row.seq]):
            with suppress(NothingToUndo):  # what an erasure or later changes left nothing of is passed over
                return undo(access, row.seq) or row.seq
    raise NothingToUndo("There is nothing of yours to undo here.")


def redo_latest(access: Access) -> int:
    """Do again what my latest undo took back, unless I have done something new since."""
    gone = store.undone(access)
    for row in store.my_actions(access):
        if row.undoes is None:
            break
        if row.seq not in gone and row.verb == "undone":
            return undo(access, row.seq) or row.seq
    raise NothingToUndo("There is nothing of yours to redo here.")


def _apply(access: Access, proposal: Proposal, files: int) -> int | None:
    main = store.actions(access, [proposal.undoes])[proposal.undoes]
    verb = "redone" if main.verb == "undone" else "undone"
    told = json.loads(main.about)
    about = {
        "verb": told.get("verb", main.verb),
        "kept": len(proposal.exceptions),
        "with": len(proposal.taken_back) - files,
    }
    if whole := sorted({one.kept.key[0] for one in proposal.exceptions} & store.WHOLES):
        about["whole"] = whole
    if files > 1:
        about["files"] = files
    if proposed := told.get("proposal"):
        about["proposal"] = proposed
    with action(access.connection, access.who, verb, about=about, undoes=proposal.undoes) as recorder:
        store.write_plan(recorder, proposal.plan)
        recorder.took_back = list(proposal.taken_back)
    return recorder.seq


def _check_stands(access: Access, seq: int) -> None:
    if seq in store.undone(access):
        raise NothingToUndo("That has been undone already.")


def _check_may_take_back(access: Access, seqs: list[int]) -> None:
    found = store.actions(access, seqs)
    for seq in seqs:
        if seq not in found:
            raise NotFound("There is no such action in this project.")
        if found[seq].verb in FOR_GOOD:
            erased = found[seq].verb.endswith(".erased")
            raise NothingToUndo(
                "What was erased is gone for good. This cannot be undone."
                if erased
                else "This cannot be undone."
            )
        if not access.reader.is_owner and found[seq].who != access.reader.coder_id:
            raise NotAllowed(
                f"{found[seq].coder} did this. Coders take back their own actions, an owner anybody's."
            )


def _exceptions(access: Access, seq: int, plan: Plan, taken: list[int]) -> tuple[Exceptional, ...]:
    stay = tuple(Kept(("coding", one), "added", ("coding", one)) for one in put_since(access, taken))
    touches = Touches(access, seq, taken)
    causes = {kept: _cause(touches, kept) for kept in (*plan.kept, *stay)}
    known = store.actions(access, [found for found in causes.values() if found is not None])
    once = {
        (kept.key, kept.why, cause): kept for kept, cause in causes.items()
    }  # an action is told once of a row
    return tuple(Exceptional(kept, known.get(cause) if cause else None) for (*_, cause), kept in once.items())


def _erased(access: Access, plan: Plan, taken: Sequence[int]) -> tuple[Exceptional, ...]:
    """That a part of what would come back was erased. Raises NothingToUndo where it was all of it."""
    if not store.emptied(access, taken):
        return ()
    if not _does_something(plan):
        raise NothingToUndo(ALL_ERASED)
    return (Exceptional(Kept(("erased", ""), "erased", ("erased", "")), None),)


def _cause(touches: Touches, kept: Kept) -> int | None:
    """The later action through which something stays: on what stands in the way, else on what stays itself.

    The row in the way may be one that is taken back too (a code that goes again): then it is the later action that
    made what hangs on it (a pin).
    """
    columns = kept.columns if kept.cause == kept.key else ()
    found = touches.latest(kept.cause, columns)
    return found if found is not None else touches.latest(kept.key, ())
