"""What must be shown of corrections: all codings but the two concerned quote as before, and one undo restores all."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotetree.app.services import codes, codings, corrections, undo
from quotetree.app.services.imports import again
from quotetree.app.services.integrity import findings
from quotetree.app.store import documents, touched
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.database import transaction
from quotetree.app.store.documents import turns_of_passage
from quotetree.coding.passage import Passage, seen_words
from quotetree.coding.text import sha256

from .cast import Cast, add_document, cast, selected

SENTENCES = [f"We spoke of matter {n} with the doctor that day." for n in range(19)]
CUT = "Nobody came."
TEXT = (
    f"P1: {' '.join(SENTENCES[:9])}\nInterviewer: Really?\n"
    f"P2: {' '.join(SENTENCES[9:14])} {CUT} {' '.join(SENTENCES[14:])}\n"
)
CORRECTED = SENTENCES[11].replace("doctor", "auditor")
NEW = TEXT.replace(SENTENCES[11], CORRECTED).replace(f"{CUT} ", "")


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def quotations(access: Access, document_id: str) -> dict[str, str]:
    text = documents.document(access, document_id).text
    return {
        row.id: seen_words(
            text, Passage(row.start, row.end), turns_of_passage(access, document_id, row.start, row.end)
        )
        for row in documents.codings_of_document(access, document_id)
    }


def by_hand(access: Access, document: str, new: str) -> int | None:
    turn = documents.turns(access, document)[2]
    words = new.rpartition("P2: ")[2]
    return corrections.correct_turn(access, document, turn.id, words, sha256(TEXT)).seq


def by_file(access: Access, document: str, new: str) -> int | None:
    return again.bring_again(access, document, "Interview 1.txt", new.encode()).seq


@pytest.mark.parametrize("correct", [by_hand, by_file])
def test_one_of_twenty_codings_is_corrected_and_one_loses_its_words(
    people: Cast, correct: Callable[..., int | None]
) -> None:
    document = people.as_("Ana", add_document, TEXT)
    code = people.as_("Ana", codes.create_code, "Said").code_id
    made: dict[str, str] = {}
    for sentence in [*SENTENCES, CUT]:
        start = TEXT.index(sentence)
        place = selected(start, start + len(sentence), TEXT)
        made[people.as_("Ana", codings.add_coding, document, place, code).coding_id] = sentence
    rows = people.rows()
    assert people.as_("Ana", quotations, document) == made
    assert len(made) == 20

    seq = people.as_("Ana", correct, document, NEW)
    now = people.as_("Ana", quotations, document)
    as_before = {one: words for one, words in made.items() if words not in (SENTENCES[11], CUT)}
    assert len(as_before) == 18
    for coding, words in as_before.items():
        assert now[coding] == words
    [corrected] = [one for one, words in made.items() if words == SENTENCES[11]]
    assert now[corrected] == "We spoke of matter 11 with the auditor that day."
    [lost] = [one for one, words in made.items() if words == CUT]
    assert lost not in now
    assert len(now) == 19
    listed = people.as_("Ana", _listed, seq)
    assert [(one.touched.id, one.touched.old, one.touched.new) for one in listed] == [
        (lost, CUT, ""),
        (corrected, SENTENCES[11], CORRECTED),
    ]

    people.as_("Ana", undo.undo_latest)
    assert people.as_("Ana", quotations, document) == made
    for table in t.LOGGED:
        assert people.rows()[table] == rows[table]


def _listed(access: Access, seq: int) -> list[touched.TouchedCoding]:
    return touched.touched(access, touched.text_action(access, seq))


WORDS = [f"w{n}" for n in range(24)]
TURNS = (WORDS[:8], WORDS[8:16], WORDS[16:])


def text_of(turns: list[list[str]]) -> str:
    labels = ("P1", "Interviewer", "P2")
    return "".join(f"{label}: {' '.join(words)}\n" for label, words in zip(labels, turns, strict=True))


@st.composite
def edited(draw: st.DrawFn) -> list[list[str]]:
    """The turns with words cut, put in and exchanged; no word comes twice, and no turn is empty."""
    made = iter(f"n{n}" for n in range(1000))
    turns = []
    for words in TURNS:
        found: list[str] = []
        for word in words:
            kind = draw(st.sampled_from(["same"] * 6 + ["cut", "put in", "other"]))
            found += {"same": [word], "cut": [], "put in": [word, next(made)], "other": [next(made)]}[kind]
        turns.append(found or [next(made)])
    return turns


spans = st.lists(
    st.tuples(st.integers(0, 23), st.integers(1, 10)).map(lambda one: (one[0], min(24, sum(one)))),
    min_size=1,
    max_size=8,
    unique=True,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(edited(), spans, st.integers(0, 10**9))
def test_after_random_edits_codings_have_what_is_left_of_their_words_and_undo_restores_all(
    people: Cast, turns: list[list[str]], chosen: list[tuple[int, int]], n: int
) -> None:
    old, new = text_of([list(words) for words in TURNS]), text_of(turns)
    name = f"Interview {n}"
    document = people.as_("Ana", _document, old, name)
    code = people.as_("Ana", codes.create_code, f"{name} {document}").code_id
    made = {people.as_("Ana", _coded, document, code, old, span): WORDS[slice(*span)] for span in chosen}
    rows = people.rows()
    before = people.as_("Ana", quotations, document)
    seq = people.as_("Ana", _brought, document, name, new)
    if seq is None:
        assert old == new
        return
    after = people.as_("Ana", quotations, document)
    left = {word for words in turns for word in words}
    for coding, words in made.items():
        stay = [word for word in words if word in left]
        now = after.get(coding, "").split()
        assert [word for word in now if word in WORDS] == stay
        assert (coding in after) >= bool(stay)
    listed = {one.touched.id: one.touched.new for one in people.as_("Ana", _listed, seq)}
    assert listed == {
        one: after.get(one, "")
        for one, words in before.items()
        if after.get(one, "").split() != words.split()
    }
    with transaction(people.database, writing=False) as connection:
        assert list(findings(connection)) == []
    people.as_("Ana", undo.undo, seq)
    now_rows: dict[str, Any] = people.rows()
    assert all(now_rows[table] == rows[table] for table in t.LOGGED)


def _document(access: Access, text: str, name: str) -> str:
    there = {row[1] for row in documents.names(access)}
    return add_document(access, text, name if name not in there else f"{name} {len(there)}")


def _coded(access: Access, document: str, code: str, text: str, span: tuple[int, int]) -> str:
    first, last = WORDS[span[0]], WORDS[span[1] - 1]
    spaced = text.replace("\n", " ")
    start, end = spaced.index(f" {first} ") + 1, spaced.index(f" {last} ") + 1 + len(last)
    return codings.add_coding(access, document, selected(start, end, text), code).coding_id


def _brought(access: Access, document: str, name: str, new: str) -> int | None:
    return again.bring_again(access, document, f"{name}.txt", new.encode()).seq
