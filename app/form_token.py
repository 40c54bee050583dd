"""What shows that a form is one of our own pages': a token made from the cookie, which no other site can read.

A plain form carries it in a hidden field, htmx in a header that the page's body sets for all below it. Templates need
not think of it: the field is put into every posting form as the template is read.
"""

import hashlib
import hmac
import re

from fastapi import Request
from jinja2.ext import Extension

from quotetree.coding.access import NotAllowed
from quotetree.coding.errors import QuotetreeError

COOKIE = "quotetree"
# Held by a browser that is not let in while it fills in a form: to log in, or to join.
GUEST = "quotetree-guest"
FIELD = "form-token"
HEADER = "X-Form-Token"
SAFE = ("GET", "HEAD", "OPTIONS")
POSTING = re.compile(
    r"""<form\b(?=(?:"[^"]*"|{[{%].*?[%}]}|[^>"])*?\smethod="post")(?:"[^"]*"|{[{%].*?[%}]}|[^>"])*>""", re.S
)
INPUT = f'<input type="hidden" name="{FIELD}" value="{{{{ form_token(request) }}}}">'


class NotLetIn(QuotetreeError):
    """The browser has not been let in."""


class InForms(Extension):
    """Puts the token's field into every form that a template posts."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return POSTING.sub(lambda form: form.group(0) + INPUT, source)


def token_for(cookie: str) -> str:
    """The token that belongs to a cookie."""
    return hmac.new(cookie.encode(), b"quotetree form", hashlib.sha256).hexdigest()


def form_token(request: Request) -> str:
    """The token for the forms of the page that answers this request; empty for a browser without a cookie."""
    cookie = request.cookies.get(COOKIE) or getattr(request.state, "guest", "") or request.cookies.get(GUEST)
    return token_for(cookie) if cookie else ""


async def check_form(request: Request) -> None:
    """Raises NotAllowed for a write without the token of this browser's cookie, NotLetIn for one without a cookie."""
    if request.method in SAFE:
        return
    held = [request.cookies[name] for name in (COOKIE, GUEST) if request.cookies.get(name)]
    if not held:
        raise NotLetIn("This browser is not let in, or it keeps no cookies.")
    given = request.headers.get(HEADER) or await _field(request)
    if not any(hmac.compare_digest(given.encode(), token_for(cookie).encode()) for cookie in held):
        raise NotAllowed(
            "This page was made before this browser was let in, or by another site. Load the page again."
        )


async def _field(request: Request) -> str:
    # Read once: the route's own form is the same one.
    given = (await request.form()).get(FIELD, "")
    return given if isinstance(given, str) else ""
