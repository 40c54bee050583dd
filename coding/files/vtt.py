"""WebVTT: subtitles with times, in which voices (`<v Ana>`) or labels in the text name the speakers.

A line of talk reads `LABEL: words`. A subtitle of the same speaker continues the line when the one before ends in a
letter, digit, comma or dash; else it begins a line of its own. One that names nobody is the last speaker's. The form
is that of https://www.w3.org/TR/webvtt1/, read gently: times as programs write them, and a `<` that opens no known
tag is text.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html.entities import html5

from quotetree.coding.clock import TIME, times
from quotetree.coding.errors import Unreadable
from quotetree.coding.files.raw import RawText
from quotetree.coding.files.txt import decoded
from quotetree.coding.labels import Mark, find_labels
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
_DASHES = "-‐‑‒–—―"


@dataclass(frozen=True, slots=True)
class _Said:
    """What one voice says in a subtitle, or in several that make one line of talk."""

    cue: int
    label: str
    words: str
    from_ms: int | None
    to_ms: int | None


def read(name: str, data: bytes) -> RawText:
    """Raises Unreadable for a file that is no WebVTT, or has more of it than a transcript may have."""
    cleaned = canonical(decoded(name, data))
    if not re.match(r"WEBVTT(?:[ \t\n]|$)", cleaned.text):
        raise Unreadable(f"“{name}” is no WebVTT file: its first line does not begin with WEBVTT.")
    said = [said for n, cue in enumerate(_cues(cleaned.text)) for said in _voices(n, *cue)]
    named = any(s.label for s in said)
    pieces = [[s] for s in said] if named else _with_labels_in_text(said)
    text, marks = _text_of(_lines_of_talk(pieces))
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


def _voices(cue: int, payload: str, from_ms: int | None, to_ms: int | None) -> Iterator[_Said]:
    """What each voice of a subtitle says, in its lines; without a voice the label is empty."""
    label, begins = "", 0
    for tag in [*_VOICE.finditer(payload), None]:
        words = _plain(payload[begins : tag.start()] if tag else payload[begins:])
        if words:
            yield _Said(cue, label, words, from_ms, to_ms)
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


def _with_labels_in_text(said: list[_Said]) -> list[list[_Said]]:
    """The lines of subtitles without voices; a group begins where a label or a subtitle does."""
    text = "\n".join(s.words for s in said)
    marks = {text.rfind("\n", 0, mark.words) + 1: mark for mark in find_labels(text)}
    groups: list[list[_Said]] = []
    at = 0
    for line, whole in ((line, s) for s in said for line in s.words.split("\n")):
        mark = marks.get(at)
        label, words = (mark.label, text[mark.words : at + len(line)]) if mark else ("", line)
        piece = replace(whole, label=label, words=words)
        if groups and not mark and groups[-1][-1].cue == whole.cue:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        at += len(line) + 1
    return groups


def _lines_of_talk(groups: Iterable[list[_Said]]) -> Iterator[_Said]:
    """A line for each group, or for several that go on."""
    line: list[_Said] = []
    for group in groups:
        if line and not (group[0].label in ("", line[0].label) and _goes_on(line[-1].words)):
            yield _as_one(line)
            line = []
        line.extend(group)
    if line:
        yield _as_one(line)


def _goes_on(words: str) -> bool:
    last = words[-1:]
    return not last or last.isalnum() or last == "," or last in _DASHES


def _as_one(line: list[_Said]) -> _Said:
    words = " ".join(words for s in line for words in s.words.split("\n") if words)
    return _Said(line[0].cue, line[0].label, words, line[0].from_ms, line[-1].to_ms)


def _text_of(said: Iterable[_Said]) -> tuple[str, tuple[Mark, ...]]:
    """The text, and where its labels stand; where nobody is named, each line has an empty one with its times."""
    talk = [s for s in said if s.words]
    lines: list[str] = []
    marks: list[Mark] = []
    named, at = any(s.label for s in talk), 0
    for s in talk:
        label = f"{s.label}: " if s.label else ""
        lines.append(f"{label}{s.words}\n")
        if label or not named:
            marks.append(Mark(at, at + len(label), s.label, s.from_ms, s.to_ms))
        elif marks:
            marks[-1] = replace(marks[-1], to_ms=s.to_ms)
        at += len(lines[-1])
    return "".join(lines), tuple(marks)
