"""Who is asked to read finds it; documents go into folders that are renamed; deleting asks first and is undone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.cast import WORDS, add_document
from tests.app.site import Site
from tests.browser.axe import findings
from tests.conftest import watched_page


@pytest.fixture
def documents(site: Site, page: Page) -> Page:
    for name in ("Interview 1", "Interview 2", "Interview 10"):
        site.people.as_("Ana", add_document, WORDS, name)
    return opened(site, page, "Ana", "/documents")


def opened(site: Site, page: Page, who: str, path: str = "") -> Page:
    page.context.add_cookies([site.cookie(who)])
    page.goto(f"{site.address}{site.project}{path}")
    return page


def test_the_owner_asks_a_coder_to_read_and_the_coder_finds_it(site: Site, documents: Page, browser: Browser):
    documents.get_by_label("Tick all 3 on this page").check()
    documents.get_by_role("checkbox", name="Interview 2").uncheck()
    expect(documents.get_by_text("Change 2 ticked")).to_be_visible()
    documents.locator("select[name=coder]").select_option(label="Ben")
    documents.get_by_role("button", name="Ask to read").click()
    expect(documents.get_by_text("not begun, asked to read it")).to_have_count(2)
    with watched_page(browser) as page:
        opened(site, page, "Ben")
        expect(page.get_by_text("2 documents that you are asked to read are not begun")).to_be_visible()
        page.get_by_role("link", name="Begin Interview 1").click()
        page.get_by_role("button", name="Mark as done").click()
        expect(page.get_by_role("button", name="Done with this document: take it back")).to_be_visible()
    documents.reload()
    expect(documents.get_by_text("done, asked to read it")).to_have_count(1)


def test_documents_go_into_a_folder_that_is_renamed(site: Site, documents: Page):
    documents.get_by_role("checkbox", name="Interview 10").check()
    documents.get_by_label("Folder", exact=True).fill("Phase 1/North")
    documents.get_by_role("button", name="Move").click()
    documents.get_by_role("link", name="Phase 1", exact=True).click()
    expect(documents.locator(".row-link")).to_have_text(["Interview 10"])
    documents.get_by_text("Rename this folder…").click()
    documents.get_by_label("The folder's new name").fill("First round")
    documents.get_by_role("button", name="Rename", exact=True).first.click()
    expect(documents.get_by_role("link", name="First round", exact=True)).to_be_visible()
    expect(documents.get_by_role("cell", name="First round/North")).to_be_visible()


def test_deleting_asks_first_and_is_undone(documents: Page):
    documents.get_by_role("checkbox", name="Interview 2").check()
    documents.get_by_role("button", name="Delete…").click()
    expect(documents.get_by_role("heading", name="Delete Interview 2")).to_be_visible()
    documents.get_by_role("button", name="Delete 1 document").click()
    expect(documents.locator(".row-link")).to_have_text(["Interview 1", "Interview 10"])
    documents.wait_for_load_state("networkidle")
    documents.keyboard.press("z")
    expect(documents.locator(".row-link")).to_have_text(["Interview 1", "Interview 2", "Interview 10"])


def test_one_goes_to_another_document_and_sees_how_far_one_is(documents: Page):
    documents.get_by_role("link", name="Interview 2").click()
    documents.get_by_role("button", name="Mark as done").click()
    documents.get_by_role("button", name="Done with this document: take it back").wait_for()
    documents.get_by_role("button", name="Other documents").click()
    offered = documents.locator("#document-choice li")
    expect(offered).to_have_text(["Interview 1 not begun", "Interview 2 done", "Interview 10 not begun"])
    documents.get_by_role("link", name="Interview 10").click()
    expect(documents.get_by_role("heading", name="Interview 10")).to_be_visible()


def test_axe_finds_nothing(site: Site, browser: Browser):
    site.people.as_("Ana", add_document, WORDS, "Interview 1")
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    for path in ("", "/documents"):
        assert not findings(opened(site, page, "Ana", path))
    context.close()
