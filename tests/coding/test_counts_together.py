"""Passages with A and B, with A and not B; and codings under a filter of people."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.counts import (
    Filters,
    also_coded,
    behind,
    codings_also,
    count,
    gather,
    listed,
    snapshot_of,
    together,
)
from tests.coding.brute_pairs import coding_is_also, is_also, is_listed, pairs, shown
from tests.coding.random_studies import CODES, filters, studies
from tests.coding.small_study import Document, SmallStudy, Speaker, coding
from tests.coding.test_counts_properties import brute

TALK = Document(
    "D",
    (("P1", "P1: ", "one two three"), ("I", "I: ", "and then"), ("P2", "P2: ", "four five six")),
    {"P1": Speaker("participant", "P1"), "P2": Speaker("participant", "P2"), "I": Speaker("interviewer")},
)
STUDY = SmallStudy((TALK,), {"P1": {}, "P2": {}}, {"A": None, "B": "A", "C": None}, ())
WORDS = {
    word: TALK.text.index(word) for word in ["one", "two", "three", "and", "then", "four", "five", "six"]
}


def on(n: int, code: str, first: str, last: str, layer: str = "main"):
    return coding(n, "D", code, WORDS[first], WORDS[last] + len(last), layer=layer)


def table(*codings, rolled: bool = False, chosen: Filters | None = None) -> dict[tuple[str, str], int]:
    snapshot = snapshot_of(replace(STUDY, codings=codings).rows())
    found = together(gather(snapshot, chosen, with_subcodes=rolled))
    places = np.argwhere(found.comments)
    return {(found.codes[a], found.codes[b]): int(found.comments[a, b]) for a, b in places}


def test_passages_that_share_a_word_stand_together():
    found = table(on(1, "A", "one", "two"), on(2, "C", "two", "three"), on(3, "A", "five", "six"))
    assert found == {("A", "A"): 2, ("A", "C"): 1, ("C", "C"): 1, ("C", "A"): 1}


def test_touching_is_not_sharing_nor_is_a_blank():
    blank = coding(2, "D", "C", WORDS["one"] + 3, WORDS["three"])
    found = table(on(1, "A", "one", "one"), blank, on(3, "A", "three", "three"))
    assert ("A", "C") not in found
    assert found["A", "A"] == 2


def test_one_long_passage_stands_with_two_and_each_of_two_with_the_one():
    found = table(on(1, "C", "one", "six"), on(2, "A", "one", "one"), on(3, "A", "four", "four"))
    assert found["A", "C"] == 2
    assert found["C", "A"] == 1


def test_the_passages_of_sub_codes_count_where_codes_are_taken_with_them():
    passages = on(1, "B", "one", "two"), on(2, "C", "two", "two")
    assert ("C", "A") not in table(*passages)
    found = table(*passages, rolled=True)
    assert found["C", "A"] == found["A", "C"] == found["B", "A"] == 1


def test_sharing_only_the_question_counts_for_a_comment_but_the_question_is_none():
    found = table(on(1, "A", "three", "then"), on(2, "C", "and", "then"))
    assert found == {("A", "A"): 1, ("A", "C"): 1}


def test_the_other_codes_passages_pass_the_same_filters():
    passages = on(1, "A", "one", "two"), on(2, "C", "two", "two", layer="check")
    assert ("A", "C") not in table(*passages)
    assert table(*passages, chosen=Filters(layers=frozenset({"main", "check"})))["A", "C"] == 1


@given(studies(), filters, st.booleans())
def test_the_table_of_codes(study, chosen, rolled):
    found = together(gather(snapshot_of(study.rows()), chosen, with_subcodes=rolled))
    answers = brute(study, chosen)
    shown = {
        code: dict(zip(found.codes, row, strict=True))
        for code, row in zip(found.codes, found.comments.tolist(), strict=True)
    }
    assert shown == {code: pairs(answers, code, rolled) for code in study.codes}


@given(studies(), filters, st.booleans(), st.sampled_from(CODES), st.sampled_from(CODES))
def test_with_and_without_add_up_and_open_as_many(study, chosen, rolled, code, other):
    snapshot = snapshot_of(study.rows())
    found, more = (gather(snapshot, chosen, with_subcodes=rolled, codes=[one]) for one in (code, other))
    met = also_coded(found, more)
    opened = [behind(found, code, among=flags) for flags in (met, ~met)]
    assert len(opened[0]) + len(opened[1]) == count(found).rows()[code].comments
    answers = brute(study, chosen)
    assert [(one.document, one.start, one.end) for one in opened[0]] == [
        (passage[0].id, min(row[5] for row in passage[1]), max(row[6] for row in passage[1]))
        for passage, _ in answers.sorted_out(code, rolled)["comments"]
        if is_also(answers, passage, other, rolled)
    ]


@given(studies(), filters, st.booleans(), st.sampled_from(CODES))
def test_codings_with_and_without(study, chosen, rolled, other):
    snapshot = snapshot_of(study.rows())
    met = codings_also(snapshot, gather(snapshot, chosen, with_subcodes=rolled, codes=[other]))
    answers = brute(study, chosen)
    everything = [row for row in shown(study.codings) if is_listed(answers, row)]
    for flags, wanted in ((met, True), (~met, False)):
        assert set(listed(snapshot, chosen, None, 0, 1000, flags).ids) == {
            row[0] for row in everything if coding_is_also(study, answers, row, other, rolled) == wanted
        }
