"""On a server: the first account, logging in and out, guessing passwords, and one's browsers."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select, update

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.routes import ROUTERS
from quotetree.app.routes.enter import Entrance
from quotetree.app.store import tables
from quotetree.app.store.database import transaction
from tests.app.browser import Browser
from tests.app.cast import cast
from tests.app.server import PASSWORD, Server


@pytest.fixture
def server(database_url: str) -> Iterator[Server]:
    made = Server(cast(database_url))
    yield made
    made.app.state.database.dispose()
    made.people.database.dispose()


def test_the_first_account_takes_over_what_is_there(database_url: str):
    tokens: list[str] = []
    app = make_app(database_url, on_server=True)
    app.state.entrance = Entrance("owner", tokens.append)
    app.state.entrance.open()
    browser = Browser(app, base_url="http://localhost", follow_redirects=False)
    assert browser.get("/").status_code == 401
    assert 'url=/account/first"' in browser.get("/enter", params={"token": tokens[0]}).text
    assert browser.get("/").status_code == 401, "nothing else before there is an account"
    short = browser.post("/account/first", data={"name": "Ana", "password": "short"})
    assert (short.status_code, "This password has 5 characters" in short.text) == (422, True)
    made = browser.post("/account/first", data={"name": "Ana", "password": PASSWORD})
    assert (made.status_code, made.headers["location"]) == (303, "/")
    assert browser.get("/").status_code == 200
    again = browser.post("/account/first", data={"name": "Eve", "password": PASSWORD})
    assert "There is an account already" in again.text
    assert browser.get("/enter", params={"token": tokens[-1]}).status_code in (303, 401)
    app.state.database.dispose()


def test_one_logs_in_and_is_where_one_wanted_to_be(server: Server):
    browser = server.browser()
    asked = browser.get(f"{server.project}/history")
    assert asked.status_code == 401
    assert f'name="back" value="{server.project}/history"' in asked.text
    answer = server.log_in("ana", browser=browser, back=f"{server.project}/history")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{server.project}/history")
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{COOKIE}="))
    assert {"HttpOnly", "SameSite=strict", "Secure", "Path=/"} <= set(cookie.split("; "))
    assert browser.get(server.project).status_code == 200
    assert browser.post("/log-out").headers["location"] == "/log-in"
    assert browser.get(server.project).status_code == 401


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"]
)
def test_a_log_in_leads_to_no_other_site(server: Server, back: str):
    assert server.log_in("Ana", back=back).headers["location"] == "/"


@pytest.mark.parametrize(
    ("name", "password"), [("Ana", "wrong"), ("Nobody", PASSWORD), ("Ana\0", "\ud800"), ("", "")]
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(server: Server, name: str, password: str):
    browser = server.browser()
    browser.get("/log-in")
    data = {"name": name, "password": password.encode("utf-8", "surrogatepass")}
    answer = browser.post("/log-in", data=data)
    assert answer.status_code == 403
    assert "This name and this password do not belong together." in answer.text
    assert COOKIE not in browser.cookies


def later(server: Server, seconds: int) -> None:
    """Lets time pass over the refused log-ins."""
    with transaction(server.people.database, writing=True) as connection:
        for row in connection.execute(select(tables.FailedLogin.id, tables.FailedLogin.at)).all():
            changed = update(tables.FailedLogin).where(tables.FailedLogin.id == row.id)
            connection.execute(changed.values(at=row.at - timedelta(seconds=seconds)))


def test_guessing_is_slowed_more_and_more(server: Server):
    browser = server.browser()
    assert [server.log_in("Ana", "guess", browser).status_code for _ in range(6)] == [403] * 5 + [429]
    waits = []
    for _ in range(5):
        refused = server.log_in("Ana", PASSWORD, browser)
        assert refused.status_code == 429, "during the wait not even the right password is looked at"
        assert "Too many log-ins were refused. The next one is looked at in " in refused.text
        waits.append(int(refused.headers["retry-after"]))
        later(server, waits[-1] + 1)
        assert server.log_in("Ana", "guess", browser).status_code == 403
    assert all(after > before for before, after in pairwise(waits))
    assert server.log_in("Ana", browser=server.browser(at="10.0.0.2")).status_code == 303, (
        "not for another place"
    )
    assert server.log_in("Ben", browser=browser).status_code == 303, "nor for another name"
    later(server, 1000)
    assert server.log_in("Ana", browser=browser).status_code == 303
    assert server.log_in("Ana", "guess", browser=server.browser()).status_code == 403, "all is forgiven"


def test_many_names_from_one_place_and_one_name_from_many_are_slowed_for_a_short_while(server: Server):
    spray = server.browser(at="10.0.0.9")
    assert [server.log_in(f"name {n}", "guess", spray).status_code for n in range(41)][-1] == 429
    for n in range(20):
        server.log_in("Ben", "guess", server.browser(at=f"10.1.0.{n}"))
    refused = server.log_in("Ben", browser=server.browser(at="10.2.0.1"))
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) <= 30
    later(server, 90000)
    server.log_in("Ben", "guess")
    with transaction(server.people.database, writing=False) as connection:
        assert len(connection.execute(select(tables.FailedLogin.id)).all()) == 1, (
            "a day later they are forgotten"
        )


def test_a_session_ended_elsewhere_is_out_at_once(server: Server):
    here, there, third = server.of("Ana"), server.of("Ana"), server.of("Ana")
    shown = here.get("/account").text
    assert shown.count("Firefox on Linux</th>") == 3
    ends = re.findall(r"/account/sessions/([\w-]{36})/end", shown)
    assert len(ends) == 3, "two of these, and the one that the cast began with"
    assert here.post(f"/account/sessions/{ends[0]}/end").status_code == 303
    assert sorted(one.get("/").status_code for one in (there, third)) == [200, 401]
    polled = [one.get("/", headers={"HX-Request": "true"}) for one in (there, third)]
    assert [one.headers["hx-redirect"] for one in polled if one.status_code == 401] == ["/log-in?back=/"]
    here.post("/account/sessions/others/end")
    assert [one.get("/").status_code for one in (here, there, third)] == [200, 401, 401]


def test_nobody_ends_anothers_session(server: Server):
    ana, ben = server.of("Ana"), server.of("Ben")
    with transaction(server.people.database, writing=False) as connection:
        asked = select(tables.BrowserSession.id).where(
            tables.BrowserSession.account_id == server.people.accounts["Ana"]
        )
        for session in connection.execute(asked).scalars():
            assert ben.post(f"/account/sessions/{session}/end").status_code == 404
    assert ana.get("/").status_code == 200


def test_another_password_lets_all_other_browsers_out(server: Server):
    here, there = server.of("Ana"), server.of("Ana")
    wrong = here.post("/account/password", data={"old": "wrong", "new": "another good password"})
    assert (wrong.status_code, "The present password is another one." in wrong.text) == (403, True)
    short = here.post("/account/password", data={"old": PASSWORD, "new": "short"})
    assert short.status_code == 422
    assert there.get("/").status_code == 200
    assert (
        here.post("/account/password", data={"old": PASSWORD, "new": "another good password"}).status_code
        == 200
    )
    assert [one.get("/").status_code for one in (here, there)] == [200, 401]
    assert server.log_in("Ana").status_code == 403
    assert server.log_in("Ana", "another good password").status_code == 303


def test_a_browser_not_used_for_a_month_is_out(server: Server):
    ana = server.of("Ana")
    with transaction(server.people.database, writing=True) as connection:
        connection.execute(update(tables.BrowserSession).values(seen_at=tables.now() - timedelta(days=29)))
    assert ana.get("/").status_code == 200
    assert "29" not in re.findall(r"now</td>", ana.get("/account").text)
    with transaction(server.people.database, writing=True) as connection:
        seen = connection.execute(select(tables.BrowserSession.seen_at)).scalars().all()
        assert max(seen) > tables.now() - timedelta(minutes=1), "it was seen just now"
        connection.execute(update(tables.BrowserSession).values(seen_at=tables.now() - timedelta(days=31)))
    assert ana.get("/").status_code == 401


def test_a_link_in_a_mail_finds_the_browser_let_in(server: Server):
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    without_cookie = server.browser().get(server.project, headers=link)
    assert without_cookie.status_code == 200
    assert f'content="0;url={server.project}"' in without_cookie.text
    assert server.of("Ana").get(server.project, headers=link).status_code == 200
    assert (
        server.browser().get(server.project, headers=link | {"Sec-Fetch-Site": "same-origin"}).status_code
        == 401
    )


def test_alone_on_ones_machine_there_is_nothing_of_this(sqlite_url: str):
    people = cast(sqlite_url)
    app = make_app(people.database.url.render_as_string(hide_password=False))
    browser = Browser(app, follow_redirects=False)
    browser.cookies.set(COOKIE, "token of Ana")
    for path in ("/log-in", "/account", "/account/first", "/join/x"):
        assert browser.get(path).status_code == 404, path
    page = browser.get(f"/projects/{people.project_id}").text
    assert "Log out" not in page
    assert "/members" not in page
    app.state.database.dispose()
    people.database.dispose()


OPEN = {
    ("GET", "/enter"),
    ("GET", "/log-in"),
    ("POST", "/log-in"),
    ("GET", "/join/{token}"),
    ("POST", "/join/{token}"),
}
WITHOUT_PROJECT = sorted(
    (method, route.path)
    for router in ROUTERS
    for route in router.routes
    for method in route.methods
    if "{project_id}" not in route.path
)


def test_every_route_without_a_project_asks_who_one_is(server: Server):
    assert len(WITHOUT_PROJECT) > 10
    for method, path in WITHOUT_PROJECT:
        guest = server.browser()
        guest.get("/log-in")
        status = guest.request(method, path).status_code
        if (method, path) in OPEN:
            assert status in (200, 401, 403, 404), (method, path, status)
        else:
            assert status == 401, (method, path, status)
    assert not server.people.rows()["coding"]
