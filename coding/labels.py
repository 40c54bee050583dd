"""Which lines begin with a speaker's label.

`find_labels` is the one place where that is decided. A label stands at a line's beginning and ends in a colon:
`S11: words`, `S11:` alone on its line, `[00:01:23] Speaker 1: words`, `Speaker 1 [00:01:23]: words`; or it is a
name and a clock time alone on a line or on two, as automatic transcription writes them. Whether such a beginning is a
label or a sentence is told by what it looks like, and, in doubt, by the rest of the file:

- words of a role (`Interviewer 2`, `Date`) and codes of people (`S11`, `RS1-E4`) are labels wherever they stand;
- names in capitals are labels where they come twice, stand alone on their line, or others have labels for certain;
- other names (`Ana`, `Dr Müller`) where they come twice, or nearly every line begins like a label; of two words or
  alone on a line also once, if the file has labels for certain or names that come twice;
- other short beginnings (`older lady`) where they come three times, or every line begins like a label;
- without a colon (`[Ana] words`) only where no line has one: see label_signs.py;
- never: words of a sentence (`I said this`, `There is one thing`), clock times, addresses of web pages.

Where more than ten lines and half of the text stand before the first speaker's, the file has no labels.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from quotetree.coding.clock import ANY_TIME, BRACKETED_TIME, times
from quotetree.coding.label_looks import Look, look_of
from quotetree.coding.label_signs import signed_labels
from quotetree.coding.roles import known_role
from quotetree.coding.text import lines

_BLANK = "[ \t\u00a0\u202f\u3000]"
_BEGINNING = re.compile(
    rf"""{_BLANK}*
    (?:[-–•>#]{{1,6}}{_BLANK}+)?                         # the sign of a list, quotation or heading
    (?:\d{{1,4}}(?:[.)]{_BLANK}+|\t{_BLANK}*))?          # a paragraph's number
    [*_]{{0,3}}                                          # emphasis, as in Markdown
    (?:(?P<before>{ANY_TIME}){_BLANK}*[-–—|]?{_BLANK}*[*_]{{0,3}})?
    (?P<name>[^\s:：*_][^:：\n]{{0,70}}?)
    {_BLANK}*[*_]{{0,3}}
    (?:{_BLANK}*[-–—|,]?{_BLANK}*(?P<after>{ANY_TIME}))?
    {_BLANK}*[*_]{{0,3}}
    (?:(?<!\d):|:(?!\d)|：)(?![/\\])[*_]{{0,3}}        # never within a clock time or an address
    (?:{_BLANK}*(?P<later>{BRACKETED_TIME}))?
    (?P<blank>{_BLANK}*)""",
    re.VERBOSE,
)
_NAME_AND_TIME = re.compile(
    rf"""{_BLANK}*[*_]{{0,3}}
    (?:(?P<before>{ANY_TIME}){_BLANK}+(?:[-–—]{_BLANK}+)?(?P<last>[^\s\d:：][^:：\n]{{0,60}}?)
    |(?P<first>(?:\[[^\W\d][^\]:：\n]{{0,60}}\]|[^\s\d\[(:：][^:：\n]{{0,60}}?)),?{_BLANK}+(?:[-–—|]{_BLANK}*)?(?P<after>{ANY_TIME}))
    [*_]{{0,3}}{_BLANK}*$""",
    re.VERBOSE,
)
_LINE_NUMBER = re.compile(rf"{_BLANK}*(\d{{1,4}}){_BLANK}+(?=\S)")
_TIME_ALONE = re.compile(rf"{_BLANK}*{ANY_TIME}{_BLANK}*$")
_WITHIN = 160  # characters of a line in which its label has to end


@dataclass(frozen=True, slots=True)
class Mark:
    """A label at the beginning of a line: label and blanks `[start, words)`; times in milliseconds, where given."""

    start: int
    words: int
    label: str
    from_ms: int | None = None
    to_ms: int | None = None


@dataclass(frozen=True, slots=True)
class _Beginning:
    mark: Mark
    look: Look
    alone: bool  # nothing but the label on its line
    tight: bool  # words follow the colon without a blank
    timed: bool  # a name and a time without a colon


def find_labels(text: str, known: Collection[str] = (), refused: Collection[str] = ()) -> list[Mark]:
    """The labels of a canonical text, in order.

    `known` are labels for certain (participants' ids, what a person said), `refused` are none.
    """
    spans = [span for span in lines(text) if not text[slice(*span)].isspace() and span[0] < span[1]]
    bare = _behind_line_numbers(text, spans)
    beginnings = _with_times_below(text, spans, [_beginning(text, span, known) for span in bare], known)
    candidates = [b for b in beginnings if b and b.mark.label not in refused]
    accepted = _accepted(candidates, _share_of_labels(beginnings)) | _recorded(beginnings, refused)
    marks = [b.mark for b in candidates if b in accepted or b.mark.label in known]
    marks = _with_times_above(text, bare, marks)
    if all(known_role(m.label) == "not a speaker" for m in marks):
        marks = [Mark(*one) for one in signed_labels(text, bare, refused)] or marks
    lines_of = dict(zip((start for start, _ in bare), (start for start, _ in spans), strict=True))
    marks = [replace(m, start=lines_of.get(m.start, m.start)) for m in marks]
    if _mostly_before(text, spans, marks) and not any(m.label in known for m in marks):
        marks = [m for m in marks if known_role(m.label) == "not a speaker"]
    return marks


def _behind_line_numbers(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines without their numbers, where they are numbered one after the other: `1 Anna: …`, `2 Tom: …`."""
    found = [_LINE_NUMBER.match(text, *span) for span in spans]
    numbers = [int(one[1]) if one else None for one in found]
    if len(spans) < 3 or numbers[0] is None or numbers != [*range(numbers[0], numbers[0] + len(spans))]:
        return spans
    return [(one.end(), end) for one, (_, end) in zip(found, spans, strict=True) if one]


def _with_times_below(
    text: str, spans: list[tuple[int, int]], beginnings: list[_Beginning | None], known: Collection[str]
) -> list[_Beginning | None]:
    """Also names alone on a line whose time stands alone on the next, with words on the one below it."""
    found = list(beginnings)
    for n, (name, time, _) in enumerate(zip(spans, spans[1:], spans[2:], strict=False)):
        if found[n] is None and time[1] - time[0] < 60 and _TIME_ALONE.match(text, *time):
            found[n] = _named_above(text, name, time, known)
    return found


def _named_above(
    text: str, name: tuple[int, int], time: tuple[int, int], known: Collection[str]
) -> _Beginning | None:
    label = _tidied(text[slice(*name)]) if name[1] - name[0] <= 60 else ""
    look = Look.CERTAIN if label in known else look_of(label) if label else None
    if look is None or look < Look.NAME or known_role(label) == "not a speaker":
        return None
    mark = Mark(name[0], time[1], label, *times(text[slice(*time)]))
    return _Beginning(mark, look, alone=True, tight=False, timed=True)


def label_at(text: str, start: int, end: int, label: str) -> Mark | None:
    """This label at the beginning of the line `[start, end)`, whatever it looks like; None where it is not there."""
    number = _LINE_NUMBER.match(text, start, end)
    for begin in (start, number.end() if number else start):
        found = _beginning(text, (begin, end), {label})
        if found and found.mark.label == label:
            return replace(found.mark, start=start)
    return None


def _beginning(text: str, span: tuple[int, int], known: Collection[str]) -> _Beginning | None:
    start, end = span
    limit = min(end, start + _WITHIN)
    if not any(text.find(sign, start, limit) >= 0 for sign in (":", "：", " second")):
        return None
    match = _BEGINNING.match(text, start, limit)
    if match and (found := _with_colon(text, match, end, known)):
        return found
    timed = _NAME_AND_TIME.match(text, start, end) if end <= limit else None
    return _with_time(timed, known) if timed else None


def _with_colon(text: str, match: re.Match[str], end: int, known: Collection[str]) -> _Beginning | None:
    label = _tidied(match["name"])
    look = Look.CERTAIN if label in known else look_of(label)
    alone, tight = match.end() == end, not match["blank"] and not match["later"] and match.end() < end
    full_width = text[match.start("blank") - 1] == "：" or "：" in text[match.end("name") : match.end()]
    if look is None or (tight and not full_width and not _may_follow(text[match.end()], label)):
        return None
    spoken = times(match["before"] or match["after"] or match["later"])
    mark = Mark(match.start(), match.end(), label, *spoken)
    return _Beginning(mark, look, alone, tight and not full_width, timed=False)


def _with_time(match: re.Match[str], known: Collection[str]) -> _Beginning | None:
    label = _tidied(match["first"] or match["last"])
    look = Look.CERTAIN if label in known else look_of(label)
    if look is None or look < Look.NAME or known_role(label) == "not a speaker":
        return None
    mark = Mark(match.start(), match.end(), label, *times(match["before"] or match["after"]))
    return _Beginning(mark, look, alone=True, tight=False, timed=True)


def _tidied(name: str) -> str:
    """On one line, without emphasis, and without brackets around the whole: `[S11]` is S11."""
    plain = " ".join(name.split()).strip("*_ ")
    inner = plain[1:-1].strip()
    return (
        inner
        if plain[0] + plain[-1] in ("[]", "()", "<>") and inner and not set(inner) & set("[]()<>")
        else plain
    )


def _may_follow(character: str, label: str) -> bool:
    """What may stand right after a colon: no second half of a clock time or ratio, no smiley."""
    return (character.isalpha() or character in "[…“\"'‘«") or (
        character.isdigit() and not label[-1].isdigit()
    )


def _recorded(beginnings: list[_Beginning | None], refused: Collection[str]) -> set[_Beginning]:
    """Names with their times as automatic transcription writes them, also who speaks once: each has words under it.

    In a timetable the lines stand one below the other, or their times go back.
    """
    under = zip(beginnings, [*beginnings[1:], None], strict=False)
    found = [b for b, below in under if b and b.timed and not (below and below.timed)]
    named = [b for b in found if b.look >= Look.NAME and b.mark.label not in refused]
    at = [b.mark.from_ms or 0 for b in named]
    if len(named) < 2 or len(named) < sum(b is not None and b.timed for b in beginnings) or at != sorted(at):
        return set()
    often = any(Counter(b.mark.label for b in named)[b.mark.label] > 1 for b in named)
    return {b for b in named if " " in b.mark.label or (often and len(named) >= 4)}


def _share_of_labels(beginnings: list[_Beginning | None]) -> float:
    """How much of the lines looks labelled; the line after a label that stands alone counts with it."""
    labelled, before = 0, None
    for found in beginnings:
        likely = found is not None and found.look >= Look.NAME
        labelled += likely or (before is not None and before.alone and before.look >= Look.NAME)
        before = found
    return labelled / len(beginnings) if len(beginnings) > 1 else 0.0


def _accepted(candidates: list[_Beginning], share: float) -> set[_Beginning]:
    """The rules of this module's description."""
    counts = Counter(b.mark.label.casefold() for b in candidates)
    certain = any(
        (b.look is Look.CERTAIN and known_role(b.mark.label) != "not a speaker")
        or (b.look >= Look.NAME and counts[b.mark.label.casefold()] >= 2)
        for b in candidates
    )
    accepted = {b for b in candidates if _is_label(b, counts[b.mark.label.casefold()], certain, share)}
    spaced = {b.mark.label for b in accepted if not b.tight}
    return {b for b in accepted if not b.tight or b.look is Look.CERTAIN or b.mark.label in spaced}


def _is_label(found: _Beginning, count: int, certain: bool, share: float) -> bool:
    if found.timed:
        return count >= 2 or found.look is Look.CERTAIN
    several_words = " " in found.mark.label
    match found.look:
        case Look.CERTAIN:
            return True
        case Look.CAPITALS:
            return count >= 2 or found.alone or certain or share >= 0.8
        case Look.NAME:
            return count >= 2 or share >= 0.8 or (certain and (several_words or found.alone))
        case Look.PHRASE:
            return count >= 3 or share >= 0.95 or (count >= 2 and not several_words)
        case Look.NUMBER:
            return count >= 3


def _mostly_before(text: str, spans: list[tuple[int, int]], marks: list[Mark]) -> bool:
    first = next((m.start for m in marks if known_role(m.label) != "not a speaker"), len(text))
    return first > len(text) / 2 and sum(start < first for start, _ in spans) > 10


def _with_times_above(text: str, spans: list[tuple[int, int]], marks: list[Mark]) -> list[Mark]:
    """Labels with the clock time that stands alone on the line above them, as subtitles have it."""
    return list(_each_with_time_above(text, dict(zip([s for s, _ in spans[1:]], spans, strict=False)), marks))


def _each_with_time_above(text: str, above: dict[int, tuple[int, int]], marks: list[Mark]) -> Iterator[Mark]:
    for mark in marks:
        start, end = above.get(mark.start, (0, 0))
        if end - start < 40 and mark.from_ms is None and _TIME_ALONE.match(text, start, end):
            spoken = times(text[start:end])
            yield replace(mark, start=start, from_ms=spoken[0], to_ms=spoken[1])
        else:
            yield mark
