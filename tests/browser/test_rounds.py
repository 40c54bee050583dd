"""A round of re-coding from opening to its table, by keyboard."""

import os

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services import codes, codings
from quotetree.app.services.merging import merge_codes
from tests.app.cast import WORDS, add_document, selected
from tests.app.site import Site
from tests.browser.axe import findings


def merged(site: Site) -> list[str]:
    people = site.people
    documents = [people.as_("Ana", add_document, WORDS, f"Interview {n}") for n in (1, 2)]
    talk, meeting = (people.as_("Ana", codes.create_code, name).code_id for name in ("Talk", "Meeting"))
    people.as_("Ana", codes.create_code, "Hope")
    people.as_("Ana", codings.add_coding, documents[0], selected(4, 11), talk)
    people.as_("Ana", merge_codes, [talk], meeting)
    return documents


def open_a_round(page: Page, site: Site) -> None:
    page.goto(f"{site.address}{site.project}")
    page.get_by_role("link", name="Rounds of re-coding").click()
    page.get_by_role("link", name="Open a round…").click()
    page.get_by_label("Meeting").check()
    page.get_by_role("button", name="Open the round").click()
    expect(page.get_by_role("heading", name="Round 1")).to_be_visible()


def test_a_round_from_opening_to_its_table(site: Site, page: Page):
    merged(site)
    page.context.add_cookies([site.cookie()])
    open_a_round(page, site)
    page.get_by_role("link", name="Read on: 2 left").click()
    expect(page.get_by_role("region", name="Round 1")).to_contain_text("1 passage to look at")
    expect(page.locator(".look-sign")).to_have_count(1)
    page.wait_for_function("document.querySelector('passage-selection').transcript !== undefined")
    page.keyboard.press("g")
    expect(page.locator("[data-coding].chosen .look-sign")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Next to look at").click()
    expect(page.locator("[data-coding].chosen .look-sign")).to_have_count(1)
    page.keyboard.press("Escape")
    page.locator("#transcript").focus()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#code-palette")).to_be_visible()
    first = page.locator("#palette-list [role=option]").first
    expect(first).to_contain_text("Meeting")
    page.keyboard.press("Enter")
    expect(page.locator(".bracket-name")).to_have_count(2)
    page.keyboard.press("Shift+D")
    expect(page.get_by_role("heading", name="Interview 2")).to_be_visible()
    page.keyboard.press("Shift+N")
    expect(page.get_by_role("heading", name="Round 1")).to_be_visible()
    expect(page.get_by_role("row", name="Interview 2")).to_contain_text("nothing here")
    expect(page.get_by_role("row", name="Ana newly coded Meeting 1")).to_be_visible()
    page.get_by_role("link", name="Interview 1").click()
    expect(page.get_by_role("button", name="Mark as done")).to_be_visible()
    expect(page.get_by_role("button", name="Done for this round: take it back")).to_be_visible()
    page.wait_for_function("document.querySelector('passage-selection').transcript !== undefined")
    page.keyboard.press("Shift+D")
    expect(page.get_by_role("region", name="Round 1")).to_contain_text("1 of 2")
    expect(page.locator(".look-sign")).to_have_count(2)


@pytest.mark.parametrize(("width", "light"), [(1280, "light"), (1280, "dark"), (640, "light")])
def test_axe_finds_nothing(site: Site, browser: Browser, width: int, light: str):
    documents = merged(site)
    context = browser.new_context(
        bypass_csp=True, color_scheme=light, viewport={"width": width, "height": 900}
    )
    context.add_cookies([site.cookie()])
    page = context.new_page()
    open_a_round(page, site)
    shots = os.environ.get("SHOTS")
    here = f"{site.address}{site.project}"
    for name, address in {
        "round": page.url,
        "rounds": f"{here}/rounds",
        "new": f"{here}/rounds/new",
        "reading": f"{here}/documents/{documents[0]}",
    }.items():
        page.goto(address)
        assert findings(page) == []
        if shots:
            page.screenshot(path=f"{shots}/{name}-{width}-{light}.png")
    context.close()
