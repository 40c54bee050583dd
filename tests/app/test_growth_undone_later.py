"""What made the tree grow is taken back after others went on: that is told first, and what came from X returns to X."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from quotetree.app.services import alignments, code_sets, codes, codings, memos, recoding, retiring, splitting
from quotetree.app.services.imports.proposals import import_proposal
from quotetree.app.services.imports.tables import import_table
from quotetree.app.services.splitting import Chosen
from quotetree.app.services.undo import ExceptionsFirst, undo
from quotetree.app.store import alignments as alignment_store
from quotetree.app.store import proposals
from quotetree.app.store.access import Access
from quotetree.app.store.memos import On
from quotetree.coding.agreeing import Decision
from quotetree.coding.tree_plans import Place

from .cast import Cast, add_document, cast, selected
from .states import State, check_rules
from .test_project_merge import Apart
from .test_proposals import coded as on_trial
from .test_proposals import rows as book

WORDS = "P1: " + "word " * 60 + "\n"


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


class Study:
    """Codes X and Y; three quotations of X by Ben, two of Y by Ana."""

    def __init__(self, people: Cast) -> None:
        self.people = people
        self.document = people.as_("Ana", add_document, WORDS)
        self.x, self.y = (people.as_("Ana", codes.create_code, name).code_id for name in "XY")
        self.of_x = [self.coded("Ben", self.x, n) for n in range(3)]
        self.of_y = [self.coded("Ana", self.y, n) for n in range(3, 5)]

    def coded(self, who: str, code: str, n: int) -> str:
        place = selected(4 + 5 * n, 8 + 5 * n, WORDS)
        return str(self.people.as_(who, codings.add_coding, self.document, place, code).coding_id)

    def carrying(self, code: str) -> set[str]:
        return {one for one, row in self.people.rows()["coding"].items() if row["code_id"] == code}

    def recoded(self, who: str, ids: list[str], how: str, code: str = "") -> int:
        def do(access: Access) -> int | None:
            return recoding.recode(access, recoding.propose(access, ids, how, code))

        return int(self.people.as_(who, do) or 0)

    def told(self, seq: int) -> dict[str, int]:
        """Why things would stay, before anything is done; it writes nothing."""
        before = self.people.rows()
        with pytest.raises(ExceptionsFirst) as raised:
            self.people.as_("Ana", undo, seq)
        assert self.people.rows() == before
        found = raised.value.proposal.exceptions
        assert {one.cause.coder for one in found if one.cause} <= {"Ben"}
        whys = [one.kept.why for one in found]
        return {why: whys.count(why) for why in whys}


@pytest.fixture
def study(people: Cast) -> Study:
    return Study(people)


def test_quotations_that_were_moved_return_but_for_those_that_others_touched(study: Study) -> None:
    people = study.people
    first, second, third = study.of_x
    seq = study.recoded("Ana", study.of_x, "move", study.y)
    z = people.as_("Ben", codes.create_code, "Z").code_id
    people.as_("Ben", codings.change_code, first, z)
    people.as_("Ben", codings.remove_coding, second)
    added = study.coded("Ben", study.y, 8)
    assert study.told(seq) == {"changed": 1, "gone": 1}
    people.as_("Ana", undo, seq, "without")
    assert study.carrying(study.x) == {third}
    assert study.carrying(z) == {first}
    assert study.carrying(study.y) == {*study.of_y, added}
    assert second not in people.rows()["coding"]


def test_quotations_that_were_moved_return_with_what_others_did_to_them(study: Study) -> None:
    before = study.people.rows()
    seq = study.recoded("Ana", study.of_x, "move", study.y)
    study.people.as_("Ben", codings.remove_coding, study.of_x[0])
    study.people.as_("Ana", undo, seq, "leave")
    assert study.carrying(study.x) == set()
    study.people.as_("Ana", undo, seq, "too")
    assert study.people.rows() == before


def test_codings_that_were_added_from_a_list_go_unless_somebody_has_written_on_them(study: Study) -> None:
    people = study.people
    seq = study.recoded("Ana", study.of_x, "copy", study.y)
    added = sorted(study.carrying(study.y) - set(study.of_y))
    people.as_("Ben", memos.write_memo, On("coding", added[0]), "", "To keep.")
    assert study.told(seq) == {"used": 1}
    people.as_("Ana", undo, seq, "without")
    assert study.carrying(study.y) == {*study.of_y, added[0]}
    assert [row["coding_id"] for row in people.rows()["memo"].values()] == [added[0]]


def test_codings_that_were_taken_off_come_back_below_the_code_as_it_is_now(study: Study) -> None:
    people = study.people
    seq = study.recoded("Ana", study.of_x, "off")
    people.as_("Ben", codes.define_code, study.x, definition="Said again")
    people.as_("Ana", undo, seq)
    assert study.carrying(study.x) == set(study.of_x)
    assert people.rows()["code"][study.x]["definition"] == "Said again"


def test_codings_that_were_taken_off_a_code_that_is_gone_stay_off(study: Study) -> None:
    seq = study.recoded("Ana", study.of_x, "off")
    deleted = study.people.as_("Ben", codes.delete_code, study.x, "delete", None)
    assert study.told(seq) == {"missing": 3}
    study.people.as_("Ana", undo, seq, "too")
    assert study.carrying(study.x) == set(study.of_x)
    assert deleted is not None


def test_a_split_returns_to_its_code_what_it_dealt_out_and_nothing_else(study: Study) -> None:
    people = study.people
    opened = people.as_("Ana", splitting.open_splitting, study.x, (), ["Tea"])
    (tea,) = (row["code_id"] for row in people.rows()["splitting_column"].values())
    chosen = [Chosen(one) for one in study.of_x]
    seq = people.as_("Ana", splitting.decide, opened.splitting_id, chosen, "moved", [tea]).seq
    added = study.coded("Ben", tea, 8)
    people.as_("Ben", codings.remove_coding, study.of_x[0])
    assert study.told(seq) == {"gone": 1, "added": 1}
    people.as_("Ana", undo, seq, "without")
    assert study.carrying(study.x) == set(study.of_x[1:])
    assert study.carrying(tea) == {added}


MOVES: dict[str, tuple[Callable[[Study], Any], Callable[[Study], Any]]] = {
    "moved below, and then another put below it": (
        lambda study: study.people.as_("Ana", codes.move_codes, [study.x], Place(study.y)),
        lambda study: study.people.as_("Ben", codes.create_code, "Below", Place(study.x)),
    ),
    "retired, and defined since": (
        lambda study: study.people.as_("Ana", retiring.retire_codes, [study.x]),
        lambda study: study.people.as_("Ben", codes.define_code, study.x, definition="Old"),
    ),
    "a set made, and filled since": (
        lambda study: study.people.as_("Ana", code_sets.make_set, "Question", "", [study.x]),
        lambda study: study.people.as_(
            "Ben", codings.add_coding, study.document, selected(4, 8, WORDS), study.y
        ),
    ),
}


@pytest.mark.parametrize("case", MOVES)
def test_what_others_did_beside_it_stays(study: Study, case: str) -> None:
    done, since = MOVES[case]
    before = study.people.rows()
    seq = done(study).seq
    at_first = study.people.rows()
    since(study)
    with_both = study.people.rows()
    study.people.as_("Ana", undo, seq)
    after = study.people.rows()
    check_rules(study.people)
    for table in before:
        for one, row in with_both[table].items():
            if at_first[table].get(one) == before[table].get(one):
                assert after[table][one] == row
    assert undone_columns(before, at_first, after) == []


def undone_columns(before: State, done: State, after: State) -> list[tuple[str, str, str]]:
    """What an action did and is not back as it was: rows, and columns of rows that it changed."""
    return [
        (table, one, name)
        for table in before
        for one, row in done[table].items()
        for name in row
        if before[table].get(one, {}).get(name) != row[name]
        and after[table].get(one, {}).get(name) != before[table].get(one, {}).get(name)
    ]


def test_a_move_that_would_make_a_loop_by_now_is_told(study: Study) -> None:
    seq = study.people.as_("Ana", codes.move_codes, [study.x], Place(study.y)).seq
    study.people.as_("Ana", undo, seq)
    below = study.people.as_("Ana", codes.move_codes, [study.x], Place(study.y)).seq
    out = study.people.as_("Ana", codes.move_codes, [study.x], Place(None)).seq
    study.people.as_("Ben", codes.move_codes, [study.y], Place(study.x))
    assert study.told(out) == {"loop": 1}
    study.people.as_("Ana", undo, out, "too")
    assert study.people.rows()["code"][study.x]["parent_id"] == study.y
    assert below < out


def test_an_import_undone_later_keeps_the_codes_that_somebody_used_since(study: Study) -> None:
    people = study.people
    seq = people.as_("Ana", import_table, "codebook", book("Mood > Low", "Mood > High", "X"), {}).seq
    low = next(one for one, row in people.rows()["code"].items() if row["name"] == "Low")
    used = study.coded("Ben", low, 8)
    assert study.told(seq) == {"used": 2}
    people.as_("Ana", undo, seq, "without")
    assert {row["name"] for row in people.rows()["code"].values()} == {"X", "Y", "Mood", "Low"}
    assert study.carrying(low) == {used}


def test_an_agreed_tree_is_taken_back_but_for_what_others_did_with_it(study: Study) -> None:
    people = study.people
    for who, name in (("Ana", "Contact"), ("Ben", "Contacts")):
        people.as_(who, import_proposal, who, book(name))
        people.as_("Ana", import_table, "codings", on_trial((4, 8, name, who)), {})
    opened = people.as_("Ana", lay_side_by_side)
    before = people.rows()
    seq = people.as_("Ana", alignments.apply, opened)
    agreed = next(one for one, row in people.rows()["code"].items() if is_agreed(row))
    assert len(study.carrying(agreed)) == 2
    added = study.coded("Ben", agreed, 8)
    told = study.told(seq)
    assert told.get("used")
    people.as_("Ana", undo, seq, "without")
    assert study.carrying(agreed) == {added}
    for one, row in before["coding"].items():
        assert people.rows()["coding"][one] == row


def is_agreed(row: dict[str, Any]) -> bool:
    return row["proposal_id"] is None and row["name"].startswith("Contact")


def lay_side_by_side(access: Access) -> str:
    opened = alignments.open_alignment(access, [row.id for row in proposals.proposals(access)])
    _, decisions = alignment_store.alignment(access, opened)
    trees = alignment_store.compared(access, decisions.trees).trees.values()
    codes_of = tuple(next(iter(tree.by_id)) for tree in trees)
    alignments.decide(access, opened, {codes_of[0]: Decision("same", codes_of)})
    return opened


def test_a_project_that_came_goes_again_but_for_what_others_added_to_it(study: Study) -> None:
    people = study.people
    apart = Apart(people)
    document = apart.do(add_document, "P9: Another word.\n", "Interview 9")
    z = apart.do(codes.create_code, "Z").code_id
    apart.do(codings.add_coding, document, selected(4, 11, "P9: Another word.\n"), z)
    before = people.rows()
    seq = apart.merged()
    here = next(
        one
        for one, row in people.rows()["code"].items()
        if row["name"] == "Z" and row["project_id"] == apart.main
    )
    added = study.coded("Ben", here, 8)
    assert study.told(int(seq or 0)) == {"used": 1}
    people.as_("Ana", undo, seq, "without")
    after = people.rows()
    assert after["code"].keys() - before["code"].keys() == {here}
    assert after["coding"].keys() - before["coding"].keys() == {added}
    assert after["document"] == before["document"]
