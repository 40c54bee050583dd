"""A study of the size that is measured, made up from a seed: its talk, people, tree and codings as plain values."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

WORDS = 8_950
INTERVIEWS, GROUPS = 95, 9
TREE = (53, 168, 50)
PASSAGES, CODINGS = 20_000, 30_428
CODERS = ("Ana", "Ben", "Chris")
PROFESSIONS = ("Nursing", "Occupational therapy", "Physiotherapy", "Mental health", "Care work")
SITES = tuple(f"Site {letter}" for letter in "ABCDEFGHI")

WHO = (
    "We",
    "The others here",
    "My manager",
    "Most people",
    "The two of us",
    "Somebody from the office",
    "Zoë",
)
DID = ("talked about", "had to wait for", "never quite got used to", "asked for", "put off", "were glad of")
WHAT = (
    "the new rota",
    "the list on the wall",
    "the shared room",
    "a second car",
    "the café corner",
    "the form",
)
WHEN = (
    "before the winter",
    "on most Mondays",
    "once the move was over",
    "for a year or so",
    "when it suited them",
)
WHY = (
    "because nobody had said otherwise",
    "and I would do the same again",
    "– at least I think so",
    "so it stayed 🙂",
)
QUESTIONS = (
    "How did that begin?",
    "Could you say more about that?",
    "What happened then?",
    "And how is it today?",
)
FACETS = (
    "Before",
    "Since then",
    "Hopes",
    "Worries",
    "Costs",
    "Time",
    "Training",
    "With others",
    "Alone",
    "In writing",
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Label `[start, words)` and words `[words, end)`; `sentences` are passages `(start, end)` in code points."""

    label: str
    start: int
    words: int
    end: int
    sentences: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Document:
    """A transcript and the labels of those who speak in it."""

    name: str
    kind: str
    phase: str
    text: str
    turns: list[Turn]
    voices: list[str]


@dataclass(frozen=True, slots=True)
class Coded:
    """A coding: the document and the code by their places, a passage, the coder's name."""

    document: int
    start: int
    end: int
    code: int
    coder: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """`codes` are pairs of a name and the parent's place; `people` triples of id, profession and site."""

    documents: list[Document]
    codes: list[tuple[str, int | None]]
    people: list[tuple[str, str, str]]
    codings: list[Coded]


def make(seed: int, times: int = 1) -> Corpus:
    """The study, with `times` as many transcripts and codings."""
    rng = Random(seed)
    documents = [_document(rng, n) for n in range((INTERVIEWS + GROUPS) * times)]
    voices = sorted({voice for document in documents for voice in document.voices})
    people = [(voice, rng.choice(PROFESSIONS), rng.choice(SITES)) for voice in voices]
    codes = _tree()
    return Corpus(documents, codes, people, _codings(rng, documents, len(codes), times))


def _document(rng: Random, n: int) -> Document:
    """Nine of 104 are focus groups, spread among the interviews."""
    group = n % 12 == 5 and n // 12 % 9 < GROUPS
    voices = [f"S{n * 7 + k}" for k in range(rng.randint(4, 7) if group else 1)]
    name = f"{'Group' if group else 'Interview'} {n + 1:04d}"
    text, turns = talk(rng, voices)
    return Document(name, "focus group" if group else "interview", str(1 + n % 2), text, turns, voices)


def talk(rng: Random, voices: list[str]) -> tuple[str, list[Turn]]:
    """A text of WORDS words, labels not counted, about 140 turns; and its turns."""
    lines: list[str] = []
    turns: list[Turn] = []
    at, left = 0, WORDS
    while left:
        asked = len(turns) % 2 == 0
        label = "Interviewer" if asked else rng.choice(voices)
        said = _said(rng, 1 if asked else rng.randint(3, 11), left)
        words = at + len(label) + 2
        starts = accumulate((len(one) + 1 for one in said[:-1]), initial=words)
        sentences = [(start, start + len(one)) for start, one in zip(starts, said, strict=True)]
        line = f"{label}: {' '.join(said)}"
        turns.append(Turn(label, at, words, at + len(line), sentences))
        lines.append(line)
        at += len(line) + 1
        left -= sum(len(one.split()) for one in said)
    return "\n".join(lines) + "\n", turns


def _said(rng: Random, most: int, left: int) -> list[str]:
    said: list[str] = []
    for _ in range(most):
        one = (
            rng.choice(QUESTIONS)
            if most == 1
            else " ".join(map(rng.choice, (WHO, DID, WHAT, WHEN, WHY))) + "."
        )
        words = one.split()[:left]
        said.append(" ".join(words))
        left -= len(words)
        if not left:
            break
    return said


def _tree() -> list[tuple[str, int | None]]:
    """271 codes: main codes, sub-codes of half of them, and some below those."""
    mains, subs, deeper = TREE
    codes: list[tuple[str, int | None]] = [(f"Matter {n + 1}", None) for n in range(mains)]
    codes += [(f"{FACETS[n // 26]} {n % 26 + 1}", n % 26) for n in range(subs)]
    codes += [(f"{FACETS[n % 10]} in detail {n}", mains + n) for n in range(deeper)]
    return codes


def _codings(rng: Random, documents: list[Document], codes: int, times: int) -> list[Coded]:
    """The passages are spread evenly over the documents; about half of them carry a second code."""
    weights = list(accumulate(1 / (rank + 6) for rank in range(codes)))
    order = rng.sample(range(codes), codes)
    found: list[Coded] = []
    for n, document in enumerate(documents):
        passages = _share(PASSAGES * times, n, len(documents))
        seconds = _share(CODINGS * times, n, len(documents)) - passages
        places = _passages(rng, document, passages)
        for k, (start, end) in enumerate(places):
            both = rng.choices(order, cum_weights=weights, k=2)
            both[1] = both[1] if both[0] != both[1] else (both[1] + 1) % codes
            second = CODERS[(n + (k % 16 == 0)) % 3]
            found.append(Coded(n, start, end, both[0], CODERS[n % 3]))
            if k < seconds:
                found.append(Coded(n, start, end, both[1], second))
    return found


def _share(of: int, n: int, parts: int) -> int:
    return of * (n + 1) // parts - of * n // parts


def _passages(rng: Random, document: Document, wanted: int) -> list[tuple[int, int]]:
    """Distinct passages of one to three sentences, one in thirty running on into the next turns."""
    spoken = [turn for turn in document.turns if turn.label != "Interviewer"]
    found: dict[tuple[int, int], None] = {}
    while len(found) < wanted:
        at = rng.randrange(len(spoken))
        sentences = spoken[at].sentences
        first = rng.randrange(len(sentences))
        last = sentences[min(first + rng.randrange(3), len(sentences) - 1)]
        if rng.random() < 1 / 30 and at + 1 < len(spoken):
            last = spoken[at + 1].sentences[0]
        found[sentences[first][0], last[1]] = None
    return sorted(found)
