"""Splitting a code: its quotations are dealt out to sub-codes, one by one or many at once.

A coding that is dealt out changes its code and nothing else, so that the code counts the same with its sub-codes before
and after; only one that does not belong to the code at all is taken off.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import clean_name, name_key
from quotetree.coding.tree import Code, Tree
from quotetree.coding.tree_plans import Place, RowChange, TreePlan, plan_create
from quotetree.coding.tree_rules import known

MOST_COLUMNS = 9
MOVED, SEVERAL, STAYS, NOT_THIS = "moved", "several", "stays", "not this code"
DECISIONS = (MOVED, SEVERAL, STAYS, NOT_THIS)


class SplittingError(QuotetreeError):
    """A splitting, or a decision in one, that cannot be."""


@dataclass(frozen=True, slots=True)
class Card:
    """A coding in a splitting: where it is now, and its copies as pairs of code and coding, by what was decided."""

    id: str
    code_id: str
    copies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dealing:
    """What decisions do: codings that change their code, copies to make (coding and code), and codings that go.

    Copies that are wanted no more are `folded` into the coding that they were made of: what was written on them is
    on that one then.
    """

    moves: dict[str, str]
    copies: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]
    folded: dict[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """The sub-codes that become columns, in order, and the plan that makes those that are new."""

    codes: tuple[str, ...]
    made: TreePlan


def check_splittable(tree: Tree, code_id: str) -> Code:
    """The code. Raises TreeError if it is gone, SplittingError for a heading."""
    code = known(tree, code_id)
    if code.heading:
        raise SplittingError(f"“{code.name}” is a heading: it carries no quotations that could be dealt out.")
    return code


def check_column(tree: Tree, code_id: str, column: str) -> None:
    """Raises SplittingError where quotations of a code cannot be dealt out to a column."""
    code = known(tree, code_id)
    if column not in tree:
        raise SplittingError("The sub-code of this column was deleted meanwhile. Nothing was decided.")
    name = tree[column].name
    if all(above.id != code_id for above in tree.ancestors(column)):
        raise SplittingError(
            f"“{name}” does not stand below “{code.name}”, so that quotations would leave it. Nothing was decided."
        )
    if tree[column].heading:
        raise SplittingError(f"“{name}” is a heading and cannot carry quotations. Nothing was decided.")
    if tree[column].retired:
        raise SplittingError(f"“{name}” is retired and takes no quotations. Nothing was decided.")


def plan_columns(
    tree: Tree, code_id: str, there: Sequence[str], chosen: Iterable[str], named: Mapping[str, str]
) -> Columns:
    """The columns to add to those `there`: sub-codes, and new ones right below the code (`named`: id to name).

    A name that a code there has stands for that code.
    """
    codes: dict[str, None] = {}
    changes: list[RowChange] = []
    for column in chosen:
        check_column(tree, code_id, column)
        codes[column] = None
    for made, name in named.items():
        known_one = tree.child(code_id, name)
        if known_one is None:
            plan = plan_create(tree, made, name, Place(code_id))
            tree = plan.applied_to(tree)
            changes += plan.changes
        column = known_one.id if known_one else made
        check_column(tree, code_id, column)
        codes[column] = None
    new = [column for column in codes if column not in there]
    if len(there) + len(new) > MOST_COLUMNS:
        raise SplittingError(
            f"A splitting has at most {MOST_COLUMNS} columns, one for each key from 1 to 9; "
            f"these would be {len(there) + len(new)}."
        )
    return Columns(tuple(new), TreePlan(tuple(changes)))


def names_given(names: Iterable[str]) -> list[str]:
    """The names of new sub-codes as given, lines apart, without blanks and twins."""
    lines = [line for given in names for line in given.split("\n") if line.strip()]
    return list({name_key(line): clean_name(line) for line in lines}.values())


def check_decision(decision: str, columns: Sequence[str]) -> str:
    """The decision as it is kept: several with one column is a move. Raises SplittingError."""
    if decision not in DECISIONS:
        raise SplittingError(f"There is no decision “{decision}”.")
    if decision in (STAYS, NOT_THIS):
        return decision
    if not columns:
        raise SplittingError("No sub-code was chosen. Nothing was decided.")
    return SEVERAL if len(set(columns)) > 1 else MOVED


def plan_decision(code_id: str, cards: Iterable[Card], decision: str, columns: Sequence[str]) -> Dealing:
    """Deal cards out: to the first column, with copies in the others; to the code itself; or off it."""
    wanted = {STAYS: [code_id], NOT_THIS: []}.get(decision, list(dict.fromkeys(columns)))
    moves: dict[str, str] = {}
    copies: list[tuple[str, str]] = []
    gone: list[str] = []
    folded: dict[str, str] = {}
    for card in cards:
        if not wanted:
            gone += [card.id, *card.copies.values()]
            continue
        free = [code for code in wanted if code not in card.copies]
        to = card.code_id if card.code_id in wanted else (free or wanted)[0]
        if to != card.code_id:
            moves[card.id] = to
        folded |= {one: card.id for code, one in card.copies.items() if code not in wanted or code == to}
        copies += [(card.id, code) for code in free if code != to]
    return Dealing(moves, tuple(copies), tuple(gone), folded)


def decided_already(who: str, decision: str, code: str, at: datetime) -> str:
    """Who decided a card, what and when: "Ben put it in “By message”, 10:42"; `code` is where the card is now."""
    did = {
        MOVED: f"put it in “{code}”",
        SEVERAL: f"put it in several, “{code}” first",
        STAYS: "decided that it stays",
        NOT_THIS: "took it off as not this code",
    }[decision]
    local = at.astimezone()
    today = local.date() == datetime.now().astimezone().date()
    return f"{who} {did}, {local:%H:%M}{'' if today else f' on {local.day} {local:%b %Y}'}."
