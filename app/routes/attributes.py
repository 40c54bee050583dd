"""Attributes of people and documents, and their values."""

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import ToRead, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.routes.history_rows import said_of
from quotetree.app.routes.people import Ids, Text, table_answer
from quotetree.app.routes.value_rows import Sent, value_table
from quotetree.app.services import attributes as service
from quotetree.app.store import attributes as store
from quotetree.app.store import documents
from quotetree.coding.attributes import TYPES

router = APIRouter(prefix="/projects/{project_id}/attributes")

Of = Literal["participant", "document"]


@router.get("")
def attributes(request: Request, access: ToRead, of: Of = "participant") -> HTMLResponse:
    """The attributes of people or of documents, to be changed."""
    filled = store.filled(access, of)
    return page(
        request,
        "pages/attributes.html",
        **frame(access, "People"),
        of=of,
        attributes=[(one, filled.get(one.id, 0)) for one in store.attributes(access, of)],
        types=TYPES,
        may_write=access.reader.may_write,
        here=f"/projects/{access.project_id}",
    )


@router.post("")
def add_attribute(
    request: Request,
    access: ToWrite,
    of: Annotated[Of, Form()],
    name: Text,
    type: Text = "text",
    choices: Text = "",
) -> Response:
    """A new attribute."""
    service.add_attribute(access, of, name, type, choices.splitlines())
    return _back(request, access.project_id, of)


@router.post("/values")
def set_values(
    request: Request,
    access: ToWrite,
    state: Sent,
    attribute: Text,
    chosen: Ids,
    value: Text = "",
    everything: Text = "",
    redraw: Text = "",
) -> HTMLResponse:
    """A value for those that are chosen, or all that are found; `redraw`: the answer is the table."""
    ids = list(value_table(access, state).all) if everything else chosen
    kept = service.set_values(access, attribute, ids, value)
    if redraw:
        return table_answer(request, access, state, kept.seq)
    done = said_of(access, kept.seq) if kept.seq else "Nothing had to be changed"
    if kept.said:
        done = f"{done}: {kept.said}"
    project = documents.project(access)
    answer = page(request, "parts/done.html", project=project, done=done, seq=kept.seq)
    told = {"attribute": attribute, "chosen": chosen, "value": kept.value}
    answer.headers["HX-Trigger"] = json.dumps({"value-kept": {"target": "body", **told}})
    return answer


@router.post("/{attribute_id}")
def define_attribute(
    request: Request, access: ToWrite, attribute_id: str, name: Text, type: Text, choices: Text = ""
) -> Response:
    """Another name, type or other choices."""
    of = store.attribute(access, attribute_id).of
    service.define_attribute(access, attribute_id, name, type, choices.splitlines())
    return _back(request, access.project_id, of)


@router.post("/{attribute_id}/delete")
def delete_attribute(request: Request, access: ToWrite, attribute_id: str) -> Response:
    """An attribute goes with its values."""
    of = store.attribute(access, attribute_id).of
    service.delete_attribute(access, attribute_id)
    return _back(request, access.project_id, of)


@router.post("/{attribute_id}/move")
def move_attribute(
    request: Request, access: ToWrite, attribute_id: str, by: Annotated[int, Form()]
) -> Response:
    """An attribute up or down."""
    of = store.attribute(access, attribute_id).of
    service.move_attribute(access, attribute_id, by)
    return _back(request, access.project_id, of)


def _back(request: Request, project_id: str, of: str) -> Response:
    return go_to(request, f"/projects/{project_id}/attributes?of={of}")
