"""What the history shows to whom, and by what names."""

from collections.abc import Iterator

import pytest

from quotetree.app.routes.history_rows import history_rows
from quotetree.app.services import codes, undo
from quotetree.app.services.codings import add_coding, remove_coding
from quotetree.app.services.imports.tables import import_codebook
from quotetree.app.store import history
from quotetree.app.store.access import Access
from quotetree.coding.access import NotAllowed
from quotetree.coding.codebook import read_codebook
from tests.app.cast import Cast, add_document, cast, selected


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def lines(access: Access, mine: bool = False) -> list[str]:
    return [row.said for row in history_rows(access, history.history(access, None, mine=mine, most=100))]


def told(people: Cast, who: str = "Ana", mine: bool = False) -> list[str]:
    return people.as_(who, lines, mine, writing=False)


def test_actions_are_told_latest_first_with_the_names_of_what_is_gone(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    people.as_("Ben", add_coding, document, selected(4, 11), code)
    people.as_("Ana", lambda access: codes.define_code(access, code, name="Meeting"))
    people.as_("Ana", codes.delete_code, code)
    assert told(people)[:5] == [
        "deleted “Meeting” and 1 coding",
        "renamed “Contact” to “Meeting”",
        "coded “Meeting” in Interview 1",
        "made the code “Meeting”",
        "brought in Interview 1",
    ]
    assert told(people, "Ben", mine=True) == ["coded “Meeting” in Interview 1"]


def test_a_layer_that_is_held_back_is_not_told_either(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    blind = people.as_("Ana", add_coding, document, selected(4, 11), code, "check")
    gone = people.as_("Ana", add_coding, document, selected(4, 16), code, "check")
    people.as_("Ana", remove_coding, gone.coding_id)
    seen = people.as_("Ana", add_coding, document, selected(4, 11), code)
    assert sum("coded" in line or "took" in line for line in told(people)) == 4
    for who in ("Ben", "Carla"):
        assert [line for line in told(people, who) if "coded" in line or "took" in line] == [
            "coded “Contact” in Interview 1"
        ]
    people.as_("Ana", undo.undo, blind.seq)
    assert not [line for line in told(people, "Ben") if "took back" in line]
    people.as_("Ana", undo.undo, seen.seq)
    assert [line for line in told(people, "Ben") if "took back" in line] == [
        "took back: coded “Contact” in Interview 1"
    ]


def test_who_may_take_back_what(people: Cast) -> None:
    mine = people.as_("Ben", codes.create_code, "Contact").seq
    people.as_("Ana", codes.create_code, "Base")

    def back(access: Access) -> dict[int, int | None]:
        rows = history_rows(access, history.history(access, None, mine=False, most=100))
        return {row.seq: row.back for row in rows}

    everything = people.as_("Ana", back, writing=False)
    assert everything[mine] == mine
    assert everything[1] is None, "the making of the project stands"
    assert [seq for seq, number in people.as_("Ben", back, writing=False).items() if number] == [mine]
    assert not any(people.as_("Carla", back, writing=False).values())


def test_an_undone_action_offers_its_undo_and_a_redone_one_itself(people: Cast) -> None:
    made = people.as_("Ana", codes.create_code, "Contact").seq
    undone = people.as_("Ana", undo.undo_latest)

    def row(access: Access, seq: int) -> tuple[bool, int | None]:
        rows = history_rows(access, history.history(access, None, mine=False, most=100))
        return next((one.stands, one.back) for one in rows if one.seq == seq)

    assert people.as_("Ana", row, made, writing=False) == (False, undone)
    redone = people.as_("Ana", undo.redo_latest)
    assert people.as_("Ana", row, made, writing=False) == (True, made)
    assert people.as_("Ana", row, undone, writing=False) == (False, None)
    assert people.as_("Ana", row, redone, writing=False) == (True, redone)


def test_the_files_of_one_import_are_taken_back_together(people: Cast) -> None:
    before = people.rows()
    for path in ("Contact > Nurses", "Contact > Doctors", "Base"):
        people.as_("Ana", import_codebook, read_codebook([{"path": path}]), "one import")

    def offered(access: Access) -> list[int]:
        rows = history_rows(access, history.history(access, None, mine=False, most=100))
        return [row.files for row in rows[:3]]

    assert people.as_("Ana", offered, writing=False) == [3, 0, 0]
    people.as_("Ana", undo.undo_batch, "one import")
    assert people.rows() == before
    assert told(people)[0] == "took back an import of 3 files"
    with pytest.raises(undo.NothingToUndo, match="Nothing of this import stands"):
        people.as_("Ana", undo.undo_batch, "one import")
    people.as_("Ana", undo.redo_latest)
    assert len(people.rows()["code"]) == 4
    with pytest.raises(NotAllowed):
        people.as_("Ben", undo.undo_batch, "one import")
