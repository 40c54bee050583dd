"""Two members draft trees of their own in the workbench, blind to one another; the owner opens them; they agree."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services.projects import add_coder
from quotetree.app.store import codes, documents, projects
from quotetree.app.store.access import Access
from quotetree.app.store.database import transaction
from tests.app.site import Site
from tests.browser.axe import findings
from tests.browser.reading_page import PATHS, TALK, ReadingPage, make_document, open_reading
from tests.browser.test_accessibility import VIEWS
from tests.conftest import watched_page


@pytest.fixture
def document(site: Site) -> str:
    """A transcript, and Olga as a second coder."""
    people = site.people
    with transaction(people.database, writing=True) as connection:
        projects.add_member(connection, people.project_id, people.accounts["Olga"], "coder")
    olga = people.as_("Ana", add_coder, "Olga")
    with transaction(people.database, writing=True) as connection:
        projects.take_seat(connection, people.sessions["Olga"], people.project_id, olga)
    return make_document(site)


def to_draft(page: Page) -> None:
    """From the agreed tree to one's own, which is begun empty if there is none."""
    page.get_by_role("navigation", name="Which tree").get_by_role("link", name="My draft").click()
    expect(page.get_by_role("region", name="Your draft")).to_be_visible()
    begin = page.get_by_role("button", name="Begin a draft")
    if begin.count():
        expect(page.get_by_label("a copy of the agreed tree, 5 codes")).to_be_visible()
        begin.click()
        expect(page.get_by_text("There are no codes in your draft yet.")).to_be_visible()
    page.wait_for_function("document.querySelector('passage-selection').transcript !== undefined")


def draft(reading: ReadingPage, *coded: tuple[str, str]) -> None:
    """Code words with new codes of one's draft, and mark the document as done."""
    to_draft(reading.page)
    for words, name in coded:
        reading.press("Escape")
        reading.choose(words)
        reading.chose(words)
        reading.open_palette(name)
        reading.press("Alt+Enter")
        reading.said(f"Coded {name} in my draft")
    expect(reading.names()).to_have_text([name for _, name in coded])
    reading.page.get_by_role("button", name="Mark as done").click()
    expect(reading.page.get_by_role("button", name="Done with this document")).to_be_visible()


def agreed(access: Access) -> list[str]:
    return list(codes.tree(access).paths.values())


def main(access: Access, document: str) -> list[tuple[str, str]]:
    """What is coded with the agreed tree: the layer and the coder's name."""
    return sorted((row.layer, row.coder) for row in documents.codings_of_document(access, document))


def test_two_members_draft_apart_and_agree(site: Site, document: str, browser: Browser) -> None:
    with watched_page(browser) as ben_page, watched_page(browser) as olga_page:
        ben = open_reading(ben_page, site, document, "Ben")
        draft(ben, ("By phone, mostly.", "Phoning"), ("You got used to it.", "Habit"))
        # A key of the tree's own, and undo, work on the draft.
        ben.press("z")
        ben.press("Z")
        expect(ben.names()).to_have_text(["Phoning", "Habit"])
        olga = open_reading(olga_page, site, document, "Olga")
        expect(olga.names()).to_have_count(0)
        draft(olga, ("By phone, mostly.", "Calls"))
        expect(olga_page.locator("#tree")).not_to_contain_text("Phoning")
        expect(olga_page.locator("#own-" + code_of(olga_page, "Calls"))).to_have_text("1 · 1")
        # Another's draft is drawn nowhere, also while one looks on.
        expect(ben_page.locator("#tree")).not_to_contain_text("Calls")
        olga_page.goto(f"{site.address}{site.project}/proposals")
        expect(olga_page.locator(".proposals tbody tr", has_text="Olga")).to_be_visible()
        expect(olga_page.locator(".proposals")).not_to_contain_text("Ben")
        olga_page.get_by_role("link", name="Go on with my draft").click()
        expect(olga.names()).to_have_text(["Calls"])
        assert site.people.as_("Ana", agreed) == list(PATHS)
    with watched_page(browser) as page:
        page.context.add_cookies([site.cookie("Ana")])
        page.goto(f"{site.address}{site.project}/proposals")
        page.get_by_role("button", name="Show all to everybody").click()
        page.get_by_role("button", name="Lay side by side").click()
        row = page.locator(".pairs tbody", has_text="Calls").filter(has_text="Phoning")
        expect(row.get_by_text("1 of 1 passage coded by both")).to_be_visible()
        kinds = page.get_by_role("navigation", name="Show")
        expect(kinds.get_by_role("link", name="Not decided 2")).to_be_visible()
        row.locator("select[name=do]").select_option("same")
        expect(kinds.get_by_role("link", name="Not decided 1")).to_be_visible()
        expect(page.get_by_role("button", name="Apply 1 as one action")).to_be_visible()
        panel = page.get_by_role("complementary", name="Dry run")
        shown = panel.locator("input[name=mark]").get_attribute("value") or ""
        row.locator("select[name=name]").select_option(label="Calls (Olga)")
        expect(panel.locator("input[name=mark]")).not_to_have_value(shown)
        expect(panel.get_by_text("2 trial codings become main")).to_be_visible()
        panel.get_by_role("button", name="Apply 1 as one action").click()
        expect(panel.get_by_text("0 of them new")).to_be_visible()
    assert site.people.as_("Ana", agreed) == [*PATHS, "Calls"]
    assert site.people.as_("Ana", main, document) == [("main", "Ben"), ("main", "Olga")]


def code_of(page: Page, name: str) -> str:
    found = page.get_by_role("treeitem", name=name).get_attribute("data-code")
    assert found
    return found


@pytest.fixture(params=VIEWS)
def seen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with watched_page(browser, **VIEWS[request.param], bypass_csp=True) as page:
        yield page


def test_axe_finds_nothing(site: Site, document: str, seen: Page) -> None:
    seen.context.add_cookies([site.cookie("Ben")])
    here = f"{site.address}{site.project}/documents/{document}?tree=mine"
    seen.goto(here)
    expect(seen.get_by_role("region", name="Your draft")).to_be_visible()
    assert findings(seen) == []
    if seen.viewport_size and seen.viewport_size["width"] < 760:
        seen.get_by_role("button", name="Codes").click()
    expect(seen.get_by_text("You have no draft yet.")).to_be_visible()
    seen.get_by_label("a copy of the agreed tree").check()
    seen.get_by_role("button", name="Begin a draft").click()
    expect(seen.get_by_role("region", name="Your draft")).to_be_visible()
    reading = ReadingPage(seen, site, document, TALK)
    seen.wait_for_function("document.querySelector('passage-selection').transcript !== undefined")
    reading.press("j")
    reading.code("quick")
    reading.said("Coded Quicker in my draft")
    assert findings(seen) == []
