"""The page when the server is away, when the text was changed meanwhile, and when one comes from elsewhere."""

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.coding.text import sha256
from tests.app.site import Site
from tests.browser.reading_page import TALK, WAITING, ReadingPage, coded_by, make_document, open_reading


@pytest.fixture
def reading(site: Site, page: Page) -> ReadingPage:
    return open_reading(page, site, make_document(site))


def test_offline_reading_goes_on_and_coding_is_refused(site: Site, browser: Browser):
    # Not watched: a browser reports each request that cannot be sent.
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    reading = open_reading(page, site, make_document(site))
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    reading.press("j", "w")
    reading.chose("By")
    reading.code("waiting")
    expect(page.locator("#refused")).to_contain_text("This was not saved")
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()
    assert reading.codings() == []
    page.get_by_role("button", name="Close", exact=True).click()
    reading.code("waiting")
    reading.said("Coded Waiting")
    page.context.close()


def test_a_text_that_was_changed_meanwhile_is_not_coded_wrongly(reading: ReadingPage):
    reading.press("j")
    reading.chose("And before, how did you reach the therapists?")
    new = TALK.replace("And before", "And earlier")

    def correct(access: Access) -> None:
        with action(
            access.connection, access.who, "document.corrected", about={"name": "Interview 11"}
        ) as recorder:
            version = recorder.connection.exec_driver_sql("SELECT id FROM text_version").scalar_one()
            recorder.update("text_version", version, {"text": new, "sha256": sha256(new), "length": len(new)})

    reading.site.people.as_("Ana", correct)
    reading.code("waiting")
    expect(reading.page.locator("#refused")).to_contain_text("has been changed since this page was opened")
    assert reading.codings() == []


def test_one_comes_to_a_passage_from_elsewhere(site: Site, page: Page):
    document = make_document(site, TALK + "S12: More of it.\n" * 60)
    reading = open_reading(page, site, document)
    start = TALK.index("Dr Benoît")
    page.goto(f"{page.url}#passage-{start}-{start + 9}")
    reading.chose("Dr Benoît")
    end = len(TALK) + 17 * 50
    page.goto(f"{page.url.partition('#')[0]}#passage-{end + 5}-{end + 9}")
    reading.chose("More")
    place = page.locator(".turn.current").bounding_box()
    assert place is not None
    assert 84 < place["y"] < 760


def test_the_passage_pane_tells_codings_and_what_happened(site: Site, page: Page):
    document = make_document(site)
    coded_by(site, "Ben", document, "Zoë, our physio", WAITING)
    reading = open_reading(page, site, document)
    reading.choose("our physio, was")
    pane = page.locator("#passage")
    expect(pane).to_contain_text("S11, turn 2 · 3 words")
    expect(pane.locator(".coding")).to_contain_text("Waiting")
    expect(pane).to_contain_text("begins earlier")
    expect(pane.locator(".passage-history li")).to_have_count(1)
    reading.code("quicker")
    expect(pane.locator(".coding")).to_have_count(2)
    pane.get_by_role("button", name="Take Quicker off").click()
    expect(pane.locator(".coding")).to_have_count(1)
    pane.get_by_role("button", name="Another code for Waiting").click()
    page.keyboard.type("quick")
    reading.press("Enter")
    expect(pane.locator(".coding")).to_contain_text("Quicker")
    reading.press("Escape", "Escape")
    expect(pane).to_contain_text("Nothing is chosen")
    expect(page.locator("#refused")).to_be_empty()


def test_a_click_on_coded_words_shows_their_codings(site: Site, page: Page):
    document = make_document(site)
    coded_by(site, "Ana", document, "Zoë, our physio", WAITING)
    reading = open_reading(page, site, document)
    x, y = reading.point(TALK.index("our") + 1, "start")
    page.mouse.click(x, y)
    page.mouse.move(10, 400)
    expect(page.locator(".names .lit")).to_have_count(1)
    reading.chose("")
    expect(page.locator("#place")).to_have_text("turn 2 of 5")
    expect(page.locator("#passage .coding")).to_contain_text("Waiting")


def test_documents_follow_each_other_as_in_their_list(site: Site, page: Page):
    for name in ("Interview 10", "Interview 2", "Interview 1"):
        make_document(site, paths=(), name=name)
    page.context.add_cookies([site.cookie()])
    page.goto(f"{site.address}{site.project}/documents")
    page.get_by_role("link", name="Interview 1", exact=True).click()
    for name in ("Interview 2", "Interview 10"):
        page.get_by_role("link", name="Next document").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("a", has_text="Next document")).to_have_count(0)
    page.get_by_role("link", name="Document before").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Interview 2")
