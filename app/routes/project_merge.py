"""Merging another project into this one: chosen, shown, done."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import Reading, ToAsk, ToOwn, Writing
from quotetree.app.routes.frame import frame
from quotetree.app.services import project_merge as service
from quotetree.app.store import codes, projects
from quotetree.app.store.access import Access, reach
from quotetree.coding.names import in_order
from quotetree.coding.project_merge import Choices
from quotetree.coding.project_merge.plan import Text

router = APIRouter(prefix="/projects/{project_id}/merge")
MOST_CONFLICTS = 200
NOUNS = {
    "document": "documents",
    "participant": "participants",
    "code": "codes",
    "coding": "codings",
    "memo": "memos",
    "discussion": "discussions",
    "coder": "coders",
}
Chosen = Annotated[list[str], Query(default_factory=list)]
Sent = Annotated[list[str], Form(default_factory=list)]


@router.get("")
def ask_merge(
    request: Request,
    visitor: Reading,
    access: ToAsk,
    same: Chosen,
    text: Chosen,
    other: Annotated[str, Query(alias="from")] = "",
) -> HTMLResponse:
    """Which project, and what its merge would do; `same` are pairs of codes, `text` of document and choice."""
    access.reader.check_owner()
    there = [
        row
        for row in projects.projects_of(visitor.connection, visitor.account_id)
        if row.role == "owner" and row.id != access.project_id
    ]
    there.sort(key=lambda row: in_order(row.name))
    shown = _shown(access, _reached(visitor, other), same, text) if other else {"other": None}
    return page(
        request, "pages/project-merge.html", **frame(access, "Project"), there=there, said="", **shown
    )


@router.post("")
def merge(
    request: Request,
    visitor: Writing,
    access: ToOwn,
    other: Annotated[str, Form(alias="from")],
    shown: Annotated[str, Form()],
    same: Sent,
    text: Sent,
) -> Response:
    """Merge as it was shown; what would be another merge by now is shown again."""
    reached = _reached(visitor, other)
    try:
        service.merge_project(access, reached, choices(same, text), shown)
    except service.ShownAgain as error:
        values = _shown(access, reached, same, text)
        frame_values = frame(access, "Project")
        return page(
            request, "pages/project-merge.html", 409, **frame_values, there=[], said=error.sentence, **values
        )
    return go_to(request, f"/projects/{access.project_id}")


def _reached(visitor: Reading | Writing, project_id: str) -> Access:
    return reach(visitor.connection, visitor.account_id, project_id, visitor.session_id)


def choices(same: list[str], text: list[str]) -> Choices:
    """The choices of a form: "THEIRS OURS" pairs of codes, "DOCUMENT ours" or "DOCUMENT both"."""
    said = dict(_pair(one) for one in same if " " in one)
    texts: dict[str, Text] = {}
    for document, choice in (_pair(one) for one in text if " " in one):
        if choice in ("ours", "both"):
            texts[document] = "ours" if choice == "ours" else "both"
    return Choices(said, texts)


def _pair(said: str) -> tuple[str, str]:
    first, _, second = said.partition(" ")
    return first, second


def _shown(access: Access, other: Access, same: list[str], text: list[str]) -> dict[str, Any]:
    chosen = choices(same, text)
    plan, alike = service.propose_project_merge(access, other, chosen)
    our_paths, their_paths = codes.tree(access).paths, codes.tree(other).paths
    ours, theirs = ({path: code for code, path in paths.items()} for paths in (our_paths, their_paths))
    rows = [(noun, plan.added[table], plan.matched[table]) for table, noun in NOUNS.items()]
    return {
        "other": other.project_id,
        "plan": plan,
        "rows": [row for row in rows if row[1] or row[2]],
        "texts": [(one, chosen.texts.get(one.id, "")) for one in plan.conflicts if one.kind == "text"],
        "others": [one for one in plan.conflicts if one.kind != "text"][:MOST_CONFLICTS],
        "differing": sum(one.kind != "text" for one in plan.conflicts),
        "alike": [(pair, f"{theirs[pair.b.path]} {ours[pair.a.path]}") for pair in alike],
        "taken": [
            (f"{code} {our}", their_paths.get(code, ""), our_paths.get(our, ""))
            for code, our in chosen.codes.items()
        ],
    }
