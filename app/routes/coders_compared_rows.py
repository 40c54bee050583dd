"""Two coders side by side, as rows of a table and beside the quotations of one of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from quotetree.app.routes.choices import Choices
from quotetree.app.routes.count_rows import MOST_LEVELS_INDENTED, place_among
from quotetree.app.routes.quotation_rows import BesideRow, Place, place_of
from quotetree.app.store import documents
from quotetree.app.store.access import Access
from quotetree.coding.counts import Behind, Beside, Given, Side, Work, beside, side_name
from quotetree.coding.counts.sentence import several
from quotetree.coding.tree import Code, Tree


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A code with the comments that both gave, and one of them alone. `above`, `level` as in a row of counts."""

    code: Code
    above: tuple[str, ...]
    level: int
    colour: int
    given: Given


def compared_rows(
    tree: Tree, found: Mapping[str, Given], wanted: Collection[str] | None, sort: str
) -> list[ComparedRow]:
    """A row a code (of those wanted; None: all) in the order of the tree, or those that differ most first."""
    listed = [code for code in tree if wanted is None or code.id in wanted]
    rows = [_row(tree, code, found[code.id], wanted, sort) for code in listed]
    if sort == "apart":
        rows.sort(key=lambda row: row.given.apart, reverse=True)
    return rows


def _row(tree: Tree, code: Code, given: Given, wanted: Collection[str] | None, sort: str) -> ComparedRow:
    if sort != "tree":
        above, level = tuple(tree.names(code.id)[:-1]), 0
    elif wanted is None:
        above, level = (), min(tree.depth(code.id), MOST_LEVELS_INDENTED)
    else:
        above, level = place_among(tree, code.id, wanted)
    return ComparedRow(code, above, level, tree.colours[code.id], given)


def side_names(access: Access, sides: Iterable[Side]) -> list[str]:
    """The coders that are compared, as they are shown."""
    names = {coder.id: coder.name for coder in documents.coders(access)}
    return [side_name(names, side) for side in sides]


def address_of(side: Side) -> str:
    """A side as it stands in an address."""
    return f"{side.layer}.{side.coder}"


def side_options(access: Access, found: Iterable[Work], chosen: Iterable[Side]) -> list[tuple[str, str]]:
    """The sides to choose from, by coder: as they stand in an address, and as they are shown with their codings."""
    names = {coder.id: coder.name for coder in documents.coders(access)}
    known = {work.side: work.codings for work in found}
    sides = dict.fromkeys(chosen, 0) | known
    order = {coder: n for n, coder in enumerate(names)}
    in_order = sorted(sides, key=lambda side: (order.get(side.coder, -1), side.layer != "main", side.layer))
    return [
        (address_of(side), f"{side_name(names, side)}, {several(sides[side], 'coding')}") for side in in_order
    ]


def given_by(access: Access, chosen: Choices) -> str:
    """Whose comments these are: "only Ana, not Dana (check)"; "" where nobody is compared."""
    if not chosen.given:
        return ""
    one, other = side_names(access, chosen.sides)
    return {
        "either": f"by {one} or {other}",
        "both": f"both {one} and {other}",
        "one": f"only {one}, not {other}",
        "other": f"only {other}, not {one}",
    }[chosen.given]


def beside_each(access: Access, chosen: Choices, comments: Behind, tree: Tree) -> dict[Place, BesideRow]:
    """By place of a comment that only one gave, what the other coded there."""
    if chosen.given not in ("one", "other"):
        return {}
    one, other = chosen.sides
    absent = other if chosen.given == "one" else one
    [who] = side_names(access, [absent])
    found = beside(comments.found, comments.which, absent)
    return {
        (comment.document, comment.start, comment.end): BesideRow(who, _codes(access, there, tree))
        for comment, there in zip(comments, found, strict=True)
    }


def _codes(access: Access, there: Iterable[Beside], tree: Tree) -> tuple[tuple[str, int, str], ...]:
    return tuple(
        (tree.paths[one.code], tree.colours[one.code], place_of(access, one, one.id)) for one in there
    )
