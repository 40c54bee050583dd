"""For every code the codings that count for it, in the order of their first letter, ready to be merged."""

from dataclasses import dataclass

import numpy as np

from quotetree.coding.counts.arrays import Ints, Small, before_each, ranges
from quotetree.coding.counts.codings import FEW, Codings
from quotetree.coding.counts.lines import Lines
from quotetree.coding.counts.talk import Talk


@dataclass(frozen=True, slots=True, eq=False)
class Lineup:
    """Codings with words, by their places in the columns: those of code n are `rows[before[n]:before[n + 1]]`.

    `rolled` says that a coding stands also under every code above its own.
    """

    rolled: bool
    rows: Small
    before: Ints

    def of(self, codes: Ints) -> tuple[Ints, Ints]:
        """The rows of those codes, one code after the other, and for each row which of the codes it is under."""
        count = self.before[codes + 1] - self.before[codes]
        group = np.repeat(np.arange(len(codes)), count)
        if len(codes) == len(self.before) - 1 and bool((np.diff(codes) == 1).all()):
            return self.rows.astype(np.int64), group
        return self.rows[ranges(self.before[codes], count)].astype(np.int64), group


def lined_up(codings: Codings, talk: Talk, lines: Lines, rolled: bool) -> Lineup:
    """The line-up of all codings."""
    rows, codes = _under(codings, np.arange(len(codings)), lines, rolled)
    span = talk.words_before[-1] + 1
    key = codes * span + _letter(codings, rows, talk)
    order = np.argsort(key)
    before = before_each(np.bincount(codes, minlength=len(lines.codes)))
    return Lineup(rolled, rows[order].astype(np.int32), before)


def with_last(lineup: Lineup, added: int, codings: Codings, talk: Talk, lines: Lines) -> Lineup:
    """The line-up with the last `added` of the codings set in; cheaper than anew where they are few."""
    if added > FEW:
        return lined_up(codings, talk, lines, lineup.rolled)
    new = np.arange(len(codings) - added, len(codings))
    rows, codes = _under(codings, new, lines, lineup.rolled)
    letters = _letter(codings, rows, talk)
    order = np.lexsort((letters, codes))
    rows, codes, letters = rows[order], codes[order], letters[order]
    place = [
        lineup.before[code]
        + np.searchsorted(
            _letter(codings, lineup.rows[lineup.before[code] : lineup.before[code + 1]], talk), letter
        )
        for code, letter in zip(codes.tolist(), letters.tolist(), strict=True)
    ]
    more = np.bincount(codes, minlength=len(lines.codes))
    set_in = np.insert(lineup.rows, np.array(place, np.int64), rows.astype(np.int32))
    return Lineup(lineup.rolled, set_in, lineup.before + before_each(more))


def without(lineup: Lineup, gone: Ints, codings: int) -> Lineup:
    """The line-up after the columns of `codings` entries lost those at the places `gone`."""
    kept = np.ones(codings, np.bool_)
    kept[gone] = False
    here = kept[lineup.rows]
    rows, left_out = lineup.rows[here], np.flatnonzero(~here)
    place = np.cumsum(kept, dtype=np.int32) - 1
    return Lineup(lineup.rolled, place[rows], lineup.before - np.searchsorted(left_out, lineup.before))


def _under(codings: Codings, rows: Ints, lines: Lines, rolled: bool) -> tuple[Ints, Ints]:
    """The rows that have words, each with the code that it counts for; rolled, repeated for each code above."""
    rows = rows[codings.begin[rows] < codings.finish[rows]]
    code = codings.code[rows].astype(np.int64)
    if not rolled:
        return rows, code
    count = lines.before[code + 1] - lines.before[code]
    return np.repeat(rows, count), lines.line[ranges(lines.before[code], count)]


def _letter(codings: Codings, rows: Ints | Small, talk: Talk) -> Ints:
    """The first letter of each coding, counted through all documents."""
    return talk.words_before[codings.document[rows]] + codings.begin[rows]
