"""Plans of the tree: what a person asks for, and that any sequence of them keeps the rules."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetree.coding.names import CodeNameError
from quotetree.coding.tree import Code, Tree
from quotetree.coding.tree_plans import (
    Place,
    TreePlan,
    plan_create,
    plan_define,
    plan_delete,
    plan_move,
    plan_rename,
)
from quotetree.coding.tree_rules import TreeError, broken
from tests.coding.trees import drawing_of, tree_of

TEAM = """
Contact
  Increased
    Nurses
  Decreased
Referral
  Quicker
Base
"""


def drawn(tree: Tree, plan: TreePlan) -> list[str]:
    return drawing_of(plan.applied_to(tree)).split("\n")


def refused(sentence: str) -> pytest.RaisesExc[TreeError]:
    return pytest.RaisesExc(TreeError, check=lambda error: error.sentence == sentence)


# Creating


def test_a_new_code_comes_last_under_its_parent() -> None:
    tree = tree_of(TEAM)
    plan = plan_create(tree, "new", " Doctors ", Place("Increased"), definition="Talk of doctors.\r\n")
    [change] = plan.changes
    assert (change.kind, change.id, change.values["name"]) == ("insert", "new", "Doctors")
    assert change.values["definition"] == "Talk of doctors."
    assert drawn(tree, plan)[2:4] == ["    Nurses", "    Doctors"]


@pytest.mark.parametrize("place", [Place(None, before="Referral"), Place(None, after="Contact")])
def test_a_new_code_stands_where_it_was_put(place: Place) -> None:
    tree = tree_of(TEAM)
    after = plan_create(tree, "new", "New", place).applied_to(tree)
    assert [code.name for code in after.children(None)] == ["Contact", "New", "Referral", "Base"]


def test_a_new_main_code_gets_the_next_colour_and_a_sub_code_none() -> None:
    tree = tree_of(TEAM, Contact={"colour": 1}, Referral={"colour": 2}, Base={"colour": 4})
    [main] = plan_create(tree, "new", "New", Place()).changes
    [sub] = plan_create(tree, "new", "New", Place("Base")).changes
    assert (main.values["colour"], sub.values["colour"]) == (3, None)


def test_twins_stand_under_different_parents_only() -> None:
    tree = tree_of(TEAM)
    assert plan_create(tree, "new", "quicker", Place("Base"))
    with refused("There is already a code “Quicker” under “Referral”."):
        plan_create(tree, "new", "QUICKER", Place("Referral"))
    with refused("There is already a code “Base” among the main codes."):
        plan_create(tree, "new", "base ", Place())


def test_a_parent_of_another_project_is_refused() -> None:
    with pytest.raises(TreeError, match="not in this project"):
        plan_create(tree_of(TEAM), "new", "New", Place("elsewhere"))


def test_a_code_needs_a_name_and_a_colour_of_the_list() -> None:
    with pytest.raises(CodeNameError, match="needs a name"):
        plan_create(tree_of(TEAM), "new", "  ", Place())
    with refused("A colour is a number from 1 to 24."):
        plan_create(tree_of(TEAM), "new", "New", Place(), colour=25)


def test_the_twentieth_level_is_the_last() -> None:
    tree = Tree([])
    for level in range(20):
        tree = plan_create(tree, str(level), "x", Place(str(level - 1) if level else None)).applied_to(tree)
    with refused("A code tree has at most 20 levels; this would make 21."):
        plan_create(tree, "20", "x", Place("19"))


# Renaming and defining


def test_a_rename_changes_the_name_alone() -> None:
    tree = tree_of(TEAM)
    [change] = plan_rename(tree, "Base", " Shared  base ").changes
    assert (change.kind, change.id, change.values) == ("update", "Base", {"name": "Shared base"})
    assert plan_rename(tree, "Base", "BASE"), "a name may change its own case"
    assert not plan_rename(tree, "Base", "Base")
    with refused("There is already a code “Referral” among the main codes."):
        plan_rename(tree, "Base", "referral")


def test_a_code_that_carries_passages_becomes_no_heading() -> None:
    tree = tree_of(TEAM)
    with refused("“Base” carries 41 passages; a heading carries none. Move or remove them first."):
        plan_define(tree, "Base", codings=41, heading=True)
    assert plan_define(tree, "Base", heading=True).applied_to(tree)["Base"].heading


def test_texts_are_kept_without_what_cannot_be_shown() -> None:
    tree = tree_of(TEAM)
    with refused("A text of a code cannot hold control characters."):
        plan_define(tree, "Base", example="a\x00b")
    with refused("A text of a code has at most 20,000 characters; this one has 20,001."):
        plan_define(tree, "Base", definition="x" * 20_001)


# Moving


def test_a_code_moves_with_all_below_it_and_is_the_only_row_that_changes() -> None:
    tree = tree_of(TEAM)
    plan = plan_move(tree, ["Increased"], Place("Referral", before="Quicker"))
    assert [change.id for change in plan.changes] == ["Increased"]
    assert drawn(tree, plan) == [
        "Contact",
        "  Decreased",
        "Referral",
        "  Increased",
        "    Nurses",
        "  Quicker",
        "Base",
    ]


def test_several_keep_their_order_and_a_parent_takes_its_chosen_children_along() -> None:
    tree = tree_of(TEAM)
    plan = plan_move(tree, ["Quicker", "Nurses", "Increased"], Place("Base"))
    assert [change.id for change in plan.changes] == ["Increased", "Quicker"]
    assert drawn(tree, plan)[3:] == ["Base", "  Increased", "    Nurses", "  Quicker"]


@pytest.mark.parametrize(
    "place",
    [
        Place(None, after="Contact"),
        Place(None, before="Base"),
        Place(None, before="Referral"),
        Place(None, after="Referral"),
    ],
)
def test_a_move_to_where_it_stands_changes_nothing(place: Place) -> None:
    assert not plan_move(tree_of(TEAM), ["Referral"], place)


def test_codes_beside_one_that_moves_too_come_where_it_stood() -> None:
    tree = tree_of(TEAM)
    after = plan_move(tree, ["Contact", "Base"], Place(None, after="Contact")).applied_to(tree)
    assert [code.id for code in after.children(None)] == ["Contact", "Base", "Referral"]


def test_no_code_moves_below_itself() -> None:
    tree = tree_of(TEAM)
    with refused("“Contact” cannot be moved below itself."):
        plan_move(tree, ["Contact"], Place("Contact"))
    with refused("“Contact” cannot be moved below “Nurses”, one of its sub-codes."):
        plan_move(tree, ["Contact"], Place("Nurses"))


def test_no_move_makes_twins() -> None:
    tree = plan_create(tree_of(TEAM), "twin", "quicker", Place("Contact")).applied_to(tree_of(TEAM))
    with refused("There is already a code “Quicker” under “Referral”."):
        plan_move(tree, ["twin"], Place("Referral"))
    with refused("Two of the codes are called “quicker”; they cannot stand under one parent."):
        plan_move(tree, ["twin", "Quicker"], Place("Base"))


def test_nothing_chosen_and_a_place_that_is_gone_get_a_sentence() -> None:
    with refused("No code is chosen."):
        plan_move(tree_of(TEAM), [], Place())
    with refused("The code to put it beside is not there any more."):
        plan_move(tree_of(TEAM), ["Base"], Place("Contact", before="Quicker"))


def test_colours_follow_the_level() -> None:
    tree = tree_of(TEAM, Contact={"colour": 1}, Referral={"colour": 2}, Base={"colour": 3})
    below = plan_move(tree, ["Base"], Place("Contact")).applied_to(tree)
    assert below.colours["Base"] == 1
    above = plan_move(below, ["Base", "Increased"], Place()).applied_to(below)
    assert (above.colours["Increased"], above.colours["Base"]) == (3, 4)


def test_codes_that_share_a_position_are_parted() -> None:
    tree = Tree(Code(name, None, name, key) for name, key in zip("ABCD", "1VVz", strict=True))
    plan = plan_move(tree, ["D"], Place(None, after="B"))
    assert [code.id for code in plan.applied_to(tree)] == ["A", "B", "D", "C"]


# Deleting


def test_sub_codes_come_up_to_the_place_of_what_is_deleted() -> None:
    tree = tree_of(TEAM)
    plan = plan_delete(tree, "Contact", "up")
    assert drawn(tree, plan) == ["Increased", "  Nurses", "Decreased", "Referral", "  Quicker", "Base"]
    assert (plan.codings_of, plan.codings_to) == (("Contact",), None)


def test_sub_codes_are_deleted_too_and_their_codings_move() -> None:
    tree = tree_of(TEAM)
    plan = plan_delete(tree, "Contact", "delete", codings_to="Base")
    assert drawn(tree, plan) == ["Referral", "  Quicker", "Base"]
    assert [change.id for change in plan.changes] == ["Decreased", "Nurses", "Increased", "Contact"]
    assert plan.codings_of == ("Contact", "Increased", "Nurses", "Decreased")
    assert plan.codings_to == "Base"


def test_a_sub_code_that_would_become_a_twin_is_named() -> None:
    tree = plan_create(tree_of(TEAM), "twin", "base", Place("Contact")).applied_to(tree_of(TEAM))
    with refused("There is already a code “Base” among the main codes."):
        plan_delete(tree, "Contact", "up")
    same = plan_create(tree_of(TEAM), "same", "contact", Place("Contact")).applied_to(tree_of(TEAM))
    assert plan_delete(same, "Contact", "up"), "a sub-code may have the name of what is deleted"


def test_codings_go_to_no_heading_and_to_nothing_that_is_deleted() -> None:
    tree = tree_of(TEAM, Base={"heading": True})
    with pytest.raises(TreeError, match="is a heading"):
        plan_delete(tree, "Contact", "up", codings_to="Base")
    with refused("The codings cannot move to “Nurses”, which is deleted too."):
        plan_delete(tree, "Contact", "delete", codings_to="Nurses")
    with pytest.raises(TreeError, match="not in this project"):
        plan_delete(tree, "Contact", "up", codings_to="elsewhere")


# Any sequence

wishes = st.lists(
    st.tuples(
        st.sampled_from(["create", "rename", "move", "up", "delete"]),
        st.lists(st.integers(0, 60), min_size=4, max_size=4),
        st.sampled_from(["A", "a", "B", "C > D", "é", "e\u0301"]),
    ),
    max_size=40,
)
fresh = itertools.count()


def asked(tree: Tree, kind: str, picks: list[int], name: str) -> TreePlan:
    ids = [code.id for code in tree]
    one, two, parent, beside = (ids[pick % len(ids)] if ids else "none" for pick in picks)
    parents = [parent, None]
    under = parents[picks[3] % 2]
    siblings = [code.id for code in tree.children(under)] or [None]
    place = Place(under, before=siblings[picks[2] % len(siblings)] if picks[2] % 3 == 0 else None)
    if kind == "create":
        return plan_create(tree, f"{next(fresh)}", name, place)
    if kind == "rename":
        return plan_rename(tree, one, name)
    if kind == "move":
        return plan_move(tree, [one, two], place)
    return plan_delete(tree, one, "up" if kind == "up" else "delete", beside if picks[3] % 2 else None)


@settings(max_examples=150, deadline=None)
@given(wishes)
def test_any_sequence_of_plans_keeps_the_rules(made: list[tuple[str, list[int], str]]) -> None:
    tree = Tree([])
    for kind, picks, name in made:
        try:
            plan = asked(tree, kind, picks, name)
        except TreeError:
            continue
        after = plan.applied_to(tree)
        assert broken(list(after.by_id.values())) == []
        assert len(after.in_order) == len(after.by_id)
        assert all(code.colour for code in after.children(None))
        if not plan:
            assert after == tree
        tree = after
