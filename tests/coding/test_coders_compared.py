"""Comments of two coders: what both gave, and what one of them alone did."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.counts import (
    LAYERS,
    Filters,
    Given,
    Side,
    Withheld,
    Work,
    behind,
    beside,
    coders_compared,
    comments_given,
    count,
    documents_read,
    documents_seen,
    gather,
    most_to_compare,
    overlap,
    snapshot_of,
    works,
)
from quotetree.coding.counts.rows import CodingRow
from tests.coding.brute import Brute, below, letters
from tests.coding.random_studies import CODERS, CODES, studies
from tests.coding.small_study import SmallStudy, coding
from tests.coding.test_counts_together import STUDY, WORDS

ANA, BEN = Side("Ana", "main"), Side("Ben", "main")
sides = st.lists(
    st.builds(Side, st.sampled_from((*CODERS, "")), st.sampled_from(LAYERS)), min_size=2, max_size=2
)
two_sides = sides.filter(lambda both: not overlap(*both))


def of_two(both) -> Filters:
    return Filters(layers=frozenset(one.layer for one in both), sides=frozenset(both))


def is_of(row: CodingRow, side: Side) -> bool:
    return side.coder in ("", row[3]) and side.layer == row[4]


def on(n: int, code: str, first: str, last: str, coder: str = "Ana", layer: str = "main"):
    return coding(n, "D", code, WORDS[first], WORDS[last] + len(last), coder, layer)


def table(*codings, both=(ANA, BEN), rolled: bool = False) -> dict[str, Given]:
    found = gather(snapshot_of(replace(STUDY, codings=codings).rows()), of_two(both), with_subcodes=rolled)
    return {code: one for code, one in coders_compared(found, both).items() if one.either}


def test_passages_that_share_a_word_are_a_comment_of_both():
    assert table(on(1, "A", "one", "two"), on(2, "A", "two", "three", "Ben")) == {"A": Given(1, 0, 0)}


def test_passages_that_only_touch_are_each_ones_own():
    blank = coding(2, "D", "A", WORDS["one"] + 3, WORDS["two"] + 3, "Ben")
    assert table(on(1, "A", "one", "one"), blank) == {"A": Given(0, 1, 1)}


def test_the_same_words_with_another_code_are_each_ones_own():
    assert table(on(1, "A", "one", "two"), on(2, "C", "one", "two", "Ben")) == {
        "A": Given(0, 1, 0),
        "C": Given(0, 0, 1),
    }


def test_a_sub_code_is_the_same_code_where_codes_are_taken_with_them():
    passages = on(1, "A", "one", "two"), on(2, "B", "two", "two", "Ben")
    assert table(*passages) == {"A": Given(0, 1, 0), "B": Given(0, 0, 1)}
    assert table(*passages, rolled=True) == {"A": Given(1, 0, 0), "B": Given(0, 0, 1)}


def test_two_of_the_one_in_one_long_of_the_other_are_one_comment_of_both():
    short = on(1, "A", "one", "one"), on(2, "A", "four", "four")
    assert table(*short, on(3, "A", "one", "six", "Ben")) == {"A": Given(1, 0, 0)}
    assert table(*short, on(3, "A", "six", "six", "Ben")) == {"A": Given(0, 2, 1)}


def test_only_the_questions_words_are_no_comment():
    assert table(on(1, "A", "and", "then"), on(2, "A", "and", "then", "Ben")) == {}


def test_a_coder_in_one_layer_is_compared_with_the_same_in_another():
    passages = (
        on(1, "A", "one", "one"),
        on(2, "A", "six", "six", layer="check"),
        on(3, "A", "two", "two", "Ben"),
    )
    assert table(*passages, both=(ANA, Side("Ana", "check"))) == {"A": Given(0, 1, 1)}


def test_a_check_is_compared_with_all_who_coded():
    passages = (
        on(1, "A", "one", "one"),
        on(2, "A", "six", "six", "Ben"),
        on(3, "A", "one", "six", "Dan", "check"),
    )
    assert table(*passages, both=(Side("", "main"), Side("Dan", "check"))) == {"A": Given(1, 0, 0)}
    assert table(*passages[:2], both=(Side("", "main"), Side("Dan", "check"))) == {"A": Given(0, 2, 0)}


def test_what_the_other_coded_there_is_told_in_order():
    passages = (
        on(1, "A", "one", "three"),
        on(2, "C", "three", "three", "Ben"),
        on(3, "B", "one", "one", "Ben"),
        on(4, "B", "six", "six", "Ben"),
        on(5, "C", "two", "two", "Ben", "check"),
    )
    found = gather(snapshot_of(replace(STUDY, codings=passages).rows()), of_two([ANA, BEN]), codes=["A"])
    alone = behind(found, "A", among=comments_given(found, [ANA, BEN], "one"))
    [there] = beside(found, alone.which, BEN)
    assert [(one.id, one.code) for one in there] == [("c3", "B"), ("c2", "C")]


def test_a_document_is_read_where_it_was_coded_or_done_without_coding_it_in_another_layer():
    done = {("D2", "Ana"), ("D3", "Ana"), ("D4", "Ben")}
    found = [Work(ANA, 2, frozenset({"D1"})), Work(Side("Ana", "check"), 1, frozenset({"D2"}))]
    assert documents_read(found, ANA, done) == {"D1", "D3"}
    assert documents_read(found, Side("Ana", "check"), done) == {"D2", "D3"}
    assert documents_read(found, BEN, done) == {"D4"}
    assert documents_read(found, Side("", "main"), done) == {"D1", "D3", "D4"}


def test_what_is_held_back_cannot_be_compared():
    hidden = [
        Withheld("main", frozenset({"D1"}), frozenset({"Ben"})),
        Withheld("check", None, frozenset({"Ben"})),
    ]
    assert documents_seen(["D1", "D2"], ANA, hidden) == {"D2"}
    assert documents_seen(["D1", "D2"], BEN, hidden) == {"D1", "D2"}
    assert documents_seen(["D1", "D2"], Side("Ana", "check"), hidden) == set()


def test_a_check_is_compared_first_then_those_who_share_most():
    ana, ben, eve = (
        Work(Side(name, "main"), 9, frozenset(held))
        for name, held in (("Ana", "1234"), ("Ben", "234"), ("Eve", "5"))
    )
    check = Work(Side("Dan", "check"), 1, frozenset("2"))
    assert most_to_compare([ana, eve, ben]) == (ana.side, ben.side)
    assert most_to_compare([ana, ben, eve, check]) in ((ana.side, check.side), (ben.side, check.side))
    assert most_to_compare([ana]) is None
    whole = Work(Side("", "main"), 27, frozenset("12345"))
    more = check._replace(documents=frozenset("15"))
    assert most_to_compare([ana, ben, eve, more, whole]) == (whole.side, more.side)
    assert most_to_compare([ana, whole]) is None


@given(studies(), two_sides, st.booleans(), st.sampled_from(CODES))
def test_the_three_add_up_and_open_as_many(study: SmallStudy, both, rolled, code):
    found = gather(snapshot_of(study.rows()), of_two(both), with_subcodes=rolled, codes=[code])
    told = coders_compared(found, both)[code]
    assert told.either == count(found).rows()[code].comments
    for name in ("both", "one", "other", "either"):
        opened = behind(found, code, among=comments_given(found, both, name))
        assert len(opened) == getattr(told, name)


@given(studies(), two_sides, st.booleans(), st.sampled_from(CODES))
def test_each_comment_is_whose_it_is_by_its_characters(study: SmallStudy, both, rolled, code):
    """Whose a comment is: does a coding of the side with that code hold one of its letters?"""
    brute = Brute(study, lambda row: any(is_of(row, side) for side in both))
    expected = [0, 0, 0]
    for (document, _, said), _ in brute.sorted_out(code, rolled)["comments"]:
        theirs = [
            any(
                row[1] == document.id
                and below(study, row[2], code, rolled)
                and said & set(range(row[5], row[6]))
                for row in study.codings
                if is_of(row, side)
            )
            for side in both
        ]
        expected[0 if all(theirs) else 1 if theirs[0] else 2] += 1
    found = gather(snapshot_of(study.rows()), of_two(both), with_subcodes=rolled, codes=[code])
    assert coders_compared(found, both)[code] == Given(*expected)


@given(studies(), two_sides, st.sampled_from(CODES))
def test_what_the_other_coded_shares_a_letter_with_the_comment(study: SmallStudy, both, code):
    found = gather(snapshot_of(study.rows()), of_two(both), codes=[code])
    opened = behind(found, code, among=comments_given(found, both, "one"))
    for comment, there in zip(opened, beside(found, opened.which, both[1]), strict=True):
        [document] = [one for one in study.documents if one.id == comment.document]
        said = set(letters(document, study.left_out))
        held = said & {
            at for row in study.codings if row[0] in comment.codings for at in range(row[5], row[6])
        }
        expected = {
            row[1:]
            for row in study.codings
            if row[1] == document.id and is_of(row, both[1]) and held & set(range(row[5], row[6]))
        }
        rows = {row[0]: row[1:] for row in study.codings}
        assert {rows[one.id] for one in there} == expected
        assert len(there) == len(expected)


@given(studies(), st.sampled_from(LAYERS))
def test_the_sides_are_who_has_codings_that_are_seen(study: SmallStudy, layer):
    hidden = Filters(withheld=(Withheld(layer, None, frozenset({"Ana"})),))
    found = {one.side: one.documents for one in works(snapshot_of(study.rows()), hidden)}
    brute = Brute(study, lambda row: True)
    expected: dict[Side, set[str]] = {}
    for row in study.codings:
        if (row[4] != layer or row[3] == "Ana") and not brute.out(row):
            expected.setdefault(Side(row[3], row[4]), set()).add(row[1])
    for each in LAYERS:
        coders = [held for side, held in expected.items() if side.layer == each]
        if len(coders) > 1:
            expected[Side("", each)] = set.union(*coders)
    assert found == expected
