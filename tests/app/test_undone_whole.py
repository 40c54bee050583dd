"""What stays when the making of it is taken back stays with all its parts; on both databases."""

from collections.abc import Iterator

import pytest

from quotetree.app.routes.history_rows import exceptions
from quotetree.app.routes.round_rows import round_page
from quotetree.app.services import code_sets, codes, rounds
from quotetree.app.services.undo import ExceptionsFirst, undo
from quotetree.app.store.access import Access

from .cast import WORDS, Cast, add_document, cast
from .test_rounds import coder

PARTS = ("round_code", "round_document", "round_reader")


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def test_a_round_that_was_read_in_stays_with_codes_documents_and_readers(people: Cast) -> None:
    documents = [people.as_("Ana", add_document, WORDS, f"Interview {n}") for n in (1, 2, 3)]
    tree = [people.as_("Ana", codes.create_code, name).code_id for name in ("Travel", "Parking")]
    readers = [coder(people, "Ana"), coder(people, "Ben")]
    before = people.rows()
    opened = people.as_("Ana", rounds.open_round, "R1", tree, documents, readers)
    seq = opened.seq
    people.as_("Ben", rounds.mark, opened.round_id, documents[0], "done")
    people.as_("Ana", rounds.mark, opened.round_id, documents[1], "nothing here")
    standing = people.rows()

    def asked(access: Access) -> list[dict]:
        with pytest.raises(ExceptionsFirst) as raised:
            undo(access, seq)
        return exceptions(access, raised.value.proposal)

    told = [one for one in people.as_("Ana", asked) if "round is used" in one["why"]]
    assert sorted(one["coder"] for one in told) == ["Ana", "Ben"]
    assert {one["why"] for one in told} == {
        "the round is used by now, and stays with its codes, documents and readers"
    }
    people.as_("Ana", undo, seq, "without")
    for table in ("round", "round_mark", *PARTS):
        assert people.rows()[table] == standing[table], table
    page = people.as_("Ana", round_page, opened.round_id, writing=False)
    assert sorted(name for _, name in page["readers"]) == ["Ana", "Ben"]
    assert (len(page["codes"]), len(page["documents"])) == (2, 3)
    people.as_("Ana", undo, seq, "too")
    assert people.rows() == before


def test_a_code_set_that_another_added_to_keeps_its_codes(people: Cast) -> None:
    travel, parking = (people.as_("Ana", codes.create_code, name).code_id for name in ("Travel", "Parking"))
    before = people.rows()
    made = people.as_("Ana", code_sets.make_set, "Ways", "", [travel])
    people.as_("Ben", code_sets.fill_set, made.set_id, [parking])
    standing = people.rows()
    with pytest.raises(ExceptionsFirst):
        people.as_("Ana", undo, made.seq)
    assert people.as_("Ana", undo, made.seq, "without") is None
    assert people.rows() == standing
    people.as_("Ana", undo, made.seq, "too")
    assert people.rows() == before
