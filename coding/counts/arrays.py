"""What the counting files say in numpy, said once."""

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.signedinteger[Any]]  # of 64 bits where not said otherwise
Small = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


def before_each(counts: npt.ArrayLike) -> Ints:
    """For n counts the n + 1 sums of all before each, the last being the sum of all."""
    sums = np.zeros(np.size(counts) + 1, np.int64)
    np.cumsum(counts, out=sums[1:])
    return sums


def ranges(first: Ints, count: Ints) -> Ints:
    """The integers first[i], first[i] + 1, ... (count[i] of them) for each i, one after the other."""
    before = before_each(count)
    return np.arange(before[-1]) + np.repeat(first - before[:-1], count)


def distinct(group: Ints, member: Ints, groups: int, members: int) -> npt.NDArray[np.bool_]:
    """A table [group, member] that is true where the pair occurs. Marking a table is faster than sorting pairs."""
    table = np.zeros((groups, members), np.bool_)
    table[group, member] = True
    return table


def positions(ids: tuple[str, ...]) -> dict[str, int]:
    """Where each id stands."""
    return {one: n for n, one in enumerate(ids)}
