"""axe finds nothing in what the code tree and the history open over the page."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services import codes as service
from quotetree.app.services.codings import add_coding
from quotetree.app.store.access import Access
from quotetree.coding.tree_plans import Place
from tests.app.cast import selected
from tests.app.site import Site
from tests.browser.axe import findings
from tests.browser.tree_page import PATHS, code_id, grow, open_tree
from tests.conftest import watched_page

VIEWS = [("light", 1280), ("dark", 1280), ("light", 640)]


@pytest.fixture(params=VIEWS, ids=lambda view: f"{view[0]}-{view[1]}")
def seen(request: pytest.FixtureRequest, site: Site, browser: Browser) -> Iterator[Page]:
    """A page in one of the views; without its policy, since axe writes styles into it."""
    light, width = request.param
    look = {"viewport": {"width": width, "height": 800}, "color_scheme": light}
    with watched_page(browser, bypass_csp=True, **look) as page:
        yield page


def filled(site: Site) -> str:
    """A document with codings by two people, a heading, and a code on a key."""
    document = grow(site, PATHS)

    def more(access: Access) -> str:
        heading = service.create_code(access, "Said of it", heading=True).code_id
        code = service.create_code(access, "Doctors", Place(heading)).code_id
        service.pin_code(access, code, 3)
        add_coding(access, document, selected(4, 11), code)
        return code

    code: str = site.people.as_("Ana", more)
    site.people.as_("Ben", add_coding, document, selected(4, 20), code)
    return document


def rename(page: Page) -> None:
    page.keyboard.press("F2")


def delete(page: Page) -> None:
    page.keyboard.press("Delete")
    expect(page.get_by_role("dialog")).to_be_visible()


def define(page: Page) -> None:
    page.get_by_role("button", name="Define").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def make(page: Page) -> None:
    page.keyboard.press("Insert")
    expect(page.get_by_role("dialog")).to_be_visible()


def move(page: Page) -> None:
    page.get_by_role("button", name="Move to…").click()
    page.keyboard.type("con")


def merge(page: Page) -> None:
    page.get_by_role("button", name="Merge…").click()
    page.keyboard.type("bas")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Merge the code into “Base”")).to_be_visible()


def see_history(page: Page) -> None:
    page.get_by_role("button", name="History").click()
    expect(page.locator("#history-list > li").first).to_be_visible()


@pytest.mark.parametrize("opened", [rename, delete, define, make, move, merge, see_history])
def test_what_opens_from_the_tree(site: Site, seen: Page, opened: Callable[[Page], None]):
    tree = open_tree(seen, site, filled(site))
    if seen.viewport_size and seen.viewport_size["width"] < 760:
        seen.get_by_role("button", name="Codes").click()
    tree.go_to("Contact > Increased")
    opened(seen)
    # Narrow, the tree stands in place of the text, whose name is the page's first heading.
    assert [found for found in findings(seen) if "page-has-heading-one" not in str(found)] == []


def test_the_question_before_an_undo(site: Site, seen: Page):
    tree = open_tree(seen, site, filled(site))
    base = code_id(tree, "Base")
    for who, name in (("Ana", "First"), ("Ben", "Second")):
        site.people.as_(who, lambda access, name=name: service.define_code(access, base, name=name))
    seen.locator("#transcript").focus()
    seen.keyboard.press("z")
    expect(seen.get_by_role("dialog", name="1 thing changed since")).to_be_visible()
    assert findings(seen) == []
