"""Conditions on what is known of people and documents, as somebody writes them, and the values that they let through.

`profession=nurse,doctor` any of these values; `profession=` (or `not known`) where nothing is known; `years=5..10`,
`years=5..` and `met=..2024-06-30` whole numbers and dates, ends included. A value that is written in full is meant even
where it holds a comma. Conditions on one attribute are or'ed, those on several and'ed.
"""

import re
from collections.abc import Iterable
from datetime import date

from quotetree.coding.counts.filters import Values
from quotetree.coding.counts.people import NOT_KNOWN, People
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import name_key

NOT_KNOWN_IN_WORDS = "not known"
RANGE = ".."
NAMED_IN_A_REFUSAL = 12
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def values_of(people: People, conditions: Iterable[str]) -> tuple[Values, ...]:
    """The attributes asked for with the values let through. Raises QuotetreeError, UnknownAttribute."""
    found: dict[tuple[bool, str], tuple[str, set[str]]] = {}
    for condition in conditions:
        attribute, told = split(people, condition)
        _, values = found.setdefault(people.key_of(attribute), (attribute, set()))
        values |= _meant(people, attribute, told)
    return tuple((attribute, frozenset(values)) for attribute, values in found.values())


def split(people: People, condition: str) -> tuple[str, str]:
    """A condition's attribute and what is asked of it; an attribute's name may hold "=" itself."""
    places = [place for place, character in enumerate(condition) if character == "="]
    if not places:
        raise QuotetreeError(
            f"“{condition}” is no condition; one reads profession=nurse,doctor or years=5..10."
        )
    known = [place for place in places if people.knows(condition[:place].strip())]
    place = (known or places)[0]
    return condition[:place].strip(), condition[place + 1 :].strip()


def in_words(told: str) -> str:
    """What is asked of an attribute, for people: "5 to 10", "from 5", "nurse", "not known"."""
    low, between, high = told.partition(RANGE)
    if between and (_key(low) or not low) and (_key(high) or not high):
        return f"{low} to {high}" if low and high else f"from {low}" if low else f"to {high}"
    return told or NOT_KNOWN_IN_WORDS


def order_of(values: Iterable[str]) -> str:
    """What values are by which a range can be asked for: "number" or "date" if all of them are, "" otherwise."""
    kinds = {key and key[0] for key in map(_key, values)}
    return kinds.pop() or "" if len(kinds) == 1 else ""


def in_order_of_values(values: Iterable[str]) -> list[str]:
    """Values as people look for them: numbers by their value, "not known" last."""
    return sorted(values, key=lambda value: (value == NOT_KNOWN, *_sorting(value)))


def _sorting(value: str) -> tuple[int, int, str]:
    return (0, int(value), "") if _NUMBER.fullmatch(value) else (1, 0, name_key(value))


def _meant(people: People, attribute: str, told: str) -> set[str]:
    there = people.values_of(attribute)
    if whole := _same(there, told):
        return whole
    found: set[str] = set()
    for part in (one.strip() for one in told.split(",")):
        found |= _same(there, part) or _part(there, attribute, part)
    return found


def _same(there: Iterable[str], told: str) -> set[str]:
    key = name_key(told)
    return {value for value in there if name_key(value) == key}


def _part(there: tuple[str, ...], attribute: str, part: str) -> set[str]:
    if RANGE in part:
        return _within(there, attribute, part)
    if name_key(part) in ("", NOT_KNOWN_IN_WORDS):
        return {NOT_KNOWN}
    named = [value for value in in_order_of_values(there) if value != NOT_KNOWN]
    known = ", ".join(f"“{value}”" for value in named[:NAMED_IN_A_REFUSAL]) or "no value yet"
    more = f" and {len(named) - NAMED_IN_A_REFUSAL} more" if len(named) > NAMED_IN_A_REFUSAL else ""
    raise QuotetreeError(f"“{part}” is no value of “{attribute}”; there is {known}{more}.")


def _within(there: tuple[str, ...], attribute: str, part: str) -> set[str]:
    low, _, high = (one.strip() for one in part.partition(RANGE))
    first, last = _key(low), _key(high)
    kinds = {key[0] for key in (first, last) if key}
    if (low and not first) or (high and not last) or len(kinds) != 1:
        raise QuotetreeError(
            f"“{part}” is no range of “{attribute}”; one reads 5..10, 5.. or 2024-01-01..2024-06-30."
        )
    return {
        value
        for value in there
        if (key := _key(value))
        and key[0] in kinds
        and (not first or first <= key)
        and (not last or key <= last)
    }


def _key(value: str) -> tuple[str, int] | None:
    """A whole number or a date to compare by; None for any other text."""
    if _NUMBER.fullmatch(value):
        return "number", int(value)
    if _DATE.fullmatch(value):
        try:
            return "date", date.fromisoformat(value).toordinal()
        except ValueError:
            return None
    return None
