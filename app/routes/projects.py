"""The list of projects, and a project's own page."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import Reading, ToOwn, ToRead, Writing
from quotetree.app.routes.choices import Choices
from quotetree.app.routes.frame import frame
from quotetree.app.routes.history_rows import history_rows
from quotetree.app.routes.next_steps import next_steps
from quotetree.app.routes.progress import progress
from quotetree.app.services import projects as service
from quotetree.app.services.imports.uploads import batch_left
from quotetree.app.store import codes, documents, history, memo_lists, projects, snapshots
from quotetree.app.store import document_list as store
from quotetree.app.store.access import Access
from quotetree.app.store.uploads import new_batch
from quotetree.coding.counts import LAYERS, per_coder, per_document

router = APIRouter()
LAST_ACTIONS = 8


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


@router.post("/projects/{project_id}/description")
def describe_project(
    request: Request,
    access: ToOwn,
    name: Annotated[str, Form()],
    description: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
) -> Response:
    """Another name, description or language for the project."""
    service.describe_project(access, name, description, language)
    return go_to(request, f"/projects/{access.project_id}")


@router.get("/projects/{project_id}")
def project(request: Request, access: ToRead, by: str = "") -> HTMLResponse:
    """What there is in the project and what is next; who has done how much, and what was done last."""
    found, shared = store.names(access), frame(access, "Project")
    snapshot = snapshots.snapshot(access)
    filters = snapshots.filters(access, layers=frozenset(LAYERS))
    codings = per_document(snapshot, filters)
    return page(
        request,
        "pages/project.html",
        **shared,
        initials={person.name: person.initials for person in shared["people"]},
        documents=found,
        steps=next_steps(access),
        progress=progress(access, by) if found else None,
        last_actions=store.last_actions(access),
        history=history_rows(access, history.history(access, None, mine=False, most=LAST_ACTIONS)),
        may_own=access.reader.is_owner,
        by_coder=per_coder(snapshot, filters),
        totals=_totals(access, len(found), sum(codings.values())),
        may_write=access.reader.may_write,
        take_out=Choices().take_out(access.project_id),
        **_left(access),
    )


def _left(access: Access) -> dict[str, Any]:
    """For the files that are brought where there is no document yet: with those that were left."""
    left, waiting = batch_left(access)
    return {"batch": left or new_batch(access), "begun": bool(left), "left": waiting}


def _totals(access: Access, found: int, codings: int) -> list[tuple[str, int]]:
    """Pairs of what is counted and how many there are."""
    tree = codes.tree(access)
    main, noted = len(tree.children(None)), memo_lists.count(access)
    return [
        ("document" if found == 1 else "documents", found),
        ("participants", documents.participants(access)),
        (f"codes, {main} of them main" if len(tree) > main else "codes", len(tree)),
        ("codings", codings),
        ("memo" if noted == 1 else "memos", noted),
    ]
