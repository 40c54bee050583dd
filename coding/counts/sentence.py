"""Counts as a report says them."""

from typing import Protocol


class Counted(Protocol):
    """What a sentence is made of."""

    @property
    def comments(self) -> int: ...
    @property
    def respondents(self) -> int: ...
    @property
    def unattributed(self) -> int: ...
    @property
    def contributions(self) -> int: ...
    @property
    def interviewer_only(self) -> int: ...
    @property
    def in_notes(self) -> int: ...


def sentence(count: Counted) -> str:
    """ "77 comments from 36 respondents"; of contributions where comments are fewer than the people in them.

    Comments by nobody in particular are named after, so that the parts add up.
    """
    attributed = several(count.comments - count.unattributed, "comment")
    people = several(count.respondents, "respondent")
    if not count.comments:
        return "no comments"
    if not count.respondents:
        return f"{several(count.comments, 'comment')} by speakers not identified"
    if count.comments - count.unattributed < count.respondents:
        said = f"{several(count.contributions, 'contribution')} from {people} in {attributed}"
        more = several(count.unattributed, "more comment")
    else:
        said, more = f"{attributed} from {people}", f"{count.unattributed} more"
    return f"{said}, and {more} by speakers not identified" if count.unattributed else said


def counted_apart(count: Counted) -> str:
    """What was coded and is no comment, or nothing: "2 passages of an interviewer only, 1 in researchers' notes"."""
    parts = []
    if count.interviewer_only:
        parts.append(f"{several(count.interviewer_only, 'passage')} of an interviewer only")
    if count.in_notes:
        parts.append(f"{several(count.in_notes, 'passage')} in researchers' notes")
    return ", ".join(parts)


def share(respondents: int, spoke: int, read: int, documents: int) -> str:
    """ "70% of N = 41"; "at least 70% of N = 41 (read for it: 60 of 104)" while documents are still to be read."""
    if not spoke:
        return "nobody spoke"
    percentage = f"{100 * respondents / spoke:.0f}% of N = {spoke}"
    if read >= documents:
        return percentage
    return f"at least {percentage} (read for it: {read} of {documents})"


def several(number: int, noun: str) -> str:
    """ "1 comment", "2 comments" """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
