"""The tag of a quotation: fields filled in, unknown ones gone with their comma, wrong ones told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.quote_tag import FIELDS, USUAL, TagRefused, checked, tag, tags

NURSE = {"participant": "S11", "profession": "nurse", "document": "RS2", "turn": "34", "document.phase": "1"}
LONG = "{participant}, {profession}, {document}, turn {turn}"


@pytest.mark.parametrize(
    ("template", "values", "expected"),
    [
        (LONG, NURSE, "S11, nurse, RS2, turn 34"),
        ("", NURSE, "S11, RS2, turn 34"),
        (LONG, NURSE | {"profession": ""}, "S11, RS2, turn 34"),
        (LONG, {"document": "RS2"}, "RS2"),
        (LONG, NURSE | {"participant": ""}, "nurse, RS2, turn 34"),
        (LONG, NURSE | {"turn": "34–36"}, "S11, nurse, RS2, turns 34–36"),
        (f"({LONG})", NURSE, "(S11, nurse, RS2, turn 34)"),
        (f"({LONG})", {"document": "RS2"}, "(RS2)"),
        (f"({LONG})", {}, ""),
        ("{participant} ({profession}), {document}", NURSE, "S11 (nurse), RS2"),
        ("{participant} ({profession}), {document}", NURSE | {"profession": ""}, "S11, RS2"),
        ("{Participant} · {document.PHASE}", NURSE, "S11 · 1"),
        ("", {"participant": "I15", "document": "I15", "turn": "2"}, "I15, turn 2"),
        ("{participant}; {coder}", NURSE, "S11"),
        ("Interview {document}", NURSE, "Interview RS2"),
        ("{participant}", {"participant": "{document}, <b>"}, "{document}, <b>"),
    ],
)
def test_a_template_is_filled_in(template: str, values: dict[str, str], expected: str):
    assert tag(template, values) == expected


def test_an_attributes_name_may_have_a_comma():
    assert tag("{participant}, {years, in team}", {"participant": "S11", "years, in team": "4"}) == "S11, 4"


def test_the_tags_of_several_people_are_joined_and_each_stands_once():
    people = [NURSE, {"participant": "S12", "document": "RS2", "turn": "35"}, NURSE]
    assert tags(LONG, people) == "S11, nurse, RS2, turn 34; S12, RS2, turn 35"


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("{proffession}", r"no field \{proffession\}. The fields are \{participant\}.*\{profession\}"),
        ("{}", "no field"),
        ("{participant", "brace stands alone"),
        ("participant}", "brace stands alone"),
        ("{participant} {{turn}", "brace stands alone"),
        ("S11", "has no field"),
        ("{turn}" * 60, "at most 300"),
    ],
)
def test_a_wrong_template_is_refused_in_a_sentence(template: str, sentence: str):
    with pytest.raises(TagRefused, match=sentence):
        checked(template, ["profession"])


def test_the_usual_template_is_kept_as_nothing():
    assert checked(f"  {USUAL} ", []) == ""
    assert checked("{participant},\n {Profession}", ["profession"]) == "{participant}, {Profession}"


@given(
    st.lists(st.sampled_from(FIELDS), min_size=1, max_size=6),
    st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(("", "a", "S11", "34–36", "nurse"))),
)
def test_no_comma_stands_at_an_end_or_twice(fields: list[str], values: dict[str, str]):
    filled = tag(", ".join(f"{{{field}}}" for field in fields), values)
    known = [values[field] for field in fields if values.get(field)]
    assert filled == ", ".join(one for n, one in enumerate(known) if n == 0 or one != known[n - 1])
