"""A code is split by keys, left half-way, and taken up by a second person; both see what the other decides."""

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services import codes, codings, splitting
from tests.app.cast import WORDS, add_document, selected
from tests.app.site import Site
from tests.browser.axe import findings
from tests.browser.tree_page import open_tree
from tests.conftest import watched_page

VIEWS = ((1280, "light"), (1280, "dark"), (640, "light"))


def coded(site: Site) -> tuple[str, str]:
    """A document and a code with six quotations."""
    document = site.people.as_("Ana", add_document)
    code = site.people.as_("Ana", codes.create_code, "Contact").code_id
    for start in range(4, 22, 3):
        site.people.as_("Ana", codings.add_coding, document, selected(start, start + 6, WORDS), code)
    return document, code


def open_table(page: Page, site: Site, split: str, who: str) -> None:
    page.context.add_cookies([site.cookie(who)])
    page.goto(f"{site.address}{site.project}/splittings/{split}")
    expect(page.locator(".card.current")).to_be_focused()


def state(page: Page, said: str) -> None:
    expect(page.locator("#splitting-state")).to_contain_text(said)


def column(page: Page, name: str) -> object:
    return page.get_by_role("region", name=name).locator(".card")


def test_a_split_by_keys_is_left_and_taken_up_by_another(site: Site, page: Page, browser: Browser):
    document, _ = coded(site)
    tree = open_tree(page, site, document)
    tree.go_to("Contact")
    page.locator("#tree-foot").get_by_role("button", name="More").click()
    page.get_by_role("button", name="Split…").click()
    page.get_by_label("New sub-codes").fill("Over tea\nBy message")
    page.get_by_role("button", name="Begin to split").click()
    expect(page.get_by_role("heading", level=1, name="Split Contact")).to_be_visible()
    expect(page.locator(".card.current")).to_be_focused()
    page.keyboard.press("1")
    state(page, "1 decided, 5 left")
    for key in ("s", "1", "2", "s"):
        page.keyboard.press(key)
    state(page, "2 decided, 4 left")
    expect(column(page, "Over tea")).to_have_count(2)
    expect(column(page, "By message")).to_have_count(1)
    page.keyboard.press("x")
    state(page, "3 decided, 3 left")
    page.keyboard.press("z")
    state(page, "2 decided, 4 left")
    page.get_by_role("link", name="Leave, go on later").click()
    with watched_page(browser) as other:
        other.context.add_cookies([site.cookie("Ben")])
        other.goto(f"{site.address}{site.project}")
        expect(other.get_by_text("4 quotations wait in a splitting table")).to_be_visible()
        other.get_by_role("link", name="Go on splitting").click()
        expect(other.locator(".card.current")).to_be_focused()
        page.go_back()
        expect(page.locator("#splitting-waiting .card")).to_have_count(4)
        for key in (" ", "j", " ", "2"):
            other.keyboard.press(key)
        state(other, "4 decided, 2 left")
        state(page, "4 decided, 2 left")
        expect(page.locator("#splitting-waiting .card")).to_have_count(2)
        for key in ("0", "0"):
            other.keyboard.press(key)
        other.get_by_role("button", name="Finish").click()
        expect(other.get_by_text("This splitting is closed")).to_be_visible()


@pytest.mark.parametrize(("width", "light"), VIEWS)
def test_axe_finds_nothing(site: Site, browser: Browser, width: int, light: str):
    _, code = coded(site)
    split = site.people.as_(
        "Ana", splitting.open_splitting, code, (), ["Over tea", "By message"]
    ).splitting_id
    view = {"viewport": {"width": width, "height": 800}, "color_scheme": light, "bypass_csp": True}
    with watched_page(browser, **view) as page:
        open_table(page, site, split, "Ana")
        page.keyboard.press("1")
        state(page, "1 decided, 5 left")
        assert findings(page) == []
        page.keyboard.press("n")
        expect(page.get_by_role("dialog", name="Another column")).to_be_visible()
        assert findings(page) == []
        page.get_by_label("Name of a new sub-code").fill("At the door")
        page.get_by_role("button", name="Add the column").click()
        expect(page.get_by_role("region", name="At the door")).to_be_attached()


def test_cards_are_dragged_to_columns_and_answers(site: Site, page: Page):
    _, code = coded(site)
    split = site.people.as_(
        "Ana", splitting.open_splitting, code, (), ["Over tea", "By message"]
    ).splitting_id
    open_table(page, site, split, "Ana")
    waiting = page.locator("#splitting-waiting > .card")
    waiting.nth(2).drag_to(page.get_by_role("region", name="By message"))
    state(page, "1 decided, 5 left")
    expect(column(page, "By message")).to_have_count(1)
    waiting.nth(0).locator(".pick").check()
    waiting.nth(1).locator(".pick").check()
    waiting.nth(1).drag_to(page.get_by_role("region", name="Over tea"))
    state(page, "3 decided, 3 left")
    expect(column(page, "Over tea")).to_have_count(2)
    column(page, "By message").first.drag_to(page.get_by_role("region", name="Over tea"))
    expect(column(page, "Over tea")).to_have_count(3)
    expect(column(page, "By message")).to_have_count(0)
    waiting.nth(0).drag_to(page.get_by_role("button", name="0 stays"))
    state(page, "4 decided, 2 left")
    waiting.nth(1).drag_to(waiting.nth(0))
    expect(waiting).to_have_count(2)
    page.get_by_role("button", name="1 Over tea").click()
    state(page, "5 decided, 1 left")
