"""The table of codes by codes: how many comments of the one are also coded the other."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToRead
from quotetree.app.routes.frame import frame
from quotetree.app.routes.options import below_options
from quotetree.app.routes.quotations import Chosen, choosing
from quotetree.app.store import code_sets, codes, snapshots
from quotetree.coding.code_sets import compared as side_by_side
from quotetree.coding.counts import Together, gather, together
from quotetree.coding.counts.heat import heat, percentage
from quotetree.coding.tree import Code, Tree

router = APIRouter(prefix="/projects/{project_id}/counts/together")
STEPS = (
    0.02,
    0.05,
    0.1,
    0.2,
)  # passages that stand together are few; by the steps of respondents all would be alike
Of = Annotated[str, Query(max_length=40)]


@dataclass(frozen=True, slots=True)
class Pair:
    """How many comments of a row's code are also coded `other`; `by_nature` says that the one holds the other's."""

    other: Code
    comments: int
    share: str
    heat: int
    by_nature: bool


@dataclass(frozen=True, slots=True)
class TogetherRow:
    """A code with all of its comments, and the pairs with the others."""

    code: Code
    colour: int
    comments: int
    pairs: tuple[Pair, ...]


@router.get("")
def all_pairs(
    request: Request, access: ToRead, chosen: Chosen, of: Of = "", hide: bool = False
) -> HTMLResponse:
    """The main codes, or with `of` a code's sub-codes, by one another."""
    chosen, tree = chosen.of_all_passages(), codes.tree(access)
    own = code_sets.taken(access, chosen.set, with_subcodes=False)
    compared = side_by_side(tree, codes.code(access, of).id if of else None, own)
    snapshot, filters = snapshots.snapshot(access), chosen.filters(access)
    ids = [code.id for code in compared]
    found = together(gather(snapshot, filters, with_subcodes=chosen.rolled, codes=ids))
    rows = _rows(tree, compared, found, rolled=chosen.rolled)
    if hide:
        rows = _without_empty(rows)
    path = f"/projects/{access.project_id}/counts/together"
    picked = {"of": of, "hide": "true" if hide else ""}
    return page(
        request,
        "pages/together.html",
        **frame(access, "Counts"),
        **choosing(access, chosen),
        take_out=chosen.take_out(access.project_id, code=of),
        of=of,
        hide=hide,
        below_options=below_options(tree, of),
        rows=rows,
        paths=tree.paths,
        codes=len(compared),
        opened=chosen.address(f"/projects/{access.project_id}/counts/opened", code="-").replace("code=-", ""),
        address=lambda **more: chosen.address(path, **(picked | more)),
    )


def _rows(tree: Tree, compared: list[Code], found: Together, *, rolled: bool) -> list[TogetherRow]:
    lines = {code.id: {one.id for one in tree.ancestors(code.id)} for code in compared} if rolled else {}
    table = found.comments.tolist()
    return [
        TogetherRow(
            code,
            tree.colours[code.id],
            table[n][n],
            tuple(_pair(code, other, table[n][m], table[n][n], lines) for m, other in enumerate(compared)),
        )
        for n, code in enumerate(compared)
    ]


def _pair(code: Code, other: Code, comments: int, of: int, lines: dict[str, set[str]]) -> Pair:
    akin = other.id in lines.get(code.id, ()) or code.id in lines.get(other.id, ())
    by_nature = code.id == other.id or akin
    return Pair(
        other, comments, percentage(comments, of), 0 if by_nature else heat(comments, of, STEPS), by_nature
    )


def _without_empty(rows: list[TogetherRow]) -> list[TogetherRow]:
    """The codes that stand with some other, as rows and as columns."""
    kept = {row.code.id for row in rows if any(one.comments and not one.by_nature for one in row.pairs)}
    return [
        TogetherRow(
            row.code, row.colour, row.comments, tuple(one for one in row.pairs if one.other.id in kept)
        )
        for row in rows
        if row.code.id in kept
    ]
