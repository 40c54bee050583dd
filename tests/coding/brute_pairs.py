"""Which passages carry another code too, by brute force, character by character."""

from quotetree.coding.counts.rows import CodingRow
from tests.coding.brute import Brute, Passage, letters, merged
from tests.coding.small_study import SmallStudy


def is_also(brute: Brute, passage: Passage, other: str, rolled: bool) -> bool:
    """Whether a comment shares a letter of words with a passage of another code."""
    document, _, said = passage
    return any(
        there.id == document.id and said & more
        for there, _, more in merged(brute.study, other, rolled, brute.passes)
    )


def pairs(brute: Brute, code: str, rolled: bool) -> dict[str, int]:
    """By other code how many comments of a code are also coded so."""
    comments = [passage for passage, _ in brute.sorted_out(code, rolled)["comments"]]
    return {
        other: sum(is_also(brute, passage, other, rolled) for passage in comments)
        for other in brute.study.codes
    }


def coding_is_also(study: SmallStudy, brute: Brute, row: CodingRow, other: str, rolled: bool) -> bool:
    """Whether a coding's own passage shares a letter of words with a passage of another code."""
    document = next(one for one in study.documents if one.id == row[1])
    said = frozenset(letters(document, study.left_out)) & frozenset(range(row[5], row[6]))
    return is_also(brute, (document, [row], said), other, rolled)


def shown(rows):
    """Of equal codings only the first by id."""
    first = {}
    for row in rows:
        first[row[1:]] = min(row, first.get(row[1:], row))
    return list(first.values())


def is_listed(brute: Brute, row: CodingRow) -> bool:
    """Whether a coding passes, and, where people of some values are asked for, one of them is heard in it."""
    document = next(one for one in brute.study.documents if one.id == row[1])
    if not brute.passes(row) or not brute.document_passes(document) or brute.out(row):
        return False
    if not brute.of_people():
        return True
    said = letters(document, brute.study.left_out)
    voices = [said[place] for place in range(row[5], row[6]) if place in said]
    people = {person for who in voices if not isinstance(who, str) for person in who}
    return any(brute.lets(document, person) for person in people)
