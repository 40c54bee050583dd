"""What is undone, redone, and undone again is each time exactly as it was."""

from typing import Any

import pytest

from quotetree.app.services import codes, codings, corrections
from quotetree.app.services.undo import redo_latest, undo_latest
from quotetree.app.store.access import Access
from quotetree.app.store.documents import document as document_row
from quotetree.app.store.documents import turns

from .cast import WORDS, Cast, add_document, cast, selected


def state(people: Cast) -> dict[str, Any]:
    rows = people.rows()
    return {table: rows[table] for table in ("coding", "turn", "code", "text_version")}


def correct(words: str) -> Any:
    def do(access: Access, document: str) -> int | None:
        turn = turns(access, document)[0]
        sha = document_row(access, document).sha256
        return corrections.correct_turn(access, document, turn.id, words, sha).seq

    return do


@pytest.mark.parametrize(
    "words", ["talk more – café 🙂 now.", "We talk more.", "Well, we talk more – café now."]
)
def test_a_correction_comes_and_goes_exactly(database_url: str, words: str) -> None:
    people = cast(database_url)
    document = people.as_("Ana", add_document)
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    for start, end in ((4, 11), (4, 16), (0, 30), (19, 25)):
        people.as_("Ana", codings.add_coding, document, selected(start, end, WORDS), code)
    before = state(people)
    people.as_("Ana", correct(words), document)
    after = state(people)
    assert after["coding"] != before["coding"]
    for _ in range(3):
        people.as_("Ana", undo_latest)
        assert state(people)["coding"] == before["coding"]
        assert state(people)["turn"] == before["turn"]
        people.as_("Ana", redo_latest)
        assert state(people)["coding"] == after["coding"]
        assert state(people)["turn"] == after["turn"]
    people.database.dispose()
