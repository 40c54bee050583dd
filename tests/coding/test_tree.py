"""The tree as a value, and the rules that `quotetree check` reads."""

import pytest

from quotetree.coding.tree import Code, Tree
from quotetree.coding.tree_rules import TreeError, broken, can_be_applied
from tests.coding.trees import drawing_of, tree_of

TEAM = """
Contact
  Increased
    Nurses
  Decreased
Referral
  Quicker
"""


def test_the_tree_order_has_each_code_before_its_sub_codes() -> None:
    assert [code.name for code in tree_of(TEAM)] == [
        "Contact",
        "Increased",
        "Nurses",
        "Decreased",
        "Referral",
        "Quicker",
    ]
    assert "\n" + drawing_of(tree_of(TEAM)) + "\n" == TEAM


def test_positions_and_then_ids_give_the_order() -> None:
    tree = Tree([Code("b", None, "B", "V"), Code("a", None, "A", "V"), Code("c", None, "C", "1")])
    assert [code.id for code in tree] == ["c", "a", "b"]


def test_paths_levels_and_lines() -> None:
    tree = tree_of(TEAM)
    assert tree.path("Nurses") == "Contact > Increased > Nurses"
    assert tree.paths["Nurses"] == tree.path("Nurses")
    assert list(tree.paths) == [code.id for code in tree]
    assert (tree.depth("Contact"), tree.depth("Nurses"), tree.height("Contact")) == (1, 3, 3)
    assert [code.id for code in tree.ancestors("Nurses")] == ["Contact", "Increased"]
    assert [code.id for code in tree.descendants("Contact")] == ["Increased", "Nurses", "Decreased"]


def test_a_code_is_found_by_its_path_whatever_case_and_blanks() -> None:
    tree = tree_of(TEAM)
    found = tree.at(["contact", " INCREASED ", "nurses"])
    assert found is not None
    assert found.id == "Nurses"
    assert tree.at(["Contact", "Nurses"]) is None


def test_sub_codes_inherit_the_colour_and_may_take_another() -> None:
    tree = tree_of(TEAM, Contact={"colour": 3}, Decreased={"colour": 7}, Referral={"colour": 4})
    assert tree.colours == {
        "Contact": 3,
        "Increased": 3,
        "Nurses": 3,
        "Decreased": 7,
        "Referral": 4,
        "Quicker": 4,
    }


def test_main_codes_get_the_colours_in_order_and_then_again() -> None:
    tree = Tree([])
    given = []
    for number in range(26):
        given.append(tree.next_colour())
        tree = Tree([*tree, Code(str(number), None, str(number), f"{number:02}1", colour=given[-1])])
    assert given == [*range(1, 25), 1, 2]


def test_a_heading_cannot_be_applied() -> None:
    tree = tree_of(TEAM, Contact={"heading": True})
    can_be_applied(tree["Referral"])
    with pytest.raises(TreeError, match="“Contact” is a heading"):
        can_be_applied(tree["Contact"])


def test_a_sound_tree_has_nothing_broken() -> None:
    assert broken(list(tree_of(TEAM))) == []


def test_a_missing_parent_is_named() -> None:
    assert broken([Code("a", "z", "A", "V")]) == ["The code “A” (a) is below a code that does not exist (z)."]


def test_each_code_of_a_loop_is_named_and_lines_end() -> None:
    codes = [Code("a", "b", "A", "V"), Code("b", "a", "B", "V"), Code("c", None, "C", "V")]
    assert broken(codes) == ["The code “A” (a) is below itself.", "The code “B” (b) is below itself."]
    assert [code.id for code in Tree(codes)] == ["c"]


def test_twins_are_named() -> None:
    codes = [Code("a", None, "Waiting", "V"), Code("b", None, "waiting ", "W")]
    assert broken(codes) == ["The codes a and b are both called “waiting ” under one parent."]


def test_too_many_levels_are_named() -> None:
    codes = [Code(str(n), str(n - 1) if n else None, f"Level {n}", "V") for n in range(21)]
    assert broken(codes) == ["The code “Level 20” (20) is on level 21, deeper than 20."]


def test_codes_of_one_name_are_told_by_their_paths() -> None:
    tree = Tree(
        [
            Code("a", None, "Contact", "1"),
            Code("b", "a", "Nurses", "1"),
            Code("c", None, "Base", "2"),
            Code("d", "c", "nurses ", "1"),
        ]
    )
    assert tree.told == {"a": "Contact", "b": "Contact › Nurses", "c": "Base", "d": "Base › nurses "}
    assert tree.told_apart(["a", "d"]) == {"a": "Contact", "d": "nurses "}
