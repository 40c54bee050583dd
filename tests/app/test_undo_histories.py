"""Properties of undo, over random histories by two people, on both databases."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from quotetree.app.services import undo
from quotetree.app.store import codes as code_store
from quotetree.app.store import documents as document_store
from quotetree.app.store import tables as t
from quotetree.app.store import undo as undo_store
from quotetree.app.store.access import Access
from quotetree.app.store.database import transaction
from quotetree.app.store.log import from_json
from quotetree.app.store.projects import create_project
from quotetree.coding.tree_rules import broken
from quotetree.coding.turns import in_order

from .cast import Cast, add_document, cast
from .histories import histories, live


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def anew(people: Cast) -> int:
    """A fresh project with a document for the next example. Returns the number of its latest action."""
    with transaction(people.database, writing=True) as connection:
        people.project_id = create_project(connection, people.accounts["Ana"], t.new_id(), "Ana").project_id
        row = {"project_id": people.project_id, "account_id": people.accounts["Ben"], "role": "coder"}
        connection.execute(t.Membership.__table__.insert(), row)
    people.as_("Ana", ben_joins, people)
    people.as_("Ana", add_document)
    return people.as_("Ana", document_store.seq_of)


def ben_joins(access: Access, people: Cast) -> None:
    from quotetree.app.services.projects import add_coder

    ben = add_coder(access, "Ben")
    access.connection.execute(
        t.Seat.__table__.insert(),
        {"session_id": people.sessions["Ben"], "project_id": people.project_id, "coder_id": ben},
    )


def rows(people: Cast) -> dict[str, dict[str, Any]]:
    """All rows of the project of this example."""
    return people.as_("Ana", _rows, writing=False)


def _rows(access: Access) -> dict[str, dict[str, Any]]:
    documents = select(t.Document.id).where(t.Document.project_id == access.project_id)
    own = {
        "code": t.Code.project_id == access.project_id,
        "coding": t.Coding.project_id == access.project_id,
        "coder": t.Coder.project_id == access.project_id,
        "document": t.Document.project_id == access.project_id,
        "participant": t.Participant.project_id == access.project_id,
        "pin": t.Pin.coder_id.in_(select(t.Coder.id).where(t.Coder.project_id == access.project_id)),
        "code_origin": t.CodeOrigin.code_id.in_(
            select(t.Code.id).where(t.Code.project_id == access.project_id)
        ),
        **{name: t.LOGGED[name].c.document_id.in_(documents) for name in ("turn", "speaker", "text_version")},
    }
    return {
        name: {
            row["id"]: dict(row)
            for row in access.connection.execute(select(t.LOGGED[name]).where(which)).mappings()
        }
        for name, which in own.items()
    }


def check_rules(people: Cast) -> None:
    """No loop, no twins, everything in bounds, no codings on headings, no pin taken twice."""
    tree = people.as_("Ana", code_store.tree, writing=False)
    assert broken(list(tree.by_id.values())) == []
    now = rows(people)
    for coding in now["coding"].values():
        assert 0 <= coding["start"] < coding["end"] <= len(text_of(now, coding["document_id"]))
        assert not tree[coding["code_id"]].heading
    for document in now["document"]:
        turns = [turn for turn in now["turn"].values() if turn["document_id"] == document]
        places = [(turn["start"], turn["words"], turn["end"]) for turn in turns]
        assert in_order(text_of(now, document), places)
    slots = [(pin["coder_id"], pin["slot"]) for pin in now["pin"].values()]
    assert len(slots) == len(set(slots))
    assert all(pin["code_id"] in tree for pin in now["pin"].values())


def text_of(now: dict[str, dict[str, Any]], document: str) -> str:
    """The one text of a document that stands."""
    (text,) = [
        row["text"]
        for row in now["text_version"].values()
        if row["document_id"] == document and not row["superseded"]
    ]
    return str(text)


@given(history=histories)
@settings(max_examples=60)
def test_a_history_is_undone_to_the_exact_start_and_redone_to_the_exact_end(
    people: Cast, history: list[tuple[str, str, int, int, int]]
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
    people: Cast, history: list[tuple[str, str, int, int, int]], which: int, choice: str
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


def placeless(table: str, row: dict[str, Any] | None, changed: bool) -> dict[str, Any] | None:
    """A row without its offsets where these count in a text that was changed."""
    if row is None or not changed or table not in ("coding", "turn"):
        return row
    return {name: value for name, value in row.items() if name not in ("start", "words", "end")}


def changes_of(access: Access, seqs: list[int]) -> dict[tuple[str, str], object]:
    """The first change that these actions made to each row."""
    asked = select(t.Change).where(t.Change.project_id == access.project_id, t.Change.seq.in_(seqs))
    found = access.connection.execute(asked.order_by(t.Change.seq.desc(), t.Change.n.desc())).all()
    return {(row.table_name, row.row_id): row for row in found}


@given(history=histories)
@settings(max_examples=30)
def test_the_log_alone_gives_back_every_state(
    people: Cast, history: list[tuple[str, str, int, int, int]]
) -> None:
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
