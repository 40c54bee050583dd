"""A server whose people log in, for the tests of accounts and members."""

import re
from typing import Any

from fastapi import FastAPI
from sqlalchemy import update

from quotetree.app.main import make_app
from quotetree.app.store import passwords, tables
from quotetree.app.store.database import transaction
from tests.app.browser import Browser
from tests.app.cast import Cast

PASSWORD = "correct horse battery"
SITE = "https://coding.example.org"


class Server:
    """A server whose cast has passwords, and browsers that call it."""

    def __init__(self, people: Cast) -> None:
        self.people = people
        url = people.database.url.render_as_string(hide_password=False)
        self.app: FastAPI = make_app(url, on_server=True, address=SITE)
        kept = passwords.hashed(PASSWORD)
        with transaction(people.database, writing=True) as connection:
            connection.execute(update(tables.Account).values(password_hash=kept))

    def browser(
        self, agent: str = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", at: str = "10.0.0.1"
    ) -> Browser:
        headers = {"User-Agent": agent}
        return Browser(self.app, base_url=SITE, follow_redirects=False, headers=headers, client=(at, 1))

    def log_in(
        self, name: str, password: str = PASSWORD, browser: Browser | None = None, back: str = "/"
    ) -> Any:
        browser = browser or self.browser()
        browser.get("/log-in")
        return browser.post("/log-in", data={"name": name, "password": password, "back": back})

    def of(self, name: str) -> Browser:
        browser = self.browser()
        assert self.log_in(name, browser=browser).status_code == 303
        return browser

    @property
    def project(self) -> str:
        return f"/projects/{self.people.project_id}"

    def invited(self, ana: Browser, **values: str) -> str:
        page = ana.post(f"{self.project}/invitations", data=values).text
        link = re.search(rf"{SITE}(/join/[\w-]+)", page)
        assert link
        return link[1]
