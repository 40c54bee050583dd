"""What stands beside the counts: how large the study is, and who could have spoken."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

import numpy as np

from quotetree.coding.counts.arrays import Flags
from quotetree.coding.counts.doubled import shown_by_another
from quotetree.coding.counts.filters import (
    Filters,
    codings_let_through,
    documents_let_through,
    voices_let_through,
)
from quotetree.coding.counts.hearing import Respondent
from quotetree.coding.counts.snapshot import Snapshot


class Totals(TypedDict):
    """The size of a study: documents by kind, people, and the codings of the layers chosen."""

    documents: dict[str, int]
    participants: int
    participants_who_spoke: int
    placeholders: int
    codings: int


@dataclass(frozen=True, slots=True)
class Speakers:
    """The people a percentage is of: those who spoke in the documents chosen, placeholders among them.

    `silent` participants attended and said nothing; they are told apart and not part of `spoke`. `by` has the people
    under each value of an attribute, where one person may stand under two.
    """

    spoke: int
    placeholders: int
    silent: int
    by: dict[str, int]


def totals(snapshot: Snapshot, filters: Filters | None = None) -> Totals:
    """The totals of the documents, people and codings that the filters let through."""
    filters = filters or Filters()
    documents = documents_let_through(snapshot, filters)
    kinds = zip(snapshot.talk.kinds, documents.tolist(), strict=True)
    people = _people(snapshot, _voices(snapshot, filters))
    spoke = {person for person in people if not person.placeholder}
    everybody = filters.documents is None and not filters.attributes
    there = (
        {Respondent(one) for one in snapshot.people.participants}
        if everybody
        else _attended(snapshot, filters)
    )
    return Totals(
        documents=dict(Counter(kind for kind, chosen in kinds if chosen)),
        participants=len(there | spoke),
        participants_who_spoke=len(spoke),
        placeholders=len(people) - len(spoke),
        codings=int(
            np.count_nonzero(
                codings_let_through(snapshot, filters, slice(None)) & ~shown_by_another(snapshot.codings)
            )
        ),
    )


def speakers(snapshot: Snapshot, filters: Filters | None = None, by: str | None = None) -> Speakers:
    """Who spoke, for percentages: the same filters of documents and attributes as the count's.

    A placeholder stands in the whole and in the column of the value not known, and under a filter of people's
    attributes nowhere, as in the counts themselves. Raises UnknownAttribute.
    """
    filters = filters or Filters()
    voices = _voices(snapshot, filters)
    people = _people(snapshot, voices)
    return Speakers(
        spoke=len(people),
        placeholders=sum(person.placeholder for person in people),
        silent=len(_attended(snapshot, filters) - people),
        by=_by_value(snapshot, voices, by) if by is not None else {},
    )


def _voices(snapshot: Snapshot, filters: Filters) -> Flags:
    """By voice: whether it is heard in a chosen document and its person has the values asked for."""
    chosen = documents_let_through(snapshot, filters)[snapshot.talk.document_of_voice]
    of_people = voices_let_through(snapshot, filters)
    return chosen if of_people is None else chosen & of_people


def _people(snapshot: Snapshot, voices: Flags) -> set[Respondent]:
    persons, person_of = snapshot.talk.persons
    return {persons[n] for n in person_of[voices].tolist()}


def _by_value(snapshot: Snapshot, voices: Flags, by: str) -> dict[str, int]:
    column = snapshot.column(by)
    _, person_of = snapshot.talk.persons
    roles = set(zip(column.of_voice[voices].tolist(), person_of[voices].tolist(), strict=True))
    count = Counter(value for value, _ in roles)
    return {column.values[n]: count[n] for n in sorted(count)}


def _attended(snapshot: Snapshot, filters: Filters) -> set[Respondent]:
    """The participants who attended a chosen document, having there the values asked for."""
    chosen = documents_let_through(snapshot, filters)
    asked = list(_of_people(snapshot, filters))
    return {
        Respondent(participant)
        for document, participant in snapshot.talk.attended
        if chosen[snapshot.talk.number[document]]
        and all(
            snapshot.people.value(document, Respondent(participant), key) in values for key, values in asked
        )
    }


def _of_people(snapshot: Snapshot, filters: Filters) -> Iterator[tuple[str, frozenset[str]]]:
    for attribute, values in filters.attributes:
        of_documents, key = snapshot.people.key_of(attribute)
        if not of_documents:
            yield key, values
