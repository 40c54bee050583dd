"""Sentences and words of what was said. Only this module knows spaCy, and only when sentences are asked for."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

ANY_LANGUAGE = "xx"
_CODE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")
_MOST_AT_ONCE, _LIKELY_ENDS = 500_000, (". ", "? ", "! ", "\n")
_NON_BLANKS = re.compile(r"\S+")
_OPENING = re.compile(r"(?<=\s)[^\w\s]+$")


def language_code(language: str) -> str:
    """The two or three letters of a language as documents name it ("fr", "pt-BR"), "" where it is none."""
    found = _CODE.match(language.strip().lower())
    return found.group() if found else ""


def words_of(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of each word: a run of non-blanks without outer punctuation."""
    return [span for found in _NON_BLANKS.finditer(text) if (span := _inner(text, *found.span()))]


def _inner(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and not _inside(text[start]):
        start += 1
    while end > start and not _inside(text[end - 1]):
        end -= 1
    return (start, end) if start < end else None


def _inside(character: str) -> bool:
    """A letter, a digit, or a mark that belongs to one: what an accent alone may end a word with."""
    return unicodedata.category(character)[0] in "LNM"


@lru_cache(maxsize=64)
def sentences_of(text: str, turns: Sequence[tuple[int, int]], language: str) -> tuple[tuple[int, int], ...]:
    """`[start, end)` of each sentence, without blanks at its ends; none reaches over a turn's words `[start, end)`.

    Found by spaCy's rule-based sentencizer in the language's blank pipeline; any language has one.
    """
    pipeline = _pipeline(language_code(language))
    pieces = [piece for turn in turns for piece in _pieces(text, *turn)]
    spoken = (text[start:end] for start, end in pieces)
    return tuple(
        (start + first, start + last)
        for (start, _end), parsed in zip(pieces, pipeline.pipe(spoken), strict=True)
        for first, last in _trimmed(parsed)
    )


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A turn; one longer than anybody speaks is cut where a sentence ends, as parsing takes 70 bytes a letter."""
    while end - start > _MOST_AT_ONCE:
        limit = start + _MOST_AT_ONCE
        cut = max(text.rfind(mark, start, limit) + len(mark) for mark in _LIKELY_ENDS)
        cut = cut if cut > start + max(map(len, _LIKELY_ENDS)) else limit
        yield start, cut
        start = cut
    yield start, end


def _trimmed(parsed: Any) -> Iterator[tuple[int, int]]:
    said, start = parsed.text, 0
    for sentence in parsed.sents:
        end = _before_what_opens(said, start, sentence.end_char)
        words = said[start:end]
        first, last = end - len(words.lstrip()), start + len(words.rstrip())
        if first < last:
            yield first, last
        start = end


def _before_what_opens(said: str, start: int, end: int) -> int:
    """Where a sentence ends: spaCy leaves a bracket or quote that opens the next one at the end of the one before."""
    opens = _OPENING.search(said, start, end) if said[end : end + 1].strip() else None
    return opens.start() if opens else end


@lru_cache(maxsize=16)
def _pipeline(code: str) -> Any:
    import spacy

    try:
        pipeline = spacy.blank(code or ANY_LANGUAGE)
    except ImportError:  # spaCy has no rules for it, or they want a package that is not here
        pipeline = spacy.blank(ANY_LANGUAGE)
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = 1 << 30
    return pipeline
