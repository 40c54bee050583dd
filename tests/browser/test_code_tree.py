"""The code tree in the browser: keys, names, moves by drag and by click, deletion, finding, five hundred codes."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services import codes as service
from quotetree.app.services.codings import add_coding
from tests.app.cast import selected
from tests.app.site import Site
from tests.browser.tree_page import PATHS, TreePage, code_id, grow, open_tree
from tests.conftest import watched_page


@pytest.fixture
def tree(site: Site, page: Page) -> TreePage:
    return open_tree(page, site, grow(site, PATHS))


def test_one_tab_stop_and_arrows_home_end_and_letters(tree: TreePage):
    tree.page.locator("#tree [tabindex='0']").focus()
    tree.press("ArrowDown", "ArrowDown")
    tree.at("Contact > Increased > Nurses")
    tree.press("ArrowLeft", "ArrowLeft")
    tree.at("Contact > Increased")
    expect(tree.item("Contact > Increased")).to_have_attribute("aria-expanded", "false")
    tree.press("ArrowDown")
    tree.at("Contact > Decreased")
    tree.press("End")
    tree.at("Base")
    tree.press("Home", "r")
    tree.at("Referral")
    expect(tree.page.locator("#tree [tabindex='0']")).to_have_count(1)
    tree.press("ArrowRight")
    tree.at("Referral > Quicker")


def test_what_is_closed_stays_closed_when_the_page_is_opened_again(tree: TreePage):
    tree.item("Contact").locator(".twist").click()
    expect(tree.item("Contact > Increased")).to_be_hidden()
    tree.page.reload()
    expect(tree.item("Contact")).to_have_attribute("aria-expanded", "false")
    tree.page.get_by_role("button", name="Close all").click()
    expect(tree.item("Referral > Quicker")).to_be_hidden()
    tree.page.get_by_role("button", name="Open all").click()
    expect(tree.item("Contact > Increased > Nurses")).to_be_visible()


def test_finding_keeps_the_codes_above_a_hit(tree: TreePage):
    tree.item("Contact").locator(".twist").click()
    tree.page.locator("#tree-filter").fill("con nur")
    expect(tree.item("Contact > Increased > Nurses")).to_be_visible()
    expect(tree.item("Contact > Increased > Doctors")).to_be_hidden()
    expect(tree.item("Referral")).to_be_hidden()
    expect(tree.page.locator("#tree-count")).to_have_text("1 of 8")
    tree.press("Enter")
    tree.at("Contact > Increased > Nurses")
    tree.page.locator("#tree-filter").fill("zebra")
    expect(tree.page.locator("#tree-no-hits")).to_be_visible()
    tree.press("Escape")
    expect(tree.item("Referral")).to_be_visible()
    expect(tree.item("Contact > Increased")).to_be_hidden()


def test_f_goes_to_the_field_and_the_tree_keeps_its_letters(tree: TreePage):
    tree.page.locator("#transcript").focus()
    tree.press("f")
    expect(tree.page.locator("#tree-filter")).to_be_focused()


# Names


def test_f2_renames_in_place_and_the_keyboard_stays(tree: TreePage):
    tree.go_to("Referral > Quicker")
    tree.press("F2")
    tree.page.keyboard.type("Faster & <better")
    tree.press("Enter")
    tree.said("Renamed “Quicker” to “Faster & <better”")
    tree.at("Referral > Faster & <better")
    assert "Referral > Faster & <better" in tree.paths()


def test_a_twin_is_refused_and_what_was_typed_is_kept(tree: TreePage):
    tree.go_to("Referral")
    tree.press("F2")
    tree.page.keyboard.type("base")
    tree.press("Enter")
    tree.refused("There is already a code “Base” among the main codes.")
    field = tree.page.locator(".tree-rename")
    expect(field).to_have_value("base")
    expect(field).to_be_focused()
    tree.press("Escape")
    tree.at("Referral")
    assert tree.paths() == PATHS


def test_what_another_person_does_meanwhile_does_not_end_typing(tree: TreePage):
    tree.go_to("Base")
    tree.press("F2")
    tree.page.keyboard.type("Shared ba")
    tree.site.people.as_("Ben", service.create_code, "Ben's")
    expect(tree.item("Ben's")).to_be_visible()
    tree.page.keyboard.type("se")
    tree.press("Enter")
    tree.said("Renamed “Base” to “Shared base”")


# Making and defining


def test_a_code_is_made_beside_the_one_the_keyboard_is_on(tree: TreePage):
    tree.go_to("Contact > Decreased")
    tree.press("Insert")
    dialog = tree.page.get_by_role("dialog", name="New code")
    expect(dialog.get_by_label("Name", exact=True)).to_be_focused()
    tree.page.keyboard.type("Unchanged")
    dialog.get_by_label("Full definition").fill("Talk of no change.\nNone.")
    dialog.get_by_label("Heading").check()
    dialog.get_by_role("button", name="Make the code").click()
    tree.said("Made the code “Unchanged”")
    tree.at("Contact > Unchanged")
    made = tree.tree()[code_id(tree, "Contact > Unchanged")]
    assert (made.definition, made.heading) == ("Talk of no change.\nNone.", True)
    expect(tree.item("Contact > Unchanged")).to_have_accessible_name(re.compile("Unchanged.*heading"))


def test_a_code_is_defined_and_the_dialog_says_what_is_refused(tree: TreePage):
    tree.go_to("Referral")
    tree.page.get_by_role("button", name="Define").click()
    dialog = tree.page.get_by_role("dialog", name="Define Referral")
    dialog.get_by_label("Name", exact=True).fill("contact")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("There is already a code “Contact”")
    dialog.get_by_label("Name", exact=True).fill("Referral")
    dialog.get_by_label("Colour 7", exact=True).check()
    dialog.get_by_label("When not").fill("Mere mention.")
    dialog.get_by_role("button", name="Save").click()
    tree.said("Changed “Referral”: colour, when not")
    expect(dialog).to_be_hidden()
    tree.at("Referral")
    expect(tree.item("Referral > Quicker")).to_have_attribute("data-colour", "7")


def test_alt_and_a_digit_pin_a_code(tree: TreePage):
    tree.go_to("Base")
    tree.press("Alt+4")
    expect(tree.item("Base").locator("kbd")).to_have_text("4")
    tree.press("Alt+4")
    expect(tree.item("Base").locator("kbd")).to_have_count(0)


def test_enter_on_a_code_codes_the_passage_that_is_chosen(tree: TreePage):
    tree.page.locator("#transcript").focus()
    tree.press("j")
    tree.go_to("Base")
    tree.press("Enter")
    tree.said("Coded Base")
    expect(tree.item("Base").locator(".counts .all")).to_have_text("1 · 1")
    tree.at("Base")
    tree.item("Referral").dblclick()
    tree.said("Coded Referral")


def test_enter_on_a_code_opens_it_where_nothing_is_chosen(tree: TreePage):
    tree.go_to("Base")
    tree.press("Enter")
    expect(tree.page.get_by_role("dialog", name="Define Base")).to_be_visible()


# Deleting


def test_a_deletion_says_how_many_and_lets_choose(tree: TreePage):
    document = tree.page.url.split("/")[-1].split("#")[0]
    coded = [code_id(tree, path) for path in ("Contact > Increased", "Contact > Increased > Nurses")]
    for code in coded:
        tree.site.people.as_("Ana", add_coding, document, selected(4, 11), code)
    tree.go_to("Contact > Increased")
    tree.press("Delete")
    dialog = tree.page.get_by_role("dialog", name="Delete Increased")
    expect(dialog).to_contain_text("It has 2 sub-codes and 1 coding of its own, with its sub-codes 2.")
    dialog.get_by_role("radio", name="are deleted too").check()
    dialog.get_by_label("The codings of what is deleted").select_option(label="move to Base")
    dialog.get_by_role("button", name="Delete the code").click()
    tree.said("Deleted “Increased” with 2 sub-codes; 2 codings went to “Base”")
    tree.at("Contact > Decreased")
    expect(tree.item("Contact > Increased")).to_have_count(0)
    expect(tree.item("Base").locator(".counts .all")).to_have_text("1 · 1")


def test_every_count_opens_its_quotations(tree: TreePage):
    code = code_id(tree, "Contact > Increased > Nurses")
    tree.site.people.as_("Ana", add_coding, tree.page.url.split("/")[-1], selected(4, 11), code)
    expect(tree.item("Contact").locator(".counts .all")).to_have_text("1 · 1")
    tree.item("Contact").locator(".counts .all").click()
    expect(tree.page).to_have_url(re.compile(f"/codes/{code_id(tree, 'Contact')}/quotations$"))
    expect(tree.page.locator("main")).to_contain_text("We talk")
    tree.page.go_back()
    tree.go_to("Contact > Increased > Nurses")
    tree.press("Control+Enter")
    expect(tree.page).to_have_url(re.compile(f"/codes/{code}/quotations$"))


# Who may, and how much


def test_a_reader_can_look_but_has_no_tools(site: Site, browser: Browser):
    document = grow(site, PATHS)
    with watched_page(browser) as page:
        tree = open_tree(page, site, document, "Carla")
        tree.go_to("Base")
        tree.press("F2", "Delete", "Insert")
        expect(page.locator(".tree-rename")).to_have_count(0)
        expect(page.locator("#tree-foot")).to_have_count(0)
        expect(tree.item("Base")).not_to_have_attribute("draggable", "true")


def test_another_persons_code_comes_into_the_tree_within_two_seconds(tree: TreePage):
    tree.go_to("Referral")
    tree.site.people.as_("Ben", service.create_code, "Ben's")
    expect(tree.item("Ben's")).to_be_visible(timeout=2000)
    tree.at("Referral")


def test_five_hundred_codes_are_found_and_walked_without_waiting(site: Site, page: Page):
    paths = [f"Main {n % 40:02}" + (f" > Sub {n:03}" if n >= 40 else "") for n in range(500)]
    tree = open_tree(page, site, grow(site, paths))
    find = (
        "q => { const f = document.querySelector('#tree-filter'); const t = performance.now(); f.value = q;"
    )
    find += (
        " f.dispatchEvent(new Event('input')); document.body.offsetHeight; return performance.now() - t; }"
    )
    page.get_by_role("button", name="Close all").click()
    page.get_by_role("button", name="Open all").click()
    spent = sorted(page.evaluate(find, query) for query in ("s", "su", "sub 3", "main 07 sub", ""))
    assert spent[2] < 100, f"finding took {spent} ms"
    tree.page.locator("#tree [tabindex='0']").focus()
    tree.press("End")
    tree.at("Main 39 > Sub 479")
    expect(tree.item("Main 39 > Sub 479")).to_be_in_viewport()
