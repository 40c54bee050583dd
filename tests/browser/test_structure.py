"""From an interviewer's turn in the text to the answers of all who were asked alike, coded at once, and back."""

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services.codes import create_code
from tests.app.cast import add_document
from tests.app.site import Site
from tests.browser.axe import findings
from tests.conftest import watched_page

FIRST = "Interviewer: What does a usual day look like?\nP1: Early and long.\n"
SECOND = "Interviewer: Thanks. What does your usual day look like?\nP2: It starts at six.\nP3: At seven.\n"


@pytest.fixture
def study(site: Site) -> Site:
    site.people.as_("Ana", create_code, "Mood")
    site.people.as_("Ana", add_document, FIRST, "A first")
    site.people.as_("Ana", add_document, SECOND, "B second")
    return site


def test_the_answers_to_a_question_are_coded_at_once(study: Site, page: Page):
    page.context.add_cookies([study.cookie()])
    page.goto(f"{study.address}{study.project}")
    page.get_by_role("link", name="Reading", exact=True).click()
    page.locator(".turn.interviewer").first.hover()
    page.locator(".turn.interviewer [data-turn-more]").first.click()
    page.get_by_role("link", name="Code the answers to this question…").click()
    expect(page.locator(".structure-words")).to_have_count(2)
    boxes = page.locator("[name=pick]")
    for box in (boxes.nth(0), boxes.nth(1)):
        box.check()
    field = page.locator("structure-list [role=combobox]")
    field.fill("Moo")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Code 2 passages with Mood").click()
    expect(page.locator("#toast")).to_contain_text("Coded 2 passages with Mood")
    expect(page.locator("#structure-proposal")).to_contain_text("Coded with Mood by you already.")
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(page.locator("#toast")).to_contain_text("Took back: coded “Mood” in 2 passages of 2 documents")
    assert not study.people.rows()["coding"]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 640)])
def test_axe_finds_nothing(browser: Browser, study: Site, scheme: str, width: int):
    with watched_page(
        browser, bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}
    ) as page:
        page.context.add_cookies([study.cookie()])
        page.goto(f"{study.address}{study.project}/structure?what=documents&extent=turns")
        expect(page.locator("#structure-proposal")).to_contain_text("Code 5 passages of 2 documents")
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
