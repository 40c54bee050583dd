"""Memos on a code, a participant and the project; and what somebody may write in one without anything coming of it."""

import re

from playwright.sync_api import Page, Request, expect

from quotetree.app.services.memos import write_memo
from quotetree.app.store.memos import On
from tests.app.cast import add_document
from tests.app.site import Site
from tests.browser.reading_page import WAITING, coded_by, make_document, open_reading

HARMFUL = """<script>document.title = "broken in"</script>
<img src=x onerror="document.title = 'broken in'">
<style>body { display: none }</style>
[here](javascript:document.title='broken%20in')
[there](data:text/html,broken)
![a picture](https://elsewhere.invalid/pixel.png)
[apart](https://elsewhere.invalid/page)
"""


def test_a_codes_memo_has_a_sign_in_the_tree(site: Site, page: Page):
    open_reading(page, site, make_document(site))
    row = page.locator('[role=treeitem][data-path="Referral"]')
    row.click()
    page.get_by_role("button", name="Define").click()
    page.get_by_role("dialog", name="Define Referral").get_by_role("button", name="Memos…").click()
    dialog = page.get_by_role("dialog", name="Memo on Referral")
    dialog.get_by_label("Memo", exact=True).fill("Too wide?")
    dialog.get_by_role("button", name="Save the memo").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#toast")).to_contain_text("Wrote a memo on Referral")
    expect(row).to_contain_text("1 memo")
    row.locator(".talk-sign").click()
    shown = page.get_by_role("dialog", name="Memos on Referral")
    expect(shown).to_contain_text("Too wide?")
    shown.get_by_role("button", name="Delete the memo Too wide?").click()
    expect(row).not_to_contain_text("1 memo")
    page.keyboard.press("z")
    expect(row).to_contain_text("1 memo")
    page.get_by_role("link", name="Project", exact=True).click()
    page.get_by_role("link", name="memo", exact=True).click()
    expect(page.locator(".memo-entry")).to_contain_text("Too wide?")


def test_a_participants_memos_stand_on_their_page(site: Site, page: Page):
    site.people.as_("Ana", add_document)
    page.context.add_cookies([site.cookie("Ben")])
    page.goto(f"{site.address}{site.project}/people")
    page.get_by_role("link", name="P1").click()
    page.get_by_role("button", name="Write a memo…").click()
    page.get_by_role("dialog", name="Memo on P1").locator("textarea").fill("Speaks for *two* wards")
    page.keyboard.press("Control+Enter")
    memos = page.get_by_role("region", name="Memos")
    expect(memos.locator("em")).to_have_text("two")
    expect(page.locator("#toast")).to_contain_text("Wrote a memo on P1")
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(memos).to_contain_text("No memo yet.")
    page.keyboard.press("Shift+Z")
    expect(memos.locator("em")).to_have_text("two")
    page.reload()
    page.get_by_text("Delete P1…").click()
    expect(page.locator(".delete-it")).to_contain_text("1 memo on P1 goes too.")
    page.get_by_role("button", name="Delete P1").click()
    expect(page).to_have_url(re.compile(r"/people$"))
    page.goto(f"{site.address}{site.project}/memos")
    expect(page.locator(".nothing")).to_contain_text("No memo yet.")
    page.get_by_role("button", name="History").click()
    expect(page.locator("#history")).to_contain_text("deleted the participant P1 with 1 memo")
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    expect(page.locator(".memo-entry")).to_contain_text("Speaks for two wards")


def test_nothing_comes_of_what_a_memo_holds(site: Site, page: Page):
    document = make_document(site)
    coding = coded_by(site, "Ana", document, "By phone, mostly.", WAITING)
    site.people.as_("Ben", write_memo, On("coding", coding), HARMFUL, HARMFUL[:190])
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    reading = open_reading(page, site, document)
    reading.press("n")
    places = (page.locator("#passage .memo"), page.locator(".memo-entry .memo"))
    for place in places:
        expect(place).to_contain_text("<script>")
        expect(place).to_contain_text("onerror=")
        expect(place).to_be_visible()
        assert place.locator("script, img, style").count() == 0
        assert place.get_by_role("link").evaluate_all("links => links.map(({ href }) => href)") == [
            "https://elsewhere.invalid/pixel.png", "https://elsewhere.invalid/page",
        ]  # fmt: skip
        expect(page).not_to_have_title(re.compile("broken in"))
        page.goto(f"{site.address}{site.project}/memos")
    assert [url for url in asked if not url.startswith(site.address)] == []
