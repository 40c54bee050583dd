"""Taking actions back at any later time: a plan on the present state, with what cannot go back named first.

The rules: a value goes back if it is still the one that the action gave; a row goes if it is as it was made and nothing
refers to it but what goes too; a row returns if what it needs exists; and the outcome passes the rules of every write.
What others changed or deleted since stays as it is, and is an exception. What stays keeps its parts: a round that was
read in since keeps its codes, documents and readers.
"""

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from quotetree.coding.turns import in_order
from quotetree.coding.undo_values import Change, Kept, Key, Plan, Row, Shape, Situation, Step

__all__ = ["Change", "Kept", "Key", "Plan", "Row", "Shape", "Situation", "plan_undo"]

WORKED_IN = ("round", "splitting")  # all that was done in them is told if they stay
PLACE_OF = itemgetter("start", "words", "end")


def plan_undo(situation: Situation, shape: Shape) -> Plan:
    """Plan to take the situation's changes back, leaving out whatever breaks a rule until nothing does."""
    kept: dict[Step, Kept] = {}
    while True:
        outcome = _Outcome(situation, shape, kept)
        broken = dict(outcome.broken())
        if not broken:
            return outcome.plan()
        kept |= broken


class _Outcome:
    """The rows as they would be, with each step that was taken."""

    def __init__(self, situation: Situation, shape: Shape, kept: Mapping[Step, Kept]) -> None:
        self.situation = situation
        self.shape = shape
        self.kept = dict(kept)
        self.made = {change.key for change in situation.changes if change.kind == "insert"}
        self.rows: dict[Key, Row | None] = dict(situation.rows)
        self.steps: dict[Key, list[tuple[Step, tuple[str, ...]]]] = {}
        for change in sorted(situation.changes, key=lambda c: (c.seq, c.n), reverse=True):
            for step, columns in self._steps(change):
                if step not in self.kept:
                    self._take_back(change, step, columns)

    def _steps(self, change: Change) -> Iterator[tuple[Step, tuple[str, ...]]]:
        if change.kind != "update":
            yield (change.seq, change.n, 0), ()
            return
        left = set(change.before or ())
        groups = [*self.shape.together.get(change.table, ()), *((name,) for name in sorted(left))]
        for i, group in enumerate(groups):
            columns = tuple(name for name in group if name in left)
            left -= set(columns)
            if columns:
                yield (change.seq, change.n, i), columns

    def _take_back(self, change: Change, step: Step, columns: tuple[str, ...]) -> None:
        row = self.rows[change.key]
        why = self._in_the_way(change, row, columns)
        if why:
            matter = columns if why == "changed" else ()
            self.kept[step] = Kept(change.key, why, change.key, matter)
            return
        before = change.before or {}
        if change.kind == "update":
            self.rows[change.key] = (row or {}) | {name: before[name] for name in columns}
        else:
            self.rows[change.key] = change.before
        self.steps.setdefault(change.key, []).append((step, columns))

    def _in_the_way(self, change: Change, row: Row | None, columns: tuple[str, ...]) -> str:
        """Why a change cannot go back as far as its own row is concerned; empty if it can."""
        if change.kind == "delete":
            return "changed" if row is not None else ""
        if row is None:
            return "gone"
        if change.kind == "insert":
            return "changed" if row != self._as_made(change) else ""
        after = change.after or {}
        return "changed" if any(row[name] != after[name] for name in columns) else ""

    def _as_made(self, change: Change) -> Row | None:
        """The row as its insert left it: the present one with all later changes rolled back."""
        row = self.situation.rows[change.key]
        for later in sorted(self.situation.history[change.key], key=lambda c: (c.seq, c.n), reverse=True):
            if (later.seq, later.n) <= (change.seq, change.n):
                break
            before = later.before
            row = (row or {}) | (before or {}) if later.kind == "update" else before
        return row

    def row(self, key: Key) -> Row | None:
        """A row as it would be, whether the plan touches it or not."""
        return self.rows[key] if key in self.rows else self.situation.others.get(key)

    def broken(self) -> Iterator[tuple[Step, Kept]]:
        """The steps that would break a rule."""
        for key, steps in self.steps.items():
            before, after = self.situation.rows[key], self.rows[key]
            if after == before:
                continue
            found = self._bad_reference(key, after, before) if after else self._wanted(key)
            if found:
                yield from self._blame(key, found, steps)
        for rule in (
            self._twins,
            self._loops,
            self._below_retired,
            self._bad_codings,
            self._bad_texts,
            self._coded_headings,
        ):
            for found in rule():
                yield from self._blame(found.key, found, self.steps.get(found.key, []))

    def _blame(
        self, key: Key, found: Kept, steps: list[tuple[Step, tuple[str, ...]]]
    ) -> Iterator[tuple[Step, Kept]]:
        touching = [
            s for s, columns in steps if not columns or not found.columns or set(columns) & set(found.columns)
        ]
        for step in touching or [s for s, _ in steps]:
            yield step, found

    def _wanted(self, key: Key) -> Kept | None:
        """Why a row cannot go: something else needs it, or what it is a part of stays."""
        return next((Kept(key, "used", child) for child in self._users(key)), None) or self._part(key)

    def _users(self, key: Key) -> Iterator[Key]:
        for child in self.situation.children.get(key, ()):
            row = self.row(child)
            columns = self.shape.references[child[0]].items()
            if row is not None and any(to == key[0] and row[name] == key[1] for name, to in columns):
                yield child

    def _part(self, key: Key) -> Kept | None:
        """That a row is a part of one that was made along with it, and stays."""
        column = self.shape.parts.get(key[0])
        row = self.situation.rows[key]
        if column is None or row is None or key not in self.made:
            return None
        whole = (self.shape.references[key[0]][column], row[column])
        return Kept(key, "part", whole) if whole in self.made and self.row(whole) is not None else None

    def _bad_reference(self, key: Key, after: Row, before: Row | None) -> Kept | None:
        for name, to in self.shape.references[key[0]].items():
            target = after[name]
            if (
                target is not None
                and (before is None or before[name] != target)
                and self.row((to, target)) is None
            ):
                return Kept(key, "missing", (to, target), (name,))
        return None

    def _touched(self, table: str) -> list[Key]:
        return [k for k in self.steps if k[0] == table and self.rows[k] not in (None, self.situation.rows[k])]

    def _all(self, table: str) -> Iterator[tuple[Key, Row]]:
        for key in {
            k: None for source in (self.rows, self.situation.others) for k in source if k[0] == table
        }:
            row = self.row(key)
            if row is not None:
                yield key, row

    def _twins(self) -> Iterator[Kept]:
        for table in {key[0] for key in self.steps}:
            columns = self.shape.unique.get(table)
            touched = set(self._touched(table)) if columns else set()
            if not touched or not columns:
                continue
            first: dict[tuple[Any, ...], Key] = {}
            for key, row in sorted(self._all(table), key=lambda pair: pair[0] in touched):
                other = first.setdefault(tuple(row[name] for name in columns), key)
                if other != key and key in touched:
                    yield Kept(key, "twin", other, columns)

    def _loops(self) -> Iterator[Kept]:
        touched = self._touched("code")
        for key in touched:
            seen, at = [key], key
            while (row := self.row(at)) is not None and row["parent_id"] is not None:
                at = ("code", row["parent_id"])
                if at == key:
                    others = [k for k in seen if k not in touched] or [k for k in seen if k != key]
                    yield Kept(key, "loop", others[0] if others else key, ("parent_id",))
                if at in seen:
                    break
                seen.append(at)

    def _below_retired(self) -> Iterator[Kept]:
        """Codes in use that would come to stand below a retired one."""
        touched = set(self._touched("code"))
        for key, row in self._all("code") if touched else ():
            above = ("code", row["parent_id"])
            if touched.isdisjoint((key, above)) or not self._in_use_below_retired(row, self.row(above)):
                continue
            before = self._now(key)
            if before is None or not self._in_use_below_retired(
                before, self._now(("code", before["parent_id"]))
            ):
                mine, other = (key, above) if key in touched else (above, key)
                yield Kept(mine, "retired", other, ("parent_id", "colour", "retired"))

    def _in_use_below_retired(self, row: Row, above: Row | None) -> bool:
        return above is not None and above["retired"] and not row["retired"]

    def _now(self, key: Key) -> Row | None:
        return self.situation.rows[key] if key in self.situation.rows else self.situation.others.get(key)

    def _bad_codings(self) -> Iterator[Kept]:
        for key in self._touched("coding"):
            row = self.rows[key]
            assert row is not None
            if not 0 <= row["start"] < row["end"] <= self.situation.lengths.get(row["document_id"], 0):
                target = self.situation.targets.get(row["document_id"])
                yield Kept(
                    key, "bounds", ("text_version", target.texts.now if target else ""), ("start", "end")
                )
            code = self.row(("code", row["code_id"]))
            if code is not None and code["heading"]:
                yield Kept(key, "heading", ("code", row["code_id"]), ("code_id",))

    def _bad_texts(self) -> Iterator[Kept]:
        """A document that stays has a text, and turns that hold all its words: they go back together or not at all."""
        touched = [key for key in self.steps if key[0] in ("turn", "text_version")]
        at = {
            key: str((self.rows[key] or self.situation.rows[key] or {}).get("document_id")) for key in touched
        }
        for document in sorted(d for d in set(at.values()) if self.rows.get(("document", d), {}) is not None):
            mine = [key for key in touched if at[key] == document]
            texts = [row for _, row in self._all("text_version") if row["document_id"] == document]
            if not texts:
                yield from (
                    Kept(key, "used", ("document", document)) for key in mine if key[0] == "text_version"
                )
            places = [PLACE_OF(row) for _, row in self._all("turn") if row["document_id"] == document]
            if texts and not in_order(
                next((row["text"] for row in texts if not row["superseded"]), ""), places
            ):
                yield from (
                    Kept(key, "turns", key, ("start", "words", "end")) for key in mine if key[0] == "turn"
                )

    def _coded_headings(self) -> Iterator[Kept]:
        for key in self._touched("code"):
            row = self.rows[key]
            if row is None or not row["heading"]:
                continue
            for child in self.situation.children.get(key, ()):
                if child[0] == "coding" and (self.row(child) or {}).get("code_id") == key[1]:
                    yield Kept(key, "heading", child, ("heading",))
                    break

    def plan(self) -> Plan:
        """The net difference between the rows now and as they would be."""
        now = {**self.situation.rows, **self.situation.raw}
        changed = [k for k in now if self.rows[k] != now[k]]
        inserts = {k: self.rows[k] for k in changed if now[k] is None}
        updates = {
            k: {name: v for name, v in (self.rows[k] or {}).items() if v != (now[k] or {})[name]}
            for k in changed
            if k not in inserts and self.rows[k] is not None
        }
        back = {k: row for k, row in inserts.items() if row is not None}
        deletes = tuple(k for k in changed if self.rows[k] is None)
        return Plan(deletes, back, updates, tuple(dict.fromkeys(self._told())))

    def _told(self) -> Iterator[Kept]:
        """The exceptions: parts are told with what they are a part of, not by themselves."""
        parts = {kept.key for kept in self.kept.values() if kept.why == "part"}
        for kept in self.kept.values():
            if kept.why == "part" or (kept.why == "used" and kept.cause in parts):
                continue
            yield kept
            if kept.why == "used" and kept.key[0] in WORKED_IN:
                done = (child for child in self._users(kept.key) if child[0] not in self.shape.parts)
                yield from (Kept(kept.key, "used", child) for child in done)
