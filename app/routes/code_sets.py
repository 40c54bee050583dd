"""Sets of codes: their list, making one, and the page of one with its codes."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import ToAsk, ToRead, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.services import code_sets as service
from quotetree.app.store import code_sets as store
from quotetree.app.store import codes
from quotetree.app.store.access import Access

router = APIRouter(prefix="/projects/{project_id}/sets")

Text = Annotated[str, Form()]
Ids = Annotated[list[str], Form(default_factory=list)]


@router.get("")
def code_sets(request: Request, access: ToRead) -> HTMLResponse:
    """All sets, with their codes."""
    tree = codes.tree(access)
    sets = [
        (one, [(code, tree.paths[code.id]) for code in tree if code.id in one.codes])
        for one in store.code_sets(access)
    ]
    return _page(request, access, "code-sets", sets=sets)


@router.get("/new")
def ask_set(request: Request, access: ToAsk) -> HTMLResponse:
    """The form that makes a set."""
    tree = codes.tree(access)
    return _page(request, access, "code-set-new", codes=[(code, tree.paths[code.id]) for code in tree])


@router.post("")
def make_set(request: Request, access: ToWrite, name: Text, code: Ids, note: Text = "") -> Response:
    """Make a set."""
    return _to(request, access, service.make_set(access, name, note, code).set_id)


@router.get("/{set_id}")
def one_set(request: Request, access: ToRead, set_id: str) -> HTMLResponse:
    """A set: its note, the codes in it, and those that can be put in."""
    tree, there = codes.tree(access), store.code_set(access, set_id)
    paths = [(code, tree.paths[code.id]) for code in tree]
    return _page(
        request,
        access,
        "code-set",
        code_set=there,
        inside=[pair for pair in paths if pair[0].id in there.codes],
        others=[pair for pair in paths if pair[0].id not in there.codes],
    )


@router.post("/{set_id}")
def change_set(request: Request, access: ToWrite, set_id: str, name: Text, note: Text = "") -> Response:
    """Another name or note."""
    return _to(request, access, service.change_set(access, set_id, name, note).set_id)


@router.post("/{set_id}/filled")
def fill_set(request: Request, access: ToWrite, set_id: str, code: Ids) -> Response:
    """Put codes into a set."""
    return _to(request, access, service.fill_set(access, set_id, code).set_id)


@router.post("/{set_id}/emptied")
def empty_set(request: Request, access: ToWrite, set_id: str, code: Ids) -> Response:
    """Take codes out of a set."""
    return _to(request, access, service.empty_set(access, set_id, code).set_id)


@router.post("/{set_id}/deleted")
def delete_set(request: Request, access: ToWrite, set_id: str) -> Response:
    """Delete a set."""
    service.delete_set(access, set_id)
    return go_to(request, f"/projects/{access.project_id}/sets")


def _to(request: Request, access: Access, set_id: str) -> Response:
    return go_to(request, f"/projects/{access.project_id}/sets/{set_id}")


def _page(request: Request, access: Access, which: str, **values: Any) -> HTMLResponse:
    shared = frame(access, "Tree")
    return page(request, f"pages/{which}.html", **shared, may_write=access.reader.may_write, **values)
