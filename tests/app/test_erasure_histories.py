"""Properties of an erasure, over random histories by two people, on both databases."""

import json
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from quotetree.app.services import corrections, erasure, undo
from quotetree.app.services.integrity import findings
from quotetree.app.store import documents as document_store
from quotetree.app.store import tables as t
from quotetree.app.store import undo as undo_store
from quotetree.app.store.access import Access
from quotetree.app.store.database import transaction
from quotetree.coding.errors import QuotetreeError

from .cast import Cast, cast
from .histories import histories, live
from .states import anew, check_rules

HISTORY = list[tuple[str, str, int, int, int]]
# P1's words, before and after a correction.
HERS = ("café", "talk more", "tram")


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def others_words(access: Access) -> dict[str, str]:
    """By coding the words that it has of others than P1, where it has any."""
    found = {}
    for document in document_store.documents(access):
        text = document_store.document(access, document.id).text
        turns = [row for row in document_store.turns(access, document.id) if row.participant != "P1"]
        for row in document_store.codings_of_document(access, document.id):
            parts = [text[max(row.start, turn.words) : min(row.end, turn.end)] for turn in turns]
            found[row.id] = "".join(parts)
    return {one: words for one, words in found.items() if words.strip()}


def correct(access: Access) -> None:
    """P1's words are corrected; a random history may have left another text than at its beginning."""
    for document in document_store.documents(access):
        row = document_store.document(access, document.id)
        turn = next(turn for turn in document_store.turns(access, document.id) if turn.participant == "P1")
        corrections.correct_turn(access, document.id, turn.id, "We talk more on the tram.", row.sha256)


def erase(access: Access) -> None:
    asked = select(t.Participant.id).where(
        t.Participant.project_id == access.project_id, t.Participant.name == "P1"
    )
    one = access.connection.execute(asked).scalar_one()
    erasure.erase(access, one, "P1", erasure.plan_erasure(access, one).mark)


def kept(access: Access) -> str:
    """All that the log, the texts and the names of a project hold."""
    changes = select(t.Change.before, t.Change.after).where(t.Change.project_id == access.project_id)
    texts = select(t.TextVersion.text).join(t.Document, t.Document.id == t.TextVersion.document_id)
    texts = texts.where(t.Document.project_id == access.project_id)
    actions = select(t.Action.about, t.Action.reason).where(t.Action.project_id == access.project_id)
    rows = [row for asked in (changes, texts, actions) for row in access.connection.execute(asked)]
    return json.dumps([[str(part) for part in row] for row in rows], ensure_ascii=False)


def sound(people: Cast) -> None:
    check_rules(people)
    held = people.as_("Ana", kept)
    assert [words for words in HERS if words in held] == []


@given(history=histories, corrected=st.booleans())
@settings(max_examples=15)
def test_others_codings_keep_their_words_and_what_was_done_before_is_undone_or_refused(
    people: Cast, history: HISTORY, corrected: bool
) -> None:
    begun = anew(people)
    live(people, history)
    assume(people.as_("Ana", document_store.documents))
    if corrected:
        people.as_("Ana", correct)
    before = people.as_("Ana", others_words)
    people.as_("Ana", erase)
    assert people.as_("Ana", others_words) == before
    rows = people.as_("Ana", document_store.codings_of_document, the_document(people))
    assert {row.id for row in rows} >= set(before)  # one on nothing but a label or a line's end may stay too
    sound(people)

    last = people.as_("Ana", document_store.seq_of)
    for seq in range(last, begun, -1):
        if seq not in people.as_("Ana", undo_store.undone):
            with suppress(QuotetreeError):
                people.as_("Ana", undo.undo, seq, "without")
            sound(people)
    for seq in range(people.as_("Ana", document_store.seq_of), last, -1):
        people.as_("Ana", undo.undo, seq, "without")
        sound(people)
    with transaction(people.database, writing=False) as connection:
        assert [one for one in findings(connection) if "still in the database's files" not in one] == []


def the_document(people: Cast) -> str:
    return str(people.as_("Ana", document_store.documents)[0].id)


@given(history=histories)
@example(history=[("Ana", "undo", 0, 0, 0), ("Ana", "redo", 0, 0, 0)])
@settings(max_examples=15)
def test_an_erasure_between_two_codings_of_others_hinders_no_undo(people: Cast, history: HISTORY) -> None:
    """What touches only the words of others is taken back after an erasure as it would have been before it."""
    begun = anew(people)
    live(people, history)
    assume(people.as_("Ana", document_store.documents))
    gone = people.as_("Ana", undo_store.undone)
    standing = [
        seq for seq in range(begun + 1, people.as_("Ana", document_store.seq_of) + 1) if seq not in gone
    ]
    free = {seq: people.as_("Ana", undo.propose_undo, seq).exceptions == () for seq in standing}
    hers = people.as_("Ana", of_p1)
    people.as_("Ana", erase)
    for seq in standing:
        rows = people.as_("Ana", touched, seq)
        with_her_words = any(
            table == "text_version" for table, _ in rows
        )  # the document, brought back by a redo
        if free[seq] and not with_her_words and not hers & {row for _, row in rows}:
            assert people.as_("Ana", undo.propose_undo, seq).exceptions == ()


def touched(access: Access, seq: int) -> set[tuple[str, str]]:
    asked = select(t.Change.table_name, t.Change.row_id).where(
        t.Change.project_id == access.project_id, t.Change.seq == seq
    )
    return {tuple(row) for row in access.connection.execute(asked)}


def of_p1(access: Access) -> set[str]:
    """Codings that at any time had a place of which a part is P1's: the first line of the text."""
    end = document_store.document(access, document_store.documents(access)[0].id).text.index("\n")
    asked = select(t.Change.row_id, t.Change.before, t.Change.after).where(
        t.Change.project_id == access.project_id, t.Change.table_name == "coding"
    )
    rows = access.connection.execute(asked).all()
    parts = [(row.row_id, json.loads(part)) for row in rows for part in (row.before, row.after) if part]
    now = access.connection.execute(
        select(t.Coding.id, t.Coding.start).where(t.Coding.project_id == access.project_id)
    ).all()
    early = {one for one, part in parts if part.get("start", end + 1) <= end}
    return early | {row.id for row in now if row.start <= end}
