"""The rows of an alignment as the page draws them, and the tree that would come of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quotetree.app.routes.frame import Person
from quotetree.app.services.alignments import DryRun
from quotetree.app.store.alignments import Compared
from quotetree.coding.agreeing import Answer, Row, to_take
from quotetree.coding.align import SideBySide
from quotetree.coding.names import name_key, path_of
from quotetree.coding.tree import Code, Tree

SHOWN = ("all", "sure", "likely", "weak", "alone", "open")
BARS = {"sure": "high", "likely": "middle", "weak": "", "alone": ""}
GROUPS = {
    "sure": ("One to one", "sure"),
    "likely": ("One to one", "likely"),
    "weak": ("One to one", "weak: look at them"),
    "many": ("One to many", "what lies within a wider code"),
    "alone": ("Alone", "nothing near enough"),
}


class Found(NamedTuple):
    """A code in a row: whose, its name and those above it, and what speaks for it (None for the first)."""

    id: str
    whose: Person
    name: str
    above: str
    colour: int
    answer: Answer | None
    definition: str


class Choice(NamedTuple):
    """Something that can be done with a row: the value of the form, and its words."""

    value: str
    said: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the page. `mine` is the code of the tree at the left, None where the row has none; `others` the rest."""

    row: Row
    mine: Found | None
    others: tuple[Found, ...]
    wider: str
    group: str
    choices: tuple[Choice, ...]
    asks: str
    targets: tuple[tuple[str, str], ...]

    @property
    def every(self) -> tuple[Found, ...]:
        return (*((self.mine,) if self.mine else ()), *self.others)

    @property
    def name(self) -> str:
        return self.every[0].name

    @property
    def names_differ(self) -> bool:
        return len({name_key(one.name) for one in self.every}) > 1

    @property
    def definitions_differ(self) -> bool:
        return len({name_key(one.definition) for one in self.every if one.definition}) > 1


def shown_rows(compared: Compared, rows: Sequence[Row]) -> list[ShownRow]:
    """All rows, a group after the other: one to one, one to many, alone."""
    wide = {row.within for row in rows if row.within}
    groups = [(_group(row, wide), row) for row in rows]
    order = list(GROUPS)
    groups.sort(key=lambda pair: order.index(pair[0]))
    return [shown_row(compared, rows, row, group) for group, row in groups]


def _group(row: Row, wide: set[str]) -> str:
    return "many" if row.within or row.lead in wide else row.strength


def shown_row(compared: Compared, rows: Sequence[Row], row: Row, group: str = "", asks: str = "") -> ShownRow:
    """One row; `asks` is what was chosen and needs a further word: into, under or parent."""
    first = next(iter(compared.trees))
    found = [
        _found(compared, code, answer)
        for code, answer in ((row.lead, row.lies), *((answer.code, answer) for answer in row.answers))
    ]
    mine = found[0] if row.lead in compared.trees[first] else None
    others = tuple(one for one in found if one is not mine)
    wider = _called(compared, row.within) if row.within else ""
    if not asks and row.decision:
        asks = _asked(row)
    targets = _targets(compared, rows, row) if asks in ("into", "under") else ()
    return ShownRow(row, mine, others, wider, group, _choices(row, wider, asks), asks, targets)


def _asked(row: Row) -> str:
    """The further word that a decision has: of another row, or of a new parent."""
    decision = row.decision
    if decision is None or (decision.under and decision.under == row.within):
        return ""
    if decision.do == "parent":
        return "parent"
    return {"into": "into", "below": "under"}.get(decision.do, "") if decision.under else ""


def _called(compared: Compared, code: str) -> str:
    return next(tree.told[code] for tree in compared.trees.values() if code in tree)


def _found(compared: Compared, code: str, answer: Answer | None) -> Found:
    at = next(one for one, tree in compared.trees.items() if code in tree)
    tree = compared.trees[at]
    whose = Person(at, compared.names[at])
    above = path_of([one.name for one in tree.ancestors(code)]) if tree.ancestors(code) else ""
    return Found(code, whose, tree[code].name, above, tree.colours[code], answer, tree[code].definition)


def _targets(compared: Compared, rows: Sequence[Row], row: Row) -> tuple[tuple[str, str], ...]:
    """The other rows by their first code, with its path and whose it is."""
    names = {code: at for at, tree in compared.trees.items() for code in tree.by_id}
    found = [(one.lead, names[one.lead]) for one in rows if one.lead != row.lead]
    return tuple((lead, f"{compared.trees[at].paths[lead]} ({compared.names[at]})") for lead, at in found)


def _choices(row: Row, wider: str, asks: str) -> tuple[Choice, ...]:
    many = len(row.codes) > 1
    offered = [("", "Not decided")]
    if row.within:
        offered += [("below:", f"Goes below {wider}"), ("into:", f"Same as {wider}")]
    if many:
        keep = "Keep both" if len(row.codes) == 2 else "Keep all"
        offered += [("same", "Same"), ("below", "Goes below"), ("keep", keep)]
        offered += [("parent", "New parent…"), ("into", "Same as another…")]
    else:
        offered += [("keep", "Keep"), ("into", "Same as…"), ("under", "Goes below…")]
    offered.append(("out", "Leave out"))
    chosen = asks or _value(row)
    return tuple(Choice(value, said, value == chosen) for value, said in offered)


def _value(row: Row) -> str:
    decision = row.decision
    if decision is None:
        return ""
    if decision.under and decision.under == row.within:
        return f"{decision.do}:"
    return "keep" if decision.do == "same" and len(row.codes) == 1 else decision.do


def in_filter(shown: Sequence[ShownRow], which: str) -> list[ShownRow]:
    """The rows of a filter: all, those of a strength, or those not decided."""
    if which == "open":
        return [one for one in shown if one.row.decision is None]
    return [one for one in shown if which in ("all", one.row.strength)]


def sure_rows(compared: Compared, rows: Sequence[Row]) -> list[Row]:
    """The rows that can be taken as sure; codes of the agreed tree have their place."""
    trees = [tree for at, tree in compared.trees.items() if at]
    return to_take(rows, {code.id: code.parent_id for tree in trees for code in tree.by_id.values()})


def tally(compared: Compared, rows: Sequence[Row]) -> dict[str, int]:
    """How many rows each filter shows, how many sure ones can be taken, and how many wait for what stands above."""
    by_strength = Counter(row.strength for row in rows)
    open_rows = [row for row in rows if row.decision is None]
    sure = sum(row.strength == "sure" for row in open_rows)
    taken = len(sure_rows(compared, rows))
    return {
        "all": len(rows),
        **by_strength,
        "open": len(open_rows),
        "sure open": taken,
        "sure waiting": sure - taken,
    }


class Fineness(NamedTuple):
    """A line of the table above: a tree, its codes by level, its passages, and how it compares with the first."""

    whose: Person
    levels: tuple[int, ...]
    codings: int
    told: str


def fineness(compared: Compared, told: SideBySide) -> list[Fineness]:
    """How fine each tree is."""
    return [
        Fineness(Person(one.tree, compared.names[one.tree]), one.levels, one.codings, against)
        for one, against in told.figures
    ]


class Coming(NamedTuple):
    """A code of the tree that would come: its sign ("+" new, "→" moved), colour, counts, and what stands below it."""

    code: Code
    sign: str
    colour: int
    counts: tuple[int, int]
    children: tuple["Coming", ...]


def coming(run: DryRun, parent: str | None = None) -> tuple[Coming, ...]:
    """The tree that would come, below a code."""
    tree: Tree = run.tree
    return tuple(
        Coming(
            code,
            "+" if code.id in run.plan.new else "→" if code.id in run.plan.moved else "",
            tree.colours[code.id],
            run.counts.get(code.id, (0, 0)),
            coming(run, code.id),
        )
        for code in tree.children(parent)
    )


def whose_documents(
    names: Mapping[str, str], there: Sequence[tuple[str, str]], left: frozenset[tuple[str, str]]
) -> dict[str, list[tuple[str, int, bool]]]:
    """By document, of each proposal that has trial codings in it: (proposal, how many, whether they become main)."""
    found: dict[str, list[tuple[str, int, bool]]] = {}
    for (document, proposal), n in sorted(Counter(there).items(), key=lambda pair: names[pair[0][1]]):
        found.setdefault(document, []).append((proposal, n, (document, proposal) not in left))
    return found
