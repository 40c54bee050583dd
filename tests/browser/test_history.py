"""The history panel, undo and redo by key and by click, and the question where others changed things since."""

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services import codes as service
from quotetree.app.services.codings import add_coding
from quotetree.app.store.access import Access
from tests.app.cast import selected
from tests.app.site import Site
from tests.browser.test_code_tree import PATHS, TreePage, code_id, grow, open_tree
from tests.conftest import watched_page


@pytest.fixture
def tree(site: Site, page: Page) -> TreePage:
    return open_tree(page, site, grow(site, PATHS))


def rename(tree: TreePage, who: str, path: str, name: str) -> None:
    code = code_id(tree, path)

    def renamed(access: Access) -> service.TreeChanged:
        return service.define_code(access, code, name=name)

    tree.site.people.as_(who, renamed)


def open_history(page: Page) -> None:
    page.get_by_role("button", name="History").click()
    expect(page.locator("#history-list > li").first).to_be_visible()


def test_z_takes_back_and_shift_z_does_again(tree: TreePage):
    rename(tree, "Ana", "Base", "Shared base")
    expect(tree.item("Shared base")).to_be_visible()
    tree.page.locator("#transcript").focus()
    tree.press("z")
    tree.said("Took back: renamed “Base” to “Shared base”")
    expect(tree.item("Base")).to_be_visible()
    tree.press("Shift+Z")
    tree.said("Did again: renamed “Base” to “Shared base”")
    expect(tree.item("Shared base")).to_be_visible()


def test_any_action_is_undone_in_the_history(tree: TreePage):
    for name in ("One", "Two"):
        tree.site.people.as_("Ana", service.create_code, name)
    open_history(tree.page)
    lines = tree.page.locator("#history-list > li")
    expect(lines.first).to_contain_text("Ana made the code “Two”.")
    lines.nth(1).get_by_role("button", name="Undo: made the code “One”").click()
    tree.said("Took back: made the code “One”")
    expect(lines.first).to_contain_text("took back: made the code “One”")
    expect(lines.nth(2)).to_contain_text("taken back")
    expect(tree.item("One")).to_have_count(0)
    expect(tree.item("Two")).to_have_count(1)
    lines.nth(2).get_by_role("button", name="Redo: made the code “One”").click()
    expect(tree.item("One")).to_have_count(1)


def test_the_history_is_filtered_to_my_own_actions(tree: TreePage):
    tree.site.people.as_("Ben", service.create_code, "Ben's")
    open_history(tree.page)
    line = tree.page.locator("#history-list > li", has_text="Ben made the code “Ben's”")
    expect(line).to_have_count(1)
    tree.page.locator("#history").get_by_text("Mine").click()
    expect(line).to_have_count(0)


def test_one_steps_back_to_where_it_happened(tree: TreePage):
    document = tree.page.url.split("/")[-1]
    tree.site.people.as_("Ben", add_coding, document, selected(4, 11), code_id(tree, "Base"))
    tree.page.goto(f"{tree.site.address}{tree.site.project}")
    open_history(tree.page)
    tree.page.locator("#history-list > li", has_text="coded “Base”").get_by_role(
        "link", name="Go there"
    ).click()
    expect(tree.page).to_have_url(f"{tree.site.address}{tree.site.project}/documents/{document}#passage-4-11")
    expect(tree.page.locator("#code-button")).to_have_attribute("aria-disabled", "false")


def test_a_change_of_the_tree_is_shown_in_the_tree(tree: TreePage):
    rename(tree, "Ben", "Contact > Increased > Doctors", "Physicians")
    tree.page.get_by_role("button", name="Close all").click()
    open_history(tree.page)
    line = tree.page.locator("#history-list > li", has_text="renamed “Doctors” to “Physicians”")
    line.get_by_role("button", name="Show in the tree").click()
    tree.at("Contact > Increased > Physicians")
    expect(tree.page.locator("#history")).to_be_hidden()


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("Go on without them", "Ben's name"),
        ("Take the later actions back too", "Base"),
        ("Leave it", "Ben's name"),
    ],
)
def test_what_was_changed_since_is_listed_first_and_one_chooses(tree: TreePage, choice: str, left: str):
    def renamed_and_coloured(access: Access) -> service.TreeChanged:
        code = next(one for one in service.store.tree(access) if one.name == "Base")
        return service.define_code(access, code.id, name="Ana's name", colour=9)

    tree.site.people.as_("Ana", renamed_and_coloured)
    rename(tree, "Ben", "Ana's name", "Ben's name")
    expect(tree.item("Ben's name")).to_be_visible()
    tree.page.locator("#transcript").focus()
    tree.press("z")
    dialog = tree.page.get_by_role("dialog", name="1 thing changed since")
    expect(dialog).to_contain_text("the code was changed since: Ben renamed “Ana's name” to “Ben's name”")
    before = tree.tree()
    dialog.get_by_role("button", name=choice).click()
    expect(dialog).to_be_hidden()
    expect(tree.item(left)).to_be_visible()
    if choice == "Leave it":
        assert tree.tree() == before
    else:
        expect(tree.item(left)).not_to_have_attribute("data-colour", "9")


def test_a_coder_takes_back_own_actions_alone(site: Site, browser: Browser):
    document = grow(site, PATHS)
    site.people.as_("Ben", service.create_code, "Ben's")
    with watched_page(browser) as page:
        open_tree(page, site, document, "Ben")
        open_history(page)
        expect(page.locator("#history-list").get_by_role("button", name="Undo")).to_have_count(1)


def test_a_reader_reads_the_history(site: Site, browser: Browser):
    document = grow(site, PATHS)
    with watched_page(browser) as page:
        open_tree(page, site, document, "Carla")
        expect(page.get_by_role("button", name="Undo (z)")).to_have_count(0)
        open_history(page)
        expect(page.locator("#history-list").get_by_role("button", name="Undo")).to_have_count(0)
