"""From counts with a filter to quotations, to the re-coding of some of them, to the counts then, and back."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services.codes import create_code
from quotetree.app.services.codings import add_coding
from tests.app.cast import add_document, selected
from tests.app.site import Site
from tests.browser.axe import findings
from tests.conftest import watched_page

TALK = "".join(f"P{n}: We wait for words number {n} here\n" for n in range(1, 5))
LONG = "".join(f"P1: words number {n} end\n" for n in range(60))


def coded(site: Site, name: str, text: str, code: str) -> None:
    """A document of which each turn is coded."""
    document, at = site.people.as_("Ana", add_document, text, name), 0
    for line in text.split("\n")[:-1]:
        start = at + line.index(": ") + 2
        site.people.as_("Ana", add_coding, document, selected(start, at + len(line), text), code)
        at += len(line) + 1


@pytest.fixture
def study(site: Site) -> Site:
    waiting = site.people.as_("Ana", create_code, "Waiting").code_id
    delay = site.people.as_("Ana", create_code, "Delay").code_id
    coded(site, "RS1", TALK, waiting)
    coded(site, "RS2", LONG, delay)
    return site


def counted(page: Page, code: str, comments: str) -> None:
    page.goto(re.sub(r"(/projects/[^/]+).*", r"\1/counts", page.url))
    shown(page, code, comments)


def shown(page: Page, code: str, comments: str) -> None:
    row = page.locator("count-table tr").filter(has=page.get_by_role("link", name=code, exact=True))
    expect(row.locator("[data-number=comments]")).to_have_text(comments)


def chosen_code(page: Page, typed: str) -> None:
    field = page.get_by_role("combobox", name="Code", exact=True).and_(page.locator("input"))
    field.fill(typed)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")


def test_some_of_a_list_are_moved_and_taken_back(study: Site, page: Page):
    page.context.add_cookies([study.cookie()])
    page.goto(f"{study.address}{study.project}/counts?named=RS1")
    page.get_by_role("link", name="Waiting", exact=True).click()
    boxes = page.locator(".quotation input[name=coding]")
    expect(boxes).to_have_count(4)
    boxes.nth(0).check()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(page.locator("[data-said]")).to_have_text("3 chosen")
    page.get_by_role("button", name="Move to…").click()
    chosen_code(page, "Delay")
    expect(page.locator("#recoding-proposal")).to_contain_text("3 codings to Delay: 3 of Ana.")
    expect(page.locator(".recoding-figures tbody tr")).to_have_text(
        [re.compile(r"Waiting\s*4 · 4\s*1 · 1"), re.compile(r"Delay\s*60 · 1\s*63 · 3")]
    )
    page.get_by_role("button", name="Move 3 codings to Delay").click()
    expect(page.locator("#toast")).to_contain_text("Moved 3 codings to Delay")
    expect(boxes).to_have_count(1)
    expect(page.get_by_label("All on this page")).to_be_focused()
    counted(page, "Delay", "63")
    page.get_by_role("button", name="History").click()
    expect(page.locator("#history-list > li").first).to_contain_text(
        "moved 3 codings from “Waiting” to “Delay”"
    )
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    shown(page, "Waiting", "4")


def test_all_of_a_list_are_coded_with_a_new_code_and_taken_off(study: Site, page: Page):
    page.context.add_cookies([study.cookie()])
    page.goto(f"{study.address}{study.project}/quotations?document=")
    page.get_by_role("button", name="All 64 of this list").click()
    page.get_by_role("button", name="Also code with…").click()
    chosen_code(page, "Time")
    page.get_by_role("button", name="Also code 64 passages with Time").click()
    expect(page.locator("#toast")).to_contain_text("Coded 64 passages also Time")
    expect(page.locator(".found-line")).to_contain_text("128 quotations")
    page.get_by_label("All on this page").check()
    page.get_by_role("button", name="Take off…").click()
    page.get_by_role("button", name="Take 50 codings off").click()
    expect(page.locator(".found-line")).to_contain_text("78 quotations")
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".found-line")).to_contain_text("128 quotations")


def test_the_comments_behind_a_number_are_re_coded(study: Site, page: Page):
    page.context.add_cookies([study.cookie()])
    page.goto(f"{study.address}{study.project}/counts")
    row = page.locator("count-table tr").filter(has=page.get_by_role("link", name="Waiting", exact=True))
    row.locator("[data-number=comments]").click()
    page.get_by_role("link", name="Re-code…").click()
    page.locator(".quotation input[name=coding]").first.check()
    page.get_by_role("button", name="Take off…").click()
    page.get_by_role("button", name="Take 1 coding off").click()
    expect(page.locator("#toast")).to_contain_text("Took 1 coding off")
    expect(page.locator(".quotation")).to_have_count(3)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 640)])
def test_axe_finds_nothing(browser: Browser, study: Site, scheme: str, width: int):
    with watched_page(
        browser, bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}
    ) as page:
        page.context.add_cookies([study.cookie()])
        page.goto(f"{study.address}{study.project}/quotations")
        page.locator(".quotation input[name=coding]").first.check()
        page.get_by_role("button", name="Move to…").click()
        assert findings(page) == []
        chosen_code(page, "Delay")
        expect(page.locator("#recoding-proposal .main")).to_be_visible()
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
