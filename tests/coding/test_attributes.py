"""What a typed value means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.attributes import (
    TYPES,
    Attribute,
    ValueRefused,
    checked_choices,
    checked_value,
    fits,
    guessed_type,
    sort_key,
)

SITES = ("North", "south  side", "East")


@pytest.mark.parametrize(
    ("type_", "typed", "kept"),
    [
        ("text", "  two   words ", "two words"),
        ("text", "007", "007"),
        ("whole number", "007", "7"),
        ("whole number", "−3", "-3"),
        ("whole number", "12.0", "12"),
        ("yes/no", "Y", "yes"),
        ("yes/no", "FALSE", "no"),
        ("choice", "NORTH", "North"),
        ("choice", "South side", "south  side"),
        ("date", "2024-03-05", "2024-03-05"),
        ("date", "2024/3/5", "2024-03-05"),
        ("date", "5 March 2024", "2024-03-05"),
        ("date", "5th Mar. 2024", "2024-03-05"),
        ("date", "March 5, 2024", "2024-03-05"),
        ("date", "1 Sept 2024", "2024-09-01"),
        ("date", "25/12/2024", "2024-12-25"),
        ("date", "12/25/2024", "2024-12-25"),
        ("date", "4.4.2024", "2024-04-04"),
        *((type_, "   ", "") for type_ in TYPES),
    ],
)
def test_values_are_kept_in_one_form(type_: str, typed: str, kept: str) -> None:
    found = checked_value(type_, SITES, typed)
    assert found.value == kept
    assert bool(found.said) == (" ".join(typed.split()) != kept)


@pytest.mark.parametrize(
    ("type_", "typed", "why"),
    [
        ("whole number", "1.5", "“1.5” is no whole number"),
        ("whole number", "1,200", "no whole number"),
        ("yes/no", "maybe", "neither yes nor no"),
        ("choice", "West", "none of the choices; they are North"),
        ("date", "03/05/2024", "can be two days: 3 May or 5 March. Write it like 2024-05-03"),
        ("date", "31 February 2024", "no day of the calendar"),
        ("date", "2024-13-01", "no day of the calendar"),
        ("date", "5 Ma 2024", "names no month"),
        ("date", "last spring", "no date"),
        ("date", "5/3/24", "no date"),
        ("text", "x" * 501, "at most 500 characters"),
    ],
)
def test_what_does_not_fit_is_said(type_: str, typed: str, why: str) -> None:
    with pytest.raises(ValueRefused, match=why):
        checked_value(type_, SITES, typed)


@given(st.sampled_from(TYPES), st.text(max_size=20) | st.dates().map(str) | st.integers().map(str))
def test_what_is_kept_is_kept_again_as_it_is(type_: str, typed: str) -> None:
    if fits(type_, SITES, typed):
        kept = checked_value(type_, SITES, typed).value
        assert checked_value(type_, SITES, kept) == (kept, "")


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        (["5", "6", "", "-1"], "whole number"),
        (["5", "06"], "text"),
        (["5", "n/a"], "text"),
        (["yes", "no"], "yes/no"),
        (["Yes", "No"], "text"),
        (["2024-03-05"], "date"),
        (["5 March 2024"], "text"),
        (["", ""], "text"),
        (["1", "yes"], "text"),
    ],
)
def test_a_type_is_guessed_only_where_no_value_would_be_written_otherwise(
    values: list[str], type_: str
) -> None:
    assert guessed_type(values) == type_


def test_choices_are_each_there_once_in_their_order() -> None:
    assert checked_choices("choice", ["b", " ", "a", "B"]) == ("b", "a")
    assert checked_choices("text", ["b"]) == ()
    with pytest.raises(ValueRefused, match="at least one"):
        checked_choices("choice", ["", " "])


def test_values_are_ordered_as_their_type_is() -> None:
    def ordered(type_: str, values: list[str]) -> list[str]:
        of = Attribute("1", "participant", "x", type_, SITES)
        return sorted(values, key=lambda value: sort_key(of, value))

    assert ordered("whole number", ["10", "", "9", "many", "-1"]) == ["-1", "9", "10", "many", ""]
    assert ordered("choice", ["East", "", "North", "else"]) == ["North", "East", "else", ""]
