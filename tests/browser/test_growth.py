"""Journeys: the tree is named, changed, compared with the version; all that was done is looked through."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services import codes
from quotetree.coding.tree_plans import Place
from tests.app.site import Site
from tests.browser.axe import findings
from tests.browser.test_accessibility import VIEWS
from tests.conftest import watched_page


@pytest.fixture(params=VIEWS)
def seen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with watched_page(browser, **VIEWS[request.param], bypass_csp=True) as page:
        yield page


def test_a_version_is_named_and_what_changed_since_is_told(site: Site, seen: Page) -> None:
    contact = site.people.as_("Ana", codes.create_code, "Contact").code_id
    seen.context.add_cookies([site.cookie()])
    seen.goto(f"{site.address}{site.project}/growth")
    seen.get_by_label("Name", exact=True).fill("after 22 interviews")
    seen.get_by_label("Note").fill("Before the workshop.")
    seen.get_by_role("button", name="Name this version").click()
    expect(seen.locator(".growth-table tbody tr")).to_have_count(1)
    expect(seen.locator(".growth-table")).to_contain_text("Before the workshop.")
    site.people.as_("Ana", codes.create_code, "Daily", Place(contact), "Said by many.")
    seen.reload()
    expect(seen.locator(".growth-table tbody tr")).to_have_count(2)
    assert findings(seen) == []
    seen.get_by_role("link", name="What changed until today").click()
    expect(seen.locator(".compared .new")).to_contain_text("Daily new")
    row = seen.locator(".comparison tbody tr")
    expect(row).to_contain_text("Said by many.")
    assert findings(seen) == []
    row.get_by_role("link", name="Contact > Daily").click()
    expect(seen.locator(".life")).to_contain_text("Why: Said by many.")
    assert findings(seen) == []
    seen.get_by_role("link", name="made the code “Daily”").click()
    expect(seen.locator(".trail .asked")).to_contain_text("made the code “Daily”")
    assert findings(seen) == []
