"""Keys can be changed and switched off, panes be reached and sized by keys, and nothing acts while one types."""

import pytest
from playwright.sync_api import Page, expect

from tests.app.site import Site
from tests.browser.reading_page import ReadingPage, make_document, open_reading


@pytest.fixture
def reading(site: Site, page: Page) -> ReadingPage:
    return open_reading(page, site, make_document(site))


def keys(reading: ReadingPage) -> Page:
    reading.press("?")
    expect(reading.page.get_by_role("dialog", name="Keys")).to_be_visible()
    return reading.page


def change(page: Page, command: str, key: str) -> None:
    page.locator(f"[data-command={command}] .key").click()
    page.keyboard.press(key)


def test_a_key_is_changed_and_kept(reading: ReadingPage):
    page = keys(reading)
    change(page, "turn-next", "d")
    expect(page.locator("[data-command=turn-next] kbd")).to_have_text("d")
    reading.press("Escape")
    expect(page.locator(".key-line")).to_contain_text("dk turn")
    page.reload()
    expect(page.locator("#passage")).to_contain_text("press d for a turn")
    reading.press("j")
    reading.chose("")
    reading.press("d")
    reading.chose("And before, how did you reach the therapists?")


def test_a_key_that_another_has_is_exchanged(reading: ReadingPage):
    page = keys(reading)
    change(page, "turn-next", "k")
    expect(page.locator("[data-command=turn-last] kbd")).to_have_text("j")
    page.get_by_role("button", name="All as at first").click()
    expect(page.locator("[data-command=turn-next] kbd")).to_have_text("j")


def test_single_keys_can_be_switched_off(reading: ReadingPage):
    page = keys(reading)
    page.get_by_role("checkbox", name="Single keys").uncheck()
    reading.press("Escape", "j")
    reading.chose("")
    expect(page.locator(".key-line")).to_be_hidden()


def test_no_key_acts_while_one_types(reading: ReadingPage):
    reading.press("j", "f")
    expect(reading.page.get_by_label("Find a code")).to_be_focused()
    reading.page.keyboard.type("jjlvx")
    reading.chose("And before, how did you reach the therapists?")
    assert reading.codings() == []


def test_f6_goes_round_the_panes(reading: ReadingPage):
    page = reading.page
    page.locator("#transcript").focus()
    where = "document.activeElement.closest('.pane').id"
    seen = []
    for _ in range(3):
        reading.press("F6")
        seen.append(page.evaluate(where))
    assert seen == ["passage-pane", "tree-pane", "reading-pane"]


def test_grips_are_moved_by_keys_and_kept(reading: ReadingPage):
    page = reading.page
    grip = page.get_by_role("separator", name="Width of the code tree")
    before = int(grip.get_attribute("aria-valuenow") or 0)
    grip.focus()
    reading.press("ArrowRight", "ArrowRight")
    expect(grip).to_have_attribute("aria-valuenow", str(before + 32))
    page.reload()
    expect(grip).to_have_attribute("aria-valuenow", str(before + 32))
    assert round(page.locator("#tree-pane").bounding_box()["width"]) == before + 32
    grip.dblclick()
    expect(grip).to_have_attribute("aria-valuenow", str(before))


def test_the_passage_pane_is_put_away_and_brought_back(reading: ReadingPage):
    reading.press("i")
    expect(reading.page.locator("#passage-pane")).to_be_hidden()
    reading.press("i")
    expect(reading.page.locator("#passage-pane")).to_be_visible()


def test_light_and_dark_are_kept(reading: ReadingPage):
    page = reading.page
    button = page.get_by_role("button", name="Light or dark")
    for theme in ("light", "dark"):
        button.click()
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    button.click()
    assert page.locator("html").get_attribute("data-theme") is None


def test_where_codings_begin_and_end_is_said_if_one_wants_it(reading: ReadingPage):
    page = reading.page
    reading.press("j")
    reading.code("waiting")
    mark = page.locator("mark.run")
    expect(mark).to_have_count(1)
    assert mark.get_attribute("data-begins") is None
    keys(reading).get_by_role("checkbox", name="Say where codings begin").check()
    expect(mark).to_have_attribute("data-begins", "Waiting by Ana")
    expect(mark).to_have_attribute("data-ends", "Waiting")
