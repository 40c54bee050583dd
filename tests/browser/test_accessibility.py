"""axe finds nothing on any page, at 1280 in both lights and at 640."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.site import Site
from tests.browser.axe import findings
from tests.browser.reading_page import (
    NURSES,
    QUICKER,
    WAITING,
    ReadingPage,
    coded_by,
    make_document,
    open_reading,
)
from tests.conftest import watched_page

VIEWS = {
    "wide": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 640, "height": 800}, "color_scheme": "light"},
}


@pytest.fixture(params=VIEWS)
def seen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page in one of the views; without its policy, since axe writes styles into it."""
    with watched_page(browser, **VIEWS[request.param], bypass_csp=True) as page:
        yield page


@pytest.fixture
def reading(site: Site, seen: Page) -> ReadingPage:
    document = make_document(site)
    for path in (NURSES, WAITING, QUICKER, "Contact", "Referral"):
        coded_by(site, "Ana", document, "mostly. Zoë", path)
        coded_by(site, "Ben", document, "mostly. Zoë", path)
    coded_by(site, "Ben", document, "Now I turn my chair round.” We talked for two minutes.", WAITING)
    return open_reading(seen, site, document)


def test_the_reading_page(reading: ReadingPage):
    assert findings(reading.page) == []
    reading.press("n", "n")
    expect(reading.page.locator("#passage .coding").first).to_be_attached()
    assert findings(reading.page) == []


def test_the_palette_and_the_keys(reading: ReadingPage):
    reading.press("j")
    reading.open_palette("re")
    assert findings(reading.page) == []
    reading.press("Escape", "?")
    expect(reading.page.locator("#keys-dialog")).to_be_visible()
    assert findings(reading.page) == []


def test_what_is_said_and_what_is_refused(reading: ReadingPage):
    reading.press("j")
    reading.code("waiting")
    reading.said("Coded Waiting")
    assert findings(reading.page) == []
    reading.page.evaluate("document.getElementById('refused').textContent = 'This was refused, and why.'")
    assert findings(reading.page) == []


@pytest.mark.parametrize("path", ["", "/quotations", "/counts"])
def test_the_other_pages(site: Site, seen: Page, path: str):
    document = make_document(site)
    coded_by(site, "Ana", document, "mostly. Zoë", WAITING)
    seen.context.add_cookies([site.cookie()])
    seen.goto(f"{site.address}{site.project}{path}")
    assert findings(seen) == []


def test_the_list_of_projects(site: Site, seen: Page):
    seen.context.add_cookies([site.cookie()])
    seen.goto(site.address)
    assert findings(seen) == []
