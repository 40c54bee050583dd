"""Projects of members who worked apart: merged in any order, and again, they make the same, up to names."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetree.app.services import codes, codings, memos
from quotetree.app.services.undo import undo
from quotetree.app.store.memos import On
from quotetree.app.store.tables import new_id
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.tree_plans import Place

from .cast import Cast, add_document, cast, selected
from .states import State, anew, rows
from .test_project_merge import Apart

NAMES = st.sampled_from(["Travel", "travel", "Food", "Base"])
PIECE = st.tuples(NAMES, st.booleans(), st.integers(0, 3), st.sampled_from(["", "Why.", "Else."]))
WORKS = st.lists(st.lists(PIECE, max_size=4), min_size=2, max_size=3)


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def worked(people: Cast, n: int, pieces: list[tuple[str, bool, int, str]]) -> Apart:
    """A member's project: pieces are codes, on top or below the one before, a passage coded with each, a memo on it."""
    apart = Apart(people, f"Apart {n} {new_id()}")
    document = apart.do(add_document)
    above = None
    for name, below, at, memo in pieces:
        try:
            above = apart.do(codes.create_code, name, Place(above if below else None)).code_id
        except QuotetreeError:
            continue
        coding = apart.do(codings.add_coding, document, selected(4 + at, 11 + at), above).coding_id
        if memo:
            apart.do(memos.write_memo, On("coding", coding), memo)
    return apart


def told(state: State) -> list[Any]:
    """What a project says, without ids and moments: codings by the paths of their codes, with their memos."""

    def path(code: str | None) -> tuple[str, ...]:
        row = state["code"].get(code or "")
        return (*path(row["parent_id"]), row["name_key"]) if row else ()

    said = [
        (
            path(row["code_id"]),
            state["document"][row["document_id"]]["name"],
            state["coder"][row["coder_id"]]["name"],
            row["start"],
            row["end"],
            row["layer"],
            sorted(memo["text"] for memo in state["memo"].values() if memo["coding_id"] == one),
        )
        for one, row in state["coding"].items()
    ]
    return [sorted(said), sorted(path(one) for one in state["code"])]


@given(works=WORKS, chance=st.randoms(use_true_random=False))
@settings(max_examples=6)
def test_the_order_does_not_matter_and_twice_is_once(people: Cast, works: Any, chance: Any) -> None:
    several = [worked(people, n, pieces) for n, pieces in enumerate(works)]
    turned = list(several)
    chance.shuffle(turned)
    outcomes = []
    for order in (several, turned):
        anew(people)
        for one in order:
            one.main = people.project_id
        before = rows(people)
        seqs = [one.merged() for one in order]
        outcomes.append(told(rows(people)))
        assert [one.merged() for one in order] == [None] * len(order)
        for seq in reversed([seq for seq in seqs if seq]):
            people.as_("Ana", undo, seq)
        assert rows(people) == before
    assert outcomes[0] == outcomes[1]
