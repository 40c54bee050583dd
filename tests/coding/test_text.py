"""Canonical text, lines and the two ways of counting offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.text import canonical, code_point_offset, is_right_to_left, lines, sha256, utf16_offset

odd = "\r\n\t\f\v\x00\x85\u2028\u2029\ufeff\ud83d\ude00😀é "
any_text = st.text(st.one_of(st.characters(), st.sampled_from(odd)))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f", "\v", "\x85", "\u2028", "\u2029"])
def test_every_line_end_becomes_one_newline(end):
    assert canonical(f"one{end}two{end}").text == "one\ntwo\n"
    assert canonical(f"one{end}two").removed == 0


@pytest.mark.parametrize("gone", list("\x00\x01\x08\x0e\x1b\x1c\x1f\x7f\x80\x9f\ud800\udfff"))
def test_controls_and_lone_surrogates_go_and_are_counted(gone):
    cleaned = canonical(f"a{gone}b{gone}")
    assert (cleaned.text, cleaned.removed) == ("ab", 2)


@pytest.mark.parametrize("kept", ["\t", "é", "e\u0301", "\u00a0", "\u00ad", "\u200d", "👩‍⚕️", "“”", "日本語"])
def test_everything_else_stays_as_given(kept):
    assert canonical(f"a{kept}b") == canonical(canonical(f"a{kept}b").text)
    assert canonical(f"a{kept}b").text == f"a{kept}b"


def test_a_byte_order_mark_goes_from_the_beginning_and_is_not_counted():
    cleaned = canonical("\ufeffS1: yes\ufeff")
    assert (cleaned.text, cleaned.removed) == ("S1: yes\ufeff", 0)


def test_a_return_before_a_newline_is_one_line_end_and_after_it_a_second():
    assert canonical("a\r\n\rb\n\rc").text == "a\n\nb\n\nc"


@given(any_text)
def test_canonical_is_idempotent_and_clean(raw):
    cleaned = canonical(raw)
    assert canonical(cleaned.text) == type(cleaned)(cleaned.text, 0)
    assert all(c in "\t\n" or ord(c) >= 32 for c in cleaned.text)
    assert not cleaned.text.startswith("\ufeff")
    cleaned.text.encode()


@given(any_text)
def test_lines_are_what_stands_between_newlines(raw):
    text = canonical(raw).text
    parts = text.split("\n")
    assert [text[a:b] for a, b in lines(text)] == (parts[:-1] if parts[-1] == "" else parts)


def test_lines_split_at_newlines_alone():
    assert lines("a\u2028b\n\nc") == [(0, 3), (4, 4), (5, 6)]
    assert lines("") == []


@given(st.text(st.sampled_from("ab😀é👩\u200d\n")), st.data())
def test_offsets_go_to_the_browser_and_back(text, data):
    at = data.draw(st.integers(0, len(text)))
    units = utf16_offset(text, at)
    assert units == len(text[:at].encode("utf-16-le")) // 2
    assert code_point_offset(text, units) == at


def test_an_offset_between_surrogates_goes_to_the_beginning_of_the_pair():
    assert [code_point_offset("a😀b😀", units) for units in range(7)] == [0, 1, 1, 2, 3, 3, 4]


def test_the_hash_is_of_utf8_bytes():
    assert sha256("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


@pytest.mark.parametrize(
    ("words", "right_to_left"),
    [
        ("טוב מאוד, תודה. אני עובדת ב-NHS", True),
        ("– 2010: قهوة", True),
        ("NHS: טוב", False),
        ("Good.", False),
        ("12 … 🙂", False),
        ("", False),
    ],
)
def test_words_run_as_their_first_letter_does(words, right_to_left):
    assert is_right_to_left(words) is right_to_left
