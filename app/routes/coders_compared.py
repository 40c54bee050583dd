"""The table of two coders: by code the comments that both gave, and those that only one of them gave."""

from dataclasses import replace
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToRead
from quotetree.app.routes.choices import Choices
from quotetree.app.routes.coders_compared_rows import address_of, compared_rows, side_names, side_options
from quotetree.app.routes.frame import frame
from quotetree.app.routes.quotations import Chosen, choosing
from quotetree.app.store import coders_compared, codes, snapshots
from quotetree.app.store.access import Access
from quotetree.coding.counts import Work, gather, most_to_compare, overlap
from quotetree.coding.counts import coders_compared as compared
from quotetree.coding.counts.filters import documents_let_through
from quotetree.coding.tree import Tree

router = APIRouter(prefix="/projects/{project_id}/counts/coders")
Sort = Literal["tree", "apart"]


@router.get("")
def two_coders(
    request: Request, access: ToRead, chosen: Chosen, sort: Sort = "tree", hide: bool = False
) -> HTMLResponse:
    """What two coders gave each code, in documents that both read; if none are chosen, the two who share most."""
    tree, found = codes.tree(access), coders_compared.works(access)
    chosen = _of_two(chosen, found)
    path = f"/projects/{access.project_id}/counts"
    picked = {"sort": "" if sort == "tree" else sort, "hide": "true" if hide else ""}
    return page(
        request,
        "pages/coders-compared.html",
        **frame(access, "Counts"),
        **choosing(access, chosen),
        **(_table(access, chosen, tree, sort, hide=hide) if chosen.sides else {}),
        sides=side_options(access, found, chosen.sides),
        names=side_names(access, chosen.sides),
        overlap=overlap(*chosen.sides) if chosen.sides else False,
        layers=sorted(chosen.layers),
        sort=sort,
        hide=hide,
        compared=True,
        take_out=chosen.take_out(access.project_id),
        codes=len(tree),
        opened=chosen.address(f"{path}/opened", code="-").replace("code=-", ""),
        address=lambda **more: chosen.address(f"{path}/coders", **(picked | more)),
    )


def _of_two(chosen: Choices, found: list[Work]) -> Choices:
    """The choices with two sides, if there are two."""
    chosen = replace(chosen, coder="", layer="main", also="", without="", given="")
    if chosen.one and chosen.other:
        return chosen
    best = most_to_compare(found)
    return replace(chosen, one=address_of(best[0]), other=address_of(best[1])) if best else chosen


def _table(access: Access, chosen: Choices, tree: Tree, sort: str, *, hide: bool) -> dict[str, Any]:
    """The rows, and the documents that are compared."""
    snapshot, filters = snapshots.snapshot(access), chosen.filters(access)
    given = compared(gather(snapshot, filters, with_subcodes=chosen.rolled), chosen.sides)
    rows = compared_rows(tree, given, chosen.codes(access), sort)
    return {
        "rows": [row for row in rows if row.given.either] if hide else rows,
        "anything": any(one.either for one in given.values()),
        "read_by_both": len(coders_compared.read_by_both(access, chosen.sides)),
        "comparable": len(coders_compared.comparable(access, chosen.sides)),
        "documents_compared": int(documents_let_through(snapshot, filters).sum()),
    }
