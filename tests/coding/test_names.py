"""Names and paths of codes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.names import CodeNameError, clean_name, in_order, name_key, names_of, path_of


def is_name(text: str) -> bool:
    try:
        return clean_name(text) == text
    except CodeNameError:
        return False


names = st.text(st.one_of(st.characters(), st.sampled_from("\\> ")), min_size=1, max_size=12).filter(is_name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Waiting", "  waiting "),
        ("Team  meetings", "team meetings"),
        ("Café", "Cafe\u0301"),
        ("STRASSE", "Straße"),
        ("Shared\u00a0base", "shared base"),
    ],
)
def test_these_are_the_same_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_these_are_different_names() -> None:
    assert name_key("Waiting") != name_key("Waiting list")
    assert name_key("cafe") != name_key("café")


@given(st.text())
def test_cleaning_does_not_change_what_a_name_is_compared_by(text: str) -> None:
    try:
        cleaned = clean_name(text)
    except CodeNameError:
        return
    assert name_key(cleaned) == name_key(text)
    assert clean_name(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


def test_a_name_is_trimmed_and_has_one_blank_for_many() -> None:
    assert clean_name("  Team \t meetings\n") == "Team meetings"


def test_scripts_and_emoji_are_names_like_others() -> None:
    assert clean_name("<script>alert(1)</script>") == "<script>alert(1)</script>"
    assert clean_name("👩‍👧 family") == "👩‍👧 family"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "A code needs a name."),
        (" \u00a0\t", "A code needs a name."),
        ("\u200b", "A code needs a name."),
        ("one\ntwo", "A name stands on one line; this one has a line break in it."),
        ("one\u2028two", "A name stands on one line; this one has a line break in it."),
        ("a\x00b", "A name cannot hold control characters."),
        ("a\ud800b", "A name cannot hold control characters."),
        ("x" * 201, "A name has at most 200 characters; this one has 201."),
    ],
)
def test_what_is_no_name_gets_a_sentence(name: str, sentence: str) -> None:
    with pytest.raises(CodeNameError) as refused:
        clean_name(name)
    assert refused.value.sentence == sentence


@given(st.lists(names, min_size=1, max_size=6))
def test_a_path_is_read_as_it_was_written(parts: list[str]) -> None:
    assert names_of(path_of(parts)) == parts


def test_a_greater_than_sign_within_a_name_is_written_with_a_backslash() -> None:
    assert path_of(["Cost > benefit", "So far"]) == r"Cost \> benefit > So far"
    assert names_of(r"Cost \> benefit > So far") == ["Cost > benefit", "So far"]


def test_blanks_round_the_sign_may_be_left_out() -> None:
    assert names_of("A>B >  C") == ["A", "B", "C"]


@pytest.mark.parametrize("path", ["", "   "])
def test_an_empty_path_is_refused(path: str) -> None:
    with pytest.raises(CodeNameError, match="The path is empty"):
        names_of(path)


@pytest.mark.parametrize("path", ["A > ", "> A", "A > > B", ">"])
def test_an_empty_name_in_a_path_is_refused(path: str) -> None:
    with pytest.raises(CodeNameError, match="has an empty name"):
        names_of(path)


def test_numbers_in_names_are_sorted_by_their_value():
    names = ["s10", "S2", "S2b", "Ana", "S2 10", "S2 9", "7"]
    assert sorted(names, key=in_order) == ["7", "Ana", "S2", "S2 9", "S2 10", "S2b", "s10"]
