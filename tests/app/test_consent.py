"""What people consent to: who is left out counts nowhere and is in no export, and comes back as they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quotetree.app.services import codes, codings, exports, people, undo
from quotetree.app.store import documents, snapshots
from quotetree.app.store.access import Access
from quotetree.coding.access import NotAllowed
from quotetree.coding.counts import count, gather, listed, per_document, speakers, totals
from quotetree.coding.errors import QuotetreeError

from .cast import WORDS, Cast, add_document, cast, selected

BOTH = (4, 68)  # P1's words, the interviewer's and the beginning of P2's


@pytest.fixture
def cast_of(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def coded(cast_of: Cast) -> tuple[Cast, str]:
    """A document in which one coding is P1's, one is of P1 and P2, and one P2's."""
    document = cast_of.as_("Ana", add_document)
    code = cast_of.as_("Ana", codes.create_code, "Contact").code_id
    p2 = WORDS.index("P2: ") + 4
    for start, end in ((4, 11), BOTH, (p2 + 4, p2 + 20)):
        cast_of.as_("Ana", codings.add_coding, document, selected(start, end), code)
    return cast_of, code


def figures(everybody: Cast, code: str) -> tuple[int, int, int, int, int, int]:
    """Comments and respondents; who spoke; participants, codings; codings of the document."""

    def ask(access: Access) -> tuple[int, int, int, int, int, int]:
        found = snapshots.snapshot(access)
        row = count(gather(found)).rows()[code]
        told = totals(found)
        here = sum(per_document(found, snapshots.filters(access)).values())
        return (
            row.comments, row.respondents, speakers(found).spoke, told["participants"], told["codings"], here
        )  # fmt: skip

    return everybody.as_("Ana", ask, writing=False)


def person(everybody: Cast, name: str) -> str:
    return next(row["id"] for row in everybody.rows()["participant"].values() if row["name"] == name)


def exported(everybody: Cast, what: str, path: Path) -> str:
    everybody.as_("Ana", exports.write_export, what, path, writing=False)
    return path.read_text(encoding="utf-8-sig")


def test_who_is_left_out_counts_nowhere_and_comes_back(coded: tuple[Cast, str]) -> None:
    everybody, code = coded
    before = figures(everybody, code)
    assert before == (1, 2, 2, 2, 3, 3)
    p1 = person(everybody, "P1")
    everybody.as_("Ana", people.set_consent, [p1], "left out")
    assert figures(everybody, code) == (1, 1, 1, 1, 2, 2), (
        "the coding over both has the other respondent only"
    )
    snapshots._kept.clear()
    assert figures(everybody, code) == (1, 1, 1, 1, 2, 2)
    everybody.as_("Ana", people.set_consent, [p1, person(everybody, "P2")], "left out")
    assert figures(everybody, code) == (0, 0, 0, 0, 1, 1), "only the interviewer's words are there"
    everybody.as_("Ana", undo.undo_latest)
    everybody.as_("Ana", undo.undo_latest)
    assert figures(everybody, code) == before


def test_exports_hold_nothing_of_who_is_left_out(coded: tuple[Cast, str], tmp_path: Path) -> None:
    everybody, _ = coded
    everybody.as_("Ana", people.set_consent, [person(everybody, "P1")], "left out")
    for what in ("codings", "quotations"):
        text = exported(everybody, what, tmp_path / f"{what}.csv")
        assert "café" not in text
        assert "talk more" not in text
        assert "Not with" in text
    for what in ("counts", "codebook"):
        told = exported(everybody, what, tmp_path / f"{what}.html")
        assert "1 person is left out of the study, with what they alone say." in told
    everybody.as_("Ana", undo.undo_latest)
    assert "café" in exported(everybody, "codings", tmp_path / "codings.csv")
    assert "left out of the study" not in exported(everybody, "counts", tmp_path / "counts.html")


def test_a_journal_of_somebody_left_out_says_nothing(cast_of: Cast) -> None:
    """Also where the person is told by their appearance alone, and a second appearance leaves it open whose it is."""
    document = cast_of.as_("Ana", add_document, "P1: My words.\n", "Journal", "journal")
    code = cast_of.as_("Ana", codes.create_code, "Contact").code_id
    cast_of.as_("Ana", codings.add_coding, document, selected(4, 12, "P1: My words.\n"), code)
    p1 = person(cast_of, "P1")
    cast_of.as_("Ana", nobody_knows_whose, document, p1)
    assert figures(cast_of, code)[:2] == (1, 1)
    cast_of.as_("Ana", people.set_consent, [p1], "left out")
    assert figures(cast_of, code)[:2] == (0, 0)
    p2 = cast_of.as_("Ana", people.add_participant, "P2").participant_id
    cast_of.as_("Ana", appears, document, p2)
    assert figures(cast_of, code)[:2] == (1, 0), "it may be the other's now"


def nobody_knows_whose(access: Access, document: str, participant: str) -> None:
    from quotetree.app.store.log import action

    speaker = documents.turns(access, document)[0].speaker_id
    with action(access.connection, access.who, "speaker.mapped") as recorder:
        recorder.update("speaker", speaker, {"role": "not identified", "participant_id": None})
    appears(access, document, participant)


def appears(access: Access, document: str, participant: str) -> None:
    from quotetree.app.store.log import action

    with action(access.connection, access.who, "appearances.imported") as recorder:
        recorder.insert("appearance", {"document_id": document, "participant_id": participant})


def test_codings_of_who_is_left_out_are_not_listed(coded: tuple[Cast, str]) -> None:
    everybody, _ = coded
    everybody.as_("Ana", people.set_consent, [person(everybody, "P1")], "left out")

    def ask(access: Access) -> int:
        return listed(snapshots.snapshot(access), snapshots.filters(access), None, 0, 10).total

    assert everybody.as_("Ana", ask, writing=False) == 2


def test_consent_is_one_of_the_known_ones_and_a_coders_to_set(coded: tuple[Cast, str]) -> None:
    everybody, _ = coded
    p1 = person(everybody, "P1")
    with pytest.raises(QuotetreeError, match="“written” is no consent; there are quotable, ask first"):
        everybody.as_("Ana", people.set_consent, [p1], "written")
    with pytest.raises(QuotetreeError, match="“erased” is no consent"):
        everybody.as_("Ana", people.set_consent, [p1], "erased")
    with pytest.raises(NotAllowed):
        everybody.as_("Carla", people.set_consent, [p1], "left out")
    assert everybody.as_("Ben", people.set_consent, [p1], "Ask  first").seq is not None
    assert everybody.as_("Ben", people.set_consent, [p1], "ask first").seq is None


def test_a_participant_goes_with_a_clear_question_and_comes_back(coded: tuple[Cast, str]) -> None:
    everybody, code = coded
    before, p1 = everybody.rows(), person(everybody, "P1")
    with pytest.raises(QuotetreeError, match="P1 speaks or appears in documents"):
        everybody.as_("Ana", people.delete_participant, p1)
    everybody.as_("Ana", people.delete_participant, p1, although_there=True)
    assert figures(everybody, code)[:2] == (1, 1)
    everybody.as_("Ana", undo.undo_latest)
    assert everybody.rows() == before


def test_two_participants_have_not_one_name(coded: tuple[Cast, str]) -> None:
    everybody, _ = coded
    with pytest.raises(QuotetreeError, match="There is a participant “P1” already"):
        everybody.as_("Ana", people.add_participant, " p1 ")
    with pytest.raises(QuotetreeError, match="There is a participant “P1” already"):
        everybody.as_("Ana", people.rename_participant, person(everybody, "P2"), "P1")
    everybody.as_("Ana", people.rename_participant, person(everybody, "P2"), "p2")
    assert person(everybody, "p2")
