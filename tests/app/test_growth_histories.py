"""Nothing is lost while the tree grows: over random histories of splits, merges, re-assignments and whole projects."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from quotetree.app.services import undo
from quotetree.app.store import documents as document_store
from quotetree.app.store import undo as undo_store

from .cast import Cast, cast
from .grown import begin, work_apart
from .histories import History, growths, growths_alone, live
from .states import State, anew, check_rules, rows

KEPT = ("document_id", "coder_id", "layer", "start", "end", "created_at")


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def apart(people: Cast) -> str:
    """A project in which somebody works apart."""
    anew(people)
    return work_apart(people)


def seq_of(people: Cast) -> int:
    return people.as_("Ana", document_store.seq_of)


def take_back(people: Cast, last: int, begun: int) -> None:
    """Undo what stands of the actions after `begun`, latest first; nothing is in the way of any."""
    for seq in range(last, begun, -1):
        if seq not in people.as_("Ana", undo_store.undone):
            proposal = people.as_("Ana", undo.propose_undo, seq)
            assert proposal.exceptions == ()
            people.as_("Ana", undo.undo, seq)
            check_rules(people)


@given(history=growths)
@settings(max_examples=12)
def test_growth_is_undone_to_the_exact_start_and_redone_to_the_exact_end_again_and_again(
    people: Cast, apart: str, history: History
) -> None:
    anew(people)
    begin(people)
    begun, start = seq_of(people), rows(people)
    live(people, history, apart)
    check_rules(people)
    end, last = rows(people), seq_of(people)
    take_back(people, last, begun)
    assert rows(people) == start
    undone = seq_of(people)
    take_back(people, undone, last)
    assert rows(people) == end
    take_back(people, seq_of(people), undone)
    assert rows(people) == start


def as_kept(row: dict[str, Any]) -> list[Any]:
    return [row[name] for name in KEPT]


def on_trial_or_agreed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The row before; a trial coding that was agreed on has become a main one."""
    agreed = (before["layer"], after["layer"]) == ("trial", "main")
    return before | {"layer": "main"} if agreed else before


def stands_for(before: State, after: State) -> dict[str, str]:
    """Each coding of before, and which stands for it after: itself, or for a copy the one that it was made of."""
    return {one: one if one in after["coding"] else row["came_from"] for one, row in before["coding"].items()}


def of_codings(state: State, which: str, stands: dict[str, str]) -> dict[str, Any]:
    """Memos or discussions on codings, on those that stand for these."""
    return {
        one: row | {"coding_id": stands.get(row["coding_id"], row["coding_id"])}
        for one, row in state[which].items()
        if row["coding_id"]
    }


@given(history=growths_alone)
@settings(max_examples=12)
def test_every_coding_keeps_its_passage_coder_layer_date_and_memos_whatever_becomes_of_the_tree(
    people: Cast, apart: str, history: History
) -> None:
    anew(people)
    begin(people)
    for step in history:
        before = rows(people)
        live(people, [step], apart)
        after = rows(people)
        stands = stands_for(before, after)
        for one, row in before["coding"].items():
            now = after["coding"][stands[one]]
            assert as_kept(now) == as_kept(on_trial_or_agreed(row, now))
        for one in after["coding"].keys() - before["coding"].keys():
            made, source = after["coding"][one], after["coding"][one]["came_from"]
            assert source not in after["coding"] or as_kept(made) == as_kept(after["coding"][source])
        if step[1] != "memo":
            for which in ("memo", "discussion"):
                kept = of_codings(before, which, stands).items()
                assert kept <= of_codings(after, which, {}).items()
        check_rules(people)
