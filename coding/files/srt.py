"""SubRip subtitles (.srt): a number, the times with a comma, and lines, in which labels in the text name the speakers.

Read gently, as no standard says what the form is: numbers may be missing, times may have a full stop, and tags of
italics, bold type and fonts go; a `<` that opens no such tag is text.
"""

import html
import re
from collections.abc import Iterator

from quotetree.coding.clock import TIME, times
from quotetree.coding.errors import Unreadable
from quotetree.coding.files.raw import RawText
from quotetree.coding.files.subtitles import Said, lines_of_talk, text_of, with_labels_in_text
from quotetree.coding.files.txt import decoded
from quotetree.coding.text import canonical

_TIMING = re.compile(rf"[ \t]*({TIME})[ \t]*(?:[XY][12]:.*)?$")
_TAG = re.compile(r"</?(?:[biusBIUS]|font|FONT)(?:[ \t][^<>\n]{0,200})?>|\{\\an?\d{1,2}\}")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7});")


def read(name: str, data: bytes) -> RawText:
    """Raises Unreadable for a file without subtitles, or with more of them than a transcript may have."""
    cleaned = canonical(decoded(name, data))
    timings = _timings(cleaned.text.split("\n"))
    if not timings and not cleaned.text.isspace():
        raise Unreadable(
            f"“{name}” is no file of subtitles (.srt): no line in it reads like “00:00:01,000 --> 00:00:04,000”."
        )
    text, marks = text_of(lines_of_talk(with_labels_in_text(list(_said(cleaned.text.split("\n"), timings)))))
    return RawText(text, cleaned.removed, marks)


def _timings(lines: list[str]) -> list[tuple[int, str]]:
    """The lines that hold the times of a subtitle."""
    return [(n, m[1]) for n, line in enumerate(lines) if "-->" in line and (m := _TIMING.match(line))]


def _said(lines: list[str], timings: list[tuple[int, str]]) -> Iterator[Said]:
    """The words of each subtitle, with its times."""
    following = [n for n, _ in timings[1:]] + [len(lines)]
    for cue, ((at, timing), end) in enumerate(zip(timings, following, strict=False)):
        words = _words(lines[at + 1 : end], last=end == len(lines))
        if words:
            yield Said(cue, "", words, *times(timing))


def _words(lines: list[str], last: bool) -> str:
    """Without the blank line and the number that come before the next subtitle."""
    talk = [line.strip() for line in lines]
    filled = [n for n, line in enumerate(talk) if line]
    if not last and filled and talk[filled[-1]].isdecimal() and (filled[-1] == 0 or not talk[filled[-1] - 1]):
        filled.pop()
    plain = (
        _ENTITY.sub(lambda entity: html.unescape(entity[0]), _TAG.sub("", talk[n])).strip() for n in filled
    )
    return canonical("\n".join(line for line in plain if line)).text
