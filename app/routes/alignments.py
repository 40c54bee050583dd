"""Members' own trees, and their merging into one: proposals, rows to decide, the dry run, and applying it."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.laid import Key, Laid
from quotetree.app.pages import go_to, page
from quotetree.app.routes import alignment_rows as shown
from quotetree.app.routes.access import Asker, Passed, ToOwn, ToRead, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.services import alignments as service
from quotetree.app.store import alignments as store
from quotetree.app.store import documents
from quotetree.app.store.access import Access, reach
from quotetree.app.store.alignments import Compared
from quotetree.app.store.database import transaction
from quotetree.coding.agreeing import JOINED, Decision, Decisions, Row, rows_of
from quotetree.coding.align import ProposedTree, SideBySide, side_by_side, tree_as_proposed

router = APIRouter(prefix="/projects/{project_id}")
# To the body: the row that asked is drawn anew.
DECIDED = json.dumps({"decided": {"target": "body"}})
ROWS_AGAIN = json.dumps({"rows-again": {"target": "body"}, "decided": {"target": "body"}})

Word = Annotated[str, Form()]
Words = Annotated[list[str] | None, Form()]


@router.post("/alignments")
def open_alignment(request: Request, access: ToWrite, tree: Words = None, left: Word = "") -> Response:
    """Lay trees side by side."""
    chosen = tree or []
    alignment_id = service.open_alignment(access, sorted(chosen, key=lambda one: one != left))
    return go_to(request, f"/projects/{access.project_id}/alignments/{alignment_id}")


@router.get("/alignments/{alignment_id}")
def alignment_page(
    request: Request, access: ToRead, alignment_id: str, show: str = "all", changed: bool = False
) -> HTMLResponse:
    """Trees side by side; what was told of them before is drawn at once, else it is asked for."""
    row, decisions = store.alignment(access, alignment_id)
    compared = store.compared(access, decisions.trees)
    told = _laid(request).get(_key(access, decisions))
    drawn = _drawn(access, compared, decisions, told, show) if told else {}
    names = [compared.names[one] for one in decisions.trees]
    shared = frame(access, "Tree")
    return page(
        request,
        "pages/alignment.html",
        **shared,
        **_here(access, row.id),
        names=names,
        told=told,
        show=show,
        changed=changed,
        **drawn,
    )


@router.get("/alignments/{alignment_id}/rows")
async def alignment_rows(
    request: Request, passed: Asker, alignment_id: str, show: str = "all"
) -> HTMLResponse:
    """The rows. Trees that changed are laid side by side in a process of its own."""
    key, trees = await to_thread.run_sync(_to_lay, request, passed, alignment_id)
    told = _laid(request).get(key)
    if told is None:
        told = await request.app.state.aside.run(side_by_side, trees)
        _laid(request).keep(key, told)
    return await to_thread.run_sync(_answered, request, passed, alignment_id, told, show)


def _to_lay(request: Request, passed: Passed, alignment_id: str) -> tuple[Key, list[ProposedTree]]:
    with transaction(request.app.state.database, writing=False) as connection:
        access = reach(connection, passed.account_id, passed.project_id, passed.session_id)
        _, decisions = store.alignment(access, alignment_id)
        key = _key(access, decisions)
        if _laid(request).get(key):
            return key, []
        return key, store.proposed(access, store.compared(access, decisions.trees))


def _answered(
    request: Request, passed: Passed, alignment_id: str, told: SideBySide, show: str
) -> HTMLResponse:
    with transaction(request.app.state.database, writing=False) as connection:
        access = reach(connection, passed.account_id, passed.project_id, passed.session_id)
        _, decisions = store.alignment(access, alignment_id)
        compared = store.compared(access, decisions.trees)
        drawn = _drawn(access, compared, decisions, told, show)
        return page(request, "parts/alignment-rows.html", **_here(access, alignment_id), show=show, **drawn)


@router.get("/alignments/{alignment_id}/dry-run")
def dry_run(request: Request, access: ToRead, alignment_id: str) -> HTMLResponse:
    """The tree and the counts that would come, in figures, and whose trial codings become main."""
    _, decisions = store.alignment(access, alignment_id)
    run = service.dry_run(access, alignment_id)
    names = run.compared.names
    there = [(one.document_id, one.proposal_id) for one in run.trial]
    told = _laid(request).get(_key(access, decisions))
    rows = _rows(run.compared, decisions, told) if told else []
    waits = sum(row.decision is None for row in rows) if told else run.plan.waits
    return page(
        request,
        "parts/alignment-dry-run.html",
        **_here(access, alignment_id),
        run=run,
        coming=shown.coming(run),
        decided=len(decisions.rows),
        mark=decisions.mark,
        waits=waits,
        main=len(run.tree.children(None)),
        names=names,
        whose=shown.whose_documents(names, there, decisions.left),
        becoming=_most_first(Counter(names[one.proposal_id] for one in run.main)),
        all_of_them=not decisions.left,
        beside=0
        if "" in decisions.trees
        else len(run.before.by_id.keys() - set(store.became(access).values())),
        documents=[(row.id, row.name) for row in documents.documents(access)],
        may_own=access.reader.is_owner,
    )


def _most_first(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda one: (-one[1], one[0]))


@router.post("/alignments/{alignment_id}/decided")
def decide(
    request: Request,
    access: ToWrite,
    alignment_id: str,
    lead: Word = "",
    code: Words = None,
    do: Word = "",
    within: Word = "",
    name: Word = "",
    definition: Word = "",
    called: Word = "",
    under: Word = "",
    show: Word = "all",
    was: Annotated[str | None, Form()] = None,
) -> Response:
    """What becomes of a row. Where a further word is needed, the row asks for it first.

    `was` is the mark of the decision that the row showed, or "none": where another stands meanwhile, that is shown and
    nothing is written.
    """
    asks = {"into": not under, "under": not under, "parent": not called.strip()}.get(do, False)
    decisions = store.alignment(access, alignment_id)[1]
    stands = decisions.rows.get(lead)
    overtaken = was is not None and was != (stands.mark if stands else "none")
    if overtaken:
        asks = False
    elif do and not asks:
        verb: Any = {"below:": "below", "into:": "into", "under": "below"}.get(do, do)
        below = within if do.endswith(":") else under if do in ("into", "under") else ""
        made = Decision(verb, tuple(code or ()), name, definition or JOINED, called, below)
        decisions = service.decide(access, alignment_id, {lead: made})
    elif not do:
        decisions = service.decide(access, alignment_id, {lead: None})
    told = _laid(request).get(_key(access, decisions))
    if told is None:
        return Response(status_code=204, headers={"HX-Trigger": ROWS_AGAIN})
    compared = store.compared(access, decisions.trees)
    rows = _rows(compared, decisions, told)
    row = next((one for one in rows if one.lead == lead), None)
    if row is None:
        return Response(status_code=204, headers={"HX-Trigger": ROWS_AGAIN})
    one = shown.shown_row(compared, rows, row, asks=do if asks else "")
    answer = page(
        request,
        "parts/alignment-decided.html",
        one=one,
        overtaken=overtaken,
        show=show,
        tally=shown.tally(compared, rows),
        **_here(access, alignment_id),
    )
    if not asks:
        answer.headers["HX-Trigger"] = DECIDED
    return answer


@router.post("/alignments/{alignment_id}/taken")
def take_sure(request: Request, access: ToWrite, alignment_id: str) -> Response:
    """Take the sure rows that nobody has decided, and of which what stands above is: each is one code."""
    _, decisions = store.alignment(access, alignment_id)
    told = _laid(request).get(_key(access, decisions))
    compared = store.compared(access, decisions.trees)
    rows = shown.sure_rows(compared, _rows(compared, decisions, told)) if told else []
    sure = {row.lead: Decision("same", row.codes) for row in rows}
    if sure:
        service.decide(access, alignment_id, sure)
    return Response(status_code=204, headers={"HX-Trigger": ROWS_AGAIN})


@router.post("/alignments/{alignment_id}/apart")
def put_apart(access: ToWrite, alignment_id: str, apart: Word = "", code: Words = None) -> Response:
    """Take an answer out of its row: it is another thing."""
    service.put_apart(access, alignment_id, apart, code or [])
    return Response(status_code=204, headers={"HX-Trigger": ROWS_AGAIN})


@router.post("/alignments/{alignment_id}/main")
def choose_main(access: ToWrite, alignment_id: str, main: Words = None) -> Response:
    """Whose trial codings become main, of each document."""
    pairs = [(document, proposal) for one in main or [] for document, _, proposal in (one.partition(":"),)]
    service.choose_main(access, alignment_id, pairs)
    return Response(status_code=204, headers={"HX-Trigger": DECIDED})


@router.post("/alignments/{alignment_id}/applied")
def apply(request: Request, access: ToOwn, alignment_id: str, reason: Word = "", mark: Word = "") -> Response:
    """Make the decided rows the agreed tree; where they are not those that were shown, show them first."""
    address = f"/projects/{access.project_id}/alignments/{alignment_id}"
    if mark and mark != store.alignment(access, alignment_id)[1].mark:
        return go_to(request, f"{address}?changed=true")
    service.apply(access, alignment_id, reason)
    return go_to(request, address)


@router.post("/alignments/{alignment_id}/closed")
def close(request: Request, access: ToWrite, alignment_id: str) -> Response:
    """Put an alignment away."""
    service.close_alignment(access, alignment_id)
    return go_to(request, f"/projects/{access.project_id}/proposals")


def _laid(request: Request) -> Laid:
    laid: Laid = request.app.state.laid
    return laid


def _key(access: Access, decisions: Decisions) -> Key:
    url = str(access.connection.engine.url)
    return url, access.project_id, decisions.trees, store.moved_at(access)


def _rows(compared: Compared, decisions: Decisions, told: SideBySide) -> list[Row]:
    trees = compared.trees.items()
    return rows_of([tree_as_proposed(one, tree, {}) for one, tree in trees], told.pairs, decisions)


def _drawn(
    access: Access, compared: Compared, decisions: Decisions, told: SideBySide, show: str
) -> dict[str, Any]:
    rows = _rows(compared, decisions, told)
    return {
        "fineness": shown.fineness(compared, told),
        "first": compared.names[decisions.trees[0]],
        "rows": shown.in_filter(shown.shown_rows(compared, rows), show),
        "tally": shown.tally(compared, rows),
        "groups": shown.GROUPS,
    }


def _here(access: Access, alignment_id: str) -> dict[str, Any]:
    return {
        "here": f"/projects/{access.project_id}/alignments/{alignment_id}",
        "may_write": access.reader.may_write,
        "bars": shown.BARS,
    }
