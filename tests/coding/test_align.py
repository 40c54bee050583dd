"""Trees side by side: which codes answer one another, how surely, and why."""

import csv
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetree.coding.align import Extents, Pair, ProposedTree, align, proposed_tree, resolution
from quotetree.coding.align.passages import shared
from quotetree.coding.align.wording import Wording, word_likeness
from quotetree.coding.names import names_of

from .study import made

MEMBERS = ("Ana", "Ben", "Chris", "Dana")


def tree(
    name: str, *paths: str, passages: dict[str, list[tuple[str, int, int]]] | None = None
) -> ProposedTree:
    made = proposed_tree(name, [(tuple(names_of(path)), "") for path in paths])
    return with_passages(made, passages or {})


def with_passages(given: ProposedTree, passages: dict[str, list[tuple[str, int, int]]]) -> ProposedTree:
    codes = [replace(code, passages=Extents.of(passages.get(code.path, ()))) for code in given.codes]
    return ProposedTree(given.name, codes, given.read)


def told(pairs: list[Pair]) -> dict[tuple[str, str], Pair]:
    return {(pair.a.path, pair.b.path): pair for pair in pairs}


def test_the_same_name_at_the_same_place_is_sure() -> None:
    pairs = told(
        align([tree("A", "Waiting", "Waiting > At home"), tree("B", "waiting", "waiting > At home")])
    )
    assert {pair.strength for pair in pairs.values()} == {"sure"}
    assert pairs["Waiting > At home", "waiting > At home"].reasons[0] == "same name"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Travel", "Travelling"),
        ("Team meetings", "Meetings of the team"),
        ("co-location", "Colocated"),
        ("IT systems", "Information technology"),
        ("Morale", "Staff morale"),
        ("Wartezeiten", "Wartezeit"),
        ("Kommunikation", "Kommunikaton"),
    ],
)
def test_other_forms_of_a_name_are_found(one: str, other: str) -> None:
    others = ("Parking", "Uniforms", "Risk")
    pairs = told(align([tree("A", one, *others), tree("B", other, *others)]))
    assert (one, other) in pairs


@pytest.mark.parametrize(("one", "other"), [("contact", "contract"), ("formal", "informal"), ("RS1", "RS2")])
def test_words_that_only_look_alike_are_told_apart(one: str, other: str) -> None:
    assert word_likeness(one, other) < 0.5


def test_a_name_below_another_parent_is_never_sure() -> None:
    a = tree("A", "Workload", "Workload > Hopes", "Morale")
    b = tree("B", "Workload", "Morale", "Morale > Hopes")
    assert told(align([a, b]))["Workload > Hopes", "Morale > Hopes"].strength != "sure"


def test_passages_pair_codes_without_a_word_in_common() -> None:
    lies = [("d", 100 * n, 100 * n + 40) for n in range(10)]
    a = tree("A", "Shared base", "Parking", passages={"Shared base": lies})
    b = tree("B", "Under one roof", "Parking", passages={"Under one roof": lies[:9]})
    pair = told(align([a, b]))["Shared base", "Under one roof"]
    assert pair.strength == "likely"
    assert pair.reasons[0] == "9 of 10 passages coded by both"


def test_the_same_name_for_other_passages_is_not_sure() -> None:
    lies = [("d", 100 * n, 100 * n + 40) for n in range(10)]
    apart = [("d", 100 * n + 50, 100 * n + 90) for n in range(10)]
    a = tree("A", "Support", passages={"Support": lies})
    b = tree("B", "Support", passages={"Support": apart})
    for pair in align([a, b]):
        assert pair.strength != "sure"
        assert "no passage in common" in pair.reasons


def test_what_lies_within_a_wider_code_is_told_beside_it() -> None:
    lies = [("d", 100 * n, 100 * n + 40) for n in range(30)]
    parts = {"Nurses": lies[:10], "Doctors": lies[10:20], "Therapists": [*lies[20:29], ("d", 9000, 9040)]}
    a = tree("A", "Contact", passages={"Contact": lies})
    b = tree("B", *parts, passages=parts)
    within = {pair.b.path: pair for pair in align([a, b]) if pair.within}
    paired = {pair.b.path for pair in align([a, b]) if not pair.within}
    assert set(within) | paired == set(parts)
    assert "10 of its 10 passages lie inside this code" in {
        r for pair in within.values() for r in pair.reasons
    }


def test_documents_that_only_one_has_read_are_left_out() -> None:
    both, alone = [("d", 0, 40)] * 1, [("e", 0, 40)]
    a = ProposedTree("A", tree("A", "X", passages={"X": both + alone}).codes, frozenset("de"))
    b = ProposedTree("B", tree("B", "X", passages={"X": both}).codes, frozenset("d"))
    assert told(align([a, b]))["X", "X"].reasons[0] == "1 of 1 passage coded by both"


def test_a_tree_in_figures() -> None:
    assert resolution(tree("A", "X > Y > Z", "X > W", "V")).levels == (2, 2, 1)


def proposals(folder: Path) -> tuple[list[ProposedTree], dict[tuple[str, str], str]]:
    trees = []
    for member in MEMBERS:
        with (folder / "proposals" / f"{member}.csv").open(encoding="utf-8", newline="") as file:
            rows = [(tuple(names_of(row["path"])), row["description"]) for row in csv.DictReader(file)]
        trees.append(proposed_tree(member, rows))
    with (folder / "proposals" / "truth.csv").open(encoding="utf-8", newline="") as file:
        return trees, {(row["member"], row["proposed"]): row["agreed"] for row in csv.DictReader(file)}


def true_pairs(truth: dict[tuple[str, str], str]) -> set[tuple[str, str, str, str]]:
    agreed = {(member, code): proposed for (member, proposed), code in truth.items()}
    return {
        (a, path, b, agreed[b, code])
        for a, b in combinations(MEMBERS, 2)
        for (member, path), code in truth.items()
        if member == a and (b, code) in agreed
    }


def on_trial(folder: Path, given: ProposedTree, truth: dict[tuple[str, str], str]) -> ProposedTree:
    """The member's tree with the study's codings, each under what the member calls the code, or one above it."""
    own = {agreed: proposed for (member, proposed), agreed in truth.items() if member == given.name}
    passages: dict[str, list[tuple[str, int, int]]] = {}
    with (folder / "codings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["code"]
            while code and code not in own:
                code = code.rpartition(" > ")[0]
            if code:
                where = (row["document"], int(row["start"]), int(row["end"]))
                passages.setdefault(own[code], []).append(where)
    return with_passages(given, passages)


def check_against_truth(pairs: list[Pair], true: set[tuple[str, str, str, str]], least: float) -> None:
    found = {(p.a.tree, p.a.path, p.b.tree, p.b.path): p for p in pairs if not p.within}
    assert len(true & found.keys()) / len(true) >= least
    assert not [key for key, pair in found.items() if pair.strength == "sure" and key not in true]


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_the_proposals_of_a_study_are_paired_as_they_belong(tmp_path: Path, seed: int) -> None:
    trees, truth = proposals(made(tmp_path, seed))
    check_against_truth(align(trees), true_pairs(truth), 0.95)
    if seed < 3:
        coded = [on_trial(tmp_path, each, truth) for each in trees]
        check_against_truth(align(coded), true_pairs(truth), 0.99)


def some_missed(given: ProposedTree, share: float) -> ProposedTree:
    """The tree as its member would have coded who misses passages at random."""
    chance = Random(given.name)
    codes = [
        replace(code, passages=Extents.of(one for one in code.passages if chance.random() >= share))
        for code in given.codes
    ]
    return ProposedTree(given.name, codes)


def sure(pairs: list[Pair]) -> int:
    return sum(pair.strength == "sure" for pair in pairs if not pair.within)


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6])
def test_passages_that_each_missed_make_nothing_less_sure(tmp_path: Path, share: float) -> None:
    trees, truth = proposals(made(tmp_path, 3))
    pairs = align([some_missed(on_trial(tmp_path, each, truth), share) for each in trees])
    check_against_truth(pairs, true_pairs(truth), 0.99)
    assert sure(pairs) >= sure(align(trees))


def test_who_agrees_elsewhere_and_not_here_makes_a_pair_unsure() -> None:
    lies = {
        f"Code {n} of them": [("d", 10_000 * n + 100 * m, 10_000 * n + 100 * m + 40) for m in range(20)]
        for n in range(8)
    }
    a, b, other = (
        some_missed(tree(name, *lies, passages=passages), 0.4)
        for name, passages in (
            ("A", lies),
            ("B", lies),
            ("C", {**lies, "Code 1 of them": lies["Code 3 of them"]}),
        )
    )
    assert told(align([a, b]))["Code 1 of them", "Code 1 of them"].strength == "sure"
    found = told(align([a, other]))
    assert found["Code 2 of them", "Code 2 of them"].strength == "sure"
    assert all(pair.strength != "sure" for key, pair in found.items() if "Code 1 of them" in key)


NAMES = st.sampled_from(
    ["Contact", "Contacts", "Mood", "Moods", "Work", "Workload", "Hopes", "Team", "Staff"]
)
PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=3).map(tuple), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(PATHS, PATHS, st.randoms(use_true_random=False))
def test_the_order_of_trees_and_codes_does_not_matter(one, other, chance) -> None:
    a, b = (proposed_tree(name, [(path, "") for path in paths]) for name, paths in (("A", one), ("B", other)))
    sides = {(pair.a.path, pair.b.path, pair.score, pair.strength) for pair in align([a, b])}
    shuffled = [list(a.codes), list(b.codes)]
    for codes in shuffled:
        chance.shuffle(codes)
    turned = align([ProposedTree("B", shuffled[1]), ProposedTree("A", shuffled[0])])
    assert {(pair.b.path, pair.a.path, pair.score, pair.strength) for pair in turned} == sides
    assert len({path for path, *_ in sides}) == len(sides)


SOME = st.lists(st.tuples(st.sampled_from("de"), st.integers(0, 30), st.integers(1, 10)), max_size=6)
CODES = st.lists(
    st.tuples(NAMES, st.sampled_from(["", "Words on contact", "What is said of mood"]), SOME),
    min_size=1,
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(CODES, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_definitions_and_passages_count_alike_in_any_order_of_members(members, chance) -> None:
    trees = []
    for name, codes in zip("ABCD", members, strict=False):
        given_tree = proposed_tree(name, [((code,), said) for code, said, _ in codes], frozenset("de"))
        passages = {code: [(d, at, at + size) for d, at, size in some] for code, _, some in codes}
        trees.append(with_passages(given_tree, {one.path: passages[one.path] for one in given_tree.codes}))

    def pairs(sides: list[ProposedTree]) -> set[tuple[object, ...]]:
        return {
            (frozenset({(pair.a.tree, pair.a.path), (pair.b.tree, pair.b.path)}), pair.score, pair.strength)
            for pair in align(sides)
        }

    turned = [ProposedTree(one.name, chance.sample(one.codes, len(one.codes)), one.read) for one in trees]
    chance.shuffle(turned)
    assert pairs(turned) == pairs(trees) == pairs(trees)


@settings(max_examples=200, deadline=None)
@given(SOME, SOME)
def test_what_passages_share_is_what_their_characters_share(one, other) -> None:
    a, b = ([(d, start, start + size) for d, start, size in some] for some in (one, other))
    letters = [{(d, at) for d, start, end in some for at in range(start, end)} for some in (a, b)]
    common = letters[0] & letters[1]
    found = shared([Extents.of(a)], [Extents.of(b)])
    if not common:
        assert not found
        return
    assert found[0, 0].jaccard == pytest.approx(len(common) / len(letters[0] | letters[1]))
    assert found[0, 0].inside == pytest.approx(len(common) / len(letters[0]))
    mostly = [
        2 * len({(d, at) for at in range(start, end)} & letters[1]) > end - start for d, start, end in set(a)
    ]
    assert (found[0, 0].lie_in, found[0, 0].here) == (sum(mostly), len(mostly))


def test_rare_words_weigh_more_than_common_ones() -> None:
    wording = Wording(["Patients: care", "Patients: continuity", "Patients: food", "Staff care"])
    assert wording.names("Patients: care", "Staff care") > wording.names("Patients: care", "Patients: food")
