"""What makes a tree grow, as steps of random histories: splits, sets, re-assignment, rounds, proposals, projects."""

from collections.abc import Callable
from typing import Any

from quotetree.app.services import (
    alignments,
    code_sets,
    codes,
    codings,
    discussions,
    growth,
    memos,
    reading,
    recoding,
    rounds,
    splitting,
)
from quotetree.app.services.imports.proposals import import_proposal
from quotetree.app.services.imports.tables import import_table
from quotetree.app.services.project_merge import merge_project, propose_project_merge
from quotetree.app.services.splitting import Chosen
from quotetree.app.store import alignments as alignment_store
from quotetree.app.store import codes as code_store
from quotetree.app.store import documents as document_store
from quotetree.app.store import memo_lists, proposals
from quotetree.app.store import splitting as split_store
from quotetree.app.store.access import reach
from quotetree.app.store.memos import On
from quotetree.coding.agreeing import Decision
from quotetree.coding.project_merge import Choices
from quotetree.coding.rounds import Outcome
from quotetree.coding.tree_plans import Place

from .cast import selected
from .grown import Here, book_of, pick, several

NAMES = ("Travel", "Food", "Base", "Nurses", "travel ")


def _split(here: Here, a: int, b: int, c: int) -> Any:
    tree, code = code_store.tree(here.access), pick(here.codes, a)
    below = [one.id for one in tree.descendants(code)] if code in tree else []
    names = [NAMES[c % len(NAMES)]] if c % 2 or not below else []
    return splitting.open_splitting(here.access, code, several(below, b), names, "Too broad.")


def _column(here: Here, a: int, b: int, c: int) -> Any:
    row = pick(here.splittings, a)
    if c % 3 == 0:
        columns = split_store.columns(here.access, row.id) if row != "none" else []
        return splitting.remove_column(
            here.access, getattr(row, "id", "none"), getattr(pick(columns, b), "id", "none")
        )
    return splitting.add_columns(here.access, getattr(row, "id", "none"), [], [NAMES[b % len(NAMES)]])


def _decide(here: Here, a: int, b: int, c: int, decision: str) -> Any:
    row = pick(here.splittings, a)
    if row == "none":
        return splitting.decide(here.access, "none", [], decision)
    cards = [Chosen(one.id, one.decision_id or "") for one in split_store.cards(here.access, row)]
    columns = [one.code_id for one in split_store.columns(here.access, row.id)]
    chosen = (
        several(columns, c, 2 if decision == "several" else 1) if decision in ("moved", "several") else []
    )
    return splitting.decide(here.access, row.id, several(sorted(cards), b, 2), decision, chosen)


def _close_split(here: Here, a: int, b: int, c: int) -> Any:
    return splitting.close_splitting(here.access, getattr(pick(here.splittings, a), "id", "none"))


def _recode(here: Here, a: int, b: int, c: int, how: str) -> Any:
    ids = several(here.codings, a, 4)
    code = "" if how == "off" or b % 4 == 0 else pick(here.codes, b)
    name = NAMES[c % len(NAMES)] if how != "off" and not code else ""
    return recoding.recode(here.access, recoding.propose(here.access, ids, how, code, name))


def _outwards(here: Here, a: int, b: int, c: int) -> Any:
    """Promote: behind its parent, a level up."""
    tree = code_store.tree(here.access)
    deep = [one for one in here.codes if tree[one].parent_id]
    one = pick(deep or here.codes, a)
    parent = tree[one].parent_id if one in tree else None
    return codes.move_codes(
        here.access, [one], Place(tree[parent].parent_id if parent else None, after=parent)
    )


def _inwards(here: Here, a: int, b: int, c: int) -> Any:
    """Demote: some codes at once below another."""
    to = pick(here.codes, b)
    chosen = [one for one in several(here.codes, a) if one != to]
    return codes.move_codes(here.access, chosen or [pick(here.codes, a)], Place(to))


def _set(here: Here, a: int, b: int, c: int) -> Any:
    chosen, one = several(here.codes, a), pick(here.sets, b)
    match c % 6:
        case 0 | 1:
            return code_sets.make_set(here.access, f"Question {a % 3}", "", chosen)
        case 2:
            return code_sets.fill_set(here.access, one, chosen)
        case 3:
            return code_sets.empty_set(here.access, one, chosen)
        case 4:
            return code_sets.change_set(here.access, one, f"Question {b % 3}", "A note.")
        case _:
            return code_sets.delete_set(here.access, one)


def _round(here: Here, a: int, b: int, c: int) -> Any:
    people = [coder.id for coder in document_store.coders(here.access)]
    match c % 4:
        case 0:
            return rounds.open_round(
                here.access, "Again", several(here.codes, a), several(here.documents, b), people
            )
        case 1:
            return rounds.close_round(here.access, pick(here.rounds, a), closed=bool(b % 2))
        case _:
            outcome: Outcome = "done" if c % 4 == 2 else "nothing here"
            return rounds.mark(here.access, pick(here.rounds, a), pick(here.documents, b), outcome)


def _read(here: Here, a: int, b: int, c: int) -> Any:
    one = [pick(here.documents, a)]
    return reading.reopen(here.access, one) if c % 3 == 0 else reading.finish(here.access, one)


def _memo(here: Here, a: int, b: int, c: int) -> Any:
    there = sorted(memo_lists.all_memos(here.access), key=lambda row: (row.created_at, row.id))
    match c % 6:
        case 0 | 1:
            return memos.write_memo(here.access, On("coding", pick(here.codings, a)), f"Of it {b % 3}.")
        case 2:
            return memos.write_memo(here.access, On("code", pick(here.codes, a)), f"Of the code {b % 3}.")
        case 3:
            return memos.change_memo(here.access, getattr(pick(there, a), "id", "none"), f"Else {b % 3}.")
        case 4:
            return memos.delete_memo(here.access, getattr(pick(there, a), "id", "none"))
        case _:
            return discussions.open_discussion(here.access, pick(here.codings, a), "Is it?")


def _import(here: Here, a: int, b: int, c: int) -> Any:
    return import_table(here.access, "codebook", book_of(a), {})


def _propose(here: Here, a: int, b: int, c: int) -> Any:
    mine = next(one.name for one in document_store.coders(here.access) if one.id == here.me)
    return import_proposal(here.access, mine, book_of(a))


def _trial(here: Here, a: int, b: int, c: int) -> Any:
    own = proposals.proposal_of(here.access, here.me)
    of = here.access.on(own.id if own else "none")
    there = sorted(code_store.tree(of).by_id, key=lambda one: code_store.tree(of).paths[one])
    start = 4 * (a % 5)
    return codings.add_coding(
        of, pick(here.documents, b), selected(4 + start, 8 + start), pick(there, c), "trial"
    )


def _align(here: Here, a: int, b: int, c: int) -> Any:
    return alignments.open_alignment(here.access, several(here.trees, a, 3))


def _agree(here: Here, a: int, b: int, c: int) -> Any:
    row, decisions = pick(here.alignments, a) if here.alignments else (None, None)
    if row is None or decisions is None:
        return alignments.apply(here.access, "none")
    if c % 3 == 0:
        return alignments.apply(here.access, row.id)
    trees = alignment_store.compared(here.access, decisions.trees).trees.values()
    there = [code for tree in trees for code in sorted(tree.by_id, key=lambda one, of=tree: of.paths[one])]
    lead, other = pick(there, b), pick(there, b + c)
    do = ("keep", "same", "below", "into", "parent", "out")[c % 6]
    alone = do in ("below", "into") or lead == other
    found = Decision(
        do,  # type: ignore[arg-type]
        (lead,) if alone else (lead, other),
        called="Above" if do == "parent" else "",
        under=other if do in ("below", "into") else "",
    )
    return alignments.decide(here.access, row.id, {lead: found})


def _project(here: Here, a: int, b: int, c: int) -> Any:
    other = reach(here.access.connection, here.owner, here.apart)
    shown = propose_project_merge(here.access, other, Choices()).plan.digest
    return merge_project(here.access, other, Choices(), shown)


def _version(here: Here, a: int, b: int, c: int) -> Any:
    return growth.name_version(here.access, f"Version {a % 3}")


GROWTH: dict[str, Callable[[Here, int, int, int], Any]] = {
    "split": _split,
    "column": _column,
    "moved": lambda *at: _decide(*at, "moved"),
    "several": lambda *at: _decide(*at, "several"),
    "stays": lambda *at: _decide(*at, "stays"),
    "not this code": lambda *at: _decide(*at, "not this code"),
    "close split": _close_split,
    "move list": lambda *at: _recode(*at, "move"),
    "add to list": lambda *at: _recode(*at, "copy"),
    "list off": lambda *at: _recode(*at, "off"),
    "promote": _outwards,
    "demote": _inwards,
    "set": _set,
    "round": _round,
    "read": _read,
    "memo": _memo,
    "book": _import,
    "propose": _propose,
    "trial": _trial,
    "align": _align,
    "agree": _agree,
    "project": _project,
    "version": _version,
}
# What a project that was merged brings more of, and what takes codings off, is left out where all are to stay.
TAKING_OFF = frozenset({"not this code", "list off"})
