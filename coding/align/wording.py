"""How alike two names, or two definitions, are: by their words, whatever the language.

Words are compared by form: equal, or one a lengthened form of the other (meeting, meetings; travel, travelling), by
initials (IT, information technology), and faintly by a common second half (caseload, workload). Rare words weigh more
than common ones: their weight is log(1 + n / n_with), n the number of texts compared (inverse document frequency).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from math import log, sqrt

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HYPHENS = re.compile(r"(?<=\w)[-‐‑](?=\w)")
SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "and",
        "or",
        "as",
        "is",
        "are",
        "be",
        "it",
        "its",
        "from",
        "about",
        "der",
        "die",
        "das",
        "des",
        "dem",
        "den",
        "ein",
        "eine",
        "und",
        "oder",
        "von",
        "mit",
        "zu",
        "im",
        "am",
        "auf",
        "für",
        "über",
        "le",
        "la",
        "les",
        "l",
        "d",
        "du",
        "de",
        "des",
        "un",
        "une",
        "et",
        "ou",
        "en",
        "à",
        "au",
        "aux",
        "par",
        "pour",
        "avec",
        "sur",
        "el",
        "los",
        "las",
        "y",
        "o",
        "del",
        "al",
        "con",
        "por",
        "para",
        "sobre",
        "il",
        "lo",
        "gli",
        "e",
        "di",
        "da",
        "nel",
        "della",
        "dello",
        "os",
        "das",
        "dos",
        "um",
        "uma",
        "em",
        "no",
        "na",
        "com",
        "het",
        "een",
        "van",
        "voor",
        "met",
        "op",
    ]
)
SAME_FORM, STEM_FORM, HALF_FORM, OPPOSITE = 0.95, 0.85, 0.45, 0.2


def words(text: str) -> tuple[str, ...]:
    """The words of a text: casefolded, hyphens closed up, small words left out unless there are no others."""
    plain = unicodedata.normalize("NFC", _HYPHENS.sub("", text)).casefold()
    found = tuple(_WORD.findall(plain))
    return tuple(word for word in found if word not in SMALL) or found


def all_words(text: str) -> tuple[str, ...]:
    """Like `words`, small words too."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", _HYPHENS.sub("", text)).casefold()))


@lru_cache(maxsize=1_000_000)
def word_likeness(a: str, b: str) -> float:
    """How alike two words are by form, 0 to 1."""
    if a == b:
        return 1.0
    if len(a) > len(b):
        a, b = b, a
    if len(a) < 3 or any(c.isdigit() for c in a + b):
        return 0.0
    common = _common_start(a, b)
    if common == len(a) and (len(b) - common <= 1 or (common >= 4 and len(b) - common <= 4)):
        return SAME_FORM
    if common >= 5 and common > 0.76 * len(a) and len(b) - common <= 4:
        return STEM_FORM
    if len(a) >= 9 and SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.9:
        return STEM_FORM  # a slip of the pen
    common = _common_start(a[::-1], b[::-1])
    if common == len(a) and len(b) - common <= 3:
        return OPPOSITE  # formal, informal
    return HALF_FORM if common >= max(4, len(a) / 2) else 0.0


def _common_start(a: str, b: str) -> int:
    common = 0
    while common < min(len(a), len(b)) and a[common] == b[common]:
        common += 1
    return common


class Wording:
    """Weighs the words of all texts that are compared, and compares two of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = 0
        self._with: Counter[str] = Counter()
        for text in texts:
            self._texts += 1
            self._with.update(set(words(text)))

    def weight(self, word: str) -> float:
        return log(1 + (self._texts or 1) / (self._with[word] or 1))

    def names(self, a: str, b: str) -> float:
        """How alike two names are, 0 to 1; 1 only for the same words in the same order."""
        if all_words(a) == all_words(b):
            return 1.0
        return min(0.98, max(self._of_words(words(a), words(b)), self._initials(a, b), self._initials(b, a)))

    def common_words(self, a: str, b: str) -> list[str]:
        """The words of one name that stand in the other in some form, as written there in lower case."""
        return [w for w in words(a) if any(word_likeness(w, other) >= STEM_FORM for other in words(b))]

    def _of_words(self, a: Sequence[str], b: Sequence[str]) -> float:
        """Dice's measure over words matched by form, each by its weight."""
        total = sum(map(self.weight, a)) + sum(map(self.weight, b))
        left, found = list(b), 0.0
        for word in a:
            best = max(left, key=lambda other: word_likeness(word, other), default="")
            likeness = word_likeness(word, best) if best else 0.0
            if likeness:
                left.remove(best)
                found += likeness * (self.weight(word) + self.weight(best))
        return found / total if total else 0.0

    def _initials(self, a: str, b: str) -> float:
        """Words in capitals in one name that stand for the first letters of words of the other: IT."""
        firsts = "".join(word[0] for word in words(b))
        for short in re.findall(r"\b[A-Z]{2,6}\b", a):
            at = firsts.find(short.casefold())
            if at >= 0:
                mine = [w for w in words(a) if w != short.casefold()]
                theirs = words(b)[:at] + words(b)[at + len(short) :]
                matched = len(short) + 1
                rest = len(mine) + len(theirs)
                return matched / (matched + rest) if rest else 0.95
        return 0.0

    def definitions(self, a: str, b: str) -> float | None:
        """How alike two definitions are (cosine over weighted words), or None where one says nothing."""
        if not a.strip() or not b.strip():
            return None
        if all_words(a) == all_words(b):
            return 1.0
        first, second = Counter(words(a)), Counter(words(b))
        product = sum(first[w] * second[w] * self.weight(w) ** 2 for w in first.keys() & second.keys())
        sizes = [
            sqrt(sum((n * self.weight(w)) ** 2 for w, n in counts.items())) for counts in (first, second)
        ]
        return min(0.99, product / (sizes[0] * sizes[1])) if all(sizes) else 0.0
