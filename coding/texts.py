"""The texts that a document has had, and rows of the log in the offsets of another text than that of their time."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from quotetree.coding.edits import Edits, inverse, passage_after, turn_after
from quotetree.coding.turns import in_order
from quotetree.coding.undo_values import Change, Kept, Key, Plan, Row, Situation

PLACES = {"coding": ("start", "end"), "turn": ("start", "words", "end")}


@dataclass(frozen=True, slots=True)
class Version:
    """A text, and how it came from the one before; `before` is None for the first."""

    id: str
    before: str | None
    edits: Edits


@dataclass(frozen=True, slots=True)
class Texts:
    """A document's texts: `since` says from which action on which of them was the text, in order."""

    versions: Mapping[str, Version]
    since: Sequence[tuple[int, str]]
    _paths: dict[tuple[str, str], list[Edits]] = field(default_factory=dict, compare=False, repr=False)

    def at(self, seq: int) -> str:
        """The text as it was after an action."""
        found = bisect_right(self.since, seq, key=itemgetter(0))
        return self.since[max(found - 1, 0)][1]

    @property
    def now(self) -> str:
        return self.since[-1][1]

    def path(self, one: str, other: str) -> list[Edits]:
        """The edits that lead from one text to another, back to the text that both came from and on from there."""
        if (one, other) not in self._paths:
            self._paths[one, other] = self._path(one, other)
        return self._paths[one, other]

    def _path(self, one: str, other: str) -> list[Edits]:
        there = self._line(other)
        back: list[Edits] = []
        while one not in there:
            version = self.versions[one]
            back.append(inverse(version.edits))
            one = version.before or there[-1]
        on = there[: there.index(one)]
        return [*back, *(self.versions[each].edits for each in reversed(on))]

    def _line(self, version: str) -> list[str]:
        line = [version]
        while (before := self.versions[line[-1]].before) is not None:
            line.append(before)
        return line


@dataclass(frozen=True, slots=True)
class Target:
    """A document's texts, and the one of them in whose offsets a plan is made, with its words.

    `flips` are the actions to be taken back that changed the text.
    """

    texts: Texts
    version: str
    text: str
    flips: frozenset[int] = frozenset()

    def place(self, table: str, row: Row, version: str) -> Row:
        """The place in the target's text of a row of another; nothing, [0, 0), where none of its words is left."""
        place = [int(row[name]) for name in PLACES[table]]
        for edits in self.texts.path(version, self.version) if version != self.version else ():
            moved = passage_after(edits, *place) if table == "coding" else turn_after(edits, *place)
            place = list(moved or (0, 0))
        if table == "coding" and version != self.version and not self.text[place[0] : place[1]].strip():
            place = [0, 0]
        return dict(zip(PLACES[table], place, strict=True))


def in_target(changes: Sequence[Change], row: Row | None, targets: Mapping[str, Target]) -> list[Change]:
    """All changes of a row since some action, the latest first, in the offsets of its document's target.

    `row` as it is now. What a text action that is to be taken back did to its place is left out.
    """
    found = []
    for change in sorted(changes, key=lambda one: (one.seq, one.n), reverse=True):
        before = {**(row or {}), **(change.before or {})} if change.kind == "update" else change.before
        found.append(_moved(change, before, row, targets))
        row = before
    return found


def _moved(change: Change, before: Row | None, after: Row | None, targets: Mapping[str, Target]) -> Change:
    document = (before or after or {}).get("document_id")
    target = targets.get(str(document))
    if target is None or change.kind == "insert":
        return change
    names = PLACES[change.table]
    at = (target.texts.at(change.seq - 1), target.texts.at(change.seq))
    if change.kind == "delete":
        assert before is not None
        return change._replace(before=before | target.place(change.table, before, at[0]))
    if not set(names) & set(change.before or ()):
        return change
    if at[0] != at[1] and not target.flips.isdisjoint({change.seq}):
        return change._replace(before=_without(change.before, names), after=_without(change.after, names))
    if at == (target.version, target.version):
        return change
    assert before is not None
    assert after is not None
    return change._replace(
        before=(change.before or {}) | target.place(change.table, before, at[0]),
        after=(change.after or {}) | target.place(change.table, after, at[1]),
    )


def _without(row: Row | None, names: Collection[str]) -> Row:
    return {name: value for name, value in (row or {}).items() if name not in names}


def row_in_target(key: Key, row: Row, later: Iterable[Change], target: Target) -> Row:
    """A row as it would be in the target's text: as it was before the text actions that go back, if only these have
    changed it since; else where its words are then. `later` are its changes since the first of these actions."""
    changes = sorted(later, key=lambda one: (one.seq, one.n), reverse=True)
    names = PLACES[key[0]]
    placed = [c for c in changes if c.kind != "update" or set(names) & set(c.before or ())]
    if target.flips and all(c.kind == "update" and c.seq in target.flips for c in placed):
        place = {name: row[name] for name in names}
        for change in placed:
            place |= {name: value for name, value in (change.before or {}).items() if name in names}
        return row | place
    return row | target.place(key[0], row, target.texts.now)


def in_the_way_of_texts(situation: Situation, plan: Plan) -> dict[str, list[Kept]]:
    """By document whose text would go back, what keeps it from that; its text then stays, and all that came with it."""
    found: dict[str, list[Kept]] = {}
    seqs = {target: one.flips for target, one in situation.targets.items() if one.flips}
    for document, flips in seqs.items():
        mine = {c.key for c in situation.changes if c.seq in flips}
        kept = [k for k in plan.kept if k.key in mine and k.key[0] in ("text_version", "turn")]
        after = {
            key: {**(situation.rows[key] or {}), **plan.updates.get(key, {})}
            for key in situation.raw
            if key not in plan.deletes and situation.rows[key] is not None
        }
        kept += [
            Kept(key, "bounds", key, ())
            for key, row in after.items()
            if key[0] == "coding" and row["document_id"] == document and row["start"] >= row["end"]
        ]
        turns = [row for key, row in after.items() if key[0] == "turn" and row["document_id"] == document]
        turns += [
            row for key, row in plan.inserts.items() if key[0] == "turn" and row["document_id"] == document
        ]
        places = [(row["start"], row["words"], row["end"]) for row in turns]
        if not kept and not in_order(situation.targets[document].text, places):
            kept += [Kept(key, "turns", key) for key in after if key[0] == "turn"][:1]
        if kept:
            found[document] = kept
    return found
