"""Values of attributes: of each voice (a person in a document), and of each document."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from quotetree.coding.counts.arrays import Ints, positions
from quotetree.coding.counts.hearing import Respondent
from quotetree.coding.counts.rows import OF_DOCUMENTS, PeopleRows
from quotetree.coding.counts.talk import Talk
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import name_key

NOT_KNOWN = ""


class UnknownAttribute(QuotetreeError):
    """No attribute of people or documents has that name."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """An attribute's values: `of_voice` and, for a document's attribute, `of_document` number those in `values`."""

    values: tuple[str, ...]
    of_voice: Ints
    of_document: Ints | None = None


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The participants and what is known of them; names of attributes are compared as names of codes are."""

    participants: tuple[str, ...]
    attributes: dict[tuple[str, str], str]  # (of, name's key): name
    own: dict[tuple[str, str], str]  # (participant, name's key): value
    then: dict[tuple[str, str, str], str]  # (document, participant, name's key): value
    of_documents: dict[tuple[str, str], str]  # (document, name's key): value

    def names(self) -> list[str]:
        """The attributes as they are asked for: `profession`, `document.phase`."""
        return [OF_DOCUMENTS * (of == "document") + name for (of, _), name in self.attributes.items()]

    def knows(self, attribute: str) -> bool:
        """Whether there is an attribute of that name."""
        try:
            self.key_of(attribute)
        except UnknownAttribute:
            return False
        return True

    def values_of(self, attribute: str) -> tuple[str, ...]:
        """The distinct values given for an attribute, and "not known" last. Raises UnknownAttribute."""
        of_documents, key = self.key_of(attribute)
        given = (self.of_documents,) if of_documents else (self.own, self.then)
        found = {value for values in given for (*_, name), value in values.items() if name == key}
        return (*sorted(found), NOT_KNOWN)

    def value(self, document: str, person: Respondent, key: str) -> str:
        """What held at the appearance, else of the person, else not known; of a placeholder nothing is known."""
        if person.placeholder:
            return NOT_KNOWN
        return self.then.get((document, person.id, key)) or self.own.get((person.id, key), NOT_KNOWN)

    def key_of(self, attribute: str) -> tuple[bool, str]:
        """Whether an attribute is a document's, and its name's key. Raises UnknownAttribute."""
        of_documents = attribute.startswith(OF_DOCUMENTS)
        key = name_key(attribute.removeprefix(OF_DOCUMENTS) if of_documents else attribute)
        if ("document" if of_documents else "participant", key) not in self.attributes:
            known = ", ".join(self.names()) or "none yet"
            raise UnknownAttribute(f"There is no attribute “{attribute}” in this project; it has {known}.")
        return of_documents, key

    def column(self, attribute: str, talk: Talk) -> Column:
        """The attribute's values in the talk. Raises UnknownAttribute."""
        of_documents, key = self.key_of(attribute)
        if not of_documents:
            found = [self.value(talk.documents[n], person, key) for n, person in talk.voices]
            values, of_voice = _numbered(found)
            return Column(values, of_voice)
        found = [self.of_documents.get((document, key), NOT_KNOWN) for document in talk.documents]
        values, of_document = _numbered(found)
        return Column(values, of_document[talk.document_of_voice], of_document)


def people_of(rows: PeopleRows) -> People:
    """The people in the rows; an empty cell says nothing."""
    key = cache(name_key)
    return People(
        participants=tuple(rows.participants),
        attributes={(of, key(name)): name for of, name in rows.attributes},
        own={(who, key(name)): value for who, name, value in rows.values if value.strip()},
        then={
            (document, who, key(name)): value
            for document, who, name, value in rows.appearance_values
            if value.strip()
        },
        of_documents={(one, key(name)): value for one, name, value in rows.document_values if value.strip()},
    )


def _numbered(found: list[str]) -> tuple[tuple[str, ...], Ints]:
    """The distinct values, in order with "not known" last, and the number of each one found."""
    values = tuple(sorted(set(found), key=lambda value: (value == NOT_KNOWN, value)))
    number = positions(values)
    return values, np.array([number[value] for value in found], np.int64)
