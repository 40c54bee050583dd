"""Journey: a member of a focus group withdraws and is erased; axe finds nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.site import Site
from tests.app.withdrawing import focus_group, person
from tests.browser.axe import findings
from tests.browser.test_accessibility import VIEWS
from tests.conftest import watched_page


@pytest.fixture(params=VIEWS)
def seen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with watched_page(browser, **VIEWS[request.param], bypass_csp=True) as page:
        yield page


def test_a_person_is_erased_after_their_name_was_typed(site: Site, page: Page) -> None:
    group = focus_group(site.people)
    page.context.add_cookies([site.cookie()])
    page.goto(f"{site.address}{site.project}/people")
    page.get_by_role("link", name="Xenia", exact=True).click()
    page.get_by_role("link", name="Erase Xenia…").click()
    expect(page.locator(".totals")).to_contain_text("codings go")
    page.get_by_text("Codings that go (4)").click()
    expect(page.locator(".erased-codings").first).to_contain_text("a xylophone makes more sense")
    page.get_by_label("Type Xenia to confirm").fill("Yara")
    page.get_by_role("button", name="Erase Xenia for good").click()
    expect(page.locator("#refused")).to_contain_text("Type Xenia to confirm. Nothing was erased.")
    page.get_by_label("Type Xenia to confirm").fill("Xenia")
    page.get_by_role("button", name="Erase Xenia for good").click()
    expect(page.get_by_role("heading", name="A participant was erased")).to_be_visible()
    expect(page.locator("main")).to_contain_text(
        "3 turns and 4 codings are gone, 1 coding keeps the words of others"
    )
    page.get_by_role("link", name="All participants").click()
    expect(page.locator("main")).to_contain_text("Yara")
    expect(page.locator("main")).not_to_contain_text("Xenia")
    page.goto(f"{site.address}{site.project}/documents/{group['document']}")
    expect(page.locator("main")).to_contain_text("Nobody came to the meetings")
    expect(page.locator("main")).not_to_contain_text("zeppelin")
    page.goto(f"{site.address}{site.project}/counts")
    expect(page.locator("main")).to_contain_text("of the 3 people who spoke")


def test_axe_finds_nothing_on_the_page_of_an_erasure(site: Site, seen: Page) -> None:
    focus_group(site.people)
    seen.context.add_cookies([site.cookie()])
    seen.goto(f"{site.address}{site.project}/people/{person(site.people, 'Xenia')}/erasure")
    assert findings(seen) == []
    seen.goto(f"{site.address}{site.project}/pseudonyms?names=Xenia&other=[P4]")
    assert findings(seen) == []


def test_a_pseudonym_is_given_undone_and_made_final(site: Site, page: Page) -> None:
    group = focus_group(site.people)
    page.context.add_cookies([site.cookie()])
    page.goto(f"{site.address}{site.project}/people")
    page.get_by_role("link", name="Pseudonyms…").click()
    page.get_by_label("Name, each of its spellings on a line").fill("Xenia")
    page.get_by_label("Put in its place").fill("[P4]")
    page.get_by_role("button", name="Show the places").click()
    expect(page.locator("main")).to_contain_text("5 places")
    page.get_by_role("button", name="Put [P4] in 5 places").click()
    expect(page.get_by_role("link", name="[P4]")).to_be_visible()
    page.get_by_role("button", name="Undo (z)").click()
    expect(page.get_by_role("link", name="Xenia", exact=True)).to_be_visible()
    page.goto(f"{site.address}{site.project}/pseudonyms?names=Xenia&other=[P4]")
    page.get_by_label("Type Xenia to confirm").fill("Xenia")
    page.get_by_role("button", name="Make [P4] final").click()
    expect(page.get_by_role("heading", name="[P4] stands everywhere")).to_be_visible()
    page.goto(f"{site.address}{site.project}/documents/{group['document']}")
    expect(page.locator("main")).to_contain_text("[P4]")
    expect(page.locator("main")).not_to_contain_text("Xenia")
