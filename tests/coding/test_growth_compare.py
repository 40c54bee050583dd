"""What differs between two states of a tree, and what happened to a code."""

from dataclasses import replace
from itertools import pairwise

from quotetree.coding.growth.chart import chart_lines
from quotetree.coding.growth.compare import Origin, Touched, compare, deed
from quotetree.coding.growth.life import events
from quotetree.coding.tree import Code, Tree

A, B, C = Code("a", None, "Contact", "a"), Code("b", None, "Mood", "b"), Code("c", "a", "Daily", "a")


def told(before: list[Code], after: list[Code], *origins: Origin) -> list[tuple[str, str]]:
    """The differences as pairs of the code's name and what is told."""
    found = compare(Tree(before), Tree(after), origins)
    return [(one.code.name, f"{each.kind} {each.told}".strip()) for one in found for each in one.differences]


def test_equal_trees_do_not_differ_but_are_shown() -> None:
    found = compare(Tree([A, B, C]), Tree([A, B, replace(C, position="z")]))
    assert [(one.path, one.level, one.differences) for one in found] == [
        ("Contact", 1, ()),
        ("Contact > Daily", 2, ()),
        ("Mood", 1, ()),
    ]


def test_a_code_can_be_renamed_moved_and_re_defined_at_once() -> None:
    changed = replace(C, parent_id="b", name="Each day", definition="Every day", example="Yes")
    assert told([A, B, C], [A, B, changed]) == [
        ("Each day", "renamed from “Daily”"),
        ("Each day", "moved from “Contact”"),
        ("Each day", "re-defined definition, example"),
    ]
    assert told([A, C], [A, replace(C, parent_id=None)]) == [("Daily", "moved from “Contact”")]
    assert told([A, B], [A, replace(B, parent_id="a")]) == [("Mood", "moved from the main codes")]


def test_new_and_split_merged_and_deleted_are_told_apart() -> None:
    split = Origin("c", "split", "a", "Contact", 3)
    assert told([A], [A, B, C], split) == [("Daily", "split from “Contact”"), ("Mood", "new")]
    merged = Origin("b", "merged", "c", "Contact > Daily", 4)
    assert told([A, B, C], [B], merged) == [("Contact", "deleted"), ("Daily", "merged into “Mood”")]


def test_what_is_gone_stands_where_it_stood() -> None:
    below = Code("d", "c", "By phone", "a")
    found = compare(Tree([A, C, below, B]), Tree([A, B]))
    assert [(one.path, one.is_gone) for one in found] == [
        ("Contact", False),
        ("Contact > Daily", True),
        ("Contact > Daily > By phone", True),
        ("Mood", False),
    ]


def test_the_deed_is_the_latest_that_touched_what_differs() -> None:
    (one,) = [code for code in compare(Tree([A]), Tree([replace(A, name="Contacts")])) if code.differences]
    log = [
        Touched("a", 3, "update", frozenset({"name", "name_key"})),
        Touched("a", 5, "update", frozenset({"name", "name_key"})),
        Touched("a", 7, "update", frozenset({"definition"})),
    ]
    assert deed(one.differences[0], log) == 5
    assert deed(one.differences[0], []) is None


def test_the_life_of_a_code() -> None:
    changes = [
        {"seq": 2, "kind": "insert", "before": {}, "after": {}},
        {"seq": 4, "kind": "update", "before": {"name": "Daily"}, "after": {"name": "Each day"}},
        {"seq": 5, "kind": "update", "before": {"parent_id": "a"}, "after": {"parent_id": None}},
        {"seq": 6, "kind": "update", "before": {"position": "a"}, "after": {"position": "b"}},
        {"seq": 7, "kind": "update", "before": {"definition": ""}, "after": {"definition": "So"}},
        {"seq": 9, "kind": "delete", "before": {"name": "Each day"}, "after": {}},
    ]
    origins = [Origin("c", "split", "a", "Contact", 2), Origin("b", "merged", "c", "Each day", 9)]
    found = events("c", changes, origins, {"a": "Contact", "b": "Mood"})
    assert [f"{one.seq} {one.what} {one.told}".strip() for one in found] == [
        "2 Made",
        "2 Split off from “Contact”",
        "4 Renamed from “Daily” to “Each day”",
        "5 Moved from “Contact” to the main codes",
        "7 Re-defined definition",
        "9 Merged into “Mood”",
    ]


def test_the_names_of_a_charts_lines_keep_apart() -> None:
    lines = chart_lines({"one": [0, 10], "two": [0, 10], "three": [0, 0]})
    heights = sorted(line.name_at for line in lines)
    assert all(below - above >= 16 for above, below in pairwise(heights))
    assert [line.last for line in lines] == [10, 10, 0]
    assert lines[0].path == "0,104 300,14"
