"""Memos: who writes, changes, deletes and sees them; and what goes and returns with what they are on."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotetree.app.routes.history_rows import history_rows, said_of
from quotetree.app.services import codes, codings, memos, undo
from quotetree.app.services.exports import write_export
from quotetree.app.services.people import set_consent
from quotetree.app.services.projects import open_layer
from quotetree.app.store import history, memo_lists
from quotetree.app.store import memos as store
from quotetree.app.store.access import Access
from quotetree.app.store.memo_lists import Sought
from quotetree.app.store.memos import On
from quotetree.coding.access import NotAllowed, NotFound

from .cast import Cast, add_document, cast, selected


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def here(people: Cast) -> dict[str, str]:
    document = people.as_("Ana", add_document)
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    coding = people.as_("Ana", codings.add_coding, document, selected(4, 11), code).coding_id
    return {"document": document, "code": code, "coding": coding}


def listed(access: Access) -> list[str]:
    """What the whole history says to a person, latest first."""
    return [row.said for row in history_rows(access, history.history(access, None, mine=False, most=100))]


def test_a_memo_is_its_authors(people: Cast, here: dict[str, str]) -> None:
    memo = people.as_("Ben", memos.write_memo, On("coding", here["coding"]), "They *talk* more", " A  title ")
    assert people.as_("Ana", said_of, memo.seq) == "Wrote a memo on “Contact” in Interview 1"
    row = people.as_("Carla", store.memo, memo.memo_id)
    assert (row.title, row.text) == ("A title", "They *talk* more")
    with pytest.raises(NotAllowed, match="another coder's memo"):
        people.as_("Ana", memos.change_memo, memo.memo_id, "I know better")
    changed = people.as_("Ben", memos.change_memo, memo.memo_id, "They talk less")
    assert people.as_("Ana", store.memo, memo.memo_id).text == "They talk less"
    assert people.as_("Ben", memos.change_memo, memo.memo_id, "They talk less").seq is None
    people.as_("Ben", undo.undo, changed.seq)
    assert people.as_("Ana", store.memo, memo.memo_id).text == "They *talk* more"
    people.as_("Ana", memos.delete_memo, memo.memo_id)
    with pytest.raises(NotFound):
        people.as_("Ben", store.memo, memo.memo_id)


def test_a_reader_writes_no_memo_and_a_coder_deletes_no_others(people: Cast, here: dict[str, str]) -> None:
    memo = people.as_("Ana", memos.write_memo, On("document", here["document"]), "Long pauses")
    with pytest.raises(NotAllowed):
        people.as_("Carla", memos.write_memo, On("", ""), "I read")
    with pytest.raises(NotAllowed, match="Its author and an owner"):
        people.as_("Ben", memos.delete_memo, memo.memo_id)


@pytest.mark.parametrize("table", ["document", "participant", "code", "coding"])
def test_a_memo_is_on_something_of_the_project(people: Cast, here: dict[str, str], table: str) -> None:
    with pytest.raises(NotFound):
        people.as_("Ana", memos.write_memo, On(table, "none"), "On nothing")


def test_an_empty_memo_is_refused(people: Cast) -> None:
    with pytest.raises(memos.MemoRefused, match="needs some words"):
        people.as_("Ana", memos.write_memo, On("", ""), " \n ", " ")
    with pytest.raises(memos.MemoRefused, match="100,001 characters"):
        people.as_("Ana", memos.write_memo, On("", ""), "x" * 100_001)


def test_a_coding_goes_and_returns_with_its_memos(people: Cast, here: dict[str, str]) -> None:
    people.as_("Ana", memos.write_memo, On("coding", here["coding"]), "Mine")
    people.as_("Ben", memos.write_memo, On("coding", here["coding"]), "His")
    before = people.rows()
    removed = people.as_("Ana", codings.remove_coding, here["coding"])
    assert not people.rows()["memo"]
    assert people.as_("Ana", said_of, removed.seq) == "Took “Contact” off in Interview 1, with its 2 memos"
    people.as_("Ana", undo.undo, removed.seq)
    assert people.rows() == before


def test_a_code_goes_and_returns_with_its_memos(people: Cast, here: dict[str, str]) -> None:
    people.as_("Ben", memos.write_memo, On("code", here["code"]), "Too wide")
    people.as_("Ben", memos.write_memo, On("coding", here["coding"]), "Here too")
    before = people.rows()
    deleted = people.as_("Ana", codes.delete_code, here["code"])
    assert not people.rows()["memo"]
    assert people.as_("Ana", said_of, deleted.seq) == "Deleted “Contact” with 1 memo and 1 coding"
    people.as_("Ana", undo.undo, deleted.seq)
    assert people.rows() == before


def test_codings_that_move_to_another_code_keep_their_memos(people: Cast, here: dict[str, str]) -> None:
    memo = people.as_("Ben", memos.write_memo, On("coding", here["coding"]), "Here")
    other = people.as_("Ana", codes.create_code, "Other").code_id
    people.as_("Ana", codes.delete_code, here["code"], "up", other)
    assert people.as_("Ben", store.memo, memo.memo_id).coding_id == here["coding"]


def test_a_coding_that_carries_anothers_memo_stays_until_it_is_chosen(
    people: Cast, here: dict[str, str]
) -> None:
    coding = people.as_("Ana", codings.add_coding, here["document"], selected(12, 16), here["code"])
    people.as_("Ben", memos.write_memo, On("coding", coding.coding_id), "His")
    with pytest.raises(undo.ExceptionsFirst) as asked:
        people.as_("Ana", undo.undo, coding.seq)
    (found,) = asked.value.proposal.exceptions
    assert (found.kept.key[0], found.kept.why, found.cause.verb) == ("coding", "used", "memo.written")
    people.as_("Ana", undo.undo, coding.seq, "too")
    assert coding.coding_id not in people.rows()["coding"]
    assert not people.rows()["memo"]


def test_what_is_said_on_a_blind_coding_is_seen_by_its_coder_and_the_owner(
    people: Cast, here: dict[str, str]
) -> None:
    blind = people.as_(
        "Ben", codings.add_coding, here["document"], selected(12, 16), here["code"], "check"
    ).coding_id
    kept = people.as_("Ben", memos.write_memo, On("coding", blind), "Unsure").memo_id
    gone = people.as_("Ben", memos.write_memo, On("coding", blind), "Wrong").memo_id
    people.as_("Ben", memos.change_memo, gone, "Quite wrong")
    people.as_("Ben", memos.delete_memo, gone)
    for person in ("Ana", "Ben"):
        assert people.as_(person, store.memo, kept).text == "Unsure"
        assert sum("memo" in said for said in people.as_(person, listed)) == 4
    with pytest.raises(NotFound):
        people.as_("Carla", store.memo, kept)
    assert not any("memo" in said for said in people.as_("Carla", listed))
    with pytest.raises(NotFound):
        people.as_(
            "Ben", memos.write_memo, On("coding", here["coding"]), "He codes it blind, and does not see it"
        )
    taken = people.as_("Ben", codings.remove_coding, blind)
    assert not any("memo" in said for said in people.as_("Carla", listed))
    people.as_("Ben", undo.undo, taken.seq)
    people.as_("Ana", open_layer, "check")
    assert people.as_("Carla", store.memo, kept).text == "Unsure"
    assert sum("memo" in said for said in people.as_("Carla", listed)) >= 4


def test_memos_on_other_things_are_everybodys(people: Cast, here: dict[str, str]) -> None:
    people.as_("Ben", memos.write_memo, On("", ""), "All in all")
    people.as_("Ben", memos.write_memo, On("code", here["code"]), "Wide")
    said = people.as_("Carla", listed)
    assert said[:2] == ["wrote a memo on Contact", "wrote a memo on the project"]


def test_memos_are_found_by_words_author_code_and_what_they_are_on(
    people: Cast, here: dict[str, str]
) -> None:
    people.as_("Ben", memos.write_memo, On("coding", here["coding"]), "Übergabe at the CAFÉ")
    people.as_("Ana", memos.write_memo, On("code", here["code"]), "wide", "Café")
    people.as_("Ana", memos.write_memo, On("document", here["document"]), "pauses")
    people.as_("Ana", memos.write_memo, On("", ""), "all")

    def found(**sought: str) -> list[str]:
        total, rows = people.as_("Carla", memo_lists.find, Sought(**sought), 0, 2)
        assert len(rows) == min(total, 2)
        return [row.text for row in rows]

    assert found() == ["all", "pauses"]
    assert found(words="cafe") == ["wide", "Übergabe at the CAFÉ"]
    assert found(words="ubergabe cafe") == ["Übergabe at the CAFÉ"]
    assert found(table="project") == ["all"]
    assert found(table="code") == ["wide"]
    assert found(code=here["code"]) == ["wide", "Übergabe at the CAFÉ"]
    ben = next(row["id"] for row in people.rows()["coder"].values() if row["name"] == "Ben")
    assert found(coder=ben) == ["Übergabe at the CAFÉ"]


def test_memos_are_taken_out_without_those_of_who_is_left_out(
    people: Cast, here: dict[str, str], tmp_path: Path
) -> None:
    people.as_("Ben", memos.write_memo, On("coding", here["coding"]), "They *talk*", "Talk")
    person = next(row["id"] for row in people.rows()["participant"].values() if row["name"] == "P1")
    people.as_("Ben", memos.write_memo, On("participant", person), "=Quiet")
    people.as_("Ana", memos.write_memo, On("", ""), "All in all")

    def taken(access: Access) -> tuple[tuple[str, ...], list[dict[str, str]]]:
        left_out = write_export(access, "memos", tmp_path / "memos.csv")
        with (tmp_path / "memos.csv").open(encoding="utf-8-sig", newline="") as file:
            return left_out, list(csv.DictReader(file))

    def consent(to: str) -> tuple[tuple[str, ...], list[dict[str, str]]]:
        people.as_("Ana", set_consent, [person], to)
        return people.as_("Ana", taken, writing=False)

    left_out, (whole, on_person, on_coding) = people.as_("Ana", taken, writing=False)
    assert left_out == ()
    assert (whole["on"], whole["text"], whole["quotation"]) == ("project", "All in all", "")
    assert (on_person["on"], on_person["name"], on_person["text"]) == ("participant", "P1", "'=Quiet")
    assert [on_coding[name] for name in (*list(on_coding)[:5], "title", "text")] == [
        "coding", "Contact", "Interview 1", "We talk", "Ben", "Talk", "They *talk*",
    ]  # fmt: skip
    left_out, rows = consent("not quotable")
    assert left_out == ("The words of people who may not be quoted, or must be asked first, are left out.",)
    assert [row["quotation"] for row in rows] == ["", "", ""]
    left_out, rows = consent("left out")
    assert left_out == ("2 memos on people who are left out of the study, or on their words are left out.",)
    assert [row["text"] for row in rows] == ["All in all"]


def test_a_blind_layers_memos_are_not_taken_out(people: Cast, here: dict[str, str], tmp_path: Path) -> None:
    people.as_("Ana", memos.write_memo, On("coding", here["coding"]), "Main")
    blind = people.as_(
        "Ben", codings.add_coding, here["document"], selected(4, 11), here["code"], layer="check"
    )
    people.as_("Ben", memos.write_memo, On("coding", blind.coding_id), "Blind")

    def texts(access: Access) -> str:
        write_export(access, "memos", tmp_path / "memos.csv")
        return (tmp_path / "memos.csv").read_text("utf-8")

    assert "Blind" not in people.as_("Carla", texts, writing=False)
    assert "Blind" in people.as_("Ana", texts, writing=False)
    assert "Main" not in people.as_("Ben", texts, writing=False)
