"""Conditions on people and documents, as they are written."""

import pytest

from quotetree.coding.counts import PeopleRows, UnknownAttribute, values_of
from quotetree.coding.counts.conditions import in_order_of_values, in_words, order_of
from quotetree.coding.counts.people import people_of
from quotetree.coding.errors import QuotetreeError

PEOPLE = people_of(
    PeopleRows(
        participants=["P1", "P2", "P3"],
        attributes=[
            ("participant", "Profession"), ("participant", "years"), ("participant", "met"),
            ("document", "phase"), ("participant", "a=b"),
        ],
        values=[
            ("P1", "Profession", "nurse"), ("P2", "Profession", "Doctor, senior"), ("P3", "Profession", "5..x"),
            ("P1", "years", "5"), ("P2", "years", "12"), ("P3", "years", "some"),
            ("P1", "met", "2024-05-31"), ("P2", "met", "2024-06-30"), ("P1", "a=b", "c"),
        ],
        appearance_values=[("D1", "P1", "Profession", "midwife"), ("D1", "P1", "years", "-3")],
        document_values=[("D1", "phase", "1"), ("D2", "phase", "2")],
    )
)  # fmt: skip


def asked(*conditions: str) -> dict[str, set[str]]:
    return {attribute: set(values) for attribute, values in values_of(PEOPLE, conditions)}


@pytest.mark.parametrize(
    ("condition", "values"),
    [
        ("Profession=nurse", {"nurse"}),
        (" profession = NURSE ", {"nurse"}),
        ("Profession=nurse,midwife", {"nurse", "midwife"}),
        ("Profession=Doctor, senior", {"Doctor, senior"}),
        ("Profession=5..x", {"5..x"}),
        ("Profession=", {""}),
        ("Profession=nurse, not known", {"nurse", ""}),
        ("years=5..12", {"5", "12"}),
        ("years=6..", {"12"}),
        ("years=..5", {"5", "-3"}),
        ("years=-3..-1", {"-3"}),
        ("years=13..", set()),
        ("years=5,10..12", {"5", "12"}),
        ("met=2024-05-31..2024-06-01", {"2024-05-31"}),
        ("met=..2024-06-30", {"2024-05-31", "2024-06-30"}),
        ("document.phase=1", {"1"}),
        ("a=b=c", {"c"}),
    ],
)
def test_what_a_condition_lets_through(condition: str, values: set[str]):
    [(_, found)] = values_of(PEOPLE, [condition])
    assert found == values


def test_conditions_on_one_attribute_are_ored_those_on_several_and_ed():
    assert asked("profession=nurse", "document.phase=1", "Profession=midwife") == {
        "profession": {"nurse", "midwife"},
        "document.phase": {"1"},
    }


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("nurse", "“nurse” is no condition"),
        ("Profession=surgeon", "“surgeon” is no value of “Profession”; there is “5..x”, “Doctor, senior”, “mid"),
        ("years=5..x", "“5..x” is no range of “years”"),
        ("years=5..2024-01-01", "is no range"),
        ("years=..", "is no range"),
        ("met=2024-02-31..", "is no range"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said(condition: str, said: str):
    with pytest.raises(QuotetreeError, match=said.replace(".", r"\.")):
        values_of(PEOPLE, [condition])


def test_an_attribute_that_is_not_there_is_said():
    with pytest.raises(UnknownAttribute, match="There is no attribute “shoe size”"):
        values_of(PEOPLE, ["shoe size=44"])


def test_in_words():
    told = ("5..10", "5..", "..2024-06-30", "nurse", "", "a..b")
    assert [in_words(one) for one in told] == [
        "5 to 10", "from 5", "to 2024-06-30", "nurse", "not known", "a..b",
    ]  # fmt: skip


def test_values_are_in_the_order_in_which_people_look_for_them():
    assert in_order_of_values(["", "10", "9", "b", "A"]) == ["9", "10", "A", "b", ""]
    assert order_of(["1", "10"]) == "number"
    assert order_of(["2024-01-01"]) == "date"
    assert order_of(["1", "2024-01-01"]) == ""
    assert order_of(["1", "b"]) == ""
    assert order_of(["a", "b"]) == ""
    assert order_of([]) == ""
