"""Sentences and words lie where a reader sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.language import language_code, sentences_of, words_of


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences_of(text, ((0, len(text)),), language)]


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in words_of(text)]


def test_sentences_end_at_their_marks() -> None:
    said = "We talk more now.  Really? Yes 🙂. And\nthen we went"
    assert sentences(said) == ["We talk more now.", "Really?", "Yes 🙂.", "And\nthen we went"]


@pytest.mark.parametrize(
    "opening", ["[laughs] I had to.", "(no) I had to.", "“I had to.”", '"I had to."', "...and then."]
)
def test_what_opens_a_sentence_belongs_to_it(opening: str) -> None:
    assert sentences(f"I know what you meant. {opening}") == ["I know what you meant.", opening]
    assert sentences(f"Yes (or no?) [pause] we did. {opening}")[-1] == opening


def test_abbreviations_of_the_language_end_no_sentence() -> None:
    assert sentences("Dr. Benoît came. He sat down.") == ["Dr. Benoît came.", "He sat down."]
    assert sentences("On a vu M. Roy. Il est parti.", "fr-CA") == ["On a vu M. Roy.", "Il est parti."]


@pytest.mark.parametrize("language", ["", "tlh", "English", "ja"])
def test_any_language_has_sentences(language: str) -> None:
    assert sentences("One. Two.", language) == ["One.", "Two."]


def test_no_sentence_reaches_over_a_turn() -> None:
    text = "I: and then\nA: we went. Home"
    found = sentences_of(text, ((3, 11), (15, 28)), "en")
    assert [text[start:end] for start, end in found] == ["and then", "we went.", "Home"]


def test_an_endless_turn_is_read_piece_by_piece() -> None:
    text = "We talk more now. " * 60_000
    assert sentences(text) == ["We talk more now."] * 60_000
    assert "".join(sentences("a" * 1_200_000)) == "a" * 1_200_000


@given(st.text(max_size=200))
def test_sentences_and_words_hold_all_that_is_not_blank(text: str) -> None:
    found = sentences_of(text, ((0, len(text)),), "en")
    outside = [
        text[a:b]
        for a, b in zip([0, *(e for _, e in found)], [*(s for s, _ in found), len(text)], strict=True)
    ]
    assert all(not part.strip() for part in outside)
    assert all(text[start:end] == text[start:end].strip() for start, end in found)
    letters = sum(character.isalnum() for start, end in words_of(text) for character in text[start:end])
    assert letters == sum(character.isalnum() for character in text)


def test_an_accent_written_apart_belongs_to_its_word() -> None:
    assert words("the cafe\u0301.") == ["the", "cafe\u0301"]


def test_words_are_without_outer_punctuation() -> None:
    assert words("« L’été », she said – “don’t” (re-do) 3.5% 🙂") == [
        "L’été",
        "she",
        "said",
        "don’t",
        "re-do",
        "3.5",
    ]


@pytest.mark.parametrize(
    ("language", "code"), [("fr", "fr"), ("pt-BR", "pt"), ("EN_gb", "en"), ("English", ""), ("", "")]
)
def test_language_codes(language: str, code: str) -> None:
    assert language_code(language) == code
