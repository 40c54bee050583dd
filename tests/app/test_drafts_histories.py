"""Properties of drafting, over random histories in which two people work on the agreed tree and on their own."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetree.app.services import codings, proposals, undo
from quotetree.app.store import codes as code_store
from quotetree.app.store import documents as document_store
from quotetree.app.store import undo as undo_store
from quotetree.app.store.access import Access
from quotetree.app.store.proposals import on_own_proposal
from quotetree.coding.errors import QuotetreeError

from .cast import WORDS, Cast, cast, selected
from .histories import STEPS, History, do, of_steps
from .states import State, anew, check_rules, rows

OTHERS = tuple(step for step in STEPS if step != "code")
drafting = st.lists(st.tuples(of_steps((*OTHERS, "passage", "passage"), 1, 1), st.booleans()), max_size=16)


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def passage(access: Access, a: int, b: int, c: int) -> None:
    """Code as the page does: in the layer of its tree."""
    document = next((row.id for row in document_store.documents(access)), "none")
    ids = sorted(code_store.tree(access).by_id)
    start = a % (len(WORDS) - 1)
    chosen = selected(start, min(len(WORDS), start + 1 + b % 40))
    codings.add_coding(access, document, chosen, ids[c % len(ids)] if ids else "none")


def live(people: Cast, history: list[tuple[History, bool]]) -> None:
    """Let it happen; what the rules refuse does not happen."""
    for ((who, what, a, b, c),), in_draft in history:
        with suppress(QuotetreeError):
            people.as_(who, step, in_draft, what, a, b, c)


def step(access: Access, in_draft: bool, what: str, a: int, b: int, c: int) -> None:
    here = on_own_proposal(access) if in_draft else access
    passage(here, a, b, c) if what == "passage" else do(here, what, a, b, c)


def of_tree(state: State, draft: str | None) -> dict[str, object]:
    """The codes and codings of a tree."""
    codes = {one: row for one, row in state["code"].items() if row["proposal_id"] == draft}
    return {**codes, **{one: row for one, row in state["coding"].items() if row["code_id"] in codes}}


@given(history=drafting)
@settings(max_examples=25)
def test_what_is_done_to_one_tree_leaves_the_others_alone(
    people: Cast, history: list[tuple[History, bool]]
) -> None:
    anew(people)
    for who in ("Ana", "Ben"):
        people.as_(who, proposals.begin_proposal)
    for one in history:
        if one[0][0][1] == "undo any":
            continue  # it may be of any tree
        before = rows(people)
        live(people, [one])
        after = rows(people)
        check_rules(people)
        owner_of = {row["id"]: row["coder_id"] for row in after["proposal"].values()}
        who = next(row["id"] for row in after["coder"].values() if row["name"] == one[0][0][0])
        mine = next(draft for draft, coder in owner_of.items() if coder == who) if one[1] else None
        for tree in (None, *owner_of):
            assert tree == mine or of_tree(before, tree) == of_tree(after, tree)
        for coding in after["coding"].values():
            draft = after["code"][coding["code_id"]]["proposal_id"]
            assert (coding["layer"] == "trial") == (draft is not None)
            assert draft is None or owner_of[draft] == coding["coder_id"]


@given(history=drafting)
@settings(max_examples=25)
def test_drafting_is_undone_to_the_exact_start_and_redone_to_the_exact_end(
    people: Cast, history: list[tuple[History, bool]]
) -> None:
    begun = anew(people)
    start = rows(people)
    for who in ("Ana", "Ben"):
        people.as_(who, proposals.begin_proposal)
    live(people, history)
    end, last = rows(people), people.as_("Ana", document_store.seq_of)
    for seq in range(last, begun, -1):
        if seq not in people.as_("Ana", undo_store.undone):
            people.as_("Ana", undo.undo, seq)
    assert rows(people) == start
    latest = people.as_("Ana", document_store.seq_of)
    for seq in range(latest, last, -1):
        people.as_("Ana", undo.undo, seq)
    assert rows(people) == end
