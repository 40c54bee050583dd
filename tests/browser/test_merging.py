"""Merging codes in the browser, and taking the merge back when others have gone on meanwhile."""

import pytest
from playwright.sync_api import Page, expect

from quotetree.app.services import codings
from quotetree.app.store import codes as store
from tests.app.cast import selected
from tests.app.site import Site
from tests.browser.tree_page import PATHS, TreePage, code_id, grow, open_tree


@pytest.fixture
def tree(site: Site, page: Page) -> TreePage:
    return open_tree(page, site, grow(site, PATHS))


def coded(tree: TreePage, who: str, path: str, start: int, end: int) -> None:
    people = tree.site.people
    document = tree.page.url.rpartition("/")[2]
    people.as_(who, codings.add_coding, document, selected(start, end), code_id(tree, path))


def carried(tree: TreePage, path: str) -> int:
    found = tree.site.people.as_("Ana", store.codings_by_code, writing=False)
    return int(found.get(code_id(tree, path), 0))


def test_a_merge_undone_later_leaves_what_was_put_there_since(tree: TreePage):
    coded(tree, "Ana", "Contact > Increased > Nurses", 4, 11)
    coded(tree, "Ben", "Contact > Increased > Doctors", 0, 20)
    page = tree.page
    tree.go_to("Contact > Increased > Nurses")
    tree.press(" ", "ArrowDown", " ")
    page.get_by_role("button", name="Merge…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("base")
    page.keyboard.press("Enter")
    main = dialog.get_by_role("button", name="Merge 2 codings into “Base”")
    expect(main).to_be_visible()
    dialog.get_by_label("Why").fill("They say the same")
    main.click()
    tree.said("Merged “Nurses” and “Doctors” into “Base”: 2 codings")
    tree.at("Base")
    assert carried(tree, "Base") == 2
    coded(tree, "Ben", "Base", 5, 9)
    page.get_by_role("button", name="History").click()
    page.get_by_role("button", name="Undo: merged “Nurses”").click()
    choice = page.get_by_role("dialog", name="1 thing changed since")
    expect(choice).to_contain_text("Ben")
    choice.get_by_role("button", name="Go on without them").click()
    expect(tree.item("Contact > Increased > Nurses")).to_be_attached()
    assert carried(tree, "Base") == 1
    assert carried(tree, "Contact > Increased > Nurses") == 1


def test_what_cannot_be_merged_is_said_in_the_dialog(tree: TreePage):
    tree.go_to("Contact")
    tree.page.get_by_role("button", name="Merge…").click()
    dialog = tree.page.get_by_role("dialog")
    tree.page.keyboard.type("nur")
    tree.page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("one of its sub-codes")
    assert tree.paths() == PATHS
