"""A browser without scripts: it sends with a form what the page that holds it would send."""

from typing import Any

import httpx2 as httpx
from fastapi.testclient import TestClient

from quotetree.app.form_token import COOKIE, GUEST, HEADER, token_for


class Browser(TestClient):
    """A client of the application itself whose forms come from the application's own pages."""

    def __init__(self, app: Any, **values: Any) -> None:
        super().__init__(app, **values)
        self.event_hooks = {"request": [as_a_page]}


def as_a_page(request: httpx.Request) -> None:
    """Says of a write that it comes from a page of the same site, and carries the token that the page holds."""
    if request.method in ("GET", "HEAD", "OPTIONS") or HEADER in request.headers:
        return
    request.headers.setdefault("Origin", f"{request.url.scheme}://{request.headers['host']}")
    cookies = dict(part.split("=", 1) for part in request.headers.get("cookie", "").split("; ") if part)
    cookie = cookies.get(COOKIE) or cookies.get(GUEST)
    if cookie:
        request.headers[HEADER] = token_for(cookie)
