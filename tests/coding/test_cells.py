"""Cells that no spreadsheet runs, and that are read back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetree.coding.cells import guarded, unguarded


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-- well", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1"])
def test_a_cell_that_could_be_a_formula_is_written_behind_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "We talk more", "’tis", "'twas", "– yes", "1 = 1", " =1"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == unguarded(cell) == cell


@given(st.text(alphabet="'=+-@\tab"))
def test_every_cell_is_read_back_as_it_was_and_none_begins_dangerously(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
