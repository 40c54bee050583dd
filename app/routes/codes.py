"""The code tree: drawn, asked about in its dialog, and changed."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, StringConstraints

from quotetree.app.pages import page
from quotetree.app.routes.access import ToRead, ToWrite
from quotetree.app.routes.tree_pane import code_counts, tree_changed, tree_dialog, tree_pane
from quotetree.app.services import codes as service
from quotetree.app.services import retiring
from quotetree.app.store import codes as store
from quotetree.app.store import memo_lists
from quotetree.app.store.memos import On
from quotetree.coding.tree import Tree
from quotetree.coding.tree_plans import Place
from quotetree.coding.tree_rules import known

router = APIRouter(prefix="/projects/{project_id}/codes")

Text = Annotated[str, Form()]
Why = Annotated[str, Form(max_length=500)]
Asked = Annotated[str, Query(alias="code")]


class CodeForm(BaseModel):
    """What the form for a code sends: an empty colour is inherited, an empty heading is none."""

    name: str
    colour: str = ""
    heading: str = ""
    short: str = ""
    definition: str = ""
    when_to_use: str = ""
    when_not: str = ""
    example: str = ""
    reason: Annotated[str, StringConstraints(max_length=500)] = ""

    def values(self) -> dict[str, Any]:
        """As the services take them."""
        colour = int(self.colour) if self.colour.isdigit() else None
        return self.model_dump() | {"colour": colour, "heading": bool(self.heading)}


@router.get("")
def tree(request: Request, access: ToRead) -> HTMLResponse:
    """The tree as it is now."""
    return page(request, "parts/tree.html", **tree_pane(access))


@router.get("/counts")
def counts(request: Request, access: ToRead) -> HTMLResponse:
    """How many comments and respondents each code has, for the cells of the tree."""
    own, with_sub_codes = code_counts(access)
    shown = {code: [str(own[code]), str(found)] for code, found in with_sub_codes.items()}
    return page(request, "parts/code-counts.html", counts=shown)


@router.get("/new")
def ask_new(request: Request, access: ToRead, code: Asked = "") -> HTMLResponse:
    """The form for a new code, near the one the keyboard is on."""
    return tree_dialog(
        request, access, "code-form", code=None, places=_places(store.tree(access), code), is_main=True
    )


@router.post("")
def create_code(
    request: Request, access: ToWrite, code: Annotated[CodeForm, Form()], place: Text = ""
) -> HTMLResponse:
    """A new code; `place` is "below ID", "after ID" or "" for the end of the top."""
    made = service.create_code(access, place=_place(store.tree(access), place), **code.values())
    return tree_changed(request, access, *made)


@router.get("/define")
def ask_define(request: Request, access: ToRead, code: Asked) -> HTMLResponse:
    """The form with all that a code says of itself."""
    found = known(store.tree(access), code)
    return tree_dialog(
        request,
        access,
        "code-form",
        code=found,
        places=(),
        is_main=found.parent_id is None,
        path=store.tree(access).path(code),
        carries=code in store.codings_by_code(access),
        address=f"/projects/{access.project_id}/codes/{code}",
        project_id=access.project_id,
        memos=memo_lists.count_on(access, On("code", code)),
    )


@router.get("/delete")
def ask_delete(request: Request, access: ToRead, code: Asked) -> HTMLResponse:
    """The choices for a code that is to go, with numbers."""
    tree = store.tree(access)
    found = known(tree, code)
    below = tree.descendants(code)
    counted = store.codings_by_code(access, seen=True)
    others = {} if access.reader.is_owner else store.codings_by_code(access, seen=True, others=True)
    going = {code, *(each.id for each in below)}
    return tree_dialog(
        request,
        access,
        "code-delete",
        code=found,
        told=tree.told,
        parent=tree[found.parent_id] if found.parent_id else None,
        sub_codes=len(below),
        codings=counted.get(code, 0),
        memos=memo_lists.count_with_codings(access, going),
        all_codings=sum(counted.get(each, 0) for each in going),
        others=any(each in others for each in going),
        sees_all=access.reader.is_owner or bool(access.reader.proposal_id),
        targets=[
            (each, tree.paths[each.id])
            for each in tree
            if not each.heading and not each.retired and each.id not in going
        ],
        address=f"/projects/{access.project_id}/codes/{code}/delete",
    )


@router.post("/name")
def rename_code(request: Request, access: ToWrite, code: Text, name: Text) -> HTMLResponse:
    """Another name, given in the tree."""
    changed = service.define_code(access, code, name=name)
    return tree_changed(request, access, *changed, explain=True)


@router.post("/move")
def move_codes(
    request: Request,
    access: ToWrite,
    code: Annotated[list[str], Form()],
    parent: Text = "",
    before: Text = "",
    after: Text = "",
    reason: Why = "",
) -> HTMLResponse:
    """One or several codes to a place."""
    moved = service.move_codes(access, code, Place(parent or None, before or None, after or None), reason)
    return tree_changed(request, access, *moved, explain=not reason)


@router.post("/pin")
def pin_code(
    request: Request, access: ToWrite, code: Text, slot: Annotated[int, Form(ge=1, le=9)]
) -> HTMLResponse:
    """A code on one of this person's keys; where it is on that key already it comes off."""
    on_it = any(pin.code_id == code and pin.slot == slot for pin in store.pins(access))
    pinned = service.pin_code(access, code, None if on_it else slot)
    return tree_changed(request, access, *pinned)


@router.post("/retired")
def retire_codes(
    request: Request, access: ToWrite, code: Annotated[list[str], Form()], retired: Annotated[bool, Form()]
) -> HTMLResponse:
    """Codes retired, or brought back into use."""
    done = retiring.retire_codes(access, code) if retired else retiring.bring_back_codes(access, code)
    return tree_changed(request, access, *done, explain=True)


@router.post("/{code_id}")
def define_code(
    request: Request, access: ToWrite, code_id: str, code: Annotated[CodeForm, Form()]
) -> HTMLResponse:
    """All that a code says of itself."""
    changed = service.define_code(access, code_id, **code.values())
    return tree_changed(request, access, *changed)


@router.post("/{code_id}/delete")
def delete_code(
    request: Request,
    access: ToWrite,
    code_id: str,
    sub_codes: Annotated[Literal["up", "delete"], Form()] = "up",
    codings_to: Text = "delete",
    reason: Why = "",
) -> HTMLResponse:
    """A code goes; `codings_to` is the code that takes its codings, "delete" where they go too."""
    target = None if codings_to == "delete" else codings_to
    deleted = service.delete_code(access, code_id, sub_codes, target, reason)
    return tree_changed(request, access, *deleted)


def _places(tree: Tree, code_id: str) -> list[tuple[str, str]]:
    """Where a new code can be put: pairs of value and words."""
    if code_id not in tree:
        return []
    code = tree[code_id]
    beside = "among the main codes" if code.parent_id is None else f"below {tree.told[code.parent_id]}"
    places = [
        (f"after {code_id}", f"after {code.name}, {beside}"),
        (f"below {code_id}", f"below {tree.told[code_id]}"),
    ]
    return places if code.parent_id is None else [*places, ("", "at the end of the main codes")]


def _place(tree: Tree, place: str) -> Place:
    where, _, code_id = place.partition(" ")
    if where == "after":
        return Place(known(tree, code_id).parent_id, after=code_id)
    return Place(code_id or None)
