"""Search over all talk: its page, further hits, and the coding of hits."""

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from anyio import from_thread
from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToRead, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.routes.reading_rows import code_list
from quotetree.app.routes.search_rows import (
    Place,
    by_document,
    by_speaker,
    hit_rows,
    narrowed,
    quotations_on,
    whose_choices,
)
from quotetree.app.services import search as service
from quotetree.app.services.search import Proposal
from quotetree.app.store import codes, documents
from quotetree.app.store import search as store
from quotetree.app.store.access import Access
from quotetree.app.store.search import Found, Hit, Sought
from quotetree.app.store.tables import KINDS
from quotetree.coding.counts.sentence import several
from quotetree.coding.passage import TextChanged
from quotetree.coding.search import BadQuery

router = APIRouter(prefix="/projects/{project_id}/search")

A_PAGE = 50


def _asked(
    q: Annotated[str, Query()] = "",
    whose: Annotated[str, Query()] = "",
    kind: Annotated[list[str] | None, Query()] = None,
    document: Annotated[str, Query()] = "",
) -> Sought:
    return Sought(q.strip(), whose, frozenset(kind or ()), document)


def _posted(
    q: Annotated[str, Form()] = "",
    whose: Annotated[str, Form()] = "",
    kind: Annotated[list[str] | None, Form()] = None,
    document: Annotated[str, Form()] = "",
) -> Sought:
    return _asked(q, whose, kind, document)


class Chosen(NamedTuple):
    """Which hits are to be coded, how far, with what. No `hits` (numbers in the list `mark`) stand for all of them."""

    mark: str
    hits: frozenset[int]
    extent: str
    code: str
    name: str


def _chosen(
    mark: Annotated[str, Query()] = "",
    hit: Annotated[list[int] | None, Query()] = None,
    extent: Annotated[str, Query()] = "hit",
    code: Annotated[str, Query()] = "",
    name: Annotated[str, Query()] = "",
) -> Chosen:
    return Chosen(mark, frozenset(hit or ()), extent, code, name.strip())


def _posted_choice(
    mark: Annotated[str, Form()] = "",
    hit: Annotated[list[int] | None, Form()] = None,
    extent: Annotated[str, Form()] = "hit",
    code: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
) -> Chosen:
    return _chosen(mark, hit, extent, code, name)


Asked = Annotated[Sought, Depends(_asked)]
Posted = Annotated[Sought, Depends(_posted)]


@router.get("")
def search(request: Request, access: ToRead, sought: Asked) -> HTMLResponse:
    """The page: the query, and what it finds."""
    refused, found = "", None
    if sought.typed:
        try:
            found = store.find(access, sought, _abandoned(request))
        except BadQuery as error:
            refused = error.sentence
    rows = documents.documents(access)
    values: dict[str, Any] = {
        **frame(access, "Search"),
        "sought": sought,
        "refused": refused,
        "found": found,
        "kinds": [kind for kind in KINDS if kind in {row.kind for row in rows}],
        "whose": whose_choices(access),
        "any_document": bool(rows),
        "only_in": next((row.name for row in rows if row.id == sought.document), ""),
        "wider": narrowed(access.project_id, Sought(sought.typed)),
        "without_document": narrowed(access.project_id, sought._replace(document="")),
        "may_write": access.reader.may_write,
    }
    if found is not None:
        values |= _hits(access, sought, found, 0)
        values |= {
            "by_document": by_document(access, sought, found),
            "by_speaker": by_speaker(access, sought, found),
        }
        values |= _codes(access) | _proposed(access, sought, found, None)
    return page(request, "pages/search.html", 422 if refused else 200, **values)


@router.get("/hits")
def hits(request: Request, access: ToRead, sought: Asked, first: int = 0) -> HTMLResponse:
    """Further hits, from the number `first` on."""
    found = store.find(access, sought, _abandoned(request))
    return page(request, "parts/search-hits.html", **_hits(access, sought, found, max(first, 0)))


@router.get("/proposal")
def proposal(
    request: Request, access: ToRead, sought: Asked, chosen: Annotated[Chosen, Depends(_chosen)]
) -> HTMLResponse:
    """What coding the chosen hits would do."""
    found = store.find(access, sought, _abandoned(request))
    made = _propose(access, found, chosen)
    return page(request, "parts/search-proposed.html", **_proposed(access, sought, found, made, chosen))


@router.post("/codings")
def code_hits(
    request: Request,
    access: ToWrite,
    sought: Posted,
    chosen: Annotated[Chosen, Depends(_posted_choice)],
    expected: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Code the chosen hits, if that does what was shown; else it is shown again."""
    found = store.find(access, sought)
    made = _propose(access, found, chosen)
    if made is None:
        raise BadQuery("Choose the code that the hits are to carry.")
    done, seq = "", None
    if made.mark == expected:
        seq = service.code_hits(access, made)
        done = f"Coded {several(len(made.passages), 'passage')} with {made.code.name}"
        made = _propose(access, found, chosen)
    return page(
        request,
        "parts/search-coded.html",
        project=documents.project(access),
        done=done,
        seq=seq,
        **_codes(access),
        **_proposed(access, sought, found, made, chosen, changed=not done),
    )


def _abandoned(request: Request) -> Callable[[], bool]:
    """Whether the browser has gone on to something else; asked from the thread that searches."""
    return lambda: from_thread.run(request.is_disconnected)


def _hits(access: Access, sought: Sought, found: Found, first: int) -> dict[str, Any]:
    some = found.hits[first : first + A_PAGE]
    further = first + A_PAGE
    here = Place(
        access.project_id, documents.documents(access), store.texts(access, [hit.document_id for hit in some])
    )
    before = found.hits[first - 1].document_id if 0 < first <= len(found.hits) else ""
    return {
        "rows": hit_rows(here, found, first, some, before),
        "next": narrowed(access.project_id, sought, "/hits", first=further)
        if further < len(found.hits)
        else "",
        "next_hits": min(A_PAGE, len(found.hits) - further),
        "left_hits": len(found.hits) - further,
        "may_write": access.reader.may_write,
    }


def _codes(access: Access) -> dict[str, Any]:
    keys = {pin.code_id: str(pin.slot) for pin in codes.pins(access)}
    return {"code_list": code_list(codes.tree(access), keys), "recent": codes.recent(access)}


def _propose(access: Access, found: Found, chosen: Chosen) -> Proposal | None:
    """What coding would do; None while no code is chosen."""
    if found.mark != chosen.mark:
        raise TextChanged("The transcripts have changed since this list was made. Search again, then code.")
    if not chosen.code and not chosen.name:
        return None
    return service.propose(access, _ticked(found, chosen), chosen.extent, chosen.code, chosen.name)


def _ticked(found: Found, chosen: Chosen) -> list[Hit]:
    return [hit for number, hit in enumerate(found.hits) if number in chosen.hits or not chosen.hits]


def _proposed(
    access: Access,
    sought: Sought,
    found: Found,
    made: Proposal | None,
    chosen: Chosen | None = None,
    *,
    changed: bool = False,
) -> dict[str, Any]:
    return {
        "project_id": access.project_id,
        "proposal": made,
        "ticked": len(chosen.hits) if chosen else 0,
        "quotations_there": quotations_on(access.project_id, sought, found, chosen.hits if chosen else ()),
        "may_write": access.reader.may_write,
        "all_hits": len(found.hits),
        "changed": changed,
    }
