"""A browser of this machine is let in once by an address, and stays in."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.routes.enter import Entrance
from tests.app.browser import Browser


class Door:
    """The application, and the tokens it told."""

    def __init__(self, url: str) -> None:
        self.tokens: list[str] = []
        self.app: FastAPI = make_app(url, hosts=frozenset({"127.0.0.1"}))
        self.app.state.entrance = Entrance("Ana", self.tokens.append)
        self.app.state.entrance.open()

    def browser(self) -> Browser:
        return Browser(self.app, base_url="http://127.0.0.1", follow_redirects=False)


@pytest.fixture
def door(database_url: str) -> Iterator[Door]:
    made = Door(database_url)
    yield made
    made.app.state.database.dispose()


def test_a_token_lets_a_browser_in(door: Door):
    browser = door.browser()
    assert browser.get("/").status_code == 401
    answer = browser.get("/enter", params={"token": door.tokens[0]})
    assert answer.status_code == 200
    assert 'http-equiv="refresh" content="0;url=/"' in answer.text
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert browser.get("/").status_code == 200


def test_a_token_lets_one_browser_in_and_the_next_token_another(door: Door):
    first, second = door.browser(), door.browser()
    first.get("/enter", params={"token": door.tokens[0]})
    refused = second.get("/enter", params={"token": door.tokens[0]})
    assert refused.status_code == 401
    assert "let a browser in already" in refused.text
    assert "set-cookie" not in refused.headers
    assert len(door.tokens) == 2
    second.get("/enter", params={"token": door.tokens[1]})
    assert second.get("/").status_code == 200


def test_opening_the_address_again_leads_on(door: Door):
    browser = door.browser()
    browser.get("/enter", params={"token": door.tokens[0]})
    again = browser.get("/enter", params={"token": door.tokens[0]})
    assert (again.status_code, again.headers["location"]) == (303, "/")
    assert len(door.tokens) == 2


@pytest.mark.parametrize("token", ["", "wrong", "é"])
def test_a_wrong_token_lets_nobody_in(door: Door, token: str):
    browser = door.browser()
    assert browser.get("/enter", params={"token": token}).status_code == 401
    assert browser.get("/").status_code == 401
    assert len(door.tokens) == 1


def test_where_nobody_told_a_token_there_is_no_entrance(database_url: str):
    app = make_app(database_url)
    assert Browser(app).get("/enter", params={"token": ""}).status_code == 401
    app.state.database.dispose()


def test_another_host_is_not_answered(door: Door):
    answer = door.browser().get("/enter", params={"token": door.tokens[0]}, headers={"host": "example.org"})
    assert answer.status_code == 403
    assert len(door.tokens) == 1
