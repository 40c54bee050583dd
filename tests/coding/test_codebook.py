"""Codebooks as tables: growth of a tree, bad rows by number, and the way back out."""

import csv
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.codebook import (
    CodebookError,
    codebook_rows,
    plan_codebook,
    read_codebook,
    unknown_columns,
)
from quotetree.coding.names import name_key
from quotetree.coding.order import spread
from quotetree.coding.tree import Code, Tree
from quotetree.coding.tree_plans import TreePlan
from quotetree.coding.tree_rules import broken
from tests.coding.trees import drawing_of, tree_of

SHARED = Path(__file__).parents[3] / "shared"


def grown(tree: Tree, table: Sequence[Mapping[str, str]], coded: Mapping[str, int] | None = None) -> TreePlan:
    number = itertools.count(1)
    return plan_codebook(tree, read_codebook(table), lambda: f"new{next(number)}", coded)


def refused(table: Sequence[Mapping[str, str]], tree: Tree | None = None) -> tuple[str, ...]:
    with pytest.raises(CodebookError) as error:
        grown(tree or Tree([]), table)
    return error.value.details


def test_a_table_makes_a_tree_with_parents_that_are_missing() -> None:
    table = [{"path": "Contact > Increased > Nurses"}, {"path": "Referral"}, {"path": "contact > Decreased"}]
    tree = grown(Tree([]), table).applied_to(Tree([]))
    assert drawing_of(tree).split("\n") == [
        "Contact",
        "  Increased",
        "    Nurses",
        "  Decreased",
        "Referral",
    ]
    assert [code.colour for code in tree.children(None)] == [1, 2]


def test_all_columns_are_read() -> None:
    row = {
        "Path": "Contact",
        "name": "contact",
        "short": "Meeting",
        "description": "Talk of\nmeeting.",
        "inclusion": "In person.",
        "exclusion": "By post.",
        "example": "“We met.”",
        "colour": "7",
        "heading": "Yes",
    }
    [code] = grown(Tree([]), [row]).applied_to(Tree([]))
    assert code == Code(
        "new1",
        None,
        "Contact",
        "V",
        7,
        True,
        "Meeting",
        "Talk of\nmeeting.",
        "In person.",
        "By post.",
        "“We met.”",
    )


def test_growth_keeps_ids_updates_texts_and_deletes_nothing() -> None:
    tree = tree_of("Contact\n  Nurses\nBase", Nurses={"definition": "Old.", "short": "N"})
    table = [
        {"path": "CONTACT > nurses", "description": "New.", "short": ""},
        {"path": "Contact > Doctors", "description": ""},
    ]
    plan = grown(tree, table)
    assert [
        (change.kind, change.id, dict(change.values)) for change in plan.changes if change.kind != "insert"
    ] == [("update", "Nurses", {"definition": "New."})]
    after = plan.applied_to(tree)
    assert drawing_of(after).split("\n") == ["Contact", "  Nurses", "  Doctors", "Base"]
    assert (after["Nurses"].name, after["Nurses"].short) == ("Nurses", "N")


def test_the_same_codebook_again_changes_nothing() -> None:
    table = [{"path": "A > B", "description": "x"}, {"path": "A", "colour": "3"}]
    tree = grown(Tree([]), table).applied_to(Tree([]))
    assert not grown(tree, table)


def test_a_greater_than_sign_in_a_name_is_no_level() -> None:
    tree = grown(Tree([]), [{"path": r"Cost \> benefit", "name": "Cost > benefit"}]).applied_to(Tree([]))
    assert [code.name for code in tree] == ["Cost > benefit"]


def test_bad_rows_are_all_named_as_a_spreadsheet_counts_them() -> None:
    table = [
        {"path": "A", "name": "A", "colour": "", "heading": ""},
        {"path": "", "name": "B", "colour": "", "heading": ""},
        {"path": "", "name": "", "colour": "", "heading": ""},
        {"path": "A > C", "name": "D", "colour": "", "heading": ""},
        {"path": "a ", "name": "", "colour": "", "heading": ""},
        {"path": "E", "name": "", "colour": "blue", "heading": ""},
        {"path": "F", "name": "", "colour": "25", "heading": ""},
        {"path": "G", "name": "", "colour": "", "heading": "perhaps"},
        {"path": "H > > I", "name": "", "colour": "", "heading": ""},
        {"path": "J\nK", "name": "", "colour": "", "heading": ""},
    ]
    assert refused(table) == (
        "Row 3: The path is empty.",
        "Row 5: The name “D” is not the last part of the path, “C”.",
        "Row 7: The colour “blue” is no number from 1 to 24.",
        "Row 8: The colour “25” is no number from 1 to 24.",
        "Row 9: Whether it is a heading is yes or no, not “perhaps”.",
        "Row 10: The path “H > > I” has an empty name; a > within a name is written \\>.",
        "Row 11: A name stands on one line; this one has a line break in it.",
        "Row 6: The path is the same as in row 2.",
    )


def test_a_path_deeper_than_the_tree_may_be_is_named() -> None:
    assert refused([{"path": " > ".join("x" * 21)}]) == (
        "Row 2: A code tree has at most 20 levels; this path has 21.",
    )


def test_a_code_that_carries_passages_becomes_no_heading() -> None:
    with pytest.raises(CodebookError) as error:
        grown(tree_of("A"), [{"path": "A", "heading": "yes"}], {"A": 1})
    assert error.value.details == (
        "Row 2: “A” carries 1 passage; a heading carries none. Move or remove them first.",
    )


def test_a_table_without_paths_is_no_codebook() -> None:
    with pytest.raises(CodebookError, match="no column “path”"):
        read_codebook([{"name": "A"}])


def test_columns_that_a_codebook_does_not_have_are_named() -> None:
    assert unknown_columns([{"path": "A", "Weight": "3", "NAME": "A"}]) == ["Weight"]
    assert unknown_columns([]) == []


codes = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.sampled_from(["A", "B > C", "\\", "é", "=1+1", "D\\>"]),
        st.text("xy\n", max_size=3).map(str.strip),
        st.none() | st.integers(1, 24),
        st.booleans(),
    ),
    max_size=15,
)


@given(codes)
def test_what_is_written_is_read_as_the_same_tree(made: list[tuple[int, str, str, int | None, bool]]) -> None:
    rows: list[Code] = []
    keys = spread(len(made), None, None)
    for number, (under, name, text, colour, heading) in enumerate(made):
        parent = rows[under].id if under < len(rows) else None
        if all((row.parent_id, name_key(row.name)) != (parent, name_key(name)) for row in rows):
            own = colour or (None if parent else 1)
            rows.append(Code(str(number), parent, name, keys[number], own, heading, example=text))
    tree = Tree(rows)
    again = grown(Tree([]), codebook_rows(tree)).applied_to(Tree([]))
    assert codebook_rows(again) == codebook_rows(tree)
    assert broken(list(again)) == []


@pytest.mark.skipif(not SHARED.exists(), reason="the real interviews are not beside this checkout")
def test_the_codebook_of_real_interviews_is_taken_in_whole() -> None:
    with (SHARED / "real/mlss/codebook.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    tree = grown(Tree([]), table).applied_to(Tree([]))
    assert [names["path"] for names in codebook_rows(tree) if names["path"] in {row["path"] for row in table}]
    assert len(tree) >= len(table)
    assert broken(list(tree)) == []
