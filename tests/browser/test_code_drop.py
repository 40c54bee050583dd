"""A code of the tree is applied to what is chosen: dropped on the text, or by Enter."""

from playwright.sync_api import Page, expect

from tests.app.site import Site
from tests.browser.reading_page import make_document, open_reading


def test_a_code_is_dropped_on_the_passage_and_applied_by_enter(site: Site, page: Page):
    reading = open_reading(page, site, make_document(site))
    reading.press("j", "l")
    row = page.get_by_role("treeitem", name="Contact", exact=False).first
    text = page.locator(".turn .words").nth(1)
    row.drag_to(text)
    reading.said("Coded Contact")
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(reading.names()).to_have_count(0)
    row.focus()
    page.keyboard.press("Enter")
    reading.said("Coded Contact")
    expect(reading.names()).to_have_text(["Contact"])
