"""The filters by documents and attributes, as fields to set them and as chips that take them away."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quotetree.app.routes.choices import Choices
from quotetree.app.store import choosing, code_sets, snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.attributes import attributes
from quotetree.coding.attributes import DATE, NUMBER
from quotetree.coding.counts.conditions import in_order_of_values, in_words, order_of, split
from quotetree.coding.counts.people import NOT_KNOWN, People
from quotetree.coding.counts.rows import OF_DOCUMENTS

MOST_BOXES = 40
FEW_NUMBERS = 8
ORDERED = {NUMBER: "number", DATE: "date"}


@dataclass(frozen=True, slots=True)
class FilterField:
    """An attribute to filter by: boxes (condition, value, whether chosen), or else a range, or else words to type."""

    name: str
    label: str
    boxes: tuple[tuple[str, str, bool], ...] = ()
    order: str = ""  # "number" or "date": how the ends of the range are typed
    low: str = ""
    high: str = ""
    given: tuple[str, str] = ("", "")  # the least and the greatest value that there is

    @property
    def open(self) -> bool:
        return bool(self.low or self.high or any(chosen for _, _, chosen in self.boxes))


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, in words, and what is chosen instead when it is taken off."""

    text: str
    instead: dict[str, Any]


def filter_fields(access: Access, chosen: Choices) -> dict[str, Any]:
    """What the templates need to draw the filters of these choices."""
    people = snapshots.snapshot(access).people
    kinds, folders = choosing.kinds_and_folders(access)
    sets = code_sets.names(access)
    types = _types(access)
    fields = [_field(people, name, types.get(name, ""), chosen) for name in people.names()]
    drawn = {box[0] for field in fields for box in field.boxes}
    drawn |= {f"{field.name}={field.low}..{field.high}" for field in fields if field.low or field.high}
    return {
        "code_sets": sets,
        "kinds": kinds,
        "folders": folders,
        "filter_fields": fields,
        "not_drawn": [condition for condition in chosen.where if condition not in drawn],
        "chips": [*_of_set(sets, chosen), *_chips(people, chosen)],
    }


def label_of(attribute: str) -> str:
    """An attribute as it is shown: "phase (documents)"."""
    of_documents = attribute.startswith(OF_DOCUMENTS)
    return f"{attribute.removeprefix(OF_DOCUMENTS)} (documents)" if of_documents else attribute


def _types(access: Access) -> dict[str, str]:
    """By the name of an attribute, as filters have it, the order that its type gives its values."""
    of = {"participant": "", "document": OF_DOCUMENTS}
    found = [(before + one.name, one.type) for name, before in of.items() for one in attributes(access, name)]
    return {name: ORDERED[type_] for name, type_ in found if type_ in ORDERED}


def _field(people: People, name: str, order: str, chosen: Choices) -> FilterField:
    values = in_order_of_values(people.values_of(name))
    given = [value for value in values if value != NOT_KNOWN]
    order = order or order_of(given)
    if order and len(given) > FEW_NUMBERS:
        low, high = _range(name, chosen)
        ordered = [value for value in given if order_of([value]) == order] or [""]
        return FilterField(
            name, label_of(name), order=order, low=low, high=high, given=(ordered[0], ordered[-1])
        )
    if len(values) > MOST_BOXES:
        return FilterField(name, label_of(name))
    boxes = ((f"{name}={value}", value or "not known") for value in values)
    return FilterField(name, label_of(name), tuple((one, text, one in chosen.where) for one, text in boxes))


def _range(name: str, chosen: Choices) -> tuple[str, str]:
    for condition in chosen.where:
        told = condition.removeprefix(f"{name}=")
        low, between, high = told.partition("..")
        if between and told != condition and "," not in told:
            return low.lstrip("+"), high.lstrip("+")
    return "", ""


def _of_set(sets: list[tuple[str, str]], chosen: Choices) -> Iterator[Chip]:
    for set_id, name in sets:
        if set_id == chosen.set:
            yield Chip(f"Set {name}", {"set": ""})


def _chips(people: People, chosen: Choices) -> Iterator[Chip]:
    if chosen.named:
        yield Chip(f"Documents named {chosen.named}", {"named": ""})
    if chosen.folder:
        yield Chip(f"Folder {chosen.folder}", {"folder": ""})
    if chosen.kind:
        yield Chip(" or ".join(chosen.kind).capitalize(), {"kind": ()})
    by_attribute: dict[str, list[tuple[str, str]]] = {}
    for condition in chosen.where:
        attribute, asked = split(people, condition)
        by_attribute.setdefault(attribute, []).append((condition, asked))
    for attribute, conditions in by_attribute.items():
        gone = {condition for condition, _ in conditions}
        kept = tuple(one for one in chosen.where if one not in gone)
        text = " or ".join(in_words(asked) for _, asked in conditions)
        yield Chip(f"{label_of(attribute)}: {text}", {"where": kept})
