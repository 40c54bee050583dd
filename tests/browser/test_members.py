"""Invite and join, each in a browser of their own: a coder codes, a reader reads, and a role takes hold."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from quotetree.app.store import passwords, tables
from quotetree.app.store.database import transaction
from tests.app.cast import cast
from tests.app.site import Site, served
from tests.browser.axe import findings
from tests.browser.reading_page import make_document
from tests.conftest import watched_page

PASSWORD = "correct horse battery"


@pytest.fixture
def server(sqlite_url: str) -> Iterator[Site]:
    """The site of a team, whose people log in."""
    people = cast(sqlite_url)
    kept = passwords.hashed(PASSWORD)
    with transaction(people.database, writing=True) as connection:
        connection.execute(update(tables.Account).values(password_hash=kept))
    with served(people, on_server=True) as opened:
        yield opened
    people.database.dispose()


def log_in(page: Page, site: Site, name: str) -> None:
    page.goto(f"{site.address}/log-in")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Projects", exact=True)).to_be_visible()


def invite(page: Page, who: str, role: str) -> str:
    page.locator(".invite [name=note]").fill(who)
    page.locator(".invite select[name=role]").select_option(role)
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_role("status").filter(has_text=f"The link for {who}")).to_be_visible()
    return page.locator("[data-copied]").inner_text()


def join(page: Page, link: str, who: str) -> None:
    page.goto(link)
    page.get_by_label("Name to log in with").fill(who)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account and join").click()
    expect(page.get_by_role("heading", name="Study", exact=True)).to_be_visible()


def test_two_are_invited_and_join(server: Site, page: Page, browser: Browser):
    document = make_document(server)
    log_in(page, server, "Ana")
    page.goto(f"{server.address}{server.project}/members")
    to_code, to_read = invite(page, "Dora", "coder"), invite(page, "Rita", "reader")
    with watched_page(browser) as dora:
        join(dora, to_code, "Dora")
        dora.goto(f"{server.address}{server.project}/documents/{document}")
        expect(dora.locator("#transcript")).to_be_visible()
        expect(dora.locator("coding-forms")).to_have_count(1)
        with watched_page(browser) as rita:
            join(rita, to_read, "Rita")
            rita.goto(f"{server.address}{server.project}/documents/{document}")
            expect(rita.locator("#transcript")).to_be_visible()
            expect(rita.locator("coding-forms")).to_have_count(0)
            page.reload()
            page.get_by_label("Role of Rita", exact=True).select_option("coder")
            page.get_by_role("button", name="Change the role of Rita").click()
            expect(page.get_by_role("row", name="Rita").get_by_text("Rita")).to_have_count(2)
            rita.reload()
            expect(rita.locator("coding-forms")).to_have_count(1)
        dora.locator(".here").click()
        dora.get_by_role("button", name="Log out").click()
        expect(dora.get_by_role("heading", name="Log in")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 640])
@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing(server: Site, browser: Browser, width: int, light: str):
    view = {"viewport": {"width": width, "height": 800}, "color_scheme": light, "bypass_csp": True}
    with watched_page(browser, **view) as page:
        page.goto(f"{server.address}/log-in")
        assert findings(page) == []
        log_in(page, server, "Ana")
        page.goto(f"{server.address}/account")
        assert findings(page) == []
        page.goto(f"{server.address}{server.project}/members")
        link = invite(page, "Dora", "coder")
        assert findings(page) == []
        page.goto(link)
        assert findings(page) == []
        page.context.clear_cookies()
        page.goto(link)
        assert findings(page) == []


def test_a_double_click_makes_one_link_and_a_question_declined_saves_nothing(server: Site, page: Page):
    log_in(page, server, "Ana")
    page.goto(f"{server.address}{server.project}/members")
    page.locator(".invite [name=note]").fill("Dora")
    page.get_by_role("button", name="Make a link").dblclick()
    expect(page.get_by_role("status").filter(has_text="The link for Dora")).to_be_visible()
    page.locator(".invite [name=note]").fill("Rita")
    page.locator(".invite [name=note]").press("Enter")
    page.locator(".invite [name=note]").press("Enter")
    expect(page.get_by_role("status").filter(has_text="The link for Rita")).to_be_visible()
    page.reload()
    expect(page.get_by_role("list", name="Invitations that wait").get_by_role("listitem")).to_have_count(2)
    before = page.locator("saved-state").inner_text()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Remove Ben").click()
    expect(page.locator("saved-state")).to_have_text(before)
    expect(page.get_by_role("button", name="Remove Ben")).to_be_visible()
