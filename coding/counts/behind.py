"""The comments behind a number: every number opens its quotations."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from quotetree.coding.counts.arrays import Flags, Ints
from quotetree.coding.counts.comments import Comments
from quotetree.coding.counts.hearing import Respondent
from quotetree.coding.errors import QuotetreeError

NUMBERS = (
    "comments",
    "respondents",
    "contributions",
    "documents",
    "unattributed",
    "interviewer_only",
    "in_notes",
)


class Comment(NamedTuple):
    """A merged passage `[start, end)` in code points of a document, its codings' ids and its respondents."""

    document: str
    start: int
    end: int
    codings: tuple[str, ...]
    respondents: tuple[Respondent, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Behind:
    """Comments in the order of documents and places; made when asked for, so that a page costs what it shows."""

    found: Comments
    which: Ints

    def __len__(self) -> int:
        return len(self.which)

    def __iter__(self) -> Iterator[Comment]:
        return iter(self.page(0, len(self)))

    def page(self, skip: int, most: int) -> list[Comment]:
        """At most so many comments after the first `skip`."""
        return [_comment(self.found, n) for n in self.which[skip : skip + most].tolist()]


def behind(
    found: Comments,
    code: str,
    number: str = "comments",
    *,
    by: str | None = None,
    value: str | None = None,
    among: Flags | None = None,
) -> Behind:
    """The comments that make up a number of a code, in all or in the column of an attribute's value.

    Respondents and contributions open the comments in which they are heard. `among` has a flag for each merged passage
    of `found`: only those flagged (see `also_coded`). Raises QuotetreeError if there is no such
    number or code, UnknownAttribute if there is no such attribute.
    """
    if code not in (codes := found.snapshot.lines.number) or codes[code] not in found.codes:
        raise QuotetreeError("This code is not in this project; somebody may have deleted it.")
    chosen = (found.group == np.flatnonzero(found.codes == codes[code])[0]) & _in_number(found, number)
    if by is not None:
        chosen &= _in_column(found, by, value or "")
    if among is not None:
        chosen &= among
    return Behind(found, np.flatnonzero(chosen))


def _in_number(found: Comments, number: str) -> Flags:
    if number not in NUMBERS:
        raise QuotetreeError(f"“{number}” is not a number that is counted; those are {', '.join(NUMBERS)}.")
    if number in ("comments", "documents"):
        return found.counted
    if number in ("respondents", "contributions"):
        return found.attributed
    flags: Flags = getattr(found, number)
    return flags


def _in_column(found: Comments, by: str, value: str) -> Flags:
    column = found.snapshot.column(by)
    wanted = column.values.index(value) if value in column.values else -1
    if column.of_document is not None:
        flags: Flags = column.of_document[found.document] == wanted
        return flags
    comment, voice = found.voices
    flags = np.zeros(len(found.group), np.bool_)
    flags[comment[column.of_voice[voice] == wanted]] = True
    return flags


def _comment(found: Comments, n: int) -> Comment:
    codings, talk = found.snapshot.codings, found.snapshot.talk
    rows = found.rows[found.starts[n] : found.starts[n + 1]]
    rows = rows[np.lexsort((codings.end[rows], codings.start[rows]))]
    heard = found.heard(n)
    return Comment(
        document=talk.documents[found.document[n]],
        start=int(codings.start[rows].min()),
        end=int(codings.end[rows].max()),
        codings=tuple(codings.ids[rows].tolist()),
        respondents=tuple(talk.voices[one][1] for one in heard.tolist()),
    )
