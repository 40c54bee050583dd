"""WebVTT: subtitles with times, in which voices (`<v Ana>`) or labels in the text name the speakers.

The form is that of https://www.w3.org/TR/webvtt1/, read gently: times as programs write them, and a `<` that opens no
known tag is text.
"""

import html
import re
from collections.abc import Iterator
from html.entities import html5

from quotetree.coding.clock import TIME, times
from quotetree.coding.errors import Unreadable
from quotetree.coding.files.raw import RawText
from quotetree.coding.files.subtitles import Said, lines_of_talk, text_of, with_labels_in_text
from quotetree.coding.files.txt import decoded
from quotetree.coding.text import canonical

_BLOCKS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_TIMING = re.compile(rf"[ \t]*({TIME})(?:[ \t].*)?$")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
# what stands within a tag is bounded and never given back, so that many `<` without a `>` are read in one go
_CLASSES = r"(?:\.[^\s>]{0,200}+)?+"
_VOICE = re.compile(rf"<v{_CLASSES}(?:[ \t\n]([^>]{{0,400}}+))?+>|</v>")
_TAG = re.compile(
    rf"</?(?:[cbiu]|ruby|lang){_CLASSES}(?:[ \t\n][^>]{{0,400}}+)?+>|<rt>.*?(?:</rt>|$)|<[\d:.]{{5,15}}>",
    re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,31});")


def read(name: str, data: bytes) -> RawText:
    """Raises Unreadable for a file that is no WebVTT, or has more of it than a transcript may have."""
    cleaned = canonical(decoded(name, data))
    if not re.match(r"WEBVTT(?:[ \t\n]|$)", cleaned.text):
        raise Unreadable(f"“{name}” is no WebVTT file: its first line does not begin with WEBVTT.")
    said = [said for n, cue in enumerate(_cues(cleaned.text)) for said in _voices(n, *cue)]
    named = any(s.label for s in said)
    pieces = [[s] for s in said] if named else with_labels_in_text(said)
    text, marks = text_of(lines_of_talk(pieces))
    return RawText(text, cleaned.removed, marks)


def _cues(text: str) -> Iterator[tuple[str, int | None, int | None]]:
    """The subtitles: payload and times."""
    for block in _BLOCKS.split(text):
        heading, *rest = block.strip("\n").split("\n")
        if _ASIDE.match(heading):
            continue
        timing = _TIMING.match(heading)
        if not timing and rest:  # the first line is the subtitle's identifier
            timing, rest = _TIMING.match(rest[0]), rest[1:]
        if timing and "-->" in timing[1] and rest:
            yield "\n".join(rest), *times(timing[1])


def _voices(cue: int, payload: str, from_ms: int | None, to_ms: int | None) -> Iterator[Said]:
    """What each voice of a subtitle says, in its lines; without a voice the label is empty."""
    label, begins = "", 0
    for tag in [*_VOICE.finditer(payload), None]:
        words = _plain(payload[begins : tag.start()] if tag else payload[begins:])
        if words:
            yield Said(cue, label, words, from_ms, to_ms)
        if tag:
            label, begins = " ".join(_plain(tag[1] or "").split()), tag.end()


def _plain(marked: str) -> str:
    """Lines without tags, with entities as characters."""
    shown = _TAG.sub("", marked) if "<" in marked else marked
    if "&" in shown:
        shown = canonical(_ENTITY.sub(_character, shown)).text
    if "\n" not in shown:
        return shown.strip()
    return "\n".join(line.strip() for line in shown.split("\n") if line.strip())


def _character(entity: re.Match[str]) -> str:
    """Whole names only: html.unescape alone would read `&nothing;` as `¬hing;`."""
    return html.unescape(entity[0]) if entity[0][1] == "#" else html5.get(entity[0][1:], entity[0])
