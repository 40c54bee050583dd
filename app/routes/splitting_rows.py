"""A splitting as its page shows it: what waits, the columns with what was dealt out to them, and how far it is."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quotetree.app.routes.frame import Person
from quotetree.app.routes.quotation_rows import QuotationRow, rows_of
from quotetree.app.store import codes, document_list, quotations
from quotetree.app.store import splitting as store
from quotetree.app.store.access import Access
from quotetree.coding.names import in_order
from quotetree.coding.splitting import MOVED, NOT_THIS, SEVERAL, STAYS
from quotetree.coding.tree import Tree

AROUND = 220  # characters of talk that a card shows before and after its words
IN_A_COLUMN = 8
AT_ONCE = 60
MOST_AT_ONCE = 600
Key = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card. `decision_id` says what its reader knows of, "" if nothing was decided; `also` names further columns."""

    id: str
    decision_id: str
    quotation: QuotationRow
    before: str
    after: str
    coder: Person
    own: bool
    layer: str
    also: tuple[str, ...] = ()
    copy: bool = False


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column: its key, the sub-code, and its latest cards. `wrong` says why nothing can be dealt out to it."""

    id: str
    place: int
    code_id: str
    name: str
    path: str
    colour: int
    count: int
    cards: tuple[CardRow, ...]
    wrong: str


@dataclass(frozen=True, slots=True)
class Dealt:
    """All that a splitting holds for its reader: rows of the store, waiting ones in the order of reading."""

    splitting: Any
    tree: Tree
    keys: list[Key]
    waiting: list[Any]
    decided: list[Any]
    copies: Sequence[Any]
    columns: Sequence[Any]
    taken_off: int

    @property
    def tally(self) -> Mapping[str, int]:
        """How many cards were decided how; and how many were, and are left."""
        found = Counter(row.decision for row in self.decided)
        all_decided = len(self.decided) + self.taken_off
        return {
            STAYS: found[STAYS],
            NOT_THIS: self.taken_off,
            SEVERAL: found[SEVERAL],
            "decided": all_decided,
            "left": len(self.waiting),
            "all": all_decided + len(self.waiting),
        }


def dealt(access: Access, splitting_id: str) -> Dealt:
    """What a splitting holds now. Raises NotFound."""
    splitting = store.splitting(access, splitting_id)
    columns = store.columns(access, splitting_id)
    rows = store.cards(access, splitting)
    place = _places(access)
    keyed = sorted(
        ((place[row.document_id], row.start, -row.end, row.id), row)
        for row in rows
        if store.waits(row, splitting.code_id)
    )
    here = {column.code_id for column in columns} | {splitting.code_id}
    decided = [
        row
        for row in rows
        if row.decision and row.code_id in here and not store.waits(row, splitting.code_id)
    ]
    copied = store.copies(access, [row.id for row in decided if row.decision == SEVERAL])
    return Dealt(
        splitting,
        codes.tree(access),
        [key for key, _ in keyed],
        [row for _, row in keyed],
        decided,
        [row for row in copied if row.code_id in here],
        columns,
        len(store.taken_off(access, splitting_id)),
    )


def _places(access: Access) -> dict[str, int]:
    names = document_list.names(access)
    return {one: n for n, one in enumerate(sorted(names, key=lambda each: (in_order(names[each]), each)))}


def waiting_cards(access: Access, found: Dealt, first: int, most: int) -> list[CardRow]:
    """So many of the cards that wait, from a place in the order on."""
    rows = found.waiting[first : first + most]
    return _cards(access, found.tree, [(row.id, row.decision_id or "", (), False) for row in rows])


def place_after(access: Access, found: Dealt, last: str) -> int:
    """The place in the order after a card that the page shows last, whether it waits still or not."""
    row = store.chosen_cards(access, found.splitting, [last]).get(last)
    if row is None:
        return 0
    key = (_places(access)[row.document_id], row.start, -row.end, row.id)
    return bisect_right(found.keys, key)


def column_rows(access: Access, found: Dealt) -> list[ColumnRow]:
    """The columns, each with the cards that were dealt out to it last."""
    cards = _by_column(found)
    shown = {code: some[:IN_A_COLUMN] for code, some in cards.items()}
    drawn = {
        row.id: row for row in _cards(access, found.tree, [one for some in shown.values() for one in some])
    }
    return [_column(found, column, len(cards[column.code_id]), shown, drawn) for column in found.columns]


def _by_column(found: Dealt) -> dict[str, list[tuple[str, str, tuple[str, ...], bool]]]:
    """By sub-code the cards in it, latest first: id, decision, other columns that they are in, whether a copy."""
    called = _called(found)
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for copy in found.copies:
        places[copy.came_from][copy.code_id] = copy.id
    cards: dict[str, list[tuple[str, str, tuple[str, ...], bool]]] = defaultdict(list)
    latest = sorted(found.decided, key=lambda row: (row.decided_at, row.id), reverse=True)
    for row in latest:
        if row.decision not in (MOVED, SEVERAL):
            continue
        at = {row.code_id: row.id, **places[row.id]}
        for code, one in at.items():
            also = tuple(called[other] for other in at if other != code)
            cards[code].append((one, row.decision_id, also, one != row.id))
    return cards


def _called(found: Dealt) -> dict[str, str]:
    """What the columns are called, and the code itself: two of one name are told apart by their paths."""
    return found.tree.told_apart([column.code_id for column in found.columns] + [found.splitting.code_id])


def _column(
    found: Dealt,
    column: Any,
    count: int,
    shown: Mapping[str, Sequence[tuple[str, str, tuple[str, ...], bool]]],
    drawn: Mapping[str, CardRow],
) -> ColumnRow:
    tree, code = found.tree, found.splitting.code_id
    cards = tuple(drawn[one[0]] for one in shown.get(column.code_id, ()) if one[0] in drawn)
    wrong = ""
    if all(above.id != code for above in tree.ancestors(column.code_id)):
        wrong = f"It does not stand below {tree[code].name} any more."
    elif tree[column.code_id].heading:
        wrong = "It is a heading now and carries no quotations."
    elif tree[column.code_id].retired:
        wrong = "It is retired and takes no quotations."
    path = " › ".join(tree.names(column.code_id))
    name, colour = _called(found)[column.code_id], tree.colours[column.code_id]
    return ColumnRow(column.id, column.place, column.code_id, name, path, colour, count, cards, wrong)


def _cards(
    access: Access, tree: Tree, wanted: Sequence[tuple[str, str, tuple[str, ...], bool]]
) -> list[CardRow]:
    known = {one[0]: one for one in wanted}
    found = quotations.quotations(access, list(known), AROUND)
    me = _my_name(access, found)
    return [
        CardRow(
            one.id,
            known[one.id][1],
            row,
            *one.around,
            Person("", one.coder),
            one.coder == me,
            "" if one.layer == "main" else one.layer,
            known[one.id][2],
            known[one.id][3],
        )
        for one, row in zip(found, rows_of(access, found, tree), strict=True)
    ]


def _my_name(access: Access, found: Iterable[Any]) -> str:
    return store.name_of(access, access.reader.coder_id) if access.reader.coder_id and found else ""


def column_choices(found: Dealt) -> list[tuple[str, str]]:
    """Sub-codes that could become columns: id and path below the code."""
    code, there = found.splitting.code_id, {column.code_id for column in found.columns}
    return sub_codes(found.tree, code, there)


def sub_codes(tree: Tree, code_id: str, apart: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The sub-codes that quotations can be dealt out to: id and path below the code."""
    above = tree.depth(code_id)
    left = set(apart)
    return [
        (one.id, " › ".join(tree.names(one.id)[above:]))
        for one in tree.descendants(code_id)
        if not one.heading and not one.retired and one.id not in left
    ]
