"""How far each has read, and who is done: only a person says so, and `z` takes back no reading."""

from collections.abc import Iterator

import pytest

from quotetree.app.services import codes, codings, reading, undo
from quotetree.app.store import reading as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import now
from quotetree.coding.access import NotAllowed, NotFound
from tests.app.cast import WORDS, Cast, add_document, cast, selected
from tests.app.site import Site, served


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def site(people: Cast) -> Iterator[Site]:
    with served(people) as made:
        yield made


def told(people: Cast, document: str, who: str) -> str:
    """What the mark of one of the cast says, or that there is none."""

    def tell(access: Access) -> str:
        mark = store.marks(access).get((document, access.reader.coder_id))
        return mark.told(store.spoken_turns(access, [document])[document]) if mark else "not begun"

    return people.as_(who, tell, writing=False)


def version(people: Cast, name: str) -> int:
    def name_version(access: Access) -> int:
        row = {"project_id": access.project_id, "name": name, "at_seq": 0, "made_at": now(), "record": "{}"}
        with action(access.connection, access.who, "version.named") as recorder:
            added = recorder.insert("tree_version", row)
            recorder.update("tree_version", added, {"at_seq": recorder.seq})
        assert recorder.seq is not None
        return recorder.seq

    return people.as_("Ana", name_version)


def test_reading_goes_on_and_never_back(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    assert told(people, document, "Ben") == "not begun"
    assert people.as_("Ben", reading.move_on, document, 2)
    assert not people.as_("Ben", reading.move_on, document, 1)
    assert told(people, document, "Ben") == "reading, to turn 2 of 3"
    assert people.as_("Ben", reading.move_on, document, 99)
    assert told(people, document, "Ben") == "reading, to turn 3 of 3"
    assert told(people, document, "Ana") == "not begun"
    assert people.as_("Ana", store.read_for) == frozenset()


def test_only_a_person_says_done_and_takes_it_back(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    people.as_("Ben", codings.add_coding, document, selected(4, len(WORDS) - 1), code)
    people.as_("Ben", reading.move_on, document, 3)
    assert people.as_("Ana", store.read_for) == frozenset()
    assert people.as_("Ben", reading.finish, [document])
    assert people.as_("Ben", reading.finish, [document]) is None
    assert told(people, document, "Ben") == "done"
    assert people.as_("Ana", store.read_for) == {document}
    people.as_("Ben", reading.reopen, [document])
    assert told(people, document, "Ben") == "reading, to turn 3 of 3"
    assert people.as_("Ana", store.read_for) == frozenset()


def test_a_document_with_nothing_to_code_can_be_done(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    people.as_("Ben", reading.finish, [document])
    assert told(people, document, "Ben") == "done"
    people.as_("Ben", reading.move_on, document, 2)
    assert told(people, document, "Ben") == "done"
    people.as_("Ben", reading.reopen, [document])
    assert told(people, document, "Ben") == "not begun"


def test_z_passes_over_what_was_only_read(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    people.as_("Ben", codings.add_coding, document, selected(4, 11), code)
    people.as_("Ben", reading.move_on, document, 3)
    people.as_("Ben", undo.undo_latest)
    assert not people.rows()["coding"]
    assert told(people, document, "Ben") == "reading, to turn 3 of 3"
    people.as_("Ben", reading.move_on, document, 3)
    people.as_("Ben", undo.redo_latest)
    assert len(people.rows()["coding"]) == 1
    people.as_("Ben", undo.undo_latest)
    with pytest.raises(undo.NothingToUndo):
        people.as_("Ben", undo.undo_latest)


def test_done_is_a_step_that_z_takes_back(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    people.as_("Ben", reading.move_on, document, 2)
    people.as_("Ben", reading.finish, [document])
    people.as_("Ben", undo.undo_latest)
    assert told(people, document, "Ben") == "reading, to turn 2 of 3"
    people.as_("Ben", undo.redo_latest)
    assert told(people, document, "Ben") == "done"


def test_an_import_is_taken_back_although_somebody_looked_at_it(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    people.as_("Ben", reading.move_on, document, 2)
    people.as_("Ana", undo.undo_latest)
    assert not people.rows()["document"]
    assert not people.rows()["reading_mark"]
    people.as_("Ana", undo.redo_latest)
    assert told(people, document, "Ben") == "reading, to turn 2 of 3"


def test_an_import_that_somebody_is_done_with_is_asked_about(people: Cast) -> None:
    people.as_("Ben", reading.finish, [people.as_("Ana", add_document)])
    with pytest.raises(undo.ExceptionsFirst):
        people.as_("Ana", undo.undo_latest)


def test_a_new_version_of_the_tree_asks_for_a_new_reading(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    people.as_("Ben", reading.finish, [document])
    named = version(people, "after 71 documents")
    assert told(people, document, "Ben") == "done before the tree's first version"
    assert people.as_("Ana", store.read_for) == {document}
    assert people.as_("Ana", store.read_for, named) == frozenset()
    people.as_("Ben", reading.move_on, document, 1)
    assert told(people, document, "Ben") == "reading, to turn 1 of 3"
    people.as_("Ben", reading.finish, [document])
    assert people.as_("Ana", store.read_for, named) == {document}
    version(people, "final")
    assert told(people, document, "Ben") == "done under “after 71 documents”"


def test_a_reader_marks_nothing_and_nobody_marks_what_is_elsewhere(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    for mark in (reading.finish, reading.reopen):
        with pytest.raises(NotAllowed):
            people.as_("Carla", mark, [document])
        with pytest.raises(NotFound):
            people.as_("Ben", mark, [document, "elsewhere"])


def test_the_history_tells_done_and_not_each_page_that_was_read(site: Site) -> None:
    document = site.people.as_("Ana", add_document)
    ben, here = site.client("Ben"), f"{site.project}/documents/{document}"
    assert ben.post(f"{here}/reading", data={"to_turn": "2"}).status_code == 204
    seen = site.client().get(f"{here}/news", params={"after": "3"})
    assert "Ben just now" not in seen.text
    assert 'id="turns"' not in seen.text
    assert "hx-trigger" not in seen.headers
    answer = ben.post(f"{here}/done", data={"after": "0"})
    assert "Done with this document" in answer.text
    assert "take it back" in answer.text
    history = site.client().get(f"{site.project}/history").text
    assert "marked Interview 1 as done." in history
    assert "read to turn" not in history
    assert "Mark as done" in site.client().get(here).text
    assert "take it back" in ben.get(here).text
    again = ben.delete(f"{here}/done", params={"after": "0"})
    assert "Mark as done" in again.text
    assert "for all codes: Shift d" in again.text
    ben.post(f"{here}/done", data={"after": "0"})
    assert "reading-done" not in site.client("Carla").get(here).text
