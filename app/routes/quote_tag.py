"""The tag below each quotation that is taken out: its template, and how it looks."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, Response

from quotetree.app.pages import go_to, page
from quotetree.app.routes.access import ToRead, ToWrite
from quotetree.app.services import quote_tag
from quotetree.coding.quote_tag import TagRefused

router = APIRouter(prefix="/projects/{project_id}/quote-tag")
Template = Annotated[str, Query(max_length=2000)]


@router.get("/example")
def example(request: Request, access: ToRead, template: Template = "") -> HTMLResponse:
    """How a tag by this template would look, or what is wrong with it."""
    try:
        shown, refused = quote_tag.example(access, template), ""
    except TagRefused as error:
        shown, refused = "", error.sentence
    return page(request, "parts/quote-tag-example.html", example=shown, refused=refused)


@router.post("")
def set_quote_tag(request: Request, access: ToWrite, template: Annotated[str, Form()] = "") -> Response:
    """Keep a template; empty stands for the usual one."""
    quote_tag.set_quote_tag(access, template)
    return go_to(request, f"/projects/{access.project_id}/exports#quote-tag")
