"""Merging codes into one: planned, shown, done as one action."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quotetree.app.store import codes as code_store
from quotetree.app.store import merging as store
from quotetree.app.store import snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.coding.counts import LAYERS, listed
from quotetree.coding.counts.count import counts_of
from quotetree.coding.counts.figures import Count
from quotetree.coding.counts.filters import Filters
from quotetree.coding.counts.snapshot import Snapshot
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.merging import MergePlan, heading_refused, plan_merge
from quotetree.coding.tree import Tree


class ShownAgain(QuotetreeError):
    """What a merge would do is not what was shown any more: others have changed it since."""


class Merged(NamedTuple):
    """The code that stays, and the number of the action."""

    code_id: str
    seq: int | None


class Figures(NamedTuple):
    """The counts of a code, of its own passages and with those of its sub-codes."""

    own: Count
    with_subcodes: Count


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do, as far as the reader sees it, at `seq`.

    `there` and `then` are the codings of the code that stays, now and then, equal ones once; `codings` and `memos`
    those that move; `before` has the counts of
    the codes that go and of the one that stays, `after` those of the one that stays then.
    """

    plan: MergePlan
    tree: Tree
    there: int
    then: int
    codings: Mapping[str, int]
    memos: Mapping[str, int]
    memo_writers: tuple[str, ...]
    before: Mapping[str, Figures]
    after: Figures
    token: str

    @property
    def moving(self) -> int:
        """How many codings move."""
        return sum(self.codings.values())

    @property
    def coming(self) -> int:
        """How many of them come to the code that stays itself."""
        goes = self.plan.goes
        return sum(n for code, n in self.codings.items() if goes[code] == self.plan.into)


def propose_merge(access: Access, ids: Sequence[str], into: str) -> MergePlan:
    """Plan to merge codes into another. Writes nothing. Raises TreeError where they cannot be merged."""
    return _planned(access, code_store.tree(access), ids, into)


def _planned(access: Access, tree: Tree, ids: Sequence[str], into: str) -> MergePlan:
    plan = plan_merge(tree, ids, into)
    heading_refused(tree, plan, list(code_store.codings_by_code(access)))
    return plan


def preview_merge(access: Access, ids: Sequence[str], into: str) -> MergePreview:
    """What a merge would do, with the counts that would come. In a reading transaction; writes nothing."""
    tree = code_store.tree(access)
    plan = _planned(access, tree, ids, into)
    hanging = store.hanging_on(access, list(plan.goes))
    now = snapshots.snapshot(access)
    codes = [(code.id, code.parent_id) for code in plan.tree.applied_to(tree).in_order]
    then = now.of_merged(plan.goes, into, codes)
    filters = snapshots.filters(access)
    return MergePreview(
        plan=plan,
        tree=tree,
        there=_shown(access, now, into),
        then=_shown(access, then, into),
        codings=hanging["codings"],
        memos=hanging["memos"],
        memo_writers=store.memo_writers(access, list(plan.goes)),
        before=_figures(now, filters, [*plan.goes, into]),
        after=_figures(then, filters, [into])[into],
        token=_token(plan, hanging["codings"]),
    )


def _figures(snapshot: Snapshot, filters: Filters, codes: Sequence[str]) -> dict[str, Figures]:
    own, rolled = (counts_of(snapshot, codes, filters, with_subcodes=below) for below in (False, True))
    return {code: Figures(own[code], rolled[code]) for code in codes}


def _shown(access: Access, snapshot: Snapshot, code: str) -> int:
    """How many codings of a code are shown, equal ones once, of all layers that the reader sees."""
    filters = snapshots.filters(access, layers=frozenset(LAYERS))
    return listed(snapshot, filters, [code], 0, 0).total


def _token(plan: MergePlan, codings: Mapping[str, int]) -> str:
    """A name for what was shown: two merges that do the same have the same."""
    said = (sorted(plan.goes.items()), plan.moved, sorted(plan.joined.items()), sorted(codings.items()))
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def merge_codes(
    access: Access, ids: Sequence[str], into: str, reason: str = "", shown: str | None = None
) -> Merged:
    """Merge codes, with all that is below them, into another, as one action.

    Every coding keeps its passage, coder, layer, date and memos; the same passage may carry the code twice then, and is
    counted and shown as one. With the token of what was `shown`, raises ShownAgain if it is not what would be done.
    """
    access.reader.check_write()
    tree = code_store.tree(access)
    plan = _planned(access, tree, ids, into)
    if shown is not None and shown != _token(plan, store.hanging_on(access, list(plan.goes))["codings"]):
        raise ShownAgain("Somebody has changed these codes since. Look at what the merge would do now.")
    names = [tree[code_id].name for code_id in dict.fromkeys(ids)]
    codings = store.told_codings(access, list(plan.goes))
    about = {"code": into, "names": names, "codings": codings, "codes": list(plan.goes)}
    with action(access.connection, access.who, "code.merged", about=about, reason=reason.strip()) as recorder:
        store.write_merge(access, recorder, tree, plan)
    return Merged(into, recorder.seq)
