"""Splitting a code, and second thoughts: decided otherwise, and taken back at once or later."""

from collections.abc import Iterator

import pytest

from quotetree.app.services import codings, discussions, memos, splitting
from quotetree.app.services.undo import ExceptionsFirst, undo, undo_latest
from quotetree.app.store.memos import On

from .cast import cast, selected
from .test_splitting import WORDS, Study


@pytest.fixture
def study(database_url: str) -> Iterator[Study]:
    people = cast(database_url)
    yield Study(people)
    people.database.dispose()


def test_what_was_written_on_a_copy_that_is_wanted_no_more_is_on_the_card(study: Study) -> None:
    people, card = study.people, study.cards[0]
    study.decide("Ana", [card], "several", study.tea, study.message)
    (copy,) = study.carrying(study.message)
    people.as_("Ben", memos.write_memo, On("coding", copy), "", "Of the copy.")
    people.as_("Ben", discussions.open_discussion, copy, "Is it?")
    before = people.rows()
    study.decide("Ana", [card], "moved", study.tea, known=True)
    after = people.rows()
    assert copy not in after["coding"]
    for table in ("memo", "discussion"):
        assert [row["coding_id"] for row in after[table].values()] == [card]
    people.as_("Ana", undo_latest)
    assert people.rows() == before


def test_a_copy_whose_ends_were_changed_is_a_coding_of_its_own(study: Study) -> None:
    card = study.cards[0]
    study.decide("Ben", [card], "several", study.tea, study.message)
    (copy,) = study.carrying(study.message)
    study.people.as_("Ben", codings.change_ends, copy, selected(4, 14, WORDS))
    study.decide("Ben", [card], "moved", study.tea, known=True)
    assert study.carrying(study.message) == {copy}


def test_each_decision_is_taken_back_by_z_and_the_split_by_its_opening(study: Study) -> None:
    people = study.people
    opened = people.rows()
    study.decide("Ana", study.cards[:3], "several", study.tea, study.message)
    study.decide("Ana", study.cards[3:4], "not this code")
    people.as_("Ana", undo_latest)
    people.as_("Ana", undo_latest)
    assert people.rows() == opened
    people.as_("Ana", undo_latest)
    assert people.rows() == study.before


def test_taking_back_a_whole_split_takes_its_decisions_along(study: Study) -> None:
    study.decide("Ana", study.cards[:3], "moved", study.tea)
    study.decide("Ben", study.cards[3:], "stays")
    with pytest.raises(ExceptionsFirst) as raised:
        study.people.as_("Ana", undo, study.seq)
    causes = [found.cause for found in raised.value.proposal.exceptions if found.cause]
    assert {cause.verb for cause in causes} == {"splitting.decided"}
    study.people.as_("Ana", undo, study.seq, "too")
    assert study.people.rows() == study.before


def test_what_others_put_to_a_sub_code_since_is_told_before_many_are_taken_back(study: Study) -> None:
    seq = study.decide("Ana", study.cards[:3], "moved", study.tea).seq
    added = study.coded("Ben", 110, 114, code=study.tea)
    with pytest.raises(ExceptionsFirst) as raised:
        study.people.as_("Ana", undo, seq)
    assert [found.kept.why for found in raised.value.proposal.exceptions] == ["added"]
    study.people.as_("Ana", undo, seq, "without")
    assert study.carrying(study.tea) == {added}
    assert study.carrying(study.code) == set(study.cards)


def test_a_split_with_a_column_added_since_stays_with_all_its_columns(study: Study) -> None:
    people = study.people
    more = people.as_("Ana", splitting.add_columns, study.id, [], ["In person"]).seq
    standing = people.rows()
    assert people.as_("Ana", undo, study.seq, "without") is None
    assert people.rows() == standing
    people.as_("Ana", undo, more)
    people.as_("Ana", undo, study.seq)
    assert people.rows() == study.before


def test_what_was_undone_in_part_and_done_again_is_undone_as_a_whole(study: Study) -> None:
    people = study.people
    opened = people.rows()
    seq = study.decide("Ana", study.cards[:3], "moved", study.tea).seq
    later = study.decide("Ben", study.cards[:1], "moved", study.message, known=True).seq
    half = people.as_("Ana", undo, seq, "without")
    assert study.carrying(study.code) == set(study.cards[1:])
    people.as_("Ana", undo, half)
    people.as_("Ana", undo, later)
    people.as_("Ana", undo, seq)
    assert people.rows() == opened


def test_a_split_that_stays_for_its_decisions_keeps_its_columns(study: Study) -> None:
    people = study.people
    study.decide("Ana", study.cards[:2], "several", study.tea, study.message)
    study.decide("Ben", study.cards[2:3], "moved", study.tea)
    before = people.rows()
    with pytest.raises(ExceptionsFirst) as raised:
        people.as_("Ana", undo, study.seq)
    stays = [found for found in raised.value.proposal.exceptions if found.kept.key[0] == "splitting"]
    assert len(stays) == 2  # once for the decisions of each
    people.as_("Ana", undo, study.seq, "without")
    assert people.rows() == before
    assert study.columns() == [study.tea, study.message]
