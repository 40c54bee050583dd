"""How far one reads is kept while one reads; that one is done, only one says, and takes it back."""

import pytest
from playwright.sync_api import Page, expect

from quotetree.app.store import reading
from quotetree.app.store.access import Access
from tests.app.site import Site
from tests.browser.reading_page import ReadingPage, make_document, open_reading

LONG = "".join(f"S{11 + n % 2}: {'We talked about the rug and the bed. ' * 12}\n" for n in range(60))


@pytest.fixture
def reading_page(site: Site, page: Page) -> ReadingPage:
    return open_reading(page, site, make_document(site, LONG, ()), text=LONG)


def to_turn(on: ReadingPage) -> int:
    def read(access: Access) -> int:
        own = reading.own_marks(access, [on.document]).get(on.document)
        return own.to_turn if own else 0

    turn: int = on.site.people.as_("Ana", read, writing=False)
    return turn


def test_one_says_done_by_click_and_takes_it_back_by_key(reading_page: ReadingPage):
    page = reading_page.page
    page.get_by_role("button", name="Mark as done").click()
    reading_page.said("Done with this document")
    taken_back = page.get_by_role("button", name="Done with this document: take it back")
    expect(taken_back).to_be_visible()
    page.locator("#transcript").focus()
    reading_page.press("Shift+D")
    reading_page.said("Not done with this document after all")
    expect(page.get_by_role("button", name="Mark as done")).to_be_visible()
    reading_page.press("z")
    expect(taken_back).to_be_visible()


def test_what_was_read_is_kept_when_the_page_is_left(reading_page: ReadingPage):
    page = reading_page.page
    progress = page.locator("reading-progress")
    expect(progress).not_to_have_attribute("data-turn", "0")
    before = str(progress.get_attribute("data-turn"))
    page.locator("#transcript").evaluate("body => body.scrollBy(0, body.clientHeight)")
    expect(progress).not_to_have_attribute("data-turn", before)
    with page.expect_response(lambda answer: answer.url.endswith("/reading")):
        page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert int(before) < to_turn(reading_page) < 60


def test_a_jump_is_no_reading(site: Site, page: Page):
    document = make_document(site, LONG, ())
    start = LONG.rindex("We talked")
    page.context.add_cookies([site.cookie()])
    page.goto(f"{site.address}{site.project}/documents/{document}#passage-{start}-{start + 9}")
    expect(page.locator("#place")).to_have_text("turn 60 of 60")
    progress = page.locator("reading-progress")
    expect(progress).to_have_attribute("data-in-view", "60")
    expect(progress).to_have_attribute("data-turn", "0")
