"""A reason is given from the toast and the trail, and stands in the history; the tree's menu is used by keys."""

from playwright.sync_api import Browser, expect

from tests.app.site import Site
from tests.browser.axe import findings
from tests.browser.tree_page import PATHS, grow, open_tree
from tests.conftest import watched_page


def test_a_reason_is_given_where_no_dialog_asked_for_one(site: Site, browser: Browser):
    with watched_page(browser, bypass_csp=True) as page:  # axe sets styles of its own
        tree = open_tree(page, site, grow(site, PATHS))
        tree.go_to("Base")
        tree.press("Alt+ArrowUp")
        tree.said("Moved “Base”")
        page.get_by_role("button", name="Add a reason").click()
        expect(page.get_by_role("textbox", name="Reason")).to_be_focused()
        assert findings(page) == []
        page.get_by_role("textbox", name="Reason").fill("It comes first in the report.")
        page.keyboard.press("Enter")
        tree.said("Kept the reason")
        expect(page.locator("#undo-dialog")).to_be_hidden()
        page.get_by_role("button", name="History").click()
        line = page.locator("#history-list .action-line").first
        expect(line).to_contain_text("Why: It comes first in the report.")
        line.get_by_role("button", name="Change the reason").click()
        page.get_by_role("textbox", name="Reason").fill("As agreed.")
        page.get_by_role("button", name="Cancel").click()
        expect(line).to_contain_text("It comes first")
        page.goto(f"{site.address}{site.project}/trail")
        row = page.locator("table.trail tbody tr").first
        row.hover()
        row.get_by_role("button", name="Change the reason").click()
        page.get_by_role("textbox", name="Reason").fill("As agreed.")
        page.get_by_role("button", name="Keep the reason").click()
        expect(row).to_contain_text("As agreed.")
        assert findings(page) == []


def test_the_menu_of_the_tree_is_reached_and_left_by_keys(site: Site, browser: Browser):
    with watched_page(browser, bypass_csp=True) as page:
        tree = open_tree(page, site, grow(site, PATHS))
        tree.go_to("Base")
        page.locator("#tree-foot").get_by_role("button", name="Define").focus()
        tree.press("End")
        more = page.locator("#tree-foot").get_by_role("button", name="More")
        expect(more).to_be_focused()
        tree.press("Enter", "ArrowRight")
        expect(page.get_by_role("button", name="Split…")).to_be_focused()
        assert findings(page) == []
        tree.press("Escape")
        expect(more).to_be_focused()
        tree.press("Enter", "ArrowRight", "ArrowRight", "ArrowRight", "Enter")
        tree.said("Retired “Base”")
        expect(page.locator("#tree-more")).to_be_hidden()
