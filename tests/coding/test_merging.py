"""Merging codes: what goes where, and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetree.coding.merging import joined_text, plan_merge
from quotetree.coding.names import name_key
from quotetree.coding.order import spread
from quotetree.coding.tree import Code, Tree
from quotetree.coding.tree_rules import TreeError, broken

from .trees import drawing_of, tree_of


def merged(tree: Tree, *ids: str, into: str) -> Tree:
    return plan_merge(tree, ids, into).tree.applied_to(tree)


def test_a_code_goes_into_another() -> None:
    tree = tree_of("Chats\nOver tea\nPhone")
    plan = plan_merge(tree, ["Chats"], "Over tea")
    assert plan.goes == {"Chats": "Over tea"}
    assert drawing_of(plan.tree.applied_to(tree)) == "Over tea\nPhone"


def test_sub_codes_come_below_the_code_that_stays() -> None:
    tree = tree_of("X\n  A\n    B\nY\n  C")
    assert drawing_of(merged(tree, "X", into="Y")) == "Y\n  C\n  A\n    B"


def test_sub_codes_of_the_same_name_are_merged_too() -> None:
    tree = Tree(
        [
            Code("x", None, "X", "a"),
            Code("xh", "x", "Hopes", "a", definition="What they hope."),
            Code("xhd", "xh", "Deep", "a"),
            Code("y", None, "Y", "b"),
            Code("yh", "y", "hopes", "a", definition="Any hope."),
        ]
    )
    plan = plan_merge(tree, ["x"], "y")
    assert plan.goes == {"xh": "yh", "x": "y"}
    after = plan.tree.applied_to(tree)
    assert drawing_of(after) == "Y\n  hopes\n    Deep"
    assert after["yh"].definition == "Any hope.\n\nFrom “Hopes”: What they hope."
    assert [joined.field for joined in plan.joined["yh"]] == ["definition"]


def test_several_codes_and_what_is_below_them_go_together() -> None:
    tree = tree_of("A\n  B\nC\nD")
    plan = plan_merge(tree, ["A", "B", "C"], "D")
    assert set(plan.goes) == {"A", "B", "C"}
    assert set(plan.goes.values()) == {"D"}
    assert drawing_of(plan.tree.applied_to(tree)) == "D"


def test_a_sub_code_goes_into_its_parent() -> None:
    tree = tree_of("A\n  B\n    C")
    assert drawing_of(merged(tree, "B", into="A")) == "A\n  C"


@pytest.mark.parametrize(
    ("ids", "into", "said"),
    [
        (["A"], "A", "cannot be merged into itself"),
        (["A"], "B", "one of its sub-codes"),
        (["A"], "gone", "not in this project"),
        (["gone"], "A", "not in this project"),
        ([], "A", "No code is chosen"),
    ],
)
def test_what_cannot_be_merged_is_refused(ids: list[str], into: str, said: str) -> None:
    with pytest.raises(TreeError, match=said):
        plan_merge(tree_of("A\n  B"), ids, into)


def test_texts_are_joined_once() -> None:
    assert joined_text("", "b", "B") == "b"
    assert joined_text("a", "", "B") == "a"
    assert joined_text("All that is said.", "all that is  said.", "B") == "All that is said."


NAMES = ["A", "B", "C", "D"]


@st.composite
def trees(draw) -> Tree:
    codes: list[Code] = []
    keys = spread(12, None, None)
    for n in range(draw(st.integers(2, 12))):
        parent = draw(st.sampled_from([None, *(code.id for code in codes)]))
        taken = {name_key(code.name) for code in codes if code.parent_id == parent}
        name = next((one for one in draw(st.permutations(NAMES)) if name_key(one) not in taken), f"N{n}")
        codes.append(Code(str(n), parent, name, keys[n], definition=draw(st.sampled_from(["", "x", "y"]))))
    return Tree(codes)


@settings(max_examples=200, deadline=None)
@given(trees(), st.data())
def test_any_merge_leaves_a_sound_tree_and_loses_no_code(tree: Tree, data) -> None:
    ids = data.draw(st.lists(st.sampled_from(sorted(tree.by_id)), min_size=1, max_size=3, unique=True))
    into = data.draw(st.sampled_from(sorted(tree.by_id)))
    try:
        plan = plan_merge(tree, ids, into)
    except TreeError:
        assert into in ids or any(above.id in ids for above in tree.ancestors(into))
        return
    after = plan.tree.applied_to(tree)
    assert broken(list(after.by_id.values())) == []
    assert len(after.in_order) == len(after)
    assert set(after.by_id) | set(plan.goes) == set(tree.by_id)
    assert set(ids) <= set(plan.goes)
    assert set(plan.goes.values()) <= set(after.by_id)
    assert {name_key(code.name) for code in after} | {name_key(tree[i].name) for i in plan.goes} == {
        name_key(code.name) for code in tree
    }
