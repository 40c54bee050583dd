"""Lines of pages as paragraphs: a PDF holds lines as they were set, and breaks them where the page is full.

A line goes on in the next one if it was full: if the next one's first word would not have fitted, or if there
is a blank at its end, where the program left one at such ends alone. A line that begins with a label is never joined
to the one before, nor is a label alone joined to its words. A hyphen at the end of a line stays, unless the same word
stands elsewhere without it. What is at the top or foot of most pages, and page numbers there, are left out.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from quotetree.coding.labels import find_labels

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_PAGE_NUMBER = re.compile(
    r"\s*[-–—]?\s*(?:[Pp]age|[Pp]\.|[Ss]eite|[Pp]ágina)?\s*(\d{1,4})(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?\s*[-–—]?\s*"
)
_WORD = re.compile(r"\w+(?:[-‐]\w+)*")
_SPLIT = re.compile(r"(\w+)[-‐\u00ad]$")
_BULLET = re.compile(r"\s*[•▪◦‣–—]\s")
_MOST_HEADS = 3  # lines at the top of a page, and as many at its foot
_FULL = 0.85  # how much of the usual width a full line has, as letters differ in theirs
_FULL_FOR_CERTAIN = 0.9  # the same where a blank at its end would mostly tell


def text_of_pages(pages: Sequence[str]) -> str:
    """The text, a paragraph a line, without the heads and feet of pages."""
    split = [page.translate(_LIGATURES).split("\n") for page in pages]
    split = [_without_blank_ends(lines) for lines in split]
    kept = _without_heads(split)
    return "".join(f"{line}\n" for line in _paragraphs([line for lines in kept for line in lines]))


def _without_blank_ends(lines: list[str]) -> list[str]:
    filled = [n for n, line in enumerate(lines) if line.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _without_heads(pages: list[list[str]]) -> list[list[str]]:
    """Without the first and last lines that come on most pages, or count them."""
    for end in (0, -1) * _MOST_HEADS:
        if repeated := _repeated(pages, end):
            pages = [
                _without_blank_ends(lines[1:] if end == 0 else lines[:-1])
                if lines and _like(lines[end]) in repeated
                else lines
                for lines in pages
            ]
    return pages


def _like(line: str) -> str:
    """The same for `Talk 3, page 4` and `Talk 3, page 5`."""
    return " ".join(re.sub(r"\d+", "0", line).split())


def _repeated(pages: list[list[str]], end: int) -> set[str]:
    ends = [lines[end] for lines in pages if lines]
    numbers = [int(match[1]) for line in ends if (match := _PAGE_NUMBER.fullmatch(line))]
    counts = Counter(_like(line) for line in ends if len(line) < 120)
    often = {like for like, count in counts.items() if count >= 2 and count > len(ends) / 2}
    labels = {_like(line) for line in ends if _is_talk(line)}
    counted = len(numbers) > max(1, len(ends) / 2) and all(a < b for a, b in pairwise(numbers))
    return (often - labels) | (
        {_like(line) for line in ends if _PAGE_NUMBER.fullmatch(line)} if counted else set()
    )


def _is_talk(line: str) -> bool:
    return bool(find_labels(line)) and not _PAGE_NUMBER.fullmatch(line)


def _paragraphs(lines: list[str]) -> list[str]:
    text = "".join(f"{line.rstrip()}\n" for line in lines)
    marks = {mark.start: mark for mark in find_labels(text)}
    width, by_blanks = _width(lines), _blanks_tell(lines)
    words = Counter(word.casefold() for word in _WORD.findall(text))
    found: list[str] = []
    at, before, mark_before = 0, "", None
    for line in lines:
        plain = line.rstrip()
        mark = marks.get(at)
        alone = mark_before is not None and mark_before.words >= at - 1
        if found and not mark and not alone and _goes_on(before, plain, width, by_blanks):
            found[-1] = _joined(found[-1], plain.lstrip(), words)
        else:
            found.append(plain)
        at, before, mark_before = at + len(plain) + 1, line, mark
    return found


def _goes_on(line: str, following: str, width: float, by_blanks: bool) -> bool:
    plain = line.rstrip()
    if not plain or not following or _BULLET.match(following):
        return False
    if by_blanks and plain != line:
        return True
    first = following.split(maxsplit=1)[0]
    return len(plain) + 1 + len(first) > (_FULL_FOR_CERTAIN if by_blanks else _FULL) * width


def _width(lines: Sequence[str]) -> float:
    """How many characters a full line has: as many as nineteen of twenty lines have at most."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    return lengths[int(0.95 * len(lengths))] if lengths else 0


def _blanks_tell(lines: Sequence[str]) -> bool:
    """Whether a blank at a line's end says that its paragraph goes on, as LibreOffice writes it."""
    filled = [line for line in lines if line.strip()]
    ended = [line for line in filled if line != line.rstrip()]
    return bool(ended) and len(ended) < 0.97 * len(filled) and min(map(len, ended)) > 0.6 * _width(lines)


def _joined(before: str, following: str, words: Counter[str]) -> str:
    """With a blank; at a hyphen without one, and without the hyphen if the word stands elsewhere in one piece."""
    split, rest = _SPLIT.search(before), _WORD.match(following)
    if not split or not rest:
        return f"{before} {following}"
    if before.endswith("\u00ad") or (following[0].islower() and words[(split[1] + rest[0]).casefold()]):
        return before[:-1] + following
    return before + following
