"""Keys of the order: strictly ascending whatever is put where, and short."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.order import DIGITS, between, is_key, spread

keys = st.text(DIGITS, min_size=1, max_size=12).filter(is_key)


def test_a_first_key_is_one_character() -> None:
    assert between(None, None) == "V"


@given(keys, keys)
def test_a_key_stands_between_any_two(one: str, other: str) -> None:
    if one == other:
        with pytest.raises(ValueError, match="no key between"):
            between(one, other)
        return
    low, high = sorted((one, other))
    key = between(low, high)
    assert low < key < high
    assert is_key(key)


@given(keys)
def test_a_key_stands_at_both_open_ends(key: str) -> None:
    assert between(None, key) < key < between(key, None)


@given(st.integers(0, 300), st.none() | keys, st.none() | keys)
def test_many_keys_ascend_between_their_ends(count: int, before: str | None, after: str | None) -> None:
    if before is not None and after is not None:
        if before == after:
            return
        before, after = sorted((before, after))
    made = spread(count, before, after)
    line = [key for key in (before, *made, after) if key is not None]
    assert len(made) == count
    assert all(one < next_one for one, next_one in pairwise(line))
    assert all(is_key(key) for key in made)


@given(st.lists(st.integers(0, 10**6), max_size=80))
def test_any_sequence_of_inserts_keeps_the_order(places: list[int]) -> None:
    line: list[str] = []
    for place in places:
        at = place % (len(line) + 1)
        line.insert(at, between(line[at - 1] if at else None, line[at] if at < len(line) else None))
    assert line == sorted(line)
    assert len(set(line)) == len(line)


def test_five_thousand_codes_put_at_the_end_or_the_start_keep_short_keys() -> None:
    last = first = between(None, None)
    for _ in range(5000):
        last, first = between(last, None), between(None, first)
    assert len(last) <= 6
    assert len(first) <= 6


def test_five_hundred_codes_put_at_random_places_keep_short_keys() -> None:
    chance = random.Random(1)
    line: list[str] = spread(1, None, None)
    for _ in range(500):
        at = chance.randrange(len(line) + 1)
        line.insert(at, between(line[at - 1] if at else None, line[at] if at < len(line) else None))
    assert max(len(key) for key in line) <= 8


def test_five_hundred_keys_at_once_have_two_characters() -> None:
    assert max(len(key) for key in spread(500, None, None)) == 2


@pytest.mark.parametrize("text", ["", "0", "V0", "a b", "é", "-"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no key of an order"):
        between(text, None)
