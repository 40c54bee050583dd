"""Labels without a colon: `[Anna Berg] words`, `<Anna> words`, `Anna Berg<TAB>words`, `Anna – words`.

A bracket, tab or dash is common in talk, lists and tables too. So they are asked after only where no speaker has a
label with a colon, and one sign has to do it for the whole file: most lines begin so, with names or roles, of which
several come again and again, and with whole words behind them.
"""

import re
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from quotetree.coding.label_looks import Look, look_of
from quotetree.coding.roles import known_role

_BLANK = "[ \t\u00a0\u202f\u3000]"
_NAME = r"[^\s\[\]<>():：\t\n–—][^\[\]<>:：\t\n–—]{0,60}?"
_SIGNS = {
    rf"{_BLANK}*\[(?P<name>{_NAME})\]{_BLANK}*": 0.6,
    rf"{_BLANK}*<(?P<name>{_NAME})>{_BLANK}*": 0.6,
    rf"[ \u00a0]*(?P<name>{_NAME})[ \u00a0]*\t+[ \u00a0]*(?=[^\t\n]+$)": 0.8,  # a second tab: a table
    rf"{_BLANK}*(?P<name>{_NAME}){_BLANK}+[–—]{_BLANK}+": 0.8,
}
_LEAST_LINES = 3
_WORDS_BEHIND = 2.5  # on average: cells of a table hold fewer


class Signed(NamedTuple):
    """A label without a colon at the beginning of a line, and where its words begin."""

    start: int
    words: int
    label: str


def signed_labels(text: str, spans: list[tuple[int, int]], refused: Collection[str] = ()) -> list[Signed]:
    """The labels of the one sign that most of the lines `spans` have; none where no sign does it."""
    for sign, least in _SIGNS.items():
        matches = [
            (found, end) for start, end in spans if (found := re.compile(sign).match(text, start, end))
        ]
        named = [(one, end) for one, end in matches if one.end() < end and _is_name(one["name"])]
        if _does_it(text, named, least * len(spans)):
            signed = [Signed(one.start(), one.end(), " ".join(one["name"].split())) for one, _ in named]
            return [one for one in signed if one.label not in refused]
    return []


def _is_name(name: str) -> bool:
    look = look_of(" ".join(name.split()))
    return look is not None and look >= Look.NAME and known_role(name) != "not a speaker"


def _does_it(text: str, named: list[tuple[re.Match[str], int]], least: float) -> bool:
    if len(named) < max(_LEAST_LINES, least):
        return False
    counts = Counter(one["name"].casefold() for one, _ in named)
    behind = sum(len(text[one.end() : end].split()) for one, end in named)
    again = sum(n for n in counts.values() if n > 1)
    return len(counts) > 1 and again * 2 > len(named) and behind >= _WORDS_BEHIND * len(named)
