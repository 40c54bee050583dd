"""Labels that are set off by bold type and have no colon: `**Interviewer**` and a tab, a line break, or its line's end.

Readers put marks around what is bold while they gather lines; `with_labels` takes them away again, and gives such a
label its colon, so that a line of talk reads `LABEL: words` or `LABEL:` above the words.
"""

import re
from collections import Counter
from collections.abc import Iterable

from quotetree.coding.files.raw import MOST_LABEL
from quotetree.coding.label_looks import Look, look_of
from quotetree.coding.roles import known_role

# no text that comes in holds these two: XML has no such characters, the other readers take them out
_BOLD, _PLAIN = "\x02", "\x03"
_MARKS = str.maketrans("", "", _BOLD + _PLAIN)
_SET_OFF = re.compile(
    rf"(?P<before>[ \t]*{_BOLD}[ \t]*)(?P<label>[^\s:：{_BOLD}{_PLAIN}][^:：\t\n{_BOLD}{_PLAIN}]{{0,{MOST_LABEL}}}?)"
    rf"(?P<after> *{_PLAIN}? *(?P<follows>[\t\n]|$))"
)


def marked(words: str) -> str:
    """Words in bold type, with the marks that say so."""
    return f"{_BOLD}{words}{_PLAIN}"


def unmarked(words: str) -> str:
    return words.translate(_MARKS)


def labels_set_off(found: Iterable[tuple[str, bool]]) -> set[str]:
    """Which of these bold beginnings, each with whether words follow on its line or paragraph, are labels.

    Words of a role and codes of people are; names that come twice, or three times where they stand alone, as
    headings do, are.
    """
    beginnings = list(found)
    followed = Counter(label for label, follows in beginnings if follows)
    counts = Counter(label for label, _ in beginnings)
    return {
        label
        for label in counts
        if (look := look_of(label))
        and known_role(label) != "not a speaker"
        and (look is Look.CERTAIN or (look >= Look.NAME and (followed[label] >= 2 or counts[label] >= 3)))
    }


def with_labels(lines: list[str]) -> list[str]:
    """The lines without marks; labels set off by them end in a colon."""
    joined = [line.replace(_PLAIN + _BOLD, "") if _BOLD in line else line for line in lines]
    found = [_SET_OFF.match(line) if _BOLD in line else None for line in joined]
    labels = labels_set_off((match["label"], bool(match["follows"])) for match in found if match)
    return [
        _with_colon(line, match) if match and match["label"] in labels else unmarked(line)
        for line, match in zip(joined, found, strict=True)
    ]


def _with_colon(line: str, match: re.Match[str]) -> str:
    at = match.end("label")
    return unmarked(f"{line[:at]}:{line[at:]}")
