"""A turn corrected, split and given to another speaker while one reads, and undone."""

import pytest
from playwright.sync_api import Page, expect

from tests.app.site import Site
from tests.browser.reading_page import ReadingPage, make_document, open_reading


@pytest.fixture
def reading(site: Site, page: Page) -> ReadingPage:
    return open_reading(page, site, make_document(site))


def test_a_coded_word_is_corrected_and_undone(reading: ReadingPage):
    page = reading.page
    reading.press("j", "j", "j", "j", "l")
    reading.chose("Dr Benoît comes on Mondays; cafe\u0301 first.")
    reading.code("nur th")
    reading.press("e")
    words = page.get_by_role("textbox", name="Words")
    expect(words).to_be_focused()
    words.fill("Dr Benoît comes on Tuesdays; cafe\u0301 first.")
    page.get_by_role("button", name="Correct", exact=True).click()
    dialog = page.locator("#turn-dialog")
    expect(dialog).to_contain_text("1 coding would have other words")
    expect(dialog).to_contain_text("comes on Mondays")
    page.get_by_role("button", name="Save the correction").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#turns")).to_contain_text("on Tuesdays")
    reading.press("j")
    expect(page.locator("#turns")).not_to_contain_text("That’s all.")
    reading.press("z")
    expect(page.locator("#turns")).to_contain_text("on Mondays; cafe\u0301 first. That’s all.")
    expect(reading.names()).to_have_count(1)


def test_a_turn_is_split_and_the_second_part_is_anothers(reading: ReadingPage):
    page = reading.page
    before = page.locator(".turn").count()
    reading.press("j", "j", "j", "j", "l", "l")
    reading.chose("That’s all.")
    reading.press("e")
    form = page.locator("#turn-dialog form", has=page.get_by_role("heading", name="Split"))
    form.locator("select[name=speaker]").select_option(label="Interviewer (interviewer)")
    form.get_by_role("button", name="Split here").click()
    expect(page.locator(".turn")).to_have_count(before + 1)
    expect(page.locator(".turn").last).to_contain_text("That’s all.")
    reading.press("z")
    expect(page.locator(".turn")).to_have_count(before)


def test_sentences_are_selected_by_keys_after_a_correction(reading: ReadingPage):
    page = reading.page
    reading.press("j", "j", "j", "j", "l")
    reading.chose("Dr Benoît comes on Mondays; cafe\u0301 first.")
    reading.press("e")
    page.get_by_role("textbox", name="Words").fill(
        "Now then. Dr Benoît comes on Tuesdays; cafe\u0301 first. That’s all."
    )
    page.get_by_role("button", name="Correct", exact=True).click()
    expect(page.locator("#turns")).to_contain_text("on Tuesdays")
    reading.press("l")
    reading.chose("That’s all.")
    reading.press("h")
    reading.chose("Dr Benoît comes on Tuesdays; cafe\u0301 first.")
    reading.press("h")
    reading.chose("Now then.")
