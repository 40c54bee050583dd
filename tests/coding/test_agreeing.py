"""Members' trees brought together: rows, decisions, and the tree that comes of them."""

from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetree.coding.agreeing import (
    Agreement,
    Answer,
    Decision,
    DecisionRefused,
    Decisions,
    Row,
    checked,
    plan_agreement,
    rows_of,
    to_take,
)
from quotetree.coding.align import ProposedTree, align, tree_as_proposed
from quotetree.coding.codebook import CodebookRow, plan_codebook
from quotetree.coding.names import names_of
from quotetree.coding.tree import Tree

from .study import made
from .test_align import MEMBERS, proposals

NONE, EMPTY = Decisions(), Tree(())


def grown(member: str, paths: Iterable[str], **texts: str) -> Tree:
    rows = [
        CodebookRow(n, tuple(names_of(path)), {"definition": texts[path]} if path in texts else {})
        for n, path in enumerate(dict.fromkeys(paths))
    ]
    ids = (f"{member} {n}" for n in count())
    return plan_codebook(Tree(()), rows, lambda: next(ids)).applied_to(Tree(()))


def laid(trees: dict[str, Tree], decisions: Decisions = NONE) -> list[Row]:
    compared = [tree_as_proposed(member, tree, {}) for member, tree in trees.items()]
    return rows_of(compared, align(compared), decisions)


def agreed(
    trees: dict[str, Tree],
    decisions: Decisions,
    before: Tree = EMPTY,
    became: dict[str, str] | None = None,
) -> tuple[Tree, Agreement]:
    ids = (f"agreed {n}" for n in count(len(before)))
    plan = plan_agreement(
        before, trees, {m: m for m in trees}, laid(trees, decisions), became or {}, lambda: next(ids)
    )
    return plan.tree.applied_to(before), plan


def at(tree: Tree, path: str) -> str:
    found = tree.at(names_of(path))
    assert found is not None
    return found.id


def every(trees: dict[str, Tree], do: str = "same", strengths: Sequence[str] = ("sure",)) -> Decisions:
    rows = [row for row in laid(trees) if row.strength in strengths]
    return Decisions(rows={row.lead: Decision(do, row.codes) for row in rows})  # type: ignore[arg-type]


def paths(tree: Tree) -> list[str]:
    return list(tree.paths.values())


def test_a_row_has_one_code_of_each_tree_that_answers() -> None:
    trees = {
        "A": grown("A", ["Waiting", "Waiting > At home", "Rain"]),
        "B": grown("B", ["waiting", "waiting > At home"]),
        "C": grown("C", ["Waiting", "Snow"]),
    }
    rows = laid(trees)
    assert [(len(row.codes), row.strength) for row in rows] == [
        (3, "sure"), (2, "sure"), (1, "alone"), (1, "alone"),
    ]  # fmt: skip


def test_same_makes_one_code_with_the_name_and_the_words_that_were_chosen() -> None:
    a, b = (
        grown("A", ["Travel"], Travel="Getting there"),
        grown("B", ["Travelling"], Travelling="On the road"),
    )
    trees = {"A": a, "B": b}
    (row,) = laid(trees)
    tree, plan = agreed(trees, Decisions(rows={row.lead: Decision("same", row.codes, name=row.codes[1])}))
    (code,) = tree
    assert (code.name, code.definition) == (
        "Travelling",
        "Getting there\n\nFrom “Travelling (B)”: On the road",
    )
    assert set(plan.goes.values()) == {code.id}
    assert {(one.from_path, one.proposal_id) for one in plan.origins} == {
        ("Travel", "A"),
        ("Travelling", "B"),
    }


def test_what_is_not_decided_waits_and_comes_to_its_place_later() -> None:
    trees = {"A": grown("A", ["Work", "Work > Load"]), "B": grown("B", ["Work", "Work > Load"])}
    upper, lower = laid(trees)
    one = Decisions(rows={lower.lead: Decision("same", lower.codes)})
    tree, plan = agreed(trees, one)
    assert (paths(tree), plan.waits) == (["Load"], 1)
    first = {origin.from_code: origin.code_id for origin in plan.origins}
    later, plan = agreed(trees, one.with_row(upper.lead, Decision("same", upper.codes)), tree, first)
    assert paths(later) == ["Work", "Work > Load"]
    assert plan.waits == 0


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        ("same", ["Hopes"]),
        ("below", ["Hopes", "Hopes > Hope"]),
        ("keep", ["Hopes", "Hope"]),
        ("parent", ["Outlook", "Outlook > Hopes", "Outlook > Hope"]),
        ("out", []),
    ],
)
def test_each_thing_that_can_be_done_with_a_row(do: str, expected: list[str]) -> None:
    trees = {"A": grown("A", ["Hopes"]), "B": grown("B", ["Hope"])}
    (row,) = laid(trees)
    decision = Decision(do, row.codes, called="Outlook")  # type: ignore[arg-type]
    assert paths(agreed(trees, Decisions(rows={row.lead: decision}))[0]) == expected


def test_a_row_can_join_another_or_go_below_it() -> None:
    trees = {"A": grown("A", ["Money", "Rain"]), "B": grown("B", ["Budget"])}
    rows = {row.lead: row for row in laid(trees)}
    money, rain, budget = at(trees["A"], "Money"), at(trees["A"], "Rain"), at(trees["B"], "Budget")
    kept = {money: Decision("keep", rows[money].codes), rain: Decision("keep", rows[rain].codes)}
    into = Decisions(rows=kept | {budget: Decision("into", (budget,), under=money)})
    tree, plan = agreed(trees, into)
    assert (paths(tree), plan.goes[budget]) == (["Money", "Rain"], plan.goes[money])
    under = Decisions(rows=kept | {budget: Decision("below", (budget,), under=rain)})
    assert paths(agreed(trees, under)[0]) == ["Money", "Rain", "Rain > Budget"]
    alone = Decisions(rows={budget: Decision("below", (budget,), under=rain)})
    assert (paths(agreed(trees, alone)[0]), agreed(trees, alone)[1].waits) == ([], 3)


def test_two_of_one_name_below_one_parent_are_told_apart() -> None:
    trees = {"A": grown("A", ["Mood"]), "B": grown("B", ["Mood"])}
    (row,) = laid(trees)
    tree, _ = agreed(trees, Decisions(rows={row.lead: Decision("keep", row.codes)}))
    assert sorted(paths(tree)) == ["Mood", "Mood (B)"]


def test_an_answer_can_be_put_apart() -> None:
    trees = {"A": grown("A", ["Mood"]), "B": grown("B", ["Mood"])}
    (row,) = laid(trees)
    assert len(laid(trees, Decisions().with_apart(row.codes[1], row.codes))) == 2


def test_the_agreed_tree_may_be_one_of_those_compared() -> None:
    own = grown("own", ["Contact", "Mood"])
    trees = {"": own, "A": grown("A", ["Contacts", "Contacts > Daily", "Rain"])}
    decisions = every(trees, "same", ("sure", "likely")).with_row(
        at(trees["A"], "Contacts > Daily"), Decision("keep", (at(trees["A"], "Contacts > Daily"),))
    )
    tree, plan = agreed(trees, decisions, own)
    assert paths(tree) == ["Contact", "Contact > Daily", "Mood"]
    assert plan.goes[at(trees["A"], "Contacts")] == at(own, "Contact")
    assert not plan.goes.keys() & own.by_id.keys()


def test_what_cannot_be_decided_is_told() -> None:
    with pytest.raises(DecisionRefused, match="goes below"):
        checked(Decision("below", ("a",)), "a", frozenset("ab"))
    with pytest.raises(DecisionRefused, match="same as"):
        checked(Decision("into", ("a",)), "a", frozenset("ab"))
    with pytest.raises(DecisionRefused, match="not there any more"):
        checked(Decision("into", ("a",), under="c"), "a", frozenset("ab"))


def test_decisions_are_kept_as_they_are() -> None:
    made = Decisions(("p", ""), {"a": Decision("same", ("a", "b"), name="b")}, frozenset({("a", "c")}))
    assert Decisions.of_json(made.as_json()) == made


def test_the_proposals_of_a_study_make_one_tree(tmp_path: Path) -> None:
    compared, truth = proposals(made(tmp_path, 1))
    trees = {each.name: grown(each.name, [code.path for code in each.codes]) for each in compared}
    assert list(trees) == list(MEMBERS)
    tree, plan = agreed(trees, every(trees))
    assert len(tree) > 50
    came: dict[str, set[str]] = {}
    for origin in plan.origins:
        came.setdefault(origin.code_id, set()).add(truth[origin.proposal_id, origin.from_path])
    assert {len(codes) for codes in came.values()} == {1}


NAMES = st.sampled_from(["Contact", "Contacts", "Mood", "Work", "Workload", "Hopes", "Team"])
PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=3).map(" > ".join), min_size=1, max_size=6)


def structure(tree: Tree, plan: Agreement) -> set[tuple[frozenset[str], frozenset[str]]]:
    """Which codes became one, and which those became that they stand below."""
    came: dict[str | None, set[str]] = {None: set()}
    for code, to in plan.goes.items():
        came.setdefault(to, set()).add(code)
    return {(frozenset(came[code.id]), frozenset(came[code.parent_id])) for code in tree if code.id in came}


@settings(max_examples=80, deadline=None)
@given(st.lists(PATHS, min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_agreeing_twice_is_agreeing_once_and_the_order_of_members_does_not_matter(
    given_paths, chance
) -> None:
    trees = {name: grown(name, some) for name, some in zip("ABC", given_paths, strict=False)}
    decisions = every(trees, "same", ("sure", "likely", "alone"))
    tree, plan = agreed(trees, decisions)
    became = {origin.from_code: origin.code_id for origin in plan.origins}
    again, second = agreed(trees, decisions, tree, became)
    assert again == tree
    assert (bool(second.tree), second.origins) == (False, ())
    members = list(trees.items())
    chance.shuffle(members)
    turned = dict(members)
    assert structure(*agreed(turned, every(turned, "same", ("sure", "likely", "alone")))) == structure(
        tree, plan
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(PATHS, min_size=2, max_size=3), st.data())
def test_whatever_is_decided_makes_a_tree(given_paths, data) -> None:
    trees = {name: grown(name, some) for name, some in zip("ABC", given_paths, strict=False)}
    rows = laid(trees)
    leads = [row.lead for row in rows]
    decisions = Decisions()
    for row in rows:
        do = data.draw(st.sampled_from(["same", "below", "into", "keep", "parent", "out", ""]))
        under = data.draw(st.sampled_from([lead for lead in leads if lead != row.lead] or [""]))
        if do:
            one = Decision(do, row.codes, called="Above", under=under if do in ("below", "into") else "")
            decisions = decisions.with_row(row.lead, one)
    tree, plan = agreed(trees, decisions)
    assert len(list(tree)) == len(tree)
    assert len({path.casefold() for path in paths(tree)}) == len(tree)
    assert set(plan.goes.values()) <= set(tree.by_id)
    every_tree: list[ProposedTree] = [tree_as_proposed(name, each, {}) for name, each in trees.items()]
    assert sum(len(row.codes) for row in rows) == sum(len(each.codes) for each in every_tree)


def test_sure_rows_are_taken_once_what_stands_above_them_is_decided() -> None:
    """Else a sub-code would become a main code."""
    parents = {"a1": None, "a2": "a1", "a3": "a2", "a4": None, "b1": None, "b2": "b1", "b3": "b2", "b4": None}

    def row(n: int, strength: str, decision: Decision | None = None) -> Row:
        return Row(f"a{n}", (Answer(f"b{n}", 0.9, strength, ()),), decision=decision)

    rows = [row(1, "likely"), row(2, "sure"), row(3, "sure"), row(4, "sure")]
    assert [one.lead for one in to_take(rows, parents)] == ["a4"]
    decided = [row(1, "likely", Decision("same", ("a1", "b1"))), *rows[1:]]
    assert [one.lead for one in to_take(decided, parents)] == ["a2", "a3", "a4"]
    sure = [row(1, "sure"), *rows[1:]]
    assert [one.lead for one in to_take(sure, parents)] == ["a1", "a2", "a3", "a4"]
    agreed_tree = {code: above for code, above in parents.items() if code.startswith("b")}
    assert [one.lead for one in to_take(rows, agreed_tree)] == ["a4"]
