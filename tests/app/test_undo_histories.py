"""Properties of undo, over random histories by two people, on both databases."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from quotetree.app.services import undo
from quotetree.app.store import documents as document_store
from quotetree.app.store import tables as t
from quotetree.app.store import undo as undo_store
from quotetree.app.store.database import transaction
from quotetree.app.store.log import from_json

from .cast import Cast, cast
from .histories import History, histories, live
from .states import anew, changes_of, check_rules, placeless, rows


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@given(history=histories)
@settings(max_examples=60)
def test_a_history_is_undone_to_the_exact_start_and_redone_to_the_exact_end(
    people: Cast, history: History
) -> None:
    begun = anew(people)
    start = rows(people)
    live(people, history)
    check_rules(people)
    end, last = rows(people), people.as_("Ana", document_store.seq_of)
    for seq in range(last, begun, -1):
        if seq not in people.as_("Ana", undo_store.undone):
            proposal = people.as_("Ana", undo.propose_undo, seq)
            assert proposal.exceptions == ()
            people.as_("Ana", undo.undo, seq)
            check_rules(people)
    assert rows(people) == start
    latest = people.as_("Ana", document_store.seq_of)
    for seq in range(latest, last, -1):
        people.as_("Ana", undo.undo, seq)
    assert rows(people) == end


PINNED_AND_DELETED = [
    ("Ana", what, 0, 0, 0) for what in ("create", "create", "undo", "create", "pin", "delete")
]


@example(history=PINNED_AND_DELETED, which=1, choice="too")
@given(history=histories, which=st.integers(0, 99), choice=st.sampled_from(["without", "too", "leave"]))
@settings(max_examples=120)
def test_one_action_undone_out_of_order_takes_back_just_its_effect(
    people: Cast, history: History, which: int, choice: str
) -> None:
    begun = anew(people)
    live(people, history)
    gone = people.as_("Ana", undo_store.undone)
    standing = [n for n in range(begun + 1, people.as_("Ana", document_store.seq_of) + 1) if n not in gone]
    if not standing:
        return
    seq = standing[which % len(standing)]
    before = rows(people)
    proposal = people.as_("Ana", undo.propose_undo, seq, with_later=choice == "too")
    assert rows(people) == before, "a proposal writes nothing"
    people.as_("Ana", undo.undo, seq, choice)
    check_rules(people)
    after = rows(people)
    if choice == "leave":
        assert after == before
        return
    if choice == "too":
        assert proposal.exceptions == ()
    kept = {exception.kept.key for exception in proposal.exceptions}
    carried = before["text_version"] != after["text_version"]
    corrected = len(before["text_version"]) > 1 or carried
    touched = people.as_("Ana", changes_of, list(proposal.taken_back))
    for table in before:
        for row_id in set(before[table]) | set(after[table]):
            if (table, row_id) not in touched:
                one, other = before[table].get(row_id), after[table].get(row_id)
                assert placeless(table, one, carried) == placeless(table, other, carried)
    for change in people.as_("Ana", changes_of, [seq]).values() if choice == "without" else ():
        if (change.table_name, change.row_id) in kept:
            continue
        row = after[change.table_name].get(change.row_id)
        if change.kind == "insert":
            assert row is None
        else:
            earlier = from_json(change.table_name, change.before) or {}
            assert row is not None
            assert placeless(
                change.table_name, {name: row[name] for name in earlier}, corrected
            ) == placeless(change.table_name, earlier, corrected)


@given(history=histories)
@settings(max_examples=30)
def test_the_log_alone_gives_back_every_state(people: Cast, history: History) -> None:
    begun = anew(people)
    start = rows(people)
    live(people, history)
    state = {table: dict(found) for table, found in rows(people).items()}
    asked = select(t.Change).where(t.Change.project_id == people.project_id, t.Change.seq > begun)
    with transaction(people.database, writing=False) as connection:
        changes = connection.execute(asked.order_by(t.Change.seq.desc(), t.Change.n.desc())).all()
        numbers = connection.execute(
            select(t.Action.seq).where(t.Action.project_id == people.project_id)
        ).scalars()
        assert sorted(numbers) == list(range(1, people.as_("Ana", document_store.seq_of) + 1))
    for change in changes:
        table = state[change.table_name]
        if change.kind == "insert":
            del table[change.row_id]
        else:
            earlier = from_json(change.table_name, change.before)
            table[change.row_id] = {**table.get(change.row_id, {}), **(earlier or {})}
        assert json.loads(change.before or "{}") is not None
    assert state == start
