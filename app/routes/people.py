"""Participants: their table, a participant's own page, and what they consent to."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import ToRead, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.routes.history_rows import said_of
from quotetree.app.routes.person_rows import person_page
from quotetree.app.routes.value_rows import Asked, Sent, TableState, ValueTable, value_table
from quotetree.app.services import people as service
from quotetree.app.store import documents
from quotetree.app.store import people as store
from quotetree.app.store.access import Access
from quotetree.coding.consent import CONSENTS, MEANS

router = APIRouter(prefix="/projects/{project_id}/people")

Text = Annotated[str, Form()]
Ids = Annotated[list[str], Form(default_factory=list)]


@router.get("")
def people(request: Request, access: ToRead, state: Asked) -> HTMLResponse:
    """All participants with their attributes."""
    state = state.model_copy(update={"of": "participant"})
    return page(request, "pages/people.html", **frame(access, "People"), **table_values(access, state))


@router.get("/documents")
def documents_with_attributes(request: Request, access: ToRead, state: Asked) -> HTMLResponse:
    """All documents with their attributes."""
    state = state.model_copy(update={"of": "document"})
    return page(request, "pages/people.html", **frame(access, "People"), **table_values(access, state))


@router.post("")
def add_participant(request: Request, access: ToWrite, name: Text) -> Response:
    """A new participant, whose page comes next."""
    made = service.add_participant(access, name)
    return go_to(request, f"/projects/{access.project_id}/people/{made.participant_id}")


@router.post("/consent")
def set_consent(
    request: Request, access: ToWrite, state: Sent, to: Text, chosen: Ids, everything: Text = ""
) -> HTMLResponse:
    """What those consent to who are chosen, or all that are found."""
    ids = value_table(access, state).all if everything else chosen
    changed = service.set_consent(access, list(ids), to)
    return table_answer(request, access, state, changed.seq)


@router.get("/{participant_id}")
def participant(request: Request, access: ToRead, participant_id: str) -> HTMLResponse:
    """A participant's own page."""
    return page(
        request, "pages/person.html", **frame(access, "People"), **person_page(access, participant_id)
    )


@router.post("/{participant_id}/name")
def rename_participant(request: Request, access: ToWrite, participant_id: str, name: Text) -> Response:
    """Another name."""
    service.rename_participant(access, participant_id, name)
    return go_to(request, f"/projects/{access.project_id}/people/{participant_id}")


@router.post("/{participant_id}/consent")
def set_consent_of(request: Request, access: ToWrite, participant_id: str, to: Text) -> Response:
    """What one participant consents to."""
    service.set_consent(access, [participant_id], to)
    return go_to(request, f"/projects/{access.project_id}/people/{participant_id}")


@router.post("/{participant_id}/delete")
def delete_participant(
    request: Request, access: ToWrite, participant_id: str, although_there: Text = ""
) -> Response:
    """A participant goes."""
    service.delete_participant(access, participant_id, although_there=bool(although_there))
    return go_to(request, f"/projects/{access.project_id}/people")


def table_values(access: Access, state: TableState) -> dict[str, Any]:
    """What the table's template needs."""
    here = f"/projects/{access.project_id}"
    found: ValueTable = value_table(access, state)
    return {
        "table": found,
        "here": here,
        "path": f"{here}/people/documents" if state.of == "document" else f"{here}/people",
        "consents": CONSENTS,
        "means": MEANS,
        "may_write": access.reader.may_write,
        "numbers": (len(store.everybody(access)), len(documents.names(access))),
    }


def table_answer(request: Request, access: Access, state: TableState, seq: int | None) -> HTMLResponse:
    """The table as it is now, and what was done."""
    done = said_of(access, seq) if seq else "Nothing had to be changed"
    values = table_values(access, state) | {"project": documents.project(access)}
    return page(request, "parts/values-set.html", **values, done=done, seq=seq)
