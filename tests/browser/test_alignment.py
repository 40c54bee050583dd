"""Four proposals become one agreed tree: laid side by side, the sure ones taken, the rest decided, applied, undone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services.imports.proposals import import_proposal
from quotetree.app.services.imports.tables import import_table
from quotetree.app.services.projects import open_layer
from quotetree.app.store import codes
from quotetree.app.store.access import Access
from tests.app.cast import add_document
from tests.app.site import Site
from tests.app.test_proposals import coded, rows
from tests.browser.axe import findings
from tests.browser.test_accessibility import VIEWS
from tests.conftest import watched_page

TREES = {
    "Ana": ("Contact", "Contact > Daily", "Mood"),
    "Ben": ("Contact", "Mood", "Parking"),
    "Chris": ("Contacts", "Contacts > Daily"),
    "Dana": ("Contact", "Mood"),
}


@pytest.fixture
def proposed(site: Site) -> Site:
    site.people.as_("Ana", add_document)
    for name, paths in TREES.items():
        site.people.as_("Ana", import_proposal, name, rows(*paths))
    said = coded((4, 11, "Contact", "Ana"), (4, 11, "Contact", "Ben"), (12, 20, "Mood", "Dana"))
    site.people.as_("Ana", import_table, "codings", said, {})
    return site


def paths(access: Access) -> list[str]:
    return list(codes.tree(access).paths.values())


def lay(page: Page, site: Site) -> None:
    page.goto(f"{site.address}{site.project}/proposals")
    page.get_by_role("button", name="Lay side by side").click()
    expect(page.get_by_role("heading", name="Merge four trees")).to_be_visible()
    expect(page.get_by_role("button", name="Apply 0 as one action")).to_be_disabled()


def test_four_proposals_become_one_tree(site: Site, proposed: Site, browser: Browser) -> None:
    with watched_page(browser) as page:
        page.context.add_cookies([site.cookie("Ana")])
        lay(page, site)
        page.get_by_role("button", name="Take the").click()
        panel = page.get_by_role("complementary", name="Dry run")
        expect(panel.get_by_text("Mood")).to_be_visible()
        parking = page.locator(".pairs tbody", has_text="Parking")
        parking.locator("select[name=do]").select_option("out")
        expect(page.locator(".pairs .decided", has_text="Parking")).to_be_visible()
        waiting = page.locator(".pairs tbody:not(.decided):has(select)")
        while (left := waiting.count()) > 0:
            waiting.first.locator("select[name=do]").select_option("same")
            expect(waiting).to_have_count(left - 1)
        expect(panel.get_by_text("Nothing waits.")).to_be_visible()
        panel.get_by_label("Why").fill("Agreed in the meeting")
        panel.get_by_role("button", name="Apply").click()
        expect(page.get_by_role("heading", name="Merge four trees")).to_be_visible()
        assert site.people.as_("Ana", paths) == ["Contact", "Contact > Daily", "Mood"]
        expect(panel.get_by_text("0 of them new")).to_be_visible()
        page.keyboard.press("z")
        expect(panel.get_by_text("3 of them new")).to_be_visible()
        assert site.people.as_("Ana", paths) == []


@pytest.fixture(params=VIEWS)
def seen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with watched_page(browser, **VIEWS[request.param], bypass_csp=True) as page:
        yield page


def test_axe_finds_nothing(proposed: Site, seen: Page) -> None:
    seen.context.add_cookies([proposed.cookie("Ana")])
    seen.goto(f"{proposed.address}{proposed.project}/proposals")
    assert findings(seen) == []
    lay(seen, proposed)
    seen.get_by_role("button", name="Take the").click()
    expect(seen.locator(".dry-run li").first).to_be_visible()
    assert findings(seen) == []


def test_who_looks_at_an_older_decision_is_told_and_changes_nothing(
    site: Site, proposed: Site, browser: Browser
) -> None:
    with watched_page(browser) as anas, watched_page(browser) as bens:
        anas.context.add_cookies([site.cookie("Ana")])
        lay(anas, site)
        site.people.as_("Ana", open_layer, "trial")
        bens.context.add_cookies([site.cookie("Ben")])
        bens.goto(anas.url)
        his, hers = (one.locator(".pairs tbody", has_text="Mood") for one in (bens, anas))
        expect(his.locator("select[name=do]")).to_have_value("")
        hers.locator("select[name=do]").select_option("out")
        expect(anas.get_by_role("button", name="Apply 1 as one action")).to_be_visible()

        his.locator("select[name=do]").select_option("same")
        expect(his).to_contain_text("Somebody else decided this meanwhile")
        expect(his.locator("select[name=do]")).to_have_value("out")
        his.locator("select[name=do]").select_option("same")
        expect(his).not_to_contain_text("Somebody else decided this meanwhile")
        expect(his.locator("select[name=do]")).to_have_value("same")
