"""Templates: one environment, one way to answer with a page or a part."""

from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from quotetree.app import static_files
from quotetree.app.form_token import InForms, form_token
from quotetree.app.markdown import markdown
from quotetree.coding.counts.sentence import several

environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    auto_reload=False,  # else each part of each page is looked for on the disk each time: 70 looks a page
    trim_blocks=True,
    lstrip_blocks=True,
    extensions=[InForms],
)


def when(moment: datetime, at: datetime | None = None) -> str:
    """A moment as people say it: 10:42, yesterday, Thu, 18 Nov, 18 Nov 2024."""
    local, today = moment.astimezone(), (at or datetime.now().astimezone()).astimezone()
    days = (today.date() - local.date()).days
    if days <= 1:
        return f"{local:%H:%M}" if days < 1 else "yesterday"
    if days < 7:
        return f"{local:%a}"
    return f"{local.day} {local:%b}" if local.year == today.year else f"{local.day} {local:%b} {local.year}"


def number(count: int) -> str:
    """A number with its thousands set off: 4,912."""
    return f"{count:,}"


def account_of(request: Request) -> str:
    """The account that is logged in, for the bar; "" alone on one's machine."""
    return str(getattr(request.state, "account", ""))


environment.filters |= {"when": when, "number": number, "markdown": markdown}
environment.globals |= {
    "static": static_files.ADDRESS,
    "several": several,
    "form_token": form_token,
    "account_of": account_of,
}


def render(template: str, **values: Any) -> str:
    """A template's text."""
    return environment.get_template(template).render(**values)


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """An answer with a page or a part."""
    return HTMLResponse(render(template, request=request, **values), status_code=status)


def go_to(request: Request, address: str) -> Response:
    """Send the browser on to another page after a form, whether htmx or the browser itself sent it."""
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": address})
    return RedirectResponse(address, status_code=303)
