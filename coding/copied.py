"""Words of a person that somebody copied: runs of several that stand elsewhere as the person said them."""

import re
from collections.abc import Iterable, Iterator

from quotetree.coding.spellings import AROUND, Spot

RUN = 6
MOST_SHOWN = 160
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Copied:
    """What a person said, to find at least `RUN` words of it in a row, whatever capitals and signs are between them."""

    def __init__(self, said: Iterable[str]) -> None:
        self._runs = {run for text in said for _, run in _runs(_words(text))}

    def spots(self, text: str) -> list[Spot]:
        """Where such runs stand in a text, each as far as it goes."""
        if not self._runs:
            return []
        words = _words(text)
        spans: list[tuple[int, int]] = []
        for at, run in _runs(words):
            if run not in self._runs:
                continue
            start, end = words[at][0], words[at + RUN - 1][1]
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        return [_spot(text, start, end) for start, end in spans]


def _words(text: str) -> list[tuple[int, int, str]]:
    return [(one.start(), one.end(), one[0].casefold().replace("’", "'")) for one in _WORD.finditer(text)]


def _runs(words: list[tuple[int, int, str]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    said = [word for _, _, word in words]
    for at in range(len(said) - RUN + 1):
        yield at, tuple(said[at : at + RUN])


def _spot(text: str, start: int, end: int) -> Spot:
    shown = text[start:end]
    shown = shown if len(shown) <= MOST_SHOWN else f"{shown[:MOST_SHOWN].rstrip()} …"
    return Spot(start, end, text[max(0, start - AROUND) : start], shown, text[end : end + AROUND])
