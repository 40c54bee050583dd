"""Markdown (.md): its text as it stands, but for the marks of headings and the emphasis around labels.

`**Interviewer:** words`, `## Interviewer:` and `**Interviewer**` above the words read `Interviewer: words` and
`Interviewer:`. Everything else, lists, links and emphasis within the words too, is kept to the character.
"""

import re

from quotetree.coding.files.bold import labels_set_off
from quotetree.coding.files.raw import MOST_LABEL, RawText
from quotetree.coding.files.txt import decoded
from quotetree.coding.label_looks import look_of
from quotetree.coding.text import canonical

_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+", re.MULTILINE)
_EMPHASIS = r"\*\*\*|\*\*|\*|___|__|_"
_NAME = rf"(?P<label>[^\s*_:：][^*:：\n]{{0,{MOST_LABEL}}}?)"
_LIST = r"^(?P<list>[ \t]*(?:[-*+>][ \t]+)*)"
_WITH_COLON = re.compile(
    rf"{_LIST}(?P<mark>{_EMPHASIS}){_NAME}"
    r"(?:(?P<in>[ \t]*[:：])(?P=mark)|(?P=mark)(?P<out>[ \t]*[:：]))",
    re.MULTILINE,
)
_WITHOUT = re.compile(
    rf"{_LIST}(?P<mark>\*\*\*|\*\*|___|__){_NAME}"
    r"(?P=mark)(?:(?:[ ]{2,}|\\)?$|(?P<follows>\t))",
    re.MULTILINE,
)


def read(name: str, data: bytes) -> RawText:
    """Raises Unreadable for a file that is no text, or more of it than a transcript may have."""
    cleaned = canonical(decoded(name, data))
    text = _HEADING.sub("", cleaned.text)
    text = _WITH_COLON.sub(_label, text)
    labels = labels_set_off((match["label"], _goes_on(match)) for match in _WITHOUT.finditer(text))
    text = _WITHOUT.sub(lambda match: _set_off(match) if match["label"] in labels else match[0], text)
    return RawText(text, cleaned.removed)


def _label(match: re.Match[str]) -> str:
    if look_of(match["label"]) is None:
        return match[0]
    return f"{match['list']}{match['label']}{match['in'] or match['out']}"


def _goes_on(match: re.Match[str]) -> bool:
    """Whether words follow, on the same line or right below."""
    below = match.string[match.end() : match.end() + 2]
    return bool(match["follows"]) or (len(below) == 2 and below[1] != "\n")


def _set_off(match: re.Match[str]) -> str:
    return f"{match['list']}{match['label']}:{match['follows'] or ''}"
