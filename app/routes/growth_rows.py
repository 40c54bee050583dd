"""The growth of the tree as its pages show it: rows of the table, the charts, and what differs between two versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from quotetree.app.routes.history_rows import sentences
from quotetree.app.store import history, lives
from quotetree.app.store import undo as undo_store
from quotetree.app.store.access import Access
from quotetree.app.store.growth import Version
from quotetree.coding.growth.chart import ChartLine, chart_lines
from quotetree.coding.growth.compare import SIGNS, Compared, Difference, compare, deed
from quotetree.coding.growth.size import Size

TODAY = "today"


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """A version, or the tree of today, which has no id."""

    version: Version
    size: Size
    before: str

    @property
    def key(self) -> str:
        return self.version.id or TODAY


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A difference with its sign, and the deed behind it: an action {seq, coder, at, reason}, None if unknown."""

    compared: Compared
    difference: Difference
    sign: str
    action: Any | None
    said: str


def growth_rows(versions: Sequence[Version], today: Version) -> list[GrowthRow]:
    """The versions, earliest first, and today where it differs from the last; each with the one before it."""
    shown = list(versions)
    if not shown or _differs(shown[-1], today):
        shown.append(today)
    keys = ["", *(one.id for one in shown)]
    return [GrowthRow(one, one.record.size, keys[n]) for n, one in enumerate(shown)]


def _differs(last: Version, today: Version) -> bool:
    one, other = last.record, today.record
    numbers = (one.codings, one.documents, one.read) != (other.codings, other.documents, other.read)
    return numbers or one.tree != other.tree


def charts(rows: Sequence[GrowthRow], *, numbers: bool) -> list[tuple[str, list[ChartLine]]]:
    """The charts with their names: lines that share a scale stand in one."""
    series: dict[str, dict[str, list[int]]] = {
        "Codes": {
            "sub-codes": [row.size.subcodes for row in rows],
            "main codes": [row.size.main for row in rows],
            "with sub-codes": [row.size.with_subcodes for row in rows],
        },
        "Levels": {"levels": [row.size.deepest for row in rows]},
        "Documents": {
            "documents": [row.version.record.documents for row in rows],
            "read": [row.version.record.read for row in rows],
        },
    }
    if numbers:
        series["Codings"] = {"codings": [row.version.record.codings for row in rows]}
    return [(name, chart_lines(lines)) for name, lines in series.items()]


def compared(access: Access, first: Version, second: Version) -> list[Compared]:
    """Both versions as one tree."""
    origins = [one for one in lives.origins(access, second.seq) if one.seq > first.seq]
    return compare(first.record.tree, second.record.tree, origins)


def difference_rows(
    access: Access, found: Iterable[Compared], first: Version, second: Version
) -> list[ComparedRow]:
    """A row a difference, with who did it, when and why."""
    touched = lives.touched(access, first.seq, second.seq)
    told = [
        (one, each, deed(each, touched.get(one.code.id, ()))) for one in found for each in one.differences
    ]
    actions = undo_store.actions(access, {seq for _, _, seq in told if seq is not None})
    hidden = history.unseen(access, actions.values())
    seen = {seq: row for seq, row in actions.items() if seq not in hidden}
    said = sentences(access, seen.values())
    return [
        ComparedRow(one, each, SIGNS[each.kind], seen.get(seq or 0), said.get(seq or 0, ""))
        for one, each, seq in told
    ]


def chosen(versions: Sequence[Version], today: Version, key: str) -> Version | None:
    """The version of that id, or today."""
    if key == TODAY:
        return today
    return next((one for one in versions if one.id == key), None)
