"""Journeys: attributes by hand and for many, then counts by them; somebody is left out and comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services import attributes, codes, codings
from tests.app.cast import add_document, selected
from tests.app.site import Site
from tests.browser.axe import findings
from tests.browser.test_accessibility import VIEWS
from tests.conftest import watched_page


@pytest.fixture(params=VIEWS)
def seen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with watched_page(browser, **VIEWS[request.param], bypass_csp=True) as page:
        yield page


@pytest.fixture
def wide(browser: Browser) -> Iterator[Page]:
    with watched_page(browser, **VIEWS["wide"]) as page:
        yield page


@pytest.fixture
def coded(site: Site) -> str:
    """A document of two people, each with a coding."""
    document = site.people.as_("Ana", add_document)
    code = site.people.as_("Ana", codes.create_code, "Contact").code_id
    for start, end in ((4, 11), (59, 66)):
        site.people.as_("Ana", codings.add_coding, document, selected(start, end), code)
    return document


def opened(page: Page, site: Site, place: str) -> Page:
    page.context.add_cookies([site.cookie()])
    page.goto(f"{site.address}{site.project}/{place}")
    return page


def test_an_attribute_and_its_values_by_hand_and_for_many_then_counts_by_it(
    site: Site, wide: Page, coded: str
) -> None:
    page = opened(wide, site, "attributes")
    form = page.locator("section form.attribute-form")
    expect(form.get_by_label("Choices")).to_be_hidden()
    form.get_by_label("Name").fill("started")
    form.get_by_label("Type").select_option("date")
    form.get_by_role("button", name="Add the attribute").click()
    expect(page.locator(".attributes > li")).to_have_count(1)
    form.get_by_label("Name").fill("site")
    form.get_by_label("Type").select_option("choice")
    form.get_by_label("Choices").fill("north\nsouth")
    form.get_by_role("button", name="Add the attribute").click()
    expect(page.locator(".attributes > li")).to_have_count(2)

    page.get_by_role("link", name="Values of participants").click()
    started = page.get_by_label("started of P1")
    started.fill("4/5/2020")
    started.press("Enter")
    expect(page.get_by_label("started of P2")).to_be_focused()
    expect(page.locator("#refused")).to_contain_text("can be two days")
    expect(started).to_have_attribute("aria-invalid", "true")
    started.fill("5 April 2020")
    started.press("Tab")
    expect(page.locator("#toast")).to_contain_text("“5 April 2020” is kept as 2020-04-05")
    expect(started).to_have_value("2020-04-05")

    page.get_by_label("Choose all on this page").check()
    expect(page.locator("[data-number]")).to_have_text("2 chosen")
    many = page.get_by_role("group", name="For those chosen")
    many.locator("[name=attribute]").select_option(label="site")
    many.get_by_label("Value for all who are chosen").fill("north")
    many.get_by_role("button", name="Set value").click()
    expect(page.locator("#toast")).to_contain_text("Set “site” of 2 participants to “north”")
    expect(page.get_by_label("site of P2")).to_have_value("north")
    page.get_by_label("site of P2").select_option("south")
    expect(page.locator("#toast")).to_contain_text("Set “site” of P2 to “south”")

    page.goto(f"{site.address}{site.project}/counts?by=site")
    heads = page.locator("thead")
    expect(heads).to_contain_text("north")
    expect(heads).to_contain_text("south")


def test_who_is_left_out_is_gone_from_the_counts_and_comes_back(site: Site, wide: Page, coded: str) -> None:
    page = opened(wide, site, "people")
    page.get_by_label("Choose P1").check()
    many = page.get_by_role("group", name="For those chosen")
    many.get_by_label("Consent").select_option("left out")
    many.get_by_role("button", name="Set consent").click()
    expect(page.locator("tr.out")).to_contain_text("P1")
    page.goto(f"{site.address}{site.project}/counts")
    expect(page.locator("main")).to_contain_text("of the 1 person who spoke")
    opened(page, site, f"documents/{coded}")
    expect(page.locator(".turn.left-out")).to_have_count(1)
    opened(page, site, "people")
    page.get_by_role("link", name="P1", exact=True).click()
    page.get_by_role("radio", name="Quotable words").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Set consent").click()
    opened(page, site, "people")
    expect(page.locator("tr.out")).to_have_count(0)


def test_axe_finds_nothing_on_the_pages_of_people(site: Site, seen: Page, coded: str, tmp_path: Path) -> None:
    people = site.people
    people.as_("Ana", attributes.add_attribute, "participant", "site", "choice", ["north", "south"])
    people.as_("Ana", attributes.add_attribute, "document", "phase")
    person = next(iter(people.rows()["participant"]))
    page = opened(seen, site, "people")
    page.get_by_label("Choose P1").check()
    assert findings(page) == []
    for place in (
        "people/documents",
        "attributes",
        "attributes?of=document",
        f"people/{person}",
        f"documents/{coded}/people",
    ):
        assert findings(opened(page, site, place)) == [], place
