"""Erasing a participant who withdraws: what goes is shown first, and the name is typed."""

from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import Asker, ToAsk
from quotetree.app.routes.frame import frame
from quotetree.app.routes.mention_rows import mention_rows
from quotetree.app.services import erasure as service
from quotetree.app.store import codes, documents
from quotetree.app.store.access import Access, reach
from quotetree.app.store.database import transaction
from quotetree.coding.corrections import Touched
from quotetree.coding.spellings import read_renaming

router = APIRouter(prefix="/projects/{project_id}/people/{participant_id}/erasure")
Text = Annotated[str, Form()]
MOST_SHOWN = 100


class CodingRow(NamedTuple):
    """A coding that goes or is shortened; `new` is what it quotes afterwards, "" if it goes."""

    path: str
    coder: str
    document: str
    address: str
    old: str
    new: str


@router.get("")
def ask_erasure(request: Request, access: ToAsk, participant_id: str, names: str = "") -> HTMLResponse:
    """What would go, and where the name stands elsewhere."""
    plan = service.plan_erasure(access, participant_id, names)
    return page(
        request,
        "pages/erasure.html",
        **frame(access, "People"),
        plan=plan,
        lost=_rows(access, plan, plan.lost),
        shortened=_rows(access, plan, plan.shortened),
        mentions=mention_rows(access, plan.mentions),
        copied=mention_rows(access, plan.copied),
        here=f"/projects/{access.project_id}",
    )


@router.post("")
def erase(
    request: Request,
    asker: Asker,
    participant_id: str,
    name: Text = "",
    mark: Text = "",
    names: Text = "",
    other: Text = "",
) -> HTMLResponse:
    """Erase. The transaction is over before the database's files are written anew, and both before it is said."""
    database = request.app.state.database
    renaming = read_renaming(names, other) if other.strip() else None
    with transaction(database, writing=True) as connection:
        access = reach(connection, *asker)
        plan = service.erase(access, participant_id, name, mark, renaming)
    told = {"turns": plan.turns, "lost": len(plan.lost), "shortened": len(plan.shortened)}
    everybody = f"/projects/{asker.project_id}/people"
    answer = page(request, "parts/erased.html", **told, done=service.finish(database), people=everybody)
    answer.headers["HX-Replace-Url"] = everybody
    return answer


def _rows(access: Access, plan: service.Erasure, touched: tuple[Touched, ...]) -> list[CodingRow]:
    tree, here = codes.tree(access), f"/projects/{access.project_id}/documents"
    wanted = {one.id for one in touched[:MOST_SHOWN]}
    found: dict[str, Any] = {}
    for document in plan.documents:
        rows = documents.codings_of_document(access, document.document) if wanted else ()
        found |= {row.id: (document, row) for row in rows if row.id in wanted}
    listed = []
    for one in touched[:MOST_SHOWN]:
        document, row = found[one.id]
        address = f"{here}/{document.document}#passage-{row.start}-{row.end}"
        listed.append(CodingRow(tree.path(row.code_id), row.coder, document.name, address, one.old, one.new))
    return listed
