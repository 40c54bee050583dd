"""From filters to counts, to codes together, to quotations with one code and not another."""

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services.imports.tables import import_codebook
from quotetree.coding.codebook import read_codebook
from tests.app.site import Site
from tests.browser.axe import findings
from tests.browser.reading_page import NURSES, WAITING, coded_by, make_document
from tests.browser.test_counts_to_place import CHAIR, OVER_TWO, PHYSIO, row
from tests.conftest import watched_page


@pytest.fixture
def document(site: Site) -> str:
    made = make_document(site)
    coded_by(site, "Ana", made, PHYSIO, NURSES)
    coded_by(site, "Ana", made, "at the hospital three days", WAITING)
    coded_by(site, "Ana", made, CHAIR, WAITING)
    coded_by(site, "Ana", made, OVER_TWO, WAITING)
    return made


def test_filters_are_set_shown_and_taken_off(site: Site, page: Page, document: str):
    page.context.add_cookies([site.cookie()])
    page.goto(f"{site.address}{site.project}/counts")
    page.get_by_role("button", name="Add a filter").click()
    page.get_by_label("Name like").fill("nothing like it*")
    page.get_by_role("button", name="Show").click()
    expect(row(page, "Waiting").locator("[data-number=comments]")).to_have_text("0")
    page.get_by_label("Hide codes without any").check()
    expect(page.get_by_text("No code counts anything with these choices.")).to_be_visible()
    page.get_by_role("link", name="Remove: Documents named nothing like it*").click()
    expect(row(page, "Waiting").locator("[data-number=comments]")).to_have_text("2")


def test_codes_together_open_and_lead_to_quotations_with_and_without(site: Site, page: Page, document: str):
    page.context.add_cookies([site.cookie()])
    page.goto(f"{site.address}{site.project}/counts")
    page.get_by_role("link", name="Codes together").click()
    pair = page.locator("count-table a[href*='also=']").first
    expect(pair).to_have_text("1")
    pair.click()
    expect(page.locator(".opened .quotation")).to_have_count(1)
    page.locator(".opened").get_by_role("link", name="Every coding").click()
    expect(page.locator(".quotation")).to_have_count(1)
    chosen = page.get_by_label("And also coded").input_value()
    page.get_by_label("And also coded").select_option("")
    expect(page.get_by_label("And also coded")).to_be_focused()
    page.get_by_label("And not coded").select_option(chosen)
    expect(page.get_by_text("Nothing is coded so with these choices.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site: Site, document: str, scheme: str):
    with watched_page(browser, bypass_csp=True, color_scheme=scheme) as page:
        page.context.add_cookies([site.cookie()])
        for path in ("counts?named=*", "counts/together", "quotations"):
            page.goto(f"{site.address}{site.project}/{path}")
            assert findings(page) == [], path
            page.locator(".add-filter").click()
            assert findings(page) == [], path


def test_no_page_scrolls_sideways_at_640(browser: Browser, site: Site, document: str):
    with watched_page(browser, viewport={"width": 640, "height": 800}) as page:
        page.context.add_cookies([site.cookie()])
        for path in ("counts/together", "counts?named=*", "quotations"):
            page.goto(f"{site.address}{site.project}/{path}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_heads_of_a_wide_table_stay_in_sight(site: Site, page: Page, document: str):
    below = [f"Code number {n}" for n in range(45)]
    site.people.as_("Ana", import_codebook, read_codebook([{"path": path} for path in below]))
    page.context.add_cookies([site.cookie()])
    page.goto(f"{site.address}{site.project}/counts/together")
    head, first = page.get_by_role("columnheader", name="Code number 40"), page.get_by_role("rowheader").last
    first.scroll_into_view_if_needed()
    page.locator("count-table").evaluate("table => table.scrollTo(table.scrollWidth, table.scrollHeight)")
    expect(head).to_be_in_viewport(ratio=0.9)
    expect(first).to_be_in_viewport(ratio=0.9)
    corner = page.locator("count-table thead th").first
    box = corner.bounding_box()
    assert box
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    on_top = page.evaluate("({x, y}) => document.elementFromPoint(x, y).closest('th').cellIndex", at)
    assert on_top == 0
