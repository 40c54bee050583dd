"""Attributes of people and documents: their types, and what a typed value means. Values are kept as text."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import clean_name, in_order, name_key

TEXT, NUMBER, CHOICE, YES_NO, DATE = "text", "whole number", "choice", "yes/no", "date"
TYPES = (TEXT, NUMBER, CHOICE, YES_NO, DATE)
YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
MOST_CHARACTERS = 500
RESERVED = "document."
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]+)\.?,? (\d{4})")
_MONTH_NAMED = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")


class ValueRefused(QuotetreeError):
    """A value that its attribute cannot have."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A named property of people ("participant") or of documents."""

    id: str
    of: str
    name: str
    type: str = TEXT
    choices: tuple[str, ...] = ()


class Checked(NamedTuple):
    """A value as it is kept; `said` tells how it was understood, "" where it is as it was typed."""

    value: str
    said: str = ""


def checked_value(type_: str, choices: Sequence[str], text: str) -> Checked:
    """What a person typed, as it is kept; an empty text says nothing and fits all. Raises ValueRefused."""
    typed = " ".join(text.split())
    if not typed:
        return Checked("")
    if len(typed) > MOST_CHARACTERS:
        raise ValueRefused(f"A value has at most {MOST_CHARACTERS} characters; this one has {len(typed):,}.")
    value = _choice(choices, typed) if type_ == CHOICE else READ[type_](typed)
    return Checked(value, "" if value == typed else f"“{typed}” is kept as {value}")


def fits(type_: str, choices: Sequence[str], value: str) -> bool:
    """Whether a value can stand under a type just as it is, or as it is then kept."""
    try:
        checked_value(type_, choices, value)
    except ValueRefused:
        return False
    return True


def _number(typed: str) -> str:
    found = re.fullmatch(r"([+−-]?)(\d+)(?:\.0+)?", typed)
    if not found:
        raise ValueRefused(f"“{typed}” is no whole number.")
    number = int(found[2])
    return str(-number if found[1] in ("-", "−") else number)


def _choice(choices: Sequence[str], typed: str) -> str:
    by_key = {name_key(choice): choice for choice in choices}
    if name_key(typed) not in by_key:
        raise ValueRefused(f"“{typed}” is none of the choices; they are {', '.join(choices) or 'none yet'}.")
    return by_key[name_key(typed)]


def _yes_no(typed: str) -> str:
    key = name_key(typed)
    if key in YES or key in NO:
        return "yes" if key in YES else "no"
    raise ValueRefused(f"“{typed}” is neither yes nor no.")


def _date(typed: str) -> str:
    """ISO, or another form that can mean one day alone."""
    year, month, day = _parts_of_date(typed)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise ValueRefused(f"“{typed}” is no day of the calendar.") from None


def _parts_of_date(typed: str) -> tuple[int, int, int]:
    key = name_key(typed)
    if found := _YEAR_FIRST.fullmatch(key):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _YEAR_LAST.fullmatch(key):
        return _year_last(typed, int(found[1]), int(found[3]), int(found[4]))
    if found := _DAY_NAMED.fullmatch(key):
        return int(found[3]), _month(typed, found[2]), int(found[1])
    if found := _MONTH_NAMED.fullmatch(key):
        return int(found[3]), _month(typed, found[1]), int(found[2])
    raise ValueRefused(f"“{typed}” is no date; write it like 2024-03-05 or 5 March 2024.")


def _year_last(typed: str, one: int, other: int, year: int) -> tuple[int, int, int]:
    """Day and month in an order that only the numbers can tell."""
    if one != other and one <= 12 and other <= 12:
        raise ValueRefused(
            f"“{typed}” can be two days: {one} {MONTHS[other - 1].title()} or {other} {MONTHS[one - 1].title()}. "
            f"Write it like {year}-{other:02}-{one:02}."
        )
    day, month = (one, other) if one > 12 or one == other else (other, one)
    return year, month, day


def _month(typed: str, name: str) -> int:
    found = [n for n, month in enumerate(MONTHS, 1) if len(name) >= 3 and month.startswith(name)]
    if name == "sept":
        found = [9]
    if len(found) != 1:
        raise ValueRefused(f"“{typed}” names no month that is known; write it like 2024-03-05.")
    return found[0]


READ: Mapping[str, Callable[[str], str]] = {TEXT: str, NUMBER: _number, YES_NO: _yes_no, DATE: _date}


def checked_choices(type_: str, choices: Iterable[str]) -> tuple[str, ...]:
    """The choices of an attribute, each once, in order; none where the type has none. Raises ValueRefused."""
    if type_ not in TYPES:
        raise ValueRefused(f"There is no type “{type_}”; the types are {', '.join(TYPES)}.")
    if type_ != CHOICE:
        return ()
    found: dict[str, str] = {}
    for choice in choices:
        if choice.strip():
            found.setdefault(name_key(choice), clean_name(choice))
    if not found:
        raise ValueRefused("A choice needs its choices: at least one.")
    return tuple(found.values())


def checked_name(name: str) -> str:
    """An attribute's name, cleaned. Raises QuotetreeError."""
    cleaned = clean_name(name, "An attribute")
    if cleaned.lower().startswith(RESERVED):
        raise ValueRefused(f"“{RESERVED}” at the beginning stands for documents' attributes.")
    return cleaned


def guessed_type(values: Iterable[str]) -> str:
    """The type that values have which are all written as that type keeps them; text where that is not sure."""
    found = [value for value in values if value]
    for type_ in (NUMBER, YES_NO, DATE):
        if found and all(_kept_as_is(type_, value) for value in found):
            return type_
    return TEXT


def _kept_as_is(type_: str, value: str) -> bool:
    try:
        return checked_value(type_, (), value).value == value
    except ValueRefused:
        return False


def sort_key(attribute: Attribute, value: str) -> tuple[object, ...]:
    """Orders values as their type is ordered: numbers by size, choices as they are listed; none of all comes last."""
    if not value:
        return (2,)
    if attribute.type == NUMBER and fits(NUMBER, (), value):
        return (0, int(_number(value)))
    if attribute.type == CHOICE and value in attribute.choices:
        return (0, attribute.choices.index(value))
    if attribute.type in (NUMBER, CHOICE):
        return (1, in_order(value))
    return (0, in_order(value))
