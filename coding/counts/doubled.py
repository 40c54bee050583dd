"""Codings that an equal one stands for: after a merge the same passage, code, coder and layer may be there twice."""

from weakref import WeakKeyDictionary

import numpy as np

from quotetree.coding.counts.arrays import Flags
from quotetree.coding.counts.codings import Codings

_found: WeakKeyDictionary[Codings, Flags] = WeakKeyDictionary()


def shown_by_another(codings: Codings) -> Flags:
    """By coding: whether one with a smaller id is equal to it and shown in its place (see coding/shown_once.py)."""
    if codings not in _found:
        _found[codings] = _doubled(codings)
    return _found[codings]


def _doubled(codings: Codings) -> Flags:
    flags = np.zeros(len(codings), np.bool_)
    keys = np.stack(
        [
            codings.document.astype(np.int64) << 32 | codings.start,
            codings.code.astype(np.int64) << 32 | codings.end,
            codings.coder.astype(np.int64) << 8 | codings.layer,
        ]
    )
    mixed = (
        keys * np.array([[0x9E3779B97F4A7C15 >> 1], [0xC2B2AE3D27D4EB4F >> 1], [0x165667B19E3779F9]])
    ).sum(0)
    order = np.argsort(mixed, kind="stable")
    alike = np.flatnonzero(mixed[order][1:] == mixed[order][:-1])
    if not len(alike):
        return flags
    there: set[tuple[int, ...]] = set()
    rows = sorted({*order[alike].tolist(), *order[alike + 1].tolist()}, key=lambda row: str(codings.ids[row]))
    for row in rows:
        key = tuple(keys[:, row].tolist())
        flags[row] = key in there
        there.add(key)
    return flags
