"""Subtitles as lines of talk, `LABEL: words`, whatever the form of their file.

A subtitle of the same speaker continues the line when the one before ends in a letter, digit, comma or dash; else it
begins a line of its own. One that names nobody is the last speaker's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from quotetree.coding.labels import Mark, find_labels

_DASHES = "-‐‑‒–—―"


@dataclass(frozen=True, slots=True)
class Said:
    """What one voice says in a subtitle, or in several that make one line of talk."""

    cue: int
    label: str
    words: str
    from_ms: int | None
    to_ms: int | None


def with_labels_in_text(said: list[Said]) -> list[list[Said]]:
    """The lines of subtitles without voices; a group begins where a label or a subtitle does."""
    text = "\n".join(s.words for s in said)
    marks = {text.rfind("\n", 0, mark.words) + 1: mark for mark in find_labels(text)}
    groups: list[list[Said]] = []
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


def lines_of_talk(groups: Iterable[list[Said]]) -> Iterator[Said]:
    """A line for each group, or for several that go on."""
    line: list[Said] = []
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


def _as_one(line: list[Said]) -> Said:
    words = " ".join(words for s in line for words in s.words.split("\n") if words)
    return Said(line[0].cue, line[0].label, words, line[0].from_ms, line[-1].to_ms)


def text_of(said: Iterable[Said]) -> tuple[str, tuple[Mark, ...]]:
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
