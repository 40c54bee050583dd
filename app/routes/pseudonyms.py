"""Another name in the place of a person's: where it stands is shown first."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import Asker, ToAsk, ToOwn
from quotetree.app.routes.frame import frame
from quotetree.app.routes.mention_rows import mention_rows
from quotetree.app.services import pseudonyms as service
from quotetree.app.services.erasure import finish
from quotetree.app.store.access import reach
from quotetree.app.store.database import transaction
from quotetree.coding.spellings import Renaming, read_renaming

router = APIRouter(prefix="/projects/{project_id}/pseudonyms")
Text = Annotated[str, Form()]


@router.get("")
def ask_pseudonym(request: Request, access: ToAsk, names: str = "", other: str = "") -> HTMLResponse:
    """The form, and once it is filled in where the name stands."""
    access.reader.check_owner()
    plan = service.plan_pseudonym(access, read_renaming(names, other)) if names or other else None
    return page(
        request,
        "pages/pseudonyms.html",
        **frame(access, "People"),
        plan=plan,
        mentions=mention_rows(access, plan.mentions) if plan else [],
        here=f"/projects/{access.project_id}",
    )


@router.post("")
def give_pseudonym(request: Request, access: ToOwn, names: Text = "", other: Text = "") -> Response:
    """Put the other name in all places; it can be undone."""
    service.give_pseudonym(access, read_renaming(names, other))
    return go_to(request, f"/projects/{access.project_id}/people")


@router.post("/final")
def erase_name(
    request: Request, asker: Asker, names: Text = "", other: Text = "", name: Text = ""
) -> HTMLResponse:
    """The same for good. The transaction is over before the files are written anew, and both before it is said."""
    database = request.app.state.database
    with transaction(database, writing=True) as connection:
        access = reach(connection, *asker)
        access.reader.check_owner()
        renaming: Renaming = read_renaming(names, other)
        service.erase_name(access, renaming, name)
    people = f"/projects/{asker.project_id}/people"
    answer = page(
        request, "parts/name-erased.html", other=renaming.other, done=finish(database), people=people
    )
    answer.headers["HX-Replace-Url"] = people
    return answer
