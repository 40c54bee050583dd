"""The quotations of a code, or of all codes, page by page."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToRead
from quotetree.app.routes.choices import Choices, choices
from quotetree.app.routes.filter_fields import filter_fields
from quotetree.app.routes.frame import frame
from quotetree.app.routes.options import code_options, coder_options, document_options
from quotetree.app.routes.quotation_rows import rows_of
from quotetree.app.routes.recoding_rows import recoding_fields
from quotetree.app.routes.search_rows import narrowed
from quotetree.app.store import code_sets, codes, quotations, search, snapshots
from quotetree.app.store.access import Access
from quotetree.coding.counts import Listed, codings_meeting, codings_touching, listed
from quotetree.coding.tree import Tree

router = APIRouter(prefix="/projects/{project_id}")
Chosen = Annotated[Choices, Depends(choices)]
Page = Annotated[int, Query(alias="page", ge=1, le=1_000_000)]
ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one is in a list: page `n` of `last`, with the numbers of its first and last entry, and of all."""

    n: int
    entries: int

    @property
    def last(self) -> int:
        return max(1, -(-self.entries // ON_A_PAGE))

    @property
    def first_entry(self) -> int:
        return (self.n - 1) * ON_A_PAGE + 1

    @property
    def last_entry(self) -> int:
        return min(self.n * ON_A_PAGE, self.entries)


@router.get("/quotations")
def all_quotations(
    request: Request, access: ToRead, chosen: Chosen, n: Page = 1, code: str = ""
) -> HTMLResponse:
    """Everything that is coded; with `code`, as the form of the page sends it, of one code."""
    return _answer(request, access, chosen, n, code or None)


@router.get("/codes/{code_id}/quotations")
def quotations_of_code(
    request: Request, access: ToRead, code_id: str, chosen: Chosen, n: Page = 1
) -> HTMLResponse:
    """The quotations of a code, with or without those of its sub-codes. An unknown code is not found."""
    return _answer(request, access, chosen, n, code_id)


def _answer(request: Request, access: Access, chosen: Choices, n: int, code_id: str | None) -> HTMLResponse:
    tree = codes.tree(access)
    code = codes.code(access, code_id) if code_id else None
    pages, ids = _page(access, chosen, with_below(tree, code_id, chosen.rolled) if code_id else None, n)
    path = f"/projects/{access.project_id}" + (f"/codes/{code_id}" if code_id else "") + "/quotations"
    return page(
        request,
        "pages/quotations.html",
        **frame(access, "Quotations"),
        **choosing(access, chosen),
        code_options=code_options(tree, code_id or ""),
        also_options=code_options(tree, chosen.also),
        without_options=code_options(tree, chosen.without),
        code=code,
        path=tree.names(code_id)[:-1] if code_id else [],
        colour=tree.colours[code_id] if code_id else 0,
        sub_codes=len(tree.descendants(code_id)) if code_id else 0,
        take_out=chosen.take_out(access.project_id, code=code_id or ""),
        pages=pages,
        quotations=rows_of(access, quotations.quotations(access, ids), tree),
        address=lambda **more: chosen.address(path, **more),
        search_address=narrowed(access.project_id, chosen.sought) if chosen.sought else "",
        recodes=chosen.address(f"/projects/{access.project_id}/recoding", of=code_id or ""),
        may_write=access.reader.may_write,
        **recoding_fields(access, tree),
    )


def _page(access: Access, chosen: Choices, wanted: list[str] | None, n: int) -> tuple[Pages, tuple[str, ...]]:
    """Page n of what is chosen, or the last one if there are not so many, and the ids of its codings."""
    found = found_codings(access, chosen, wanted, (n - 1) * ON_A_PAGE, ON_A_PAGE)
    pages = Pages(n, found.total)
    if n <= pages.last:
        return pages, found.ids
    return _page(access, chosen, wanted, pages.last)


def found_codings(access: Access, chosen: Choices, wanted: list[str] | None, skip: int, most: int) -> Listed:
    """The codings of codes (ids; None: all) that are chosen, at most so many after `skip`."""
    snapshot, filters, of_set = snapshots.snapshot(access), chosen.filters(access), chosen.codes(access)
    if of_set is not None:
        wanted = [code for code in (of_set if wanted is None else wanted) if code in of_set]
    among = codings_meeting(snapshot, filters, chosen.also, chosen.without, with_subcodes=chosen.rolled)
    if chosen.sought:
        hits = search.ticked_hits(access, chosen.sought, chosen.ticked)
        on_hits = codings_touching(snapshot, ((hit.document_id, hit.start, hit.end) for hit in hits))
        among = on_hits if among is None else among & on_hits
    return listed(snapshot, filters, wanted, skip, most, among)


def choosing(access: Access, chosen: Choices) -> dict[str, Any]:
    """What parts/choices.html, parts/filters.html and parts/empty-set.html need."""
    return {
        **filter_fields(access, chosen),
        "chosen": chosen,
        "empty_set": code_sets.empty(access, chosen.set) if chosen.set else None,
        "coder_options": coder_options(access, chosen.coder),
        "document_options": document_options(access, chosen.document),
    }


def with_below(tree: Tree, code_id: str, rolled: bool) -> list[str]:
    """A code, and, rolled, those below it."""
    return [code_id, *(code.id for code in tree.descendants(code_id))] if rolled else [code_id]
