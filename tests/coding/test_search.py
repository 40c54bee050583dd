"""The query language, hits in the words of a turn, and keyword in context."""

import re
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.search import BadQuery, extended, in_context, read_query

ALL = "".join(chr(n) for n in range(0x20, 0x2FA20) if not 0xD800 <= n < 0xE000)
PIECES = [
    "co",
    "-",
    "Loc",
    "ate",
    "s",
    "i",
    "ſ",
    "İ",
    "ı",
    "é",
    "e\u0301",
    "’",
    "'",
    " ",
    "\n",
    "🙂",
    ",",
    "K",
    "ß",
]
TALK = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def found(typed: str, words: str) -> list[str]:
    return [words[start:end] for start, end in read_query(typed).hits(words)]


@pytest.mark.parametrize(
    ("typed", "words", "hits"),
    [
        ("team", "The team. Teams, TEAM; teamwork a-team", ["team", "TEAM", "team"]),
        ("team*", "The team. Teams, TEAM; teamwork steam", ["team", "Teams", "TEAM", "teamwork"]),
        ("co-locat*", "Co-located, CO-LOCATION; colocation", ["Co-located", "CO-LOCATION"]),
        ("nurs*", "the nurse’s nursing-home", ["nurse’s", "nursing-home"]),
        ("co-location | colocation", "co-location, colocation", ["co-location", "colocation"]),
        ("co-location OR x", "co-location, x", []),
        ('"health care"', "health care, health\n care, health-care", ["health care", "health\n care"]),
        ("“health care”", "Health Care", ["Health Care"]),
        ("«health car*»", "health careers", ["health careers"]),
        ("nurse doctor", "A nurse, a doctor and a nurse", ["nurse", "doctor", "nurse"]),
        ("nurse doctor", "A nurse and a nurse", []),
        ("nurse doctor | team", "A nurse in a team", ["team"]),
        ('team | "team meeting"', "the team meeting of the team", ["team meeting", "team"]),
        ('"we we"', "we we we we", ["we we", "we we"]),
        ("don't", "don’t don't dont", ["don’t", "don't"]),
        ("co-located", "co‑located co‐located", ["co‑located", "co‐located"]),
        ("café", "cafe\u0301 Café cafe", ["cafe\u0301", "Café"]),
        ("cafe", "cafe\u0301", []),
        ("cafe\u0301", "café", ["café"]),
        ("straße", "STRASSE Straße", ["Straße"]),
        ("?", "Well? Yes.", ["?"]),
        ("a.b", "a.b axb", ["a.b"]),
        ("🙂", "so 🙂🙂", ["🙂", "🙂"]),
        ("護士", "我是護士。", ["護士"]),
        ("сестра", "Сестра и сестры", ["Сестра"]),
    ],
)
def test_what_is_found(typed: str, words: str, hits: list[str]) -> None:
    assert found(typed, words) == hits


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type what to look for"),
        ("  ", "Type what to look for"),
        ('"health care', "A quotation mark is missing"),
        ('""', "nothing between the quotation marks"),
        ("| team", "A word is missing beside “|”"),
        ("team |", "A word is missing beside “|”"),
        ("team || nurse", "A word is missing beside “|”"),
        ("*ation", "it ends a word"),
        ("co*tion", "it ends a word"),
        ("co**", "it ends a word"),
        ("*", "Before a star stands how the words begin"),
        ('"health *"', "Before a star stands how the words begin"),
        ("a" * 501, "longer than 500 characters"),
        ("a " * 51, "more than 50 words"),
    ],
)
def test_a_bad_query_is_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(BadQuery, match=re.escape(sentence)):
        read_query(typed)


@given(
    st.lists(
        st.sampled_from(["co", "loc*", "é*", "s", "i", "k", "ate", "ſ", "'", "ß"]), min_size=1, max_size=3
    ),
    TALK,
)
def test_the_test_on_lower_cased_text_never_hides_a_hit(terms: list[str], words: str) -> None:
    query = read_query(" | ".join(terms))
    plain = [found.span() for each in query.alternatives for found in each[0].pattern.finditer(words)]
    assert bool(query.hits(words)) == bool(plain)
    spots = query.spots(f"P1: {words}\nP2: İ")
    assert spots is None or not plain or any(4 <= spot < 4 + len(words) for spot in spots)
    assert {start for start, _ in query.hits(words)} <= {start for start, _ in plain}
    spans = [0, *(offset for span in query.hits(words) for offset in span)]
    assert spans == sorted(spans), "hits overlap"


def test_of_the_letters_of_the_test_all_variants_have_the_same_lower_case() -> None:
    for letter in "abcdefghjklmnopqrtuvwxyz0123456789":
        variants = re.findall(letter, ALL, re.IGNORECASE)
        assert {variant.lower() for variant in variants} == {letter}


@given(st.text(max_size=30))
def test_any_query_is_read_or_refused(typed: str) -> None:
    with suppress(BadQuery):
        hits = read_query(typed).hits(typed)
        assert all(0 <= start < end <= len(typed) for start, end in hits)


@given(TALK.filter(str.strip))
def test_a_phrase_copied_from_the_text_is_found(words: str) -> None:
    composed = unicodedata.normalize("NFC", words)
    assert read_query(f'"{words}"').hits(composed)[0][1] >= len(composed.strip())


def test_a_hit_stands_in_the_words_of_its_turn() -> None:
    text = "P1: We had the meeting on Monday, then a team lunch.\nP2: Team?"
    turn = (4, text.index("\n"))
    start = text.index("team")
    context = in_context(text, turn, start, start + 4, room=12)
    assert (context.left, context.hit, context.right) == ("then a ", "team", " lunch.")
    assert (context.cut_left, context.cut_right) == (True, False)
    assert in_context(text, turn, 4, 6, room=9).left == ""
    whole = in_context(text, turn, start, start + 4)
    assert whole.left + whole.hit + whole.right == text[slice(*turn)]


@given(TALK.filter(str.strip), st.data())
def test_context_is_a_piece_of_the_text(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    text = f"P1: {words}\nP2: x"
    context = in_context(text, (4, 4 + len(words)), 4 + start, 4 + end, data.draw(st.integers(0, 9)))
    assert words[:start].endswith(context.left)
    assert context.hit == words[start:end]
    assert words[end:].startswith(context.right)


def test_a_hit_is_extended_to_its_sentences_or_its_turn() -> None:
    text = "P1:  One. Two three. Four. \n"
    turn, sentences = (4, 27), [(5, 9), (10, 20), (21, 26)]
    hit = (14, 19)
    assert extended(text, turn, hit, "hit", ()) == hit
    assert extended(text, turn, hit, "sentence", sentences) == (10, 20)
    assert extended(text, turn, (14, 25), "sentence", sentences) == (10, 26)
    assert extended(text, turn, hit, "turn", ()) == (5, 26)
