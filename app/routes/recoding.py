"""Re-coding codings of a list, many at once: what it would do, and the doing."""

import json
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToAsk, ToWrite
from quotetree.app.routes.choices import Choices, choices
from quotetree.app.routes.counts import Number, found_comments
from quotetree.app.routes.quotations import found_codings, with_below
from quotetree.app.routes.recoding_rows import proposal_fields
from quotetree.app.services import recoding as service
from quotetree.app.store import codes, documents
from quotetree.app.store.access import Access
from quotetree.coding.recoding import Recoding, RecodingRefused

router = APIRouter(prefix="/projects/{project_id}/recoding")
Chosen = Annotated[Choices, Depends(choices)]
Words = Annotated[str, Query(max_length=300)]
Text = Annotated[str, Form(max_length=300)]
ALL = 10_000_000
CHOSEN_IN_IT = {"coding", "every", "how", "code", "name", "expected"}


class OfList:
    """The list in which codings were chosen, as its address tells: quotations, or what is behind a `number`."""

    def __init__(
        self, chosen: Chosen, of: Words = "", number: Number | None = None, by: Words = "", value: Words = ""
    ) -> None:
        self.chosen, self.of, self.number, self.by, self.value = chosen, of, number, by, value

    def all_codings(self, access: Access) -> list[str]:
        """The ids of all codings in it, also beyond the page."""
        if self.of:
            codes.code(access, self.of)
        if self.number:
            comments = found_comments(access, self.chosen, self.of, self.number, self.by, self.value)
            return [coding for one in comments for coding in one.codings]
        tree = codes.tree(access)
        wanted = with_below(tree, self.of, self.chosen.rolled) if self.of else None
        return list(found_codings(access, self.chosen, wanted, 0, ALL).ids)

    def layers(self) -> frozenset[str]:
        """The layers whose counts are shown."""
        return self.chosen.layers


Listing = Annotated[OfList, Depends(OfList)]


@router.get("")
def proposal(
    request: Request,
    access: ToAsk,
    listing: Listing,
    coding: Annotated[list[str] | None, Query()] = None,
    every: bool = False,
    how: Words = "",
    code: Words = "",
    name: Words = "",
) -> HTMLResponse:
    """What re-coding the chosen codings would do."""
    ids = _ids(access, listing, coding, every=every)
    made = _propose(access, ids, how, code, name)
    return _shown(request, access, listing, made)


@router.post("")
def recode(
    request: Request,
    asked: ToAsk,
    access: ToWrite,
    listing: Listing,
    coding: Annotated[list[str] | None, Form()] = None,
    every: Annotated[bool, Form()] = False,
    how: Text = "",
    code: Text = "",
    name: Text = "",
    expected: Text = "",
) -> HTMLResponse:
    """Re-code them, if that does what was shown; else it is shown again.

    The list is read as it was before this request writes; what is done is planned in the transaction that writes.
    """
    ids = _ids(asked, listing, coding, every=every)
    made = _propose(access, ids, how, code, name)
    if made is None:
        raise RecodingRefused("Choose quotations and a code first.")
    if made.mark != expected:
        return _shown(request, asked, listing, _propose(asked, ids, how, code, name), changed=True)
    seq = service.recode(access, made)
    answer = page(request, "parts/done.html", project=documents.project(access), done=_said(made), seq=seq)
    answer.headers["HX-Trigger"] = json.dumps(
        {event: {"target": "body"} for event in ("look-again", "history-changed")}
    )
    return answer


def _ids(access: Access, listing: OfList, coding: list[str] | None, *, every: bool) -> list[str]:
    """The codings that are chosen; a box may stand for several, those of one comment."""
    return listing.all_codings(access) if every else [one for box in coding or () for one in box.split()]


def _propose(access: Access, ids: list[str], how: str, code: str, name: str) -> Recoding | None:
    """What it would do; None while there is still something to choose."""
    if not ids or not how or (how != "off" and not code and not name.strip()):
        return None
    return service.propose(access, ids, how, code, name)


def _shown(
    request: Request, access: Access, listing: OfList, made: Recoding | None, *, changed: bool = False
) -> HTMLResponse:
    layers = listing.layers()
    preview = service.preview(access, made, layers) if made and made.does else None
    fields = proposal_fields(access, made, preview, changed=changed)
    template = "parts/recoding-changed.html" if changed else "parts/recoding-proposal.html"
    return page(request, template, **fields, layers=sorted(layers), listing=_listing(request))


def _listing(request: Request) -> str:
    """The list's own choices, as they stand in the address, without what was chosen in it."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in CHOSEN_IN_IT]
    return urlencode(kept)


def _said(made: Recoding) -> str:
    codings = f"{made.does:,} {'coding' if made.does == 1 else 'codings'}"
    if made.how == "move":
        return f"Moved {codings} to {made.target.name}"
    if made.how == "copy":
        return f"Coded {made.does:,} {'passage' if made.does == 1 else 'passages'} also {made.target.name}"
    return f"Took {codings} off"
