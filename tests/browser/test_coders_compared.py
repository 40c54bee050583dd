"""From two coders compared to what only one of them coded, to the re-coding of some of it, and back."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services.codes import create_code
from quotetree.app.services.codings import add_coding
from tests.app.cast import add_document, selected
from tests.app.site import Site
from tests.browser.axe import findings
from tests.browser.test_recoding import TALK, chosen_code
from tests.conftest import watched_page


@pytest.fixture
def study(site: Site) -> Site:
    """Of four turns Ana codes three Waiting, Ben checks the first, and codes the second Delay."""
    people = site.people
    waiting, delay = (people.as_("Ana", create_code, name).code_id for name in ("Waiting", "Delay"))
    document = people.as_("Ana", add_document, TALK, "RS1")
    starts = [found.end() for found in re.finditer(r"P\d: ", TALK)]
    for who, turn, code, layer in (
        ("Ana", 0, waiting, "main"),
        ("Ana", 1, waiting, "main"),
        ("Ana", 2, waiting, "main"),
        ("Ben", 0, waiting, "check"),
        ("Ben", 1, delay, "check"),
    ):
        passage = selected(starts[turn], starts[turn] + 20, TALK)
        people.as_(who, add_coding, document, passage, code, layer)
    return site


def shown(page: Page, code: str, *numbers: str) -> None:
    row = page.locator("count-table tbody tr").filter(has_text=code)
    expect(row.locator("td")).to_have_text(numbers)


def test_what_only_one_coded_is_moved_and_taken_back(study: Site, page: Page):
    page.context.add_cookies([study.cookie()])
    page.goto(f"{study.address}{study.project}/counts")
    page.get_by_role("link", name="Coders compared").click()
    expect(page.locator("h1")).to_have_text("Coders compared")
    shown(page, "Waiting", "1", "2", "0", "3")
    shown(page, "Delay", "0", "0", "1", "1")
    page.locator("[data-given=one] a").click()
    expect(page.locator(".opened .beside")).to_have_text(
        [re.compile(r"By Ben \(check\) here:\s*Delay"), "By Ben (check) here: nothing"]
    )
    page.get_by_role("link", name="Re-code…").click()
    boxes = page.locator(".quotation input[name=coding]")
    boxes.first.check()
    page.get_by_role("button", name="Move to…").click()
    chosen_code(page, "Delay")
    expect(page.locator("#recoding-proposal")).to_contain_text("1 coding to Delay: 1 of Ana.")
    expect(page.locator("#recoding-proposal")).to_contain_text("in the layers check and main")
    page.get_by_role("button", name="Move 1 coding to Delay").click()
    expect(boxes).to_have_count(1)
    page.get_by_role("link", name="Coders compared").click()
    shown(page, "Waiting", "1", "1", "0", "2")
    shown(page, "Delay", "1", "0", "0", "1")
    page.keyboard.press("z")
    shown(page, "Waiting", "1", "2", "0", "3")
    shown(page, "Delay", "0", "0", "1", "1")


def test_two_others_are_chosen(study: Site, page: Page):
    page.context.add_cookies([study.cookie()])
    page.goto(f"{study.address}{study.project}/counts/coders")
    page.locator("select[name=one]").select_option("Ben (check), 2 codings")
    expect(page.locator(".nothing")).to_contain_text("Both are Ben (check)")
    page.locator("select[name=other]").select_option("Ana, 3 codings")
    shown(page, "Waiting", "1", "0", "2", "3")
    page.locator("select[name=sort]").select_option("most by one alone")
    shown(page, "Delay", "0", "1", "0", "1")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 640)])
def test_axe_finds_nothing(browser: Browser, study: Site, scheme: str, width: int):
    with watched_page(
        browser, bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}
    ) as page:
        page.context.add_cookies([study.cookie()])
        page.goto(f"{study.address}{study.project}/counts/coders")
        assert findings(page) == []
        page.locator("[data-given=one] a").click()
        expect(page.locator(".opened .beside")).to_have_count(2)
        assert findings(page) == []
        page.get_by_role("link", name="Re-code…").click()
        expect(page.locator(".quotation-tick")).to_have_count(2)
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
