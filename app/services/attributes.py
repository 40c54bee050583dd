"""Attributes of people and documents: added, renamed, given another type, ordered, deleted; and their values."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from quotetree.app.store import attributes as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder, action
from quotetree.app.store.tables import new_id
from quotetree.coding.attributes import (
    Attribute,
    Checked,
    ValueRefused,
    checked_choices,
    checked_name,
    checked_value,
    fits,
)
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import name_key

MOST_NAMED = 20


class AttributeRefused(QuotetreeError):
    """An attribute that cannot be so."""


class AttributeChanged(NamedTuple):
    """The attribute, and the number of the action (None: it was so already)."""

    attribute_id: str
    seq: int | None


class ValuesSet(NamedTuple):
    """What is kept now, how it was understood where that is not as typed, and the number of the action."""

    value: str
    said: str
    seq: int | None


def set_values(access: Access, attribute_id: str, ids: Sequence[str], text: str) -> ValuesSet:
    """Give one or many participants or documents a value, as one action; an empty one takes it away."""
    access.reader.check_write()
    attribute = store.attribute(access, attribute_id)
    names = store.there(access, attribute.of, ids)
    if not names:
        raise AttributeRefused("Nothing is chosen. Tick those whom it is about.")
    checked = _checked(attribute, text)
    first = next(iter(names))
    about = {"attribute": attribute.id, attribute.of: first, "n": len(names), "value": checked.value}
    with action(access.connection, access.who, "value.changed", about=about) as recorder:
        _write_values(access, recorder, attribute, list(names), checked.value)
    return ValuesSet(checked.value, checked.said, recorder.seq)


def _checked(attribute: Attribute, text: str) -> Checked:
    try:
        return checked_value(attribute.type, attribute.choices, text)
    except ValueRefused as error:
        raise ValueRefused(f"{attribute.name}: {error.sentence} Nothing was changed.") from error


def _write_values(
    access: Access, recorder: Recorder, attribute: Attribute, ids: Sequence[str], value: str
) -> None:
    rows = store.rows_of(access, attribute, ids)
    table = f"{attribute.of}_value"
    if not value:
        recorder.delete_many(table, rows.values())
        return
    recorder.update_many(table, {row: {"value": value} for row in rows.values()})
    new = [one for one in ids if one not in rows]
    fixed = {"attribute_id": attribute.id, "value": value}
    recorder.insert_many(table, [{f"{attribute.of}_id": one, **fixed} for one in new])


def add_attribute(
    access: Access, of: str, name: str, type_: str = "text", choices: Sequence[str] = ()
) -> AttributeChanged:
    """A new attribute of people ("participant") or of documents, after the others."""
    access.reader.check_write()
    if of not in store.OWNERS:
        raise AttributeRefused("An attribute is of participants or of documents.")
    row = {
        "id": new_id(),
        "project_id": access.project_id,
        "of": of,
        "place": store.next_place(access, of),
        "type": type_,
        "choices": json.dumps(checked_choices(type_, choices), ensure_ascii=False),
        **_named(access, of, name),
    }
    about = {"attribute": row["id"], "of": of, "type": type_}
    with action(access.connection, access.who, "attribute.added", about=about) as recorder:
        attribute_id = recorder.insert("attribute", row)
    return AttributeChanged(attribute_id, recorder.seq)


def define_attribute(
    access: Access, attribute_id: str, name: str, type_: str, choices: Sequence[str] = ()
) -> AttributeChanged:
    """Another name, type or other choices. Raises AttributeRefused that names whose values do not fit the type."""
    access.reader.check_write()
    attribute = store.attribute(access, attribute_id)
    offered = checked_choices(type_, choices)
    named = _named(access, attribute.of, name, attribute_id)
    own, then = store.values_of(access, attribute), store.values_then(access, attribute_id)
    _check_fit(type_, offered, [*own, *then])
    about = {"attribute": attribute_id, "from": attribute.name, "name": named["name"]}
    if (type_, offered) != (attribute.type, attribute.choices):
        about["type"] = type_
    with action(access.connection, access.who, "attribute.changed", about=about) as recorder:
        kept = {"type": type_, "choices": json.dumps(offered, ensure_ascii=False)}
        recorder.update("attribute", attribute_id, named | kept)
        for table, rows in ((f"{attribute.of}_value", own), ("appearance_value", then)):
            canonical = {row.id: {"value": checked_value(type_, offered, row.value).value} for row in rows}
            recorder.update_many(table, canonical)
    return AttributeChanged(attribute_id, recorder.seq)


def _check_fit(type_: str, choices: Sequence[str], rows: Sequence[store.ValueOf]) -> None:
    bad = [row for row in rows if not fits(type_, choices, row.value)]
    if not bad:
        return
    told = [f"{row.who}: “{row.value}”" for row in bad[:MOST_NAMED]]
    if len(bad) > MOST_NAMED:
        told.append(f"and {len(bad) - MOST_NAMED} more")
    values = "1 value does" if len(bad) == 1 else f"{len(bad):,} values do"
    raise AttributeRefused(f"{values} not fit the type {type_}, so nothing was changed.", told)


def delete_attribute(access: Access, attribute_id: str) -> AttributeChanged:
    """An attribute goes with all its values."""
    access.reader.check_write()
    attribute = store.attribute(access, attribute_id)
    own, then = store.values_of(access, attribute), store.values_then(access, attribute_id)
    about = {"attribute": attribute_id, "n": len(own) + len(then)}
    with action(access.connection, access.who, "attribute.deleted", about=about) as recorder:
        recorder.delete_many(f"{attribute.of}_value", [row.id for row in own])
        recorder.delete_many("appearance_value", [row.id for row in then])
        recorder.delete_many("attribute", [attribute_id])
    return AttributeChanged(attribute_id, recorder.seq)


def move_attribute(access: Access, attribute_id: str, by: int) -> AttributeChanged:
    """An attribute some places further on (or back) among those of the same kind."""
    access.reader.check_write()
    attribute = store.attribute(access, attribute_id)
    order = [one.id for one in store.attributes(access, attribute.of)]
    at = order.index(attribute_id)
    order.insert(max(0, min(at + by, len(order) - 1)), order.pop(at))
    about = {"attribute": attribute_id}
    with action(access.connection, access.who, "attribute.moved", about=about) as recorder:
        recorder.update_many("attribute", {one: {"place": place} for place, one in enumerate(order)})
    return AttributeChanged(attribute_id, recorder.seq)


def _named(access: Access, of: str, name: str, attribute_id: str = "") -> dict[str, str]:
    """The columns of a name that no other attribute of the kind has."""
    cleaned = checked_name(name)
    for other in store.attributes(access, of):
        if name_key(other.name) == name_key(cleaned) and other.id != attribute_id:
            raise AttributeRefused(f"There is an attribute “{other.name}” already.")
    return {"name": cleaned, "name_key": name_key(cleaned)}
