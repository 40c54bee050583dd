"""Fractional keys: the order of codes under one parent, kept on the row that is moved and on no other.

A key is the fraction of a number between 0 and 1 in base 62, without zeros at its end. Keys compare as plain
strings in code point order, which a database gives with the collation "C" (PostgreSQL) or BINARY (SQLite).
"""

from fractions import Fraction

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)
VALUES = {digit: value for value, digit in enumerate(DIGITS)}
OPEN_END_STEP = 2  # at an open end width grows two digits at a time: 3,844 keys before the next two


def between(before: str | None, after: str | None) -> str:
    """A key after `before` and before `after`; None is the open end. ValueError if there is no such key."""
    return spread(1, before, after)[0]


def spread(count: int, before: str | None, after: str | None) -> list[str]:
    """`count` ascending keys between the two: evenly between two keys, side by side at an open end."""
    low = fraction_of(before) if before is not None else Fraction(0)
    high = fraction_of(after) if after is not None else Fraction(1)
    if low >= high:
        raise ValueError(f"there is no key between {before!r} and {after!r}")
    step = OPEN_END_STEP if (before is None) != (after is None) else 1
    width, first, last = 0, 0, 0
    while last - first <= count:
        width += step
        first, last = low * BASE**width // 1, -(-high * BASE**width // 1)
    return [key_of(number, width) for number in _numbers(count, first, last, before, after)]


def _numbers(count: int, first: int, last: int, before: str | None, after: str | None) -> list[int]:
    """`count` ascending whole numbers, all greater than `first` and less than `last`."""
    if before is not None and after is None:
        return [first + 1 + n for n in range(count)]
    if before is None and after is not None:
        return [last - count + n for n in range(count)]
    return [first + (n + 1) * (last - first) // (count + 1) for n in range(count)]


def key_of(number: int, width: int) -> str:
    """The key of `number` / 62**`width`."""
    digits = []
    for _ in range(width):
        number, digit = divmod(number, BASE)
        digits.append(DIGITS[digit])
    return "".join(reversed(digits)).rstrip(DIGITS[0])


def fraction_of(key: str) -> Fraction:
    """The number that a key stands for. ValueError if it is no key."""
    if not is_key(key):
        raise ValueError(f"{key!r} is no key of an order")
    number = 0
    for digit in key:
        number = number * BASE + VALUES[digit]
    return Fraction(number, BASE ** len(key))


def is_key(text: str) -> bool:
    """Whether the text can stand as a key."""
    return bool(text) and text[-1] != DIGITS[0] and all(digit in VALUES for digit in text)
