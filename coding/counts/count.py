"""How many comments of how many respondents each code has, in all and by an attribute."""

from collections.abc import Sequence

import numpy as np

from quotetree.coding.counts.arrays import Flags, Ints, distinct
from quotetree.coding.counts.comments import Comments, gather
from quotetree.coding.counts.figures import Breakdown, Count, CountTable
from quotetree.coding.counts.filters import Filters
from quotetree.coding.counts.snapshot import Snapshot

KEPT = 32  # tables a snapshot; one a reader and a filter


def counts(snapshot: Snapshot, filters: Filters | None = None, *, with_subcodes: bool = False) -> CountTable:
    """The counts of all codes in the order of the tree, kept with the snapshot.

    A snapshot that was moved on by a few codings counts only the codes again for which they stand.
    """
    filters = filters or Filters()
    table, stale = snapshot.kept.get((filters, with_subcodes), (None, frozenset()))
    if table is None:
        table = count(gather(snapshot, filters, with_subcodes=with_subcodes))
    elif stale:
        again = count(gather(snapshot, filters, with_subcodes=with_subcodes, codes=sorted(stale)))
        table = table.renewed(again, snapshot.lines.number)
    if len(snapshot.kept) >= KEPT:
        snapshot.kept.clear()
    snapshot.kept[filters, with_subcodes] = table, frozenset()
    return table


def counts_of(
    snapshot: Snapshot, codes: Sequence[str], filters: Filters | None = None, *, with_subcodes: bool = False
) -> dict[str, Count]:
    """The counts of some codes alone, by id; nothing is kept."""
    return count(gather(snapshot, filters, with_subcodes=with_subcodes, codes=codes)).rows()


def count(found: Comments) -> CountTable:
    """The counts of each code."""
    n, talk = len(found.codes), found.snapshot.talk
    comment, voice = found.voices
    persons, person_of = talk.persons
    people = distinct(found.group[comment], person_of[voice], n, len(persons))
    counted = found.counted
    documents = distinct(found.group[counted], found.document[counted], n, len(talk.documents))
    return CountTable(
        codes=codes_of(found),
        comments=_per_code(found, counted),
        respondents=np.count_nonzero(people, 1),
        documents=np.count_nonzero(documents, 1),
        unattributed=_per_code(found, found.unattributed),
        interviewer_only=_per_code(found, found.interviewer_only),
        in_notes=_per_code(found, found.in_notes),
        contributions=np.bincount(found.group[comment], minlength=n),
    )


def break_down(found: Comments, by: str) -> Breakdown:
    """The counts of each code by an attribute (`profession`, `document.phase`). Raises UnknownAttribute.

    By people's, a comment counts once under each value of its respondents; by documents', under its document's.
    """
    column = found.snapshot.column(by)
    n, wide = len(found.codes), len(column.values)
    comment, voice = found.voices
    if column.of_document is None:
        which, value = _values_of_comments(comment, column.of_voice[voice], wide)
    else:
        which = np.flatnonzero(found.counted)
        value = column.of_document[found.document[which]]
    comments = np.bincount(found.group[which] * wide + value, minlength=n * wide).reshape(n, wide)
    return Breakdown(codes_of(found), column.values, comments, _respondents(found, column.of_voice, wide))


def codes_of(found: Comments) -> tuple[str, ...]:
    """The ids of the codes."""
    return tuple(found.snapshot.lines.codes[n] for n in found.codes.tolist())


def _per_code(found: Comments, flags: Flags) -> Ints:
    return np.bincount(found.group[flags], minlength=len(found.codes))


def _values_of_comments(comment: Ints, value: Ints, wide: int) -> tuple[Ints, Ints]:
    """The pairs of comment and value, each once."""
    key = np.sort(comment * wide + value)
    key = key[np.append(True, key[1:] != key[:-1])] if len(key) else key
    return key // max(wide, 1), key % max(wide, 1)


def _respondents(found: Comments, value_of: Ints, wide: int) -> Ints:
    """Distinct respondents [code, value]: a person stands under each value that they had where they were heard.

    A role is a person under one value; there are hardly more roles than people, so that marking them stays small.
    """
    comment, voice = found.voices
    persons, person_of = found.snapshot.talk.persons
    roles, role_of = np.unique(value_of * len(persons) + person_of, return_inverse=True)
    marked = distinct(found.group[comment], role_of[voice], len(found.codes), len(roles))
    code, role = np.nonzero(marked)
    cell = code * wide + roles[role] // max(len(persons), 1)
    return np.bincount(cell, minlength=len(found.codes) * wide).reshape(len(found.codes), wide)
