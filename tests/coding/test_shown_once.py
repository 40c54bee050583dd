"""Equal codings are shown as one, the same one wherever they are shown."""

from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.counts.codings import Codings
from quotetree.coding.counts.doubled import shown_by_another
from quotetree.coding.shown_once import shown_once


class Row(NamedTuple):
    id: str
    code_id: str
    coder_id: str
    layer: str
    start: int
    end: int


codings = st.lists(st.tuples(*[st.integers(0, 1)] * 5), min_size=0, max_size=12).map(
    lambda found: [
        Row(f"{n:02}", f"{a}", f"{b}", str(c), d, d + 1 + e) for n, (a, b, c, d, e) in enumerate(found)
    ]
)


def in_columns(rows: list[Row]) -> Codings:
    numbers = {
        name: np.array([int(getattr(row, name)) for row in rows], np.int32) for name in Row._fields[1:]
    }
    nothing = np.zeros(len(rows), np.int32)
    return Codings(
        ids=np.array([row.id for row in rows], np.object_),
        document=nothing,
        code=numbers["code_id"],
        coder=numbers["coder_id"],
        layer=numbers["layer"].astype(np.int8),
        start=numbers["start"],
        end=numbers["end"],
        **dict.fromkeys(("begin", "finish", "first", "last"), nothing),
        out=np.zeros(len(rows), np.bool_),
        coders=("0", "1"),
    )


@given(codings, st.randoms())
def test_of_equal_codings_the_first_by_id_is_shown_and_stands_for_all(rows: list[Row], chance) -> None:
    chance.shuffle(rows)
    shown = shown_once(rows)
    assert sorted(one for _, equal in shown for one in equal) == sorted(row.id for row in rows)
    assert all(row.id == min(equal) for row, equal in shown)
    assert len({row[1:] for row, _ in shown}) == len(shown)
    flags = shown_by_another(in_columns(rows))
    assert {row.id for row, hidden in zip(rows, flags.tolist(), strict=True) if not hidden} == {
        row.id for row, _ in shown
    }
