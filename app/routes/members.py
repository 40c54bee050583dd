"""The members of a project: who they are, in which role, under which names, and who is invited."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import ToOwn, ToRead, Writing
from quotetree.app.routes.frame import frame
from quotetree.app.services import invitations as invitation_service
from quotetree.app.services import members as service
from quotetree.app.store import documents
from quotetree.app.store import members as store
from quotetree.app.store.access import Access

router = APIRouter(prefix="/projects/{project_id}")


@router.get("/members")
def members(request: Request, access: ToRead) -> HTMLResponse:
    """Everybody who is in the project."""
    return page(request, "pages/members.html", **_all(access))


@router.post("/members/{account_id}/role")
def change_role(
    request: Request, access: ToOwn, account_id: str, role: Annotated[str, Form()] = ""
) -> Response:
    """Another role for a member."""
    service.change_role(access, account_id, role)
    return go_to(request, _page(access))


@router.post("/members/{account_id}/remove")
def remove_member(request: Request, access: ToOwn, account_id: str) -> Response:
    """Let a member out of the project."""
    service.remove_member(access, account_id)
    return go_to(request, _page(access))


@router.post("/coders/{coder_id}/account")
def join_coder(
    request: Request, access: ToOwn, coder_id: str, account: Annotated[str, Form()] = ""
) -> Response:
    """A coder's name belongs to a member from now on, or, without one, to nobody."""
    if account:
        service.join_coder(access, coder_id, account)
    else:
        service.separate_coder(access, coder_id)
    return go_to(request, _page(access))


@router.post("/invitations")
def invite(
    request: Request,
    visitor: Writing,
    access: ToOwn,
    role: Annotated[str, Form()] = "",
    coder: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Make a link that lets one person join. It is shown in this answer and never again."""
    token = invitation_service.invite(access, visitor.account_id, role, coder, note)
    home = request.app.state.address or str(request.base_url).rstrip("/")
    values = _all(access) | {"link": f"{home}/join/{token}", "link_note": note.strip()}
    part = "parts/invitations.html" if "hx-request" in request.headers else "pages/members.html"
    return page(request, part, **values)


@router.post("/invitations/{invitation_id}/withdraw")
def withdraw(request: Request, access: ToOwn, invitation_id: str) -> Response:
    """Take an invitation back."""
    invitation_service.withdraw(access, invitation_id)
    return go_to(request, _page(access))


def _page(access: Access) -> str:
    return f"/projects/{access.project_id}/members"


def _all(access: Access) -> dict[str, Any]:
    found, coders = store.members(access), documents.coders(access)
    names: dict[str, list[Any]] = {member.id: [] for member in found}
    for coder in coders:
        names.setdefault(coder.account_id or "", []).append(coder)
    return {
        **frame(access, "Members"),
        "members": found,
        "names": names,
        "former": [
            coder for coder in coders if coder.account_id and coder.account_id not in {m.id for m in found}
        ],
        "invitations": store.invitations(access) if access.reader.is_owner else [],
        "is_owner": access.reader.is_owner,
        "link": "",
        "link_note": "",
    }
