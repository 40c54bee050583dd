"""Who could have spoken, what is withheld, sentences, and questions that cannot be answered."""

from dataclasses import replace

import pytest

from quotetree.coding.counts import (
    Count,
    Filters,
    UnknownAttribute,
    Withheld,
    behind,
    break_down,
    count,
    counted_apart,
    gather,
    sentence,
    share,
    snapshot_of,
    speakers,
    totals,
)
from quotetree.coding.errors import QuotetreeError
from tests.coding.small_study import Document, SmallStudy, Speaker, coding

TALK = Document(
    "D",
    (("P1", "P1: ", "one [laughs] two"), ("F", "Female 2: ", "three"), ("P2", "P2: ", "[nods]")),
    {"P1": Speaker("participant", "P1"), "P2": Speaker("participant", "P2"), "F": Speaker("placeholder")},
    attended=("P1", "P2"),
    values={"phase": "1"},
)
STUDY = SmallStudy(
    documents=(TALK,),
    people={"P1": {"profession": "Nursing"}, "P2": {"profession": "Nursing"}, "P3": {}},
    codes={"A": None, "B": "A"},
    codings=(
        coding(1, "D", "B", 4, 40),
        coding(2, "D", "B", 4, 7, "Ben"),
        coding(3, "D", "A", 4, 7, "Ben", "check"),
    ),
    attributes=(("participant", "profession"), ("document", "phase")),
)


def snapshot():
    return snapshot_of(STUDY.rows())


def counts(comments, respondents, unattributed=0, contributions=None, interviewer_only=0, in_notes=0):
    told = comments - unattributed if contributions is None else contributions
    return Count(comments, respondents, 1, unattributed, interviewer_only, in_notes, told)


def test_values_without_comments_are_left_out():
    study = replace(STUDY, codings=STUDY.codings[1:])
    assert break_down(gather(snapshot_of(study.rows())), "profession").rows() == {
        "A": {},
        "B": {"Nursing": (1, 1)},
    }


def test_the_value_not_known_comes_last():
    assert break_down(gather(snapshot()), "profession").values == ("Nursing", "")


def test_percentages_are_of_those_who_spoke():
    found = speakers(snapshot(), by="profession")
    assert (found.spoke, found.placeholders, found.silent) == (2, 1, 1)
    assert found.by == {"Nursing": 1, "": 1}
    nurses = speakers(snapshot(), Filters(attributes=(("profession", frozenset({"Nursing"})),)))
    assert (nurses.spoke, nurses.placeholders, nurses.silent) == (1, 0, 1)


def test_a_placeholder_is_nowhere_under_an_attributes_filter():
    unknown = Filters(attributes=(("profession", frozenset({""})),))
    assert speakers(snapshot(), unknown).spoke == 0
    assert len(behind(gather(snapshot(), unknown), "B")) == 0


def test_totals_are_of_the_documents_and_layers_chosen():
    every_layer = frozenset({"main", "check", "trial"})
    assert totals(snapshot(), Filters(layers=every_layer)) == {
        "documents": {"interview": 1},
        "participants": 3,
        "participants_who_spoke": 1,
        "placeholders": 1,
        "codings": 3,
    }
    assert totals(snapshot(), Filters(documents=frozenset({"D"})))["participants"] == 2
    assert totals(snapshot(), Filters(documents=frozenset()))["documents"] == {}


def test_what_is_withheld_is_not_counted_but_for_whom_it_is_not():
    blind = Withheld("check", but_by=frozenset({"Dana"}))
    check = frozenset({"check"})
    assert totals(snapshot(), Filters(layers=check))["codings"] == 1
    assert totals(snapshot(), Filters(layers=check, withheld=(blind,)))["codings"] == 0
    assert (
        totals(snapshot(), Filters(layers=check, withheld=(Withheld("check", but_by=frozenset({"Ben"})),)))[
            "codings"
        ]
        == 1
    )
    assert (
        totals(snapshot(), Filters(layers=check, withheld=(Withheld("check", frozenset({"E"})),)))["codings"]
        == 1
    )


def test_an_empty_project_is_counted():
    empty = snapshot_of(SmallStudy((), {}, {"A": None}, ()).rows())
    assert count(gather(empty, with_subcodes=True)).rows() == {"A": Count(0, 0, 0, 0, 0, 0, 0)}
    assert totals(empty)["documents"] == {}
    assert speakers(empty).spoke == 0


@pytest.mark.parametrize("by", ["shoe size", "document.profession", "phase", "document."])
def test_an_attribute_that_is_not_there(by):
    with pytest.raises(UnknownAttribute, match=f"no attribute “{by}”.*profession, document.phase"):
        break_down(gather(snapshot()), by)


def test_a_code_a_layer_and_a_number_that_are_not_there():
    with pytest.raises(QuotetreeError, match="not in this project"):
        gather(snapshot(), codes=["Z"])
    with pytest.raises(QuotetreeError, match="not in this project"):
        behind(gather(snapshot(), codes=["A"]), "B")
    with pytest.raises(QuotetreeError, match="no layer “blind”; the layers are main, check, trial"):
        Filters(layers=frozenset({"blind"}))
    with pytest.raises(QuotetreeError, match="“shares” is not a number"):
        behind(gather(snapshot()), "A", "shares")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (counts(0, 0), "no comments"),
        (counts(1, 1), "1 comment from 1 respondent"),
        (counts(77, 36), "77 comments from 36 respondents"),
        (counts(12, 9, 2), "10 comments from 9 respondents, and 2 more by speakers not identified"),
        (counts(2, 0, 2), "2 comments by speakers not identified"),
        (counts(1, 2, contributions=2), "2 contributions from 2 respondents in 1 comment"),
        (
            counts(3, 3, 1, contributions=4),
            "4 contributions from 3 respondents in 2 comments, and 1 more comment by speakers not identified",
        ),
    ],
)
def test_sentences(row, said):
    assert sentence(row) == said


def test_what_is_counted_apart():
    assert counted_apart(counts(1, 1)) == ""
    apart = counts(1, 1, interviewer_only=2, in_notes=1)
    assert counted_apart(apart) == "2 passages of an interviewer only, 1 passage in researchers' notes"


def test_shares():
    assert share(29, 41, read=104, documents=104) == "71% of N = 41"
    assert share(29, 41, read=60, documents=104) == "at least 71% of N = 41 (read for it: 60 of 104)"
    assert share(0, 0, read=0, documents=0) == "nobody spoke"
