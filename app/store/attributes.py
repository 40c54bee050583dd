"""Reading attributes of people and documents, and their values."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import func, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import chunks
from quotetree.coding.access import NotFound
from quotetree.coding.attributes import Attribute

# By whose attribute: the table of those who have values, the table of values, and its column that says whose.
OWNERS: Mapping[str, tuple[Any, Any, Any]] = {
    "participant": (t.Participant, t.ParticipantValue, t.ParticipantValue.participant_id),
    "document": (t.Document, t.DocumentValue, t.DocumentValue.document_id),
}
COLUMNS = (t.Attribute.id, t.Attribute.of, t.Attribute.name, t.Attribute.type, t.Attribute.choices)


def attributes(access: Access, of: str) -> list[Attribute]:
    """The attributes of people or of documents in their order."""
    asked = select(*COLUMNS).where(t.Attribute.project_id == access.project_id, t.Attribute.of == of)
    rows = access.connection.execute(asked.order_by(t.Attribute.place, t.Attribute.name_key))
    return [_attribute(row) for row in rows]


def attribute(access: Access, attribute_id: str) -> Attribute:
    """An attribute of the project. Raises NotFound."""
    asked = select(*COLUMNS).where(
        t.Attribute.project_id == access.project_id, t.Attribute.id == attribute_id
    )
    row = access.connection.execute(asked).first()
    if row is None:
        raise NotFound("There is no such attribute in this project.")
    return _attribute(row)


def _attribute(row: Any) -> Attribute:
    return Attribute(row.id, row.of, row.name, row.type, tuple(json.loads(row.choices)))


def values(access: Access, of: str, ids: Iterable[str]) -> dict[tuple[str, str], str]:
    """The values of these participants or documents: (whose id, attribute's id) to value."""
    _, table, whose = OWNERS[of]
    found: dict[tuple[str, str], str] = {}
    for some in chunks(list(ids)):
        asked = select(whose, table.attribute_id, table.value).where(whose.in_(some))
        found |= {(row[0], row[1]): row[2] for row in access.connection.execute(asked)}
    return found


class ValueOf(NamedTuple):
    """A value with the id of its row, and whose it is: a name, with the document where it held there alone."""

    id: str
    who: str
    value: str


def values_of(access: Access, attribute: Attribute) -> list[ValueOf]:
    """All own values of an attribute, by name of whose they are."""
    owner, table, whose = OWNERS[attribute.of]
    asked = select(table.id, owner.name, table.value).join(owner, owner.id == whose)
    asked = asked.where(table.attribute_id == attribute.id).order_by(owner.name_key)
    return [ValueOf(*row) for row in access.connection.execute(asked)]


def values_then(access: Access, attribute_id: str) -> list[ValueOf]:
    """The values of an attribute that held at appearances."""
    asked = (
        select(t.AppearanceValue.id, t.Participant.name, t.Document.name, t.AppearanceValue.value)
        .join(t.Appearance, t.Appearance.id == t.AppearanceValue.appearance_id)
        .join(t.Participant, t.Participant.id == t.Appearance.participant_id)
        .join(t.Document, t.Document.id == t.Appearance.document_id)
        .where(t.AppearanceValue.attribute_id == attribute_id)
        .order_by(t.Participant.name_key, t.Document.name_key)
    )
    return [
        ValueOf(row_id, f"{person} in {document}", value)
        for row_id, person, document, value in access.connection.execute(asked)
    ]


def next_place(access: Access, of: str) -> int:
    """The place after all attributes of the kind."""
    asked = select(func.max(t.Attribute.place)).where(
        t.Attribute.project_id == access.project_id, t.Attribute.of == of
    )
    last = access.connection.execute(asked).scalar()
    return 0 if last is None else last + 1


def rows_of(access: Access, attribute: Attribute, ids: Iterable[str]) -> dict[str, str]:
    """The rows (ids) that hold an attribute's values, by whose they are."""
    _, table, whose = OWNERS[attribute.of]
    found: dict[str, str] = {}
    for some in chunks(list(ids)):
        asked = select(whose, table.id).where(table.attribute_id == attribute.id, whose.in_(some))
        found |= {row[0]: row[1] for row in access.connection.execute(asked)}
    return found


def there(access: Access, of: str, ids: Iterable[str]) -> dict[str, str]:
    """The names of participants or documents by id. Raises NotFound where one is not in the project."""
    owner, _, _ = OWNERS[of]
    wanted = sorted(set(ids))
    found: dict[str, str] = {}
    for some in chunks(wanted):
        asked = select(owner.id, owner.name).where(owner.project_id == access.project_id, owner.id.in_(some))
        found |= {row[0]: row[1] for row in access.connection.execute(asked)}
    if len(found) < len(wanted):
        raise NotFound(f"There is no such {of} in this project.")
    return found


def filled(access: Access, of: str) -> dict[str, int]:
    """By attribute how many have a value."""
    _, table, _ = OWNERS[of]
    asked = (
        select(table.attribute_id, func.count())
        .join(t.Attribute, t.Attribute.id == table.attribute_id)
        .where(t.Attribute.project_id == access.project_id)
        .group_by(table.attribute_id)
    )
    return {row[0]: row[1] for row in access.connection.execute(asked)}
