"""Splitting a code: dealing its quotations out loses none of them, whoever does it and whatever is taken back."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import update

from quotetree.app.services import codes, codings, memos, splitting
from quotetree.app.services.merging import merge_codes
from quotetree.app.services.splitting import Chosen
from quotetree.app.services.undo import undo, undo_latest
from quotetree.app.store import history as history_store
from quotetree.app.store import snapshots, tables
from quotetree.app.store import splitting as store
from quotetree.app.store.access import Access
from quotetree.app.store.memos import On
from quotetree.coding.access import NotAllowed, NotFound
from quotetree.coding.counts import counts
from quotetree.coding.splitting import SplittingError
from quotetree.coding.tree_plans import Place
from quotetree.coding.tree_rules import TreeError

from .cast import Cast, add_document, cast, selected

WORDS = "P1: " + "word " * 40 + "\n"


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


class Study:
    """A code with six quotations by two coders, being split into two sub-codes."""

    def __init__(self, people: Cast) -> None:
        self.people = people
        self.document = people.as_("Ana", add_document, WORDS)
        self.code = people.as_("Ana", codes.create_code, "Contact").code_id
        self.cards = [self.coded("Ana" if n % 2 else "Ben", 4 + 10 * n, 9 + 10 * n) for n in range(6)]
        self.before = people.rows()
        opened = people.as_("Ana", splitting.open_splitting, self.code, (), ["Over tea", "By message"])
        self.id, self.seq = opened.splitting_id, opened.seq
        self.tea, self.message = self.columns()

    def coded(self, who: str, start: int, end: int, layer: str = "main", code: str | None = None) -> str:
        selection = selected(start, end, WORDS)
        return str(
            self.people.as_(
                who, codings.add_coding, self.document, selection, code or self.code, layer
            ).coding_id
        )

    def columns(self) -> list[str]:
        return [row.code_id for row in self.people.as_("Ana", store.columns, self.id, writing=False)]

    def decide(self, who: str, cards: list[str], decision: str, *columns: str, known: bool = False) -> Any:
        """Decide as somebody who sees the decisions that stand (`known`), or none of them."""
        made = {row["coding_id"]: one for one, row in self.people.rows()["splitting_decision"].items()}
        chosen = [Chosen(card, made.get(card, "") if known else "") for card in cards]
        return self.people.as_(who, splitting.decide, self.id, chosen, decision, columns)

    def carrying(self, code: str) -> set[str]:
        return {one for one, row in self.people.rows()["coding"].items() if row["code_id"] == code}

    def waiting(self, who: str) -> int:
        found = self.people.as_(who, store.waiting, writing=False)
        return int(found[0][2]) if found else 0

    def comments(self) -> int:
        def of(access: Access) -> int:
            found = counts(snapshots.snapshot(access), snapshots.filters(access), with_subcodes=True)
            return int(found.rows()[self.code].comments)

        return self.people.as_("Ana", of, writing=False)


@pytest.fixture
def study(people: Cast) -> Study:
    return Study(people)


def apart_from_code(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("id", "code_id", "came_from")}


def test_what_is_dealt_out_changes_its_code_and_nothing_else(study: Study) -> None:
    people, before = study.people, study.before["coding"]
    counted = study.comments()
    first, second, third, fourth, *rest = study.cards
    people.as_("Ben", memos.write_memo, On("coding", first), "", "Of the first.")
    memo = people.rows()["memo"]
    study.decide("Ben", [first, second], "moved", study.tea)
    study.decide("Ana", [third], "several", study.message, study.tea)
    study.decide("Ana", [fourth], "stays")
    after = people.rows()["coding"]
    assert study.carrying(study.tea) - {first, second} != set()
    (copy,) = after.keys() - before.keys()
    assert study.carrying(study.tea) == {first, second, copy}
    assert study.carrying(study.message) == {third}
    assert study.carrying(study.code) == {fourth, *rest}
    assert after[copy]["came_from"] == third
    assert apart_from_code(after[copy]) == apart_from_code(before[third])
    for one, row in before.items():
        assert apart_from_code(after[one]) == apart_from_code(row)
    assert people.rows()["memo"] == memo
    assert study.comments() == counted
    assert study.waiting("Ben") == 2


def test_who_decides_a_decided_card_is_told_who_what_and_when(study: Study) -> None:
    study.decide("Ben", study.cards[:1], "moved", study.message)
    rows = study.people.rows()
    with pytest.raises(SplittingError, match=r"Ben put it in “By message”, \d\d:\d\d\.$"):
        study.decide("Ana", study.cards[:1], "moved", study.tea)
    assert study.people.rows() == rows
    done = study.decide("Ana", study.cards[:3], "moved", study.tea)
    assert (done.n, len(done.told)) == (2, 1)
    assert study.carrying(study.message) == set(study.cards[:1])
    study.decide("Ana", study.cards[3:4], "not this code")
    with pytest.raises(SplittingError, match="Ana took it off as not this code"):
        study.decide("Ben", study.cards[3:4], "stays")


def test_who_sees_a_decision_can_change_it(study: Study) -> None:
    card = study.cards[0]
    study.decide("Ben", [card], "several", study.tea, study.message)
    counted = study.comments()
    study.decide("Ana", [card], "moved", study.message, known=True)
    assert study.carrying(study.message) == {card}
    assert study.carrying(study.tea) == set()
    study.decide("Ana", [card], "stays", known=True)
    assert study.carrying(study.code) == set(study.cards)
    assert study.comments() == counted
    decided = study.people.rows()["splitting_decision"].values()
    assert [(row["coding_id"], row["decision"]) for row in decided] == [(card, "stays")]


def test_a_splitting_is_taken_up_by_anybody_and_is_one(study: Study) -> None:
    people = study.people
    taken_up = people.as_("Ben", splitting.open_splitting, study.code)
    assert (taken_up.splitting_id, taken_up.seq) == (study.id, None)
    people.as_("Ben", splitting.open_splitting, study.code, (), ["over  TEA", "At the door"])
    names = [people.rows()["code"][one]["name"] for one in study.columns()]
    assert names == ["Over tea", "By message", "At the door"]
    origins = people.rows()["code_origin"].values()
    assert {(row["kind"], row["from_code"], row["from_path"]) for row in origins} == {
        ("split", study.code, "Contact")
    }
    study.decide("Ben", study.cards[:2], "stays")
    people.as_("Ben", splitting.close_splitting, study.id)
    assert study.waiting("Ana") == 0
    with pytest.raises(SplittingError, match="closed"):
        study.decide("Ana", study.cards[:1], "moved", study.tea)
    again = people.as_("Ana", splitting.open_splitting, study.code, [study.tea])
    assert again.splitting_id != study.id
    assert study.waiting("Ana") == len(study.cards)


def test_what_cannot_be_dealt_out_is_refused_in_a_sentence(study: Study) -> None:
    people = study.people
    heading = people.as_("Ana", codes.create_code, "Groups", heading=True).code_id
    below = people.as_("Ana", codes.create_code, "Below", Place(study.code), heading=True).code_id
    other = people.as_("Ana", codes.create_code, "Other").code_id
    rows = people.rows()
    with pytest.raises(SplittingError, match="“Groups” is a heading"):
        people.as_("Ana", splitting.open_splitting, heading, (), ["A"])
    with pytest.raises(SplittingError, match="“Below” is a heading"):
        people.as_("Ana", splitting.add_columns, study.id, [below])
    with pytest.raises(SplittingError, match="“Other” does not stand below “Contact”"):
        people.as_("Ana", splitting.add_columns, study.id, [other])
    with pytest.raises(SplittingError, match="at most 9 columns"):
        people.as_("Ana", splitting.add_columns, study.id, (), [f"S{n}" for n in range(8)])
    with pytest.raises(SplittingError, match="Choose or name"):
        people.as_("Ana", splitting.open_splitting, other)
    with pytest.raises(TreeError, match="deleted"):
        people.as_("Ana", splitting.open_splitting, "none", (), ["A"])
    with pytest.raises(SplittingError, match="no column of this splitting"):
        study.decide("Ana", study.cards[:1], "moved", other)
    with pytest.raises(SplittingError, match="No quotation"):
        study.decide("Ana", [], "stays")
    with pytest.raises(SplittingError, match="no decision"):
        study.decide("Ana", study.cards, "perhaps")
    with pytest.raises(NotAllowed, match="another coder's"):
        study.decide("Ben", study.cards[:2], "not this code")
    with pytest.raises(NotAllowed):
        study.decide("Carla", study.cards[:2], "stays")
    assert people.rows() == rows


def test_a_code_or_a_coding_deleted_meanwhile_is_told(study: Study) -> None:
    people = study.people
    people.as_("Ana", codings.remove_coding, study.cards[0])
    with pytest.raises(SplittingError, match="taken off meanwhile"):
        study.decide("Ana", study.cards[:1], "stays")
    elsewhere = people.as_("Ana", codes.create_code, "Elsewhere").code_id
    people.as_("Ana", codings.change_code, study.cards[1], elsewhere)
    with pytest.raises(SplittingError, match="carries “Elsewhere” by now"):
        study.decide("Ana", study.cards[1:2], "stays")
    rows = people.rows()
    people.as_("Ana", codes.delete_code, study.tea)
    with pytest.raises(SplittingError, match="deleted meanwhile"):
        study.decide("Ana", study.cards[2:3], "moved", study.tea)
    people.as_("Ana", undo_latest)
    assert people.rows() == rows
    deleted = people.as_("Ana", codes.delete_code, study.code, "delete", None).seq
    assert not any(people.rows()[name] for name in ("splitting", "splitting_column", "splitting_decision"))
    with pytest.raises(NotFound, match="no such splitting"):
        study.decide("Ana", study.cards[2:3], "stays")
    people.as_("Ana", undo, deleted)
    assert people.rows() == rows


def test_merging_leaves_one_open_splitting(study: Study) -> None:
    people = study.people
    other = people.as_("Ana", codes.create_code, "Talk").code_id
    study.coded("Ana", 120, 124, code=other)
    people.as_("Ana", splitting.open_splitting, other, (), ["Over tea"])
    rows = people.rows()
    merged = people.as_("Ana", merge_codes, [other], study.code).seq
    assert [row["closed"] for row in people.rows()["splitting"].values()].count(False) == 1
    assert study.waiting("Ana") == len(study.cards) + 1
    people.as_("Ana", undo, merged)
    assert people.rows() == rows
    people.as_("Ana", merge_codes, [study.tea], study.code)
    assert study.columns() == [study.message]


def test_a_blind_layer_is_neither_shown_nor_dealt_out(study: Study) -> None:
    people = study.people
    blind = study.coded("Ana", 120, 124, "check")
    assert study.waiting("Ana") == len(study.cards) + 1
    assert study.waiting("Ben") == len(study.cards)
    with pytest.raises(SplittingError, match="gone"):
        study.decide("Ben", [blind], "moved", study.tea)
    done = study.decide("Ana", [blind], "moved", study.tea)
    said = people.as_("Ben", unseen_of, done.seq, writing=False)
    assert said == {done.seq}
    taken = study.coded("Ana", 130, 134, "check")
    study.decide("Ana", [taken], "not this code")
    mine = study.cards[0]
    study.decide("Ben", [mine], "not this code")
    assert people.as_("Ben", store.taken_off, study.id, writing=False) == [mine]
    assert set(people.as_("Ana", store.taken_off, study.id, writing=False)) == {taken, mine}
    shared = study.decide("Ana", study.cards[1:2], "stays")
    assert people.as_("Ben", unseen_of, shared.seq, writing=False) == set()
    with people.database.begin() as connection:
        connection.execute(update(tables.Project).values(check_open=True))
    assert people.as_("Ben", unseen_of, done.seq, writing=False) == set()


def unseen_of(access: Access, seq: int) -> set[int]:
    rows = [row for row in history_store.history(access, None, mine=False, most=50) if row.seq == seq]
    return history_store.unseen(access, rows)
