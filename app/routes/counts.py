"""The counts of all codes in a table, and the comments behind each number."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToRead
from quotetree.app.routes.choices import Choices
from quotetree.app.routes.coders_compared_rows import beside_each, given_by
from quotetree.app.routes.count_rows import NOTHING, attributes, by_value, rows_among, rows_of
from quotetree.app.routes.frame import frame
from quotetree.app.routes.quotation_rows import rows_of_passages
from quotetree.app.routes.quotations import Chosen, Page, Pages, choosing
from quotetree.app.routes.recoding_rows import recoding_fields
from quotetree.app.store import codes, coverage, quotations, snapshots
from quotetree.app.store.access import Access
from quotetree.coding.counts import (
    Behind,
    Snapshot,
    behind,
    break_down,
    comments_given,
    comments_meeting,
    count,
    counted_apart,
    counts,
    gather,
    sentence,
    speakers,
)
from quotetree.coding.counts.heat import percentage
from quotetree.coding.counts.sentence import several

router = APIRouter(prefix="/projects/{project_id}/counts")
Sort = Literal["tree", "name", "comments", "respondents"]
Shown = Literal["respondents", "comments"]
Number = Literal[
    "comments", "respondents", "contributions", "documents", "unattributed", "interviewer_only", "in_notes"
]
By = Annotated[str, Query(max_length=300)]


@router.get("")
def all_counts(
    request: Request,
    access: ToRead,
    chosen: Chosen,
    by: By = "",
    sort: Sort = "tree",
    show: Shown = "respondents",
    hide: bool = False,
) -> HTMLResponse:
    """Comments and respondents of every code; with `by`, in a column for each value of an attribute.

    `hide` leaves out the codes that count nothing.
    """
    chosen = chosen.of_all_passages()
    tree, snapshot, filters = codes.tree(access), snapshots.snapshot(access), chosen.filters(access)
    table = counts(snapshot, filters, with_subcodes=chosen.rolled)
    spoke = speakers(snapshot, filters, by or None)
    values = by_value(snapshot, filters, chosen.rolled, by, spoke) if by else NOTHING
    read = coverage.coverage_of(access, filters, with_subcodes=chosen.rolled)
    rows = rows_of(tree, table.rows(), values, spoke.spoke, sort, read)
    wanted = chosen.codes(access)
    rows = rows if wanted is None else rows_among(rows, tree, wanted, sort)
    return page(
        request,
        "pages/counts.html",
        **frame(access, "Counts"),
        **choosing(access, chosen),
        take_out=chosen.take_out(access.project_id, by),
        by=by,
        sort=sort,
        show=show,
        attributes=attributes(snapshot),
        columns=values.columns,
        rows=[row for row in rows if any(row.count)] if hide else rows,
        codes=len(tree),
        kept=read is not None,
        hide=hide,
        spoke=spoke,
        address=_addresses(access, chosen, by=by, sort=sort, show=show, hide="true" if hide else ""),
        opened=chosen.address("counts/opened", code="-").replace("code=-", ""),
    )


def _addresses(access: Access, chosen: Choices, **picked: str) -> Any:
    """From what is to be chosen otherwise to the address of the page."""
    path = f"/projects/{access.project_id}/counts"
    standard = {"sort": "tree", "show": "respondents"}

    def address(**more: Any) -> str:
        values = {name: "" if standard.get(name) == one else one for name, one in (picked | more).items()}
        return chosen.address(path, **values)

    return address


@router.get("/opened")
def opened(
    request: Request,
    access: ToRead,
    chosen: Chosen,
    code: str,
    number: Number = "comments",
    by: By = "",
    value: By = "",
    n: Page = 1,
    whole: bool = False,
    ticks: bool = False,
) -> HTMLResponse:
    """The comments behind a number, in the page of counts, or, opened by its address (`whole`: always), as a page.

    With `ticks` those further down a page have their boxes too.
    """
    tree, snapshot = codes.tree(access), snapshots.snapshot(access)
    name = codes.code(access, code).name
    comments = found_comments(access, chosen, code, number, by, value)
    part = chosen.also or chosen.without or chosen.given
    found, apart = comments.found, not (by or part)
    pages = Pages(n, len(comments))
    here = Behind(found, comments.which[pages.first_entry - 1 : pages.last_entry])
    groups = [one.codings for one in here]
    htmx = "hx-request" in request.headers and not whole
    return page(
        request,
        "parts/opened.html" if htmx else "pages/opened.html",
        **({} if htmx else frame(access, "Counts")),
        project_id=access.project_id,
        code=code,
        name=name,
        also=codes.code(access, chosen.also).name if chosen.also else "",
        without=codes.code(access, chosen.without).name if chosen.without else "",
        colour=tree.colours[code],
        number=number,
        by=by,
        value=value,
        said=_together(comments) if part else _said(snapshot, access, chosen, comments, by, value),
        apart=counted_apart(count(found).rows()[code]) if apart else "",
        pages=pages,
        given=given_by(access, chosen),
        quotations=rows_of_passages(
            access, quotations.passages(access, groups), tree, beside_each(access, chosen, here, tree)
        ),
        chosen=chosen,
        address=lambda **more: chosen.address(
            f"/projects/{access.project_id}/counts/opened",
            **({"code": code, "number": number, "by": by, "value": value} | more),
        ),
        recodes=chosen.address(
            f"/projects/{access.project_id}/recoding", of=code, number=number, by=by, value=value
        ),
        may_write=access.reader.may_write,
        recodable=access.reader.may_write and (ticks or not htmx) and bool(pages.entries),
        inline=htmx,
        **({} if htmx else recoding_fields(access, tree)),
    )


def found_comments(access: Access, chosen: Choices, code: str, number: str, by: str, value: str) -> Behind:
    """The comments behind a number of a code."""
    snapshot, rolled = snapshots.snapshot(access), chosen.rolled
    found = gather(snapshot, chosen.filters(access), with_subcodes=rolled, codes=[code])
    among = comments_meeting(found, chosen.also, chosen.without, with_subcodes=rolled)
    if chosen.given:
        given = comments_given(found, chosen.sides, chosen.given)
        among = given if among is None else among & given
    return behind(found, code, number, by=by or None, value=value, among=among)


def _together(comments: Behind) -> str:
    """ "6 of 24 comments, from 5 respondents" """
    people = {person for one in comments for person in one.respondents}
    all_of_them = several(int(comments.found.counted.sum()), "comment")
    return f"{len(comments):,} of {all_of_them}, from {several(len(people), 'respondent')}"


def _said(snapshot: Snapshot, access: Access, chosen: Choices, comments: Behind, by: str, value: str) -> str:
    """ "77 comments from 36 respondents"; in the column of a value "6 comments from 5 of 9 respondents (56%)"."""
    [(code, whole)] = count(comments.found).rows().items()
    if not by:
        return sentence(whole)
    cell = break_down(comments.found, by).rows()[code].get(value)
    if cell is None:
        return "no comments"
    n = speakers(snapshot, chosen.filters(access), by).by.get(value, 0)
    people = f"{cell.respondents} of {several(n, 'respondent')}"
    said = f"{several(cell.comments, 'comment')} from {people}"
    read = coverage.coverage_of(access, chosen.filters(access), with_subcodes=chosen.rolled)
    least = "at least " if read and read.lacks(code) else ""
    return f"{said} ({least}{percentage(cell.respondents, n)})" if n else said
