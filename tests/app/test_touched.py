"""Which codings a correction changed or took away, listed from the history at any later time."""

from collections.abc import Iterator

import pytest

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.services import codes, codings, corrections, undo
from quotetree.app.store import documents
from quotetree.coding.text import sha256

from .browser import Browser
from .cast import Cast, add_document, cast, selected

TEXT = "P1: We asked the doctors. Nobody came. We went home.\nInterviewer: Really?\nP2: No.\n"


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def document(people: Cast) -> str:
    made = people.as_("Ana", add_document, TEXT)
    for code, words in (
        ("Doctors", "asked the doctors"),
        ("Nobody", "Nobody came."),
        ("Home", "We went home."),
    ):
        people.as_("Ana", add, made, code, words)
    return made


def add(access, document: str, code: str, words: str, layer: str = "main") -> str:
    text = documents.document(access, document).text
    made = codes.create_code(access, code).code_id
    start = text.index(words)
    place = selected(start, start + len(words), text)
    return codings.add_coding(access, document, place, made, layer=layer).coding_id


def correct(access, document: str, old: str, new: str) -> int:
    text = documents.document(access, document).text
    turn = next(t for t in documents.turns(access, document) if t.words <= text.index(old) < t.end)
    words = text[turn.words : turn.end].replace(old, new)
    done = corrections.correct_turn(access, document, turn.id, words, sha256(text))
    assert done.seq
    return done.seq


def page(people: Cast, who: str, address: str) -> str:
    with Browser(make_app(str(people.database.url.render_as_string(hide_password=False)))) as client:
        client.cookies.set(COOKIE, f"token of {who}")
        return " ".join(client.get(f"/projects/{people.project_id}/{address}").text.split())


def listed(people: Cast, who: str, seq: int) -> str:
    return page(people, who, f"corrections/{seq}/codings").partition('aria-label="Codings">')[2]


def test_the_history_leads_to_what_a_correction_did(people: Cast, document: str) -> None:
    seq = people.as_("Ana", correct, document, "the doctors. Nobody came.", "the nurses.")
    history = page(people, "Carla", "history")
    assert f'/corrections/{seq}/codings">1 coding changed, 1 lost</a>' in history
    for words in (
        '<del dir="auto">asked the doctors</del>',
        '<ins dir="auto">asked the nurses</ins>',
        '<del dir="auto">Nobody came.</del>',
    ):
        assert words in listed(people, "Carla", seq)
    assert "We went home" not in listed(people, "Carla", seq)
    place = TEXT.replace("the doctors. Nobody came.", "the nurses.").index("We went")
    assert f'documents/{document}#passage-{place}-{place + 2}">Code anew</a>' in listed(people, "Ana", seq)


def test_it_is_told_as_it_was_whatever_came_later(people: Cast, document: str) -> None:
    seq = people.as_("Ana", correct, document, "the doctors. Nobody came.", "the nurses.")
    before = listed(people, "Ana", seq)
    people.as_("Ana", correct, document, "We asked the nurses.", "Yes, well, we asked the nurses and so on.")
    after = listed(people, "Ana", seq)
    assert after.count("<li>") == before.count("<li>") == 2
    assert '<ins dir="auto">asked the nurses</ins>' in after
    people.as_("Ana", undo.undo_latest)
    people.as_("Ana", undo.undo, seq)
    taken_back = listed(people, "Ana", seq)
    assert '<ins dir="auto">asked the nurses</ins>' in taken_back
    assert "Code anew" not in taken_back
    assert "That was taken back since." in page(people, "Ana", f"corrections/{seq}/codings")


def test_who_codes_a_document_blind_learns_nothing_of_its_main_codings(people: Cast, document: str) -> None:
    people.as_("Ben", add, document, "Own", "the doctors", "check")
    seq = people.as_("Ana", correct, document, "the doctors. Nobody came.", "the nurses.")
    history = page(people, "Ben", "history")
    assert "1 coding changed" not in history
    assert "1 lost" not in history
    assert f'/corrections/{seq}/codings">What became of codings</a>' in history
    told = listed(people, "Ben", seq)
    assert told.count("<li>") == 1
    assert '<ins dir="auto">the nurses</ins>' in told
    assert "Nobody came." not in told
    assert "1 coding changed" not in page(people, "Ben", f"corrections/{seq}/codings")
    assert listed(people, "Carla", seq).count("<li>") == 2
    assert listed(people, "Ana", seq).count("<li>") == 3


def test_an_action_that_changed_no_text_has_no_such_list(people: Cast, document: str) -> None:
    assert "There is no such correction in this project." in page(people, "Ana", "corrections/2/codings")
