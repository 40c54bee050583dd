"""The rows of an alignment: codes of several trees that answer one another, at most one of each tree.

Which codes come together does not depend on the order of the trees; which of them stands first does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from quotetree.coding.agreeing.decisions import Decision, Decisions
from quotetree.coding.align import Pair, ProposedTree

STRENGTHS = ("sure", "likely", "weak")


class Answer(NamedTuple):
    """A code that answers the first of its row, or a wider one, and why."""

    code: str
    score: float
    strength: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Codes that answer one another, by id. `lead` stands at the left and is the key of the row.

    `within` is the lead of the row in whose code these codes lie, and `lies` why; "" where they do not. `strength` is
    that of the weakest answer; alone where there is none.
    """

    lead: str
    answers: tuple[Answer, ...]
    within: str = ""
    lies: Answer | None = None
    decision: Decision | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.lead, *(answer.code for answer in self.answers))

    @property
    def strength(self) -> str:
        found = [*self.answers, *([self.lies] if self.lies else [])]
        return max((one.strength for one in found), key=STRENGTHS.index, default="alone")


def rows_of(trees: Sequence[ProposedTree], pairs: Sequence[Pair], decisions: Decisions) -> list[Row]:
    """The rows in the order of the trees, those of the first tree first; what lies within a row stands behind it."""
    order = {code.id: (n, i) for n, tree in enumerate(trees) for i, code in enumerate(tree.codes)}
    groups = _groups(trees, pairs, decisions)
    between = _between(pairs)
    rows = []
    for codes in groups:
        first, *others = sorted(codes, key=order.__getitem__)
        answers = tuple(_answer(one, [first, *others], between) for one in others)
        rows.append(Row(first, answers, decision=decisions.rows.get(first)))
    rows.sort(key=lambda row: order[row.lead])
    return _nested(_lying_within(rows, pairs, order))


def to_take(rows: Sequence[Row], parents: Mapping[str, str | None]) -> list[Row]:
    """The sure rows that nobody has decided and whose codes have their place: what stands above each is decided, or
    taken too. `parents` has the codes of the members' trees; those of the agreed tree have their place already."""
    taken = {row.lead: row for row in rows if row.strength == "sure" and row.decision is None}
    settled = {code for row in rows if row.decision or row.lead in taken for code in row.codes}

    def waits(row: Row) -> bool:
        return any(above in parents and above not in settled for above in map(parents.get, row.codes))

    while waiting := [lead for lead, row in taken.items() if waits(row)]:
        for lead in waiting:
            settled -= set(taken.pop(lead).codes)
    return list(taken.values())


def _groups(
    trees: Sequence[ProposedTree], pairs: Sequence[Pair], decisions: Decisions
) -> list[frozenset[str]]:
    """Each code with those that answer it: what was decided together first, then by strength and score."""
    tree_of = {code.id: tree.name for tree in trees for code in tree.codes}
    group = {code: frozenset({code}) for code in tree_of}
    fixed: set[str] = set()
    for decision in decisions.rows.values():
        together = frozenset(code for code in decision.codes if code in tree_of and code not in fixed)
        fixed |= together
        group |= dict.fromkeys(together, together)
    for pair in sorted((pair for pair in pairs if not pair.within), key=_rank):
        one, other = group[pair.a.id], group[pair.b.id]
        if one is other or one & fixed or other & fixed or _kept_apart(one, other, decisions):
            continue
        if {tree_of[code] for code in one} & {tree_of[code] for code in other}:
            continue
        both = one | other
        group |= dict.fromkeys(both, both)
    return list(dict.fromkeys(group.values()))


def _rank(pair: Pair) -> tuple[int, float, tuple[tuple[str, str], ...]]:
    sides = tuple(sorted((side.path, side.tree) for side in (pair.a, pair.b)))
    return STRENGTHS.index(pair.strength), -pair.score, sides


def _kept_apart(one: Iterable[str], other: Iterable[str], decisions: Decisions) -> bool:
    return any((min(a, b), max(a, b)) in decisions.apart for a in one for b in other)


def _between(pairs: Sequence[Pair]) -> Mapping[frozenset[str], Pair]:
    return {frozenset((pair.a.id, pair.b.id)): pair for pair in pairs if not pair.within}


def _answer(code: str, row: Sequence[str], between: Mapping[frozenset[str], Pair]) -> Answer:
    """A code with what speaks for it: its pair with the first of the row, else the best with another."""
    found = [between[key] for other in row if (key := frozenset((code, other))) in between]
    if not found:
        return Answer(code, 0.0, "weak", ("put together by hand",))
    first = between.get(frozenset((code, row[0])))
    best = first or max(found, key=lambda pair: pair.score)
    return Answer(code, best.score, best.strength, best.reasons)


def _lying_within(rows: list[Row], pairs: Sequence[Pair], order: Mapping[str, tuple[int, int]]) -> list[Row]:
    """Rows that have no code of the first tree, and lie within a code of another row, are told there."""
    row_of = {code: row.lead for row in rows for code in row.codes}
    of_first = {row.lead for row in rows if order[row.lead][0] == 0}
    inside: dict[str, tuple[str, Answer]] = {}
    for pair in sorted((pair for pair in pairs if pair.within), key=_rank):
        wide, narrow = row_of[pair.a.id], row_of[pair.b.id]
        if narrow in of_first or narrow in inside or wide in inside or wide == narrow:
            continue
        if any(found[0] == narrow for found in inside.values()):
            continue
        inside[narrow] = wide, Answer(pair.b.id, pair.score, pair.strength, pair.reasons)
    return [
        replace(row, within=inside[row.lead][0], lies=inside[row.lead][1]) if row.lead in inside else row
        for row in rows
    ]


def _nested(rows: list[Row]) -> list[Row]:
    """Each row with those that lie within it behind it."""
    return [
        each
        for row in rows
        if not row.within
        for each in (row, *(one for one in rows if one.within == row.lead))
    ]
