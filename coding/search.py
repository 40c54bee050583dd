"""Search over what was said: the query language, hits in the words of a turn, keyword in context.

A query is words, "phrases in quotation marks" and beginnings (`locat*`), alternatives with `|` between them. Words
beside one another must all occur in the same turn, and each occurrence is a hit. Case makes no difference, nor does
how a hyphen, an apostrophe or an accent is encoded. Offsets are Unicode code points.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quotetree.coding.errors import QuotetreeError

LONGEST_QUERY = 500
MOST_TERMS = 50
ROOM = 72
EXTENTS = ("hit", "sentence", "turn")

_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_TOKEN = re.compile(r'"([^"]*)"|(\|)|([^\s"|]+)')
_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'\u2019\u02bc"
# Accents and vowel signs belong to the word that they stand in, but \w does not know them.
_MARKS = "".join(chr(n) for n in range(0x300, 0x10000) if unicodedata.category(chr(n))[0] == "M")
_LETTER = rf"[\w{_MARKS}]"
_REST_OF_WORD = rf"{_LETTER}*(?:[{_HYPHENS}{_APOSTROPHES}]{_LETTER}+)*"
# Thai to Khmer, kana, Han: no blanks stand between words, so that a word may be found within a run of letters.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
# Letters of which IGNORECASE and lower() think alike, whatever the text: without i and s (ı, ſ) and beyond Latin.
_CERTAIN = re.compile("[a-hj-rt-z0-9]+")


class BadQuery(QuotetreeError):
    """A query that cannot be understood."""


class Abandoned(QuotetreeError):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word, beginning or phrase. `needle` is in the lower-cased text wherever the pattern is ("" says nothing)."""

    pattern: re.Pattern[str]
    needle: str


@dataclass(frozen=True, slots=True)
class Query:
    """Alternatives; of each all terms must occur in a turn."""

    alternatives: tuple[tuple[Term, ...], ...]

    def spots(self, text: str) -> list[int] | None:
        """Offsets of which each turn with a hit holds at least one; None if nothing is known but by looking."""
        lowered = text.lower()
        found: set[int] = set()
        for terms in self.alternatives:
            if all(term.needle in lowered for term in terms):
                needle = max((term.needle for term in terms), key=len)
                if not needle or len(lowered) != len(text):  # lower() may lengthen: then offsets say nothing
                    return None
                found.update(_occurrences(needle, lowered))
        return sorted(found)

    def hits(self, words: str) -> list[tuple[int, int]]:
        """`[start, end)` of each hit in the words of one turn; of hits that overlap the first and longest."""
        terms = {
            term
            for alternative in self._possible(words)
            if all(term.pattern.search(words) for term in alternative)
            for term in alternative
        }
        spans = sorted(
            (found.span() for term in terms for found in term.pattern.finditer(words)),
            key=lambda span: (span[0], -span[1]),
        )
        return list(_apart(spans))

    def _possible(self, text: str) -> list[tuple[Term, ...]]:
        lowered = text.lower()
        return [each for each in self.alternatives if all(term.needle in lowered for term in each)]


def _occurrences(needle: str, text: str) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)


def _apart(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in spans:
        if start >= reached:
            yield start, end
            reached = end


@lru_cache(maxsize=64)
def read_query(typed: str) -> Query:
    """The query that a person typed. Raises BadQuery, in a sentence."""
    if len(typed) > LONGEST_QUERY:
        raise BadQuery(f"The search is longer than {LONGEST_QUERY} characters. Look for less at once.")
    plain = unicodedata.normalize("NFC", typed).translate(_QUOTATION_MARKS)
    if plain.count('"') % 2:
        raise BadQuery("A quotation mark is missing: a phrase has one before it and one behind it.")
    groups: list[list[Term]] = [[]]
    for phrase, bar, word in _TOKEN.findall(plain):
        if bar:
            groups.append([])
        else:
            groups[-1].append(_term(word or phrase))
    if not any(groups):
        raise BadQuery("Type what to look for: a word, or a phrase in quotation marks.")
    if not all(groups):
        raise BadQuery("A word is missing beside “|”, which stands between alternatives.")
    if sum(map(len, groups)) > MOST_TERMS:
        raise BadQuery(f"These are more than {MOST_TERMS} words and phrases. Look for fewer at once.")
    return Query(tuple(map(tuple, groups)))


def _term(typed: str) -> Term:
    words = typed.split()
    if not words:
        raise BadQuery("There is nothing between the quotation marks.")
    for word in words:
        _check_star(word)
    pattern = re.compile(r"\s+".join(map(_word_pattern, words)), re.IGNORECASE)
    needles = (found for word in words for found in _CERTAIN.findall(word.lower()))
    return Term(pattern, max(needles, key=len, default=""))


def _check_star(word: str) -> None:
    body = word.removesuffix("*")
    if "*" in body:
        raise BadQuery(f"In “{word}” a star stands where it cannot: it ends a word, as in locat*.")
    if body != word and not any(character.isalnum() for character in body):
        raise BadQuery("Before a star stands how the words begin, as in locat*.")


def _word_pattern(word: str) -> str:
    """A pattern for a whole word, or for the words that begin so. Punctuation is looked for as it stands."""
    body = word.removesuffix("*")
    before = rf"(?<!{_LETTER})" if _ends_at_a_letter(body[0]) else ""
    if body != word:
        return before + "".join(map(_character, body)) + _REST_OF_WORD
    after = rf"(?!{_LETTER})" if _ends_at_a_letter(body[-1]) else ""
    return before + "".join(map(_character, body)) + after


def _ends_at_a_letter(character: str) -> bool:
    return re.match(_LETTER, character) is not None and not _UNSPACED.match(character)


def _character(character: str) -> str:
    for alike in (_HYPHENS, _APOSTROPHES):
        if character in alike:
            return f"[{alike}]"
    apart = unicodedata.normalize("NFD", character)
    return re.escape(character) if apart == character else f"(?:{character}|{apart})"


@dataclass(frozen=True, slots=True)
class InContext:
    """A hit with the words of its turn before and behind it, exactly as they stand; cut where there are more."""

    left: str
    hit: str
    right: str
    cut_left: bool
    cut_right: bool


def in_context(text: str, turn: tuple[int, int], start: int, end: int, room: int = ROOM) -> InContext:
    """The hit `[start, end)` in a turn with the words `[words, end)`, with at most `room` characters on each side."""
    words, last = turn
    first, stop = max(words, start - room), min(last, end + room)
    left, right = text[first:start], text[end:stop]
    if first > words:
        left = left.lstrip() if text[first - 1].isspace() else re.sub(r"^\S*\s+", "", left)
    if stop < last:
        right = right.rstrip() if text[stop].isspace() else re.sub(r"\s+\S*$", "", right)
    return InContext(left, text[start:end], right, first > words, stop < last)


def extended(
    text: str, turn: tuple[int, int], hit: tuple[int, int], extent: str, sentences: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The passage that stands for a hit: itself, the sentences that it touches, or its turn without outer blanks.

    `sentences` are those of the turn, and are asked for with the extent "sentence" alone.
    """
    if extent == "turn":
        words = text[slice(*turn)]
        return turn[0] + len(words) - len(words.lstrip()), turn[0] + len(words.rstrip())
    if extent == "sentence":
        touched = [span for span in sentences if span[0] < hit[1] and hit[0] < span[1]]
        return (touched[0][0], touched[-1][1]) if touched else hit
    return hit
