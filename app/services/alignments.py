"""Merging members' trees into one: opened, decided row by row, shown as it would be, applied as one action."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, NamedTuple

from quotetree.app.store import alignments as store
from quotetree.app.store import codes as code_store
from quotetree.app.store import snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.alignments import Compared, OnTrial
from quotetree.app.store.log import action
from quotetree.app.store.tables import new_id, now
from quotetree.coding.agreeing import (
    Agreement,
    Decision,
    DecisionRefused,
    Decisions,
    Row,
    checked,
    plan_agreement,
    rows_of,
)
from quotetree.coding.align import tree_as_proposed
from quotetree.coding.counts import counts
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.tree import Tree

MOST_TREES = 6


class AlignmentRefused(QuotetreeError):
    """Trees that cannot be merged so."""


@dataclass(frozen=True, slots=True)
class DryRun:
    """What applying would do. `counts`: by code of the tree that comes, comments and respondents with sub-codes.

    `trial` are all trial codings of the trees that are `compared`, `main` those that would become main, `comments` of
    how many comments those are now.
    """

    before: Tree
    tree: Tree
    plan: Agreement
    counts: Mapping[str, tuple[int, int]]
    trial: Sequence[OnTrial]
    main: Sequence[OnTrial]
    comments: int
    compared: Compared


def open_alignment(access: Access, trees: Sequence[str]) -> str:
    """Lay two to six trees side by side: proposals by id, "" for the agreed tree; the first stands at the left."""
    access.reader.check_write()
    chosen = tuple(dict.fromkeys(trees))
    if not 2 <= len(chosen) <= MOST_TREES:
        raise AlignmentRefused(f"Choose two to {MOST_TREES} trees; {len(chosen)} chosen.")
    found = store.compared(access, chosen)
    names = [found.names[one] for one in chosen]
    row = {
        "project_id": access.project_id,
        "name": ", ".join(names),
        "coder_id": access.reader.coder_id,
        "closed": False,
        "decisions": Decisions(chosen).as_json(),
        "opened_at": now(),
    }
    about = {"names": names, "proposal": next(one for one in chosen if one)}
    with action(access.connection, access.who, "alignment.opened", about=about) as recorder:
        return recorder.insert("alignment", row)


def close_alignment(access: Access, alignment_id: str) -> None:
    """Put an alignment away; its decisions are kept in the log, and undo brings it back."""
    access.reader.check_write()
    row, decisions = store.alignment(access, alignment_id)
    _keep(access, row, decisions, "alignment.closed", {"name": row.name}, closed=True)


def decide(access: Access, alignment_id: str, decided: Mapping[str, Decision | None]) -> Decisions:
    """What becomes of rows, by their first code; None takes a decision away. One action.

    Raises DecisionRefused and CodeNameError.
    """
    access.reader.check_write()
    row, decisions = store.alignment(access, alignment_id)
    known = frozenset(
        code for tree in store.compared(access, decisions.trees).trees.values() for code in tree.by_id
    )
    after = decisions
    for lead, decision in decided.items():
        after = after.with_row(lead, decision and _checked(after, lead, decision, known))
    about = {"n": len(decided), "name": row.name, "undecided": not any(decided.values())}
    _keep(access, row, after, "alignment.decided", about)
    return after


def _checked(decisions: Decisions, lead: str, decision: Decision, known: frozenset[str]) -> Decision:
    codes = tuple(dict.fromkeys(decision.codes))
    elsewhere = {code for key, other in decisions.rows.items() if key != lead for code in other.codes}
    if not codes or codes[0] != lead or not known.issuperset(codes) or elsewhere & set(codes):
        raise DecisionRefused("The rows have changed in the meantime. Look at them again.")
    return checked(replace(decision, codes=codes), lead, known)


def put_apart(access: Access, alignment_id: str, code: str, others: Sequence[str]) -> Decisions:
    """Say that a code is none of the others in its row; what was decided of the row is open again."""
    access.reader.check_write()
    row, decisions = store.alignment(access, alignment_id)
    after = decisions.with_apart(code, tuple(others))
    for lead, decision in decisions.rows.items():
        if code in decision.codes:
            after = after.with_row(lead, None)
    _keep(access, row, after, "alignment.decided", {"n": 1, "name": row.name})
    return after


def choose_main(access: Access, alignment_id: str, wanted: Iterable[tuple[str, str]]) -> Decisions:
    """Of which documents whose trial codings become main: pairs of a document and a proposal; the others stay."""
    access.reader.check_write()
    row, decisions = store.alignment(access, alignment_id)
    there = {(one.document_id, one.proposal_id) for one in store.on_trial(access, decisions.trees)}
    after = replace(decisions, left=frozenset(there - set(wanted)))
    _keep(access, row, after, "alignment.chosen", {"name": row.name, "n": len(there) - len(after.left)})
    return after


def _keep(
    access: Access, row: Any, decisions: Decisions, verb: str, about: dict[str, Any], *, closed: bool = False
) -> None:
    told = {**about, "proposal": next(one for one in decisions.trees if one)}
    with action(access.connection, access.who, verb, about=told) as recorder:
        recorder.update("alignment", row.id, {"decisions": decisions.as_json(), "closed": closed})


def dry_run(access: Access, alignment_id: str) -> DryRun:
    """What applying would do now, counted; in a reading transaction."""
    _, decisions = store.alignment(access, alignment_id)
    numbers = count(1)
    plan, trial, main, tree, found = _planned(access, decisions, lambda: f"new {next(numbers)}")
    after = plan.tree.applied_to(tree)
    snapshot = snapshots.snapshot(access)
    snapshot = snapshot.with_codes(snapshot.seq, [(code.id, code.parent_id) for code in after])
    rows = [(o.id, o.document_id, plan.goes[o.code_id], o.coder_id, "main", o.start, o.end) for o in main]
    counted = counts(snapshot.with_codings(snapshot.seq, rows), snapshots.filters(access), with_subcodes=True)
    told = {code: (row.comments, row.respondents) for code, row in counted.rows().items()}
    comments = len({(o.document_id, o.start, o.end, plan.goes[o.code_id]) for o in main})
    return DryRun(tree, after, plan, told, trial, main, comments, found)


def apply(access: Access, alignment_id: str, reason: str = "") -> int | None:
    """Make the decided rows the agreed tree, as one action; an owner's. Returns its number, None where nothing changes.

    A trial coding that becomes main stays the coding that it is: its coder, date and memos; only layer and code change.
    """
    access.reader.check_owner()
    row, decisions = store.alignment(access, alignment_id)
    plan, _, main, _, _ = _planned(access, decisions, new_id)
    if not plan.goes and not plan.tree:
        raise AlignmentRefused("Nothing is decided yet, so there is nothing to apply.")
    about = {"name": row.name, "codes": len(plan.new), "codings": len(main), "trees": len(decisions.trees)}
    with action(
        access.connection, access.who, "proposals.merged", about=about, reason=reason.strip()
    ) as recorder:
        store.write_agreement(access, recorder, plan, main)
    return recorder.seq


class _Planned(NamedTuple):
    """The plan, all trial codings of the trees, those that become main with it, the tree as it is, what is compared."""

    plan: Agreement
    trial: Sequence[OnTrial]
    main: list[OnTrial]
    agreed: Tree
    compared: Compared


def _planned(access: Access, decisions: Decisions, ids: Callable[[], str]) -> _Planned:
    """What pairs there are plays no part: a decision knows its codes."""
    found = store.compared(access, decisions.trees)
    agreed = code_store.tree(access.on())
    plan = plan_agreement(
        agreed, found.trees, found.names, _bare_rows(found, decisions), store.became(access), ids
    )
    trial = store.on_trial(access, [tree for tree in decisions.trees if tree])
    main = [
        one
        for one in trial
        if one.code_id in plan.goes and (one.document_id, one.proposal_id) not in decisions.left
    ]
    return _Planned(plan, trial, main, agreed, found)


def _bare_rows(found: Compared, decisions: Decisions) -> list[Row]:
    return rows_of([tree_as_proposed(one, tree, {}) for one, tree in found.trees.items()], (), decisions)
