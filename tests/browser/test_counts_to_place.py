"""From a count to its quotations and on to the place; choices, copying and taking out."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from quotetree.app.services.codes import delete_code
from quotetree.app.store.codes import tree
from tests.app.site import Site
from tests.browser.axe import findings
from tests.browser.reading_page import NURSES, TALK, WAITING, coded_by, make_document
from tests.conftest import watched_page

PHYSIO = "Zoë, our physio, was at the hospital three days a week 🙂."
CHAIR = "Now I turn my chair round.” We talked for two minutes."
OVER_TWO = "for two minutes. I see the rug now 👩🏽‍🔬 and the bed.\nS12: Dr Benoît comes"


@pytest.fixture
def document(site: Site) -> str:
    made = make_document(site)
    coded_by(site, "Ana", made, PHYSIO, NURSES)
    coded_by(site, "Ben", made, "at the hospital three days", NURSES)
    coded_by(site, "Ana", made, CHAIR, WAITING)
    coded_by(site, "Ana", made, OVER_TWO, WAITING)
    return made


@pytest.fixture
def counts(site: Site, page: Page, document: str) -> Page:
    page.context.add_cookies([site.cookie()])
    page.goto(f"{site.address}{site.project}/counts")
    return page


def row(page: Page, name: str) -> Locator:
    return page.locator("count-table tr").filter(has=page.get_by_role("rowheader", name=name, exact=True))


def test_a_number_opens_its_comments_and_one_leads_to_its_place(counts: Page, site: Site, document: str):
    number = row(counts, "Nurses and therapists").locator("[data-number=comments] a")
    expect(number).to_have_text("1")
    number.click()
    opened = counts.locator(".opened .quotation")
    expect(opened).to_have_count(1)
    expect(opened.locator("blockquote")).to_have_text(PHYSIO)
    expect(opened).to_contain_text("2 codings")
    opened.get_by_role("link", name="To the place").click()
    counts.wait_for_url(f"**/documents/{document}#passage-*")
    expect(counts.locator("#passage-quote")).to_have_value(PHYSIO)
    counts.go_back()
    expect(counts.get_by_role("heading", name="Counts")).to_be_visible()


def test_a_comment_over_two_speakers_has_each_in_its_turn(counts: Page):
    row(counts, "Waiting").locator("[data-number=respondents] a").click()
    said = counts.locator(".opened .exchange > li")
    expect(said).to_have_count(2)
    expect(said.locator("b")).to_have_text(["S11", "S12"])
    words = said.locator("blockquote").all_text_contents()
    start, end = TALK.index("Now I turn"), TALK.index("\nS12")
    assert words == [TALK[start:end], "Dr Benoît comes"]


def test_by_keyboard_a_number_opens_and_closes_and_keeps_the_focus(counts: Page):
    number = row(counts, "Waiting").locator("[data-number=comments] a")
    number.focus()
    counts.keyboard.press("Enter")
    expect(counts.locator(".opened .quotation")).to_have_count(1)
    expect(number).to_have_attribute("aria-expanded", "true")
    counts.keyboard.press("Escape")
    expect(counts.locator(".opened")).to_have_count(0)
    expect(number).to_be_focused()


def test_one_number_is_open_at_a_time(counts: Page):
    row(counts, "Waiting").locator("[data-number=comments] a").click()
    row(counts, "Nurses and therapists").locator("[data-number=comments] a").click()
    expect(counts.locator(".opened")).to_have_count(1)
    expect(counts.locator(".opened h2")).to_have_text("Nurses and therapists")


def test_a_code_that_is_gone_meanwhile_is_told(browser: Browser, site: Site, document: str):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([site.cookie()])
    page = context.new_page()
    page.goto(f"{site.address}{site.project}/counts")
    number = row(page, "Waiting").locator("[data-number=comments] a")
    code = site.people.as_("Ana", lambda access: tree(access).at(["Referral", "Waiting"]).id, writing=False)
    site.people.as_("Ana", delete_code, code)
    number.click()
    expect(page.locator("#refused")).to_contain_text("There is no such code in this project")
    expect(page.locator(".opened")).to_have_count(0)
    expect(number).to_be_focused()
    context.close()


def test_a_choice_is_shown_at_once_and_keeps_the_focus(counts: Page):
    expect(row(counts, "Contact").locator("[data-number=comments] a")).to_have_text("1")
    counts.get_by_label("Sub-codes").select_option("false")
    expect(row(counts, "Contact").locator("[data-number=comments]")).to_have_text("0")
    expect(counts.get_by_label("Sub-codes")).to_be_focused()
    counts.get_by_label("Coder").select_option(label="Ben")
    expect(row(counts, "Nurses and therapists").locator("[data-number=comments]")).to_have_text("1")
    expect(row(counts, "Waiting").locator("[data-number=comments]")).to_have_text("0")
    assert "rolled=false" in counts.url


def test_the_sentence_is_copied(browser: Browser, site: Site, document: str):
    with watched_page(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.context.add_cookies([site.cookie()])
        page.goto(f"{site.address}{site.project}/counts")
        row(page, "Waiting").locator("[data-number=comments] a").click()
        page.get_by_role("button", name="Copy").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == "2 contributions from 2 respondents in 1 comment"


def test_quotations_are_taken_out_as_they_are(counts: Page, tmp_path: Path):
    counts.get_by_role("link", name="Quotations", exact=True).click()
    expect(counts.locator(".quotation")).to_have_count(4)
    counts.get_by_role("button", name="Take out…").click()
    with counts.expect_download() as downloaded:
        counts.get_by_role("link", name="Codings as .csv").click()
    file = tmp_path / downloaded.value.suggested_filename
    downloaded.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 4
    for one in rows:
        passage = TALK[int(one["start"]) : int(one["end"])]
        assert one["quotation"] == passage.replace("\nS12: ", "\n")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_opened(browser: Browser, site: Site, document: str, scheme: str):
    with watched_page(browser, bypass_csp=True, color_scheme=scheme) as page:
        page.context.add_cookies([site.cookie()])
        page.goto(f"{site.address}{site.project}/counts")
        row(page, "Waiting").locator("[data-number=comments] a").click()
        expect(page.locator(".opened .quotation")).to_have_count(1)
        page.get_by_role("button", name="Take out…").click()
        assert findings(page) == []


def test_no_page_scrolls_sideways_at_640(browser: Browser, site: Site, document: str):
    with watched_page(browser, viewport={"width": 640, "height": 800}) as page:
        page.context.add_cookies([site.cookie()])
        for path in ("/", site.project, f"{site.project}/counts", f"{site.project}/quotations"):
            page.goto(f"{site.address}{path}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
