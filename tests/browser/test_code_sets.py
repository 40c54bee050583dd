"""A set of codes from its making to a code taken out of it."""

import os
import re

from playwright.sync_api import Browser, expect

from quotetree.app.services import codes
from quotetree.coding.tree_plans import Place
from tests.app.site import Site
from tests.browser.axe import findings


def test_a_set_is_made_and_axe_finds_nothing(site: Site, browser: Browser):
    contact = site.people.as_("Ana", codes.create_code, "Contact with family").code_id
    for name in ("Daily", "In passing"):
        site.people.as_("Ana", codes.create_code, name, Place(contact))
    site.people.as_("Ana", codes.create_code, "Hope")
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    context.add_cookies([site.cookie()])
    page = context.new_page()
    shots = os.environ.get("SHOTS")

    def looked_at(name: str) -> None:
        assert findings(page) == []
        if shots:
            page.screenshot(path=f"{shots}/{name}.png")

    page.goto(f"{site.address}{site.project}/growth")
    page.get_by_role("link", name="Sets of codes").click()
    page.get_by_role("link", name="Make a set…").click()
    looked_at("set-new")
    page.get_by_role("textbox", name="Name").fill("Research question 2")
    page.get_by_role("textbox", name="Note").fill("What helps people to stay in touch?")
    page.get_by_label("Contact with family > Daily").check()
    page.get_by_label("Hope").check()
    page.get_by_role("button", name="Make the set").click()
    expect(page.get_by_role("heading", name="Research question 2")).to_be_visible()
    expect(page.get_by_text("Set of 2 codes")).to_be_visible()
    looked_at("set")
    page.get_by_role("link", name="Counts", exact=True).last.click()
    expect(page.locator("count-table tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Filters").click()
    expect(page.get_by_role("combobox", name="Set", exact=True)).to_have_value(re.compile("."))
    looked_at("set-counts")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Remove: Set Research question 2").click()
    expect(page.locator("count-table tbody tr")).to_have_count(4)
    page.go_back()
    page.go_back()
    page.get_by_role("group", name="In the set", exact=True).get_by_label("Hope").check()
    page.get_by_role("button", name="Take the ticked ones out").click()
    expect(page.get_by_text("Set of 1 code.")).to_be_visible()
    page.get_by_role("link", name="All sets").click()
    expect(page.get_by_role("row", name="Research question 2")).to_contain_text("Contact with family > Daily")
    looked_at("sets")
    context.close()
