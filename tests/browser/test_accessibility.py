"""axe finds nothing on any page, at 1280 in both lights and at 640."""

from collections.abc import Iterator
from pathlib import Path

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


@pytest.mark.parametrize("path", ["", "/quotations", "/counts", "/search", "/search?q=phone", "/import"])
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


def test_who_is_speaking(site: Site, seen: Page, tmp_path: Path):
    seen.context.add_cookies([site.cookie()])
    seen.goto(f"{site.address}{site.project}/import")
    (tmp_path / "FG.txt").write_text(
        "Interviewer: Who?\nS1: Me.\nALL: All of us.\nRuth: And me.\nRuth: Yes.\n"
    )
    (tmp_path / "bad.docx").write_bytes(b"no archive")
    seen.locator("file-drop input[type=file]").set_input_files([tmp_path / "FG.txt", tmp_path / "bad.docx"])
    expect(seen.get_by_role("button", name="Keep 1 transcript")).to_be_visible()
    assert findings(seen) == []


def test_who_one_is_here(reading: ReadingPage):
    reading.page.get_by_role("button", name="You are Ana").click()
    expect(reading.page.get_by_role("dialog", name="Whose name you code under")).to_be_visible()
    assert findings(reading.page) == []


@pytest.mark.parametrize("path", ["/nothing", "/documents/nothing"])
def test_a_page_that_is_not_there(site: Site, browser: Browser, path: str):
    context = browser.new_context(bypass_csp=True)
    context.add_cookies([site.cookie()])
    page = context.new_page()
    page.goto(f"{site.address}{site.project}{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert findings(page) == []
    context.close()


def test_the_dialog_of_a_turn(reading: ReadingPage):
    reading.press("j", "e")
    expect(reading.page.get_by_role("textbox", name="Words")).to_be_focused()
    assert findings(reading.page) == []
