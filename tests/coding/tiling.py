"""What holds of the rows of any transcript."""

import itertools
from collections import Counter
from collections.abc import Sequence

from quotetree.coding.text import lines
from quotetree.coding.transcript import Row


def check_tiling(text: str, rows: Sequence[Row]) -> None:
    """In order, within the text, without overlap; all that is on lines with words is in exactly one row."""
    covered = Counter(at for row in rows for at in range(row.start, row.end) if text[at] != "\n")
    for before, after in itertools.pairwise(rows):
        assert before.end <= after.start
    for row in rows:
        assert 0 <= row.start <= row.words <= row.end <= len(text)
        assert row.start < row.end
        assert text[row.end - 1] != "\n"
    wanted = [at for start, end in lines(text) if text[start:end].strip() for at in range(start, end)]
    assert all(covered[at] == 1 for at in wanted)
    assert all(text[at].isspace() for at in covered.keys() - set(wanted))
