"""The list of projects, and a project's own page."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import Reading, ToRead, Writing
from quotetree.app.routes.choices import Choices
from quotetree.app.routes.frame import frame
from quotetree.app.services import projects as service
from quotetree.app.store import codes, documents, projects, snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.tables import new_id
from quotetree.coding.counts import LAYERS, per_coder, per_document
from quotetree.coding.names import in_order

router = APIRouter()


@router.get("/")
def all_projects(request: Request, visitor: Reading) -> HTMLResponse:
    """All projects of whoever this browser is."""
    return page(
        request,
        "pages/projects.html",
        projects=projects.projects_of(visitor.connection, visitor.account_id),
        coder=projects.account_name(visitor.connection, visitor.account_id),
        project=None,
        me=None,
    )


@router.post("/projects")
def create_project(
    request: Request, visitor: Writing, name: Annotated[str, Form()], coder: Annotated[str, Form()]
) -> Response:
    """Begin a project."""
    access = service.create_project(visitor.connection, visitor.account_id, name, coder)
    return go_to(request, f"/projects/{access.project_id}")


@router.get("/projects/{project_id}")
def project(request: Request, access: ToRead) -> HTMLResponse:
    """What is in the project, document by document, and whose codings."""
    found = sorted(documents.documents(access), key=lambda document: in_order(document.name))
    snapshot = snapshots.snapshot(access)
    filters = snapshots.filters(access, layers=frozenset(LAYERS))
    codings = per_document(snapshot, filters)
    return page(
        request,
        "pages/project.html",
        **frame(access, "Project"),
        documents=found,
        attended=documents.attended(access),
        codings=codings,
        by_coder=per_coder(snapshot, filters),
        totals=_totals(access, len(found), sum(codings.values())),
        may_write=access.reader.may_write,
        take_out=Choices().take_out(access.project_id),
        batch=new_id(),
    )


def _totals(access: Access, found: int, codings: int) -> list[tuple[str, int]]:
    """Pairs of what is counted and how many there are."""
    tree = codes.tree(access)
    main = len(tree.children(None))
    return [
        ("document" if found == 1 else "documents", found),
        ("participants", documents.participants(access)),
        (f"codes, {main} of them main" if len(tree) > main else "codes", len(tree)),
        ("codings", codings),
    ]
