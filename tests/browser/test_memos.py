"""Memos by key, and a discussion between two people at two browsers."""

import re

from playwright.sync_api import Browser, Page, expect

from quotetree.app.services.discussions import open_discussion
from quotetree.app.services.memos import write_memo
from quotetree.app.store.memos import On
from tests.app.site import Site
from tests.browser.axe import findings
from tests.browser.reading_page import WAITING, ReadingPage, coded_by, make_document, open_reading
from tests.conftest import watched_page

WORDS = "By phone, mostly."


def discussed(site: Site, page: Page) -> ReadingPage:
    document = make_document(site)
    coded_by(site, "Ana", document, WORDS, WAITING)
    return open_reading(page, site, document)


def test_m_writes_a_memo_on_the_coding(site: Site, page: Page):
    reading = discussed(site, page)
    reading.press("n", "m")
    dialog = page.get_by_role("dialog", name="Memo on Waiting")
    field = dialog.get_by_label("Memo", exact=True)
    expect(field).to_be_focused()
    field.fill("Is a call *contact*? <img src=x>")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_be_hidden()
    reading.said("Wrote a memo on “Waiting” in Interview 11")
    memo = page.locator("#passage .memo")
    expect(memo.locator("em")).to_have_text("contact")
    expect(memo).to_contain_text("<img src=x>")
    expect(page.locator(".bracket-name", has_text="Waiting")).to_contain_text("1 memo")
    memo.get_by_role("button", name="Change").click()
    field = page.get_by_role("dialog", name="Change the memo on Waiting").locator("textarea")
    field.fill("It is.")
    page.get_by_role("button", name="Save the memo").click()
    expect(memo.locator(".memo-words")).to_have_text("It is.")
    expect(memo).to_contain_text("changed")
    page.get_by_role("link", name="Memos", exact=True).click()
    entry = page.locator(".memo-entry")
    expect(entry).to_contain_text(WORDS)
    entry.get_by_role("button", name="Delete the memo It is.").click()
    reading.said("Deleted")
    expect(entry).to_have_count(0)
    page.keyboard.press("z")
    expect(entry).to_contain_text("It is.")
    entry.get_by_role("link", name="Referral > Waiting").click()
    expect(page).to_have_url(re.compile(r"#passage-\d+-\d+-"))


def test_an_answer_is_shown_though_its_button_was_drawn_anew_meanwhile(site: Site, page: Page):
    site.people.as_("Ana", write_memo, On("", ""), "All in all")
    open_reading(page, site, make_document(site))
    page.goto(f"{site.address}{site.project}/memos")
    redrawn = "button => { button.click(); button.replaceWith(button.cloneNode(true)); }"
    page.get_by_role("button", name="Change the memo All in all").evaluate(redrawn)
    expect(page.get_by_role("dialog", name="Change the memo on the project")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Delete the memo All in all").evaluate(redrawn)
    expect(page.locator("#toast")).to_contain_text("Undo")
    expect(page.locator(".memo-entry")).to_have_count(0)


def test_what_was_typed_and_not_saved_is_there_again(site: Site, page: Page):
    reading = discussed(site, page)
    reading.press("n", "m")
    field = page.locator("#memo-dialog textarea")
    field.fill("Half a thought")
    page.locator("#memo-dialog").get_by_role("button", name="Cancel").click()
    reading.press("m")
    expect(field).to_have_value("Half a thought")


def test_ana_and_ben_discuss_a_coding(site: Site, page: Page, browser: Browser):
    ana = discussed(site, page)
    ana.press("n")
    page.get_by_role("button", name="Discuss Waiting").click()
    dialog = page.get_by_role("dialog", name="Discuss Waiting")
    dialog.get_by_label("What is the question?").fill("Is that waiting?")
    dialog.get_by_role("button", name="Open the discussion").click()
    thread = page.locator("#passage .thread")
    expect(thread).to_contain_text("Is that waiting?")
    expect(page.locator(".bracket-name", has_text="Waiting")).to_contain_text("under discussion")
    draft = thread.get_by_label("Remark")
    draft.fill("I am still wri")
    with watched_page(browser) as other:
        ben = open_reading(other, site, ana.document, "Ben")
        ben.press("n")
        his = other.locator("#passage .thread")
        his.get_by_label("Remark").fill("They call instead.")
        his.get_by_role("button", name="Say").click()
        expect(his.get_by_label("Remark")).to_have_value("")
        expect(thread).to_contain_text("They call instead.")
        expect(draft).to_have_value("I am still wri")
        expect(draft).to_be_focused()
        other.goto(f"{site.address}{site.project}/discussions")
        entry = other.locator(".agenda-entry")
        expect(entry).to_contain_text(WORDS)
        expect(entry).to_contain_text("Is that waiting?")
        draft.press_sequentially("ting")
        page.keyboard.press("Control+Enter")
        expect(thread).to_contain_text("I am still writing")
        other.reload()
        entry.get_by_role("button", name="Close the discussion").click()
        expect(entry).to_have_count(0)
    expect(thread).to_contain_text("Discussion, closed")


def test_axe_finds_nothing(site: Site, browser: Browser):
    document = make_document(site)
    coding = coded_by(site, "Ana", document, WORDS, WAITING)
    site.people.as_(
        "Ben", write_memo, On("coding", coding), "# Long\n\n- *one*\n- <https://example.org>", "A title"
    )
    site.people.as_("Ana", write_memo, On("document", document), "All in all")
    site.people.as_("Ben", open_discussion, coding, "Is that waiting?")
    for colours, width in (("light", 1280), ("dark", 1280), ("light", 640)):
        view = {"viewport": {"width": width, "height": 800}, "color_scheme": colours}
        with watched_page(browser, **view, bypass_csp=True) as page:
            reading = open_reading(page, site, document)
            reading.press("n")
            expect(page.locator("#passage .thread")).to_be_attached()
            assert findings(page) == []
            reading.press("m")
            expect(page.get_by_role("dialog", name="Memos on Waiting")).to_be_visible()
            assert findings(page) == []
            for place in ("memos", "memos?q=nothing", "discussions", "discussions?closed=true"):
                page.goto(f"{site.address}{site.project}/{place}")
                assert findings(page) == []
