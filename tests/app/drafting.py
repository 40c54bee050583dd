"""A study whose members draft trees of their own, met through the application."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.services import codes
from quotetree.app.services.projects import add_coder
from quotetree.app.store import projects
from quotetree.app.store import proposals as store
from quotetree.app.store.database import transaction
from quotetree.coding.text import sha256

from .browser import Browser
from .cast import WORDS, Cast, add_document, cast

PASSAGE = {"start": 4, "end": 11, "quote": WORDS[4:11], "hash": sha256(WORDS), "after": 0}


@dataclass
class Site:
    """The cast, with Olga as a second coder, and a browser without scripts."""

    people: Cast
    client: Browser
    document: str = ""

    def ask(self, who: str, method: str, path: str, on: str = "", **values: Any) -> Any:
        """What somebody's browser is answered by a page that shows the tree `on`."""
        self.client.cookies.clear()
        self.client.cookies.set(COOKIE, f"token of {who}")
        headers = {"X-Tree": on} if on else {}
        address = f"/projects/{self.people.project_id}{path}"
        return self.client.request(method, address, headers=headers, follow_redirects=False, **values)

    def begin(self, who: str, copied: str = "") -> str:
        """Begin a draft. Returns its id."""
        begun = self.ask(who, "POST", "/proposals", data={"document": self.document, "copied": copied})
        assert begun.status_code == 303, begun.text
        assert begun.headers["location"].endswith(f"/documents/{self.document}?tree=mine")
        return str(self.people.as_(who, store.own_proposal).id)

    def code(self, who: str, on: str, **values: Any) -> Any:
        return self.ask(who, "POST", f"/documents/{self.document}/codings", on, data={**PASSAGE, **values})

    def reading(self, who: str, tree: str = "") -> str:
        return str(self.ask(who, "GET", f"/documents/{self.document}?tree={tree}").text)


@contextmanager
def drafting(database_url: str) -> Iterator[Site]:
    """The cast with Olga as a coder, two agreed codes and a document."""
    people = cast(database_url)
    with transaction(people.database, writing=True) as connection:
        projects.add_member(connection, people.project_id, people.accounts["Olga"], "coder")
    olga = people.as_("Ana", add_coder, "Olga")
    with transaction(people.database, writing=True) as connection:
        projects.take_seat(connection, people.sessions["Olga"], people.project_id, olga)
    people.as_("Ana", codes.create_code, "Contact")
    people.as_("Ana", codes.create_code, "Mood", short="How it feels")
    with Browser(make_app(database_url)) as client:
        yield Site(people, client, people.as_("Ana", add_document))
    people.database.dispose()
