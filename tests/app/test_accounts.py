"""On a server: the first account, logging in and out, guessing passwords, one's browsers, invitations and roles."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select, update

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.routes import ROUTERS
from quotetree.app.routes.enter import Entrance
from quotetree.app.services.codings import add_coding
from quotetree.app.services.projects import add_coder
from quotetree.app.store import passwords, tables
from quotetree.app.store.database import transaction
from tests.app.browser import Browser
from tests.app.cast import Cast, add_document, cast, selected

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


def test_an_invitation_lets_one_new_person_join(server: Server):
    ana, dora = server.of("Ana"), server.browser()
    link = server.invited(ana, role="coder", note="Dora")
    assert link not in ana.get(f"{server.project}/members").text, "it is shown once"
    assert "Ana invites you to code in this project" in dora.get(link).text
    joined = dora.post(link, data={"name": "Dora", "password": PASSWORD, "coder": "Dora K"})
    assert joined.headers["location"] == server.project
    document = server.people.as_("Ana", add_document)
    assert dora.get(f"{server.project}/documents/{document}").status_code == 200
    assert "Dora K" in dora.get(f"{server.project}/history").text
    assert "joined as a coder" in ana.get(f"{server.project}/history").text
    assert server.browser().get(link).status_code == 404
    assert server.browser().post(link, data={"name": "Eve", "password": PASSWORD}).status_code == 401, (
        "no cookie"
    )


def test_an_invitation_ends(server: Server):
    ana, olga = server.of("Ana"), server.of("Olga")
    withdrawn, late = server.invited(ana, role="reader"), ""
    invitation = re.search(r"/invitations/([\w-]{36})/withdraw", ana.get(f"{server.project}/members").text)
    assert invitation
    ana.post(f"{server.project}/invitations/{invitation[1]}/withdraw")
    assert olga.post(withdrawn).status_code == 404
    late = server.invited(ana, role="reader")
    with transaction(server.people.database, writing=True) as connection:
        connection.execute(update(tables.Invitation).values(ends_at=tables.now() - timedelta(seconds=1)))
    assert olga.post(late).status_code == 404
    assert olga.get(server.project).status_code == 404


def test_one_joins_as_who_one_is_and_takes_over_a_name(server: Server):
    ana, olga = server.of("Ana"), server.of("Olga")
    moderated = server.people.as_("Ana", add_coder, "moderated")
    link = server.invited(ana, role="coder", coder=moderated)
    assert "Join as Olga" in olga.get(link).text
    assert olga.post(link).status_code == 303
    assert "You are moderated" in olga.get(f"{server.project}/members").text
    assert "joined as a coder and took over the name moderated" in ana.get(f"{server.project}/history").text
    again = server.invited(ana, role="owner")
    assert "You are in “Study” already, as coder." in olga.post(again).text


def test_roles_take_hold_and_an_owner_stays(server: Server):
    ana, carla = server.of("Ana"), server.of("Carla")
    carlas, anas = server.people.accounts["Carla"], server.people.accounts["Ana"]
    new = {"name": "Contact"}
    assert carla.post(f"{server.project}/codes", data=new).status_code == 403
    ana.post(f"{server.project}/members/{carlas}/role", data={"role": "coder"})
    assert carla.post(f"{server.project}/codes", data=new).status_code not in (403, 500)
    alone = ana.post(f"{server.project}/members/{anas}/role", data={"role": "reader"})
    assert "A project has an owner who can log in" in alone.text
    ana.post(f"{server.project}/members/{carlas}/role", data={"role": "owner"})
    assert ana.post(f"{server.project}/members/{anas}/remove").status_code == 303
    assert ana.get(server.project).status_code == 404
    history = carla.get(f"{server.project}/history").text
    assert "made Carla an owner" in history
    assert "removed Ana from the project" in history


def test_nobody_sits_on_anothers_name(server: Server):
    ana, ben = server.of("Ana"), server.of("Ben")
    bens = server.people.accounts["Ben"]
    free = server.people.as_("Ana", add_coder, "imported")
    names = {row["name"]: one for one, row in server.people.rows()["coder"].items()}
    ana.post(f"{server.project}/coders/{names['Ben']}/account", data={"account": bens})
    for coder in (names["Ana"], free):
        assert ben.post(f"{server.project}/seat", data={"coder": coder}).status_code == 403
        sit(server, "Ben", coder)
        assert "You are Ben;" in ben.get(f"{server.project}/members").text
    assert ben.post(f"{server.project}/coders", data={"name": "Ben 2"}).status_code == 403
    ana.post(f"{server.project}/coders/{free}/account", data={"account": bens})
    assert ben.post(f"{server.project}/seat", data={"coder": free}).status_code == 303
    assert "You are imported;" in ben.get(f"{server.project}/members").text
    ana.post(f"{server.project}/coders/{free}/account")
    assert "You are Ben;" in ben.get(f"{server.project}/members").text
    last = ana.post(f"{server.project}/coders/{names['Ben']}/account")
    assert "Ben is the only name that Ben has here." in last.text


def sit(server: Server, who: str, coder: str) -> None:
    """As if the seat had been taken before the name was somebody's."""
    with transaction(server.people.database, writing=True) as connection:
        asked = select(tables.BrowserSession.id).where(
            tables.BrowserSession.account_id == server.people.accounts[who]
        )
        for session in connection.execute(asked).scalars().all():
            row = {"project_id": server.people.project_id, "coder_id": coder}
            changed = update(tables.Seat).where(tables.Seat.session_id == session).values(row)
            if not connection.execute(changed).rowcount:
                connection.execute(tables.Seat.__table__.insert(), {"session_id": session} | row)


def test_membership_cannot_be_undone(server: Server):
    ana = server.of("Ana")
    document = server.people.as_("Ana", add_document)
    code = server.people.as_("Ana", lambda access: ana_code(access))
    server.people.as_("Ana", add_coding, document, selected(4, 11), code)
    carlas = server.people.accounts["Carla"]
    ana.post(f"{server.project}/members/{carlas}/role", data={"role": "coder"})
    took_back = ana.post(f"{server.project}/undo", headers={"HX-Request": "true"})
    assert took_back.status_code == 200
    assert "took back: coded “Contact”" in ana.get(f"{server.project}/history").text
    assert not server.people.rows()["coding"]


def ana_code(access: Any) -> str:
    from quotetree.app.services.codes import create_code

    return create_code(access, "Contact").code_id


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
