"""Moving codes in the browser: dragged, cut and put, by "Move to…" and by keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.app.site import Site
from tests.browser.tree_page import PATHS, TreePage, grow, open_tree


@pytest.fixture
def tree(site: Site, page: Page) -> TreePage:
    return open_tree(page, site, grow(site, PATHS))


def test_a_code_is_dragged_below_another_and_before_it(tree: TreePage):
    tree.item("Base").drag_to(tree.item("Referral"))
    tree.said("Moved “Base” below “Referral”")
    tree.at("Referral > Base")
    tree.item("Referral").drag_to(tree.item("Contact"), target_position={"x": 80, "y": 2})
    tree.said("Moved “Referral” among the main codes")
    assert tree.paths()[:4] == ["Referral", "Referral > Quicker", "Referral > Base", "Contact"]


def test_a_code_cannot_be_dragged_below_itself(tree: TreePage):
    tree.item("Contact").drag_to(tree.item("Contact > Increased > Nurses"))
    tree.item("Contact").drag_to(tree.item("Contact > Increased"), target_position={"x": 80, "y": 2})
    expect(tree.item("Contact > Increased > Nurses")).to_be_visible()
    assert tree.paths() == PATHS


def test_behind_an_open_code_is_its_first_place(tree: TreePage):
    height = tree.item("Contact").bounding_box()["height"]
    tree.item("Base").drag_to(tree.item("Contact"), target_position={"x": 80, "y": height - 2})
    tree.said("Moved “Base” below “Contact”")
    assert tree.paths()[:2] == ["Contact", "Contact > Base"]


def test_several_are_chosen_with_space_cut_and_put(tree: TreePage):
    tree.go_to("Contact > Increased > Nurses")
    tree.press(" ", "ArrowDown", "ArrowDown", " ")
    chosen = tree.page.locator("#tree [aria-selected=true]")
    expect(chosen).to_have_count(2)
    tree.press("Control+x", "End", "Control+v")
    tree.said("Moved “Nurses” and 1 other code below “Base”")
    assert tree.paths()[-3:] == ["Base", "Base > Nurses", "Base > Decreased"]


def test_a_click_and_one_with_control_choose_two(tree: TreePage):
    chosen = tree.page.locator("#tree [aria-selected=true]")
    tree.item("Base").click(modifiers=["Control"])
    expect(chosen).to_have_count(1)
    tree.item("Contact > Increased > Nurses").click()
    expect(chosen).to_have_count(1)
    tree.item("Contact > Decreased").click(modifiers=["Control"])
    expect(chosen).to_have_count(2)
    tree.item("Contact > Decreased").click(modifiers=["Control"])
    expect(chosen).to_have_count(1)
    tree.item("Contact > Decreased").click(modifiers=["Control"])
    tree.page.get_by_role("button", name="Merge…").click()
    expect(tree.page.get_by_role("dialog", name="Merge 2 codes into")).to_be_visible()


def test_move_to_is_the_click_and_typing_way_of_dragging(tree: TreePage):
    tree.go_to("Base")
    tree.page.get_by_role("button", name="Move to…").click()
    dialog = tree.page.get_by_role("dialog", name="Move “Base”")
    field = dialog.get_by_role("combobox")
    expect(field).to_be_focused()
    expect(dialog.get_by_role("option", name="Base")).to_have_count(0)
    tree.page.keyboard.type("con do")
    expect(dialog.get_by_role("option")).to_have_count(1)
    dialog.get_by_label("before it").check()
    dialog.get_by_role("button", name="Move", exact=True).click()
    tree.said("Moved “Base” below “Increased”")
    tree.at("Contact > Increased > Base")
    assert tree.paths()[2:5] == [
        f"Contact > Increased{name}" for name in (" > Nurses", " > Base", " > Doctors")
    ]


def test_alt_and_arrows_order_by_hand(tree: TreePage):
    tree.go_to("Contact > Decreased")
    tree.press("Alt+ArrowUp")
    tree.said("Moved “Decreased” within “Contact”")
    tree.at("Contact > Decreased")
    assert tree.paths()[:3] == ["Contact", "Contact > Decreased", "Contact > Increased"]


def test_z_takes_a_move_back_while_the_keyboard_is_in_the_tree(tree: TreePage):
    tree.go_to("Contact > Decreased")
    tree.press("Alt+ArrowUp")
    tree.said("Moved “Decreased” within “Contact”")
    tree.press("z")
    tree.said("Took back: moved “Decreased” within “Contact”")
    assert tree.paths() == PATHS
    tree.press("Control+Shift+Z")
    tree.said("Did again: moved “Decreased” within “Contact”")
    tree.at("Contact > Decreased")


def test_codes_are_demoted_and_promoted_by_keys_one_or_several(tree: TreePage):
    tree.go_to("Contact > Decreased")
    tree.press("Alt+ArrowRight")
    tree.at("Contact > Increased > Decreased")
    tree.press("Alt+ArrowLeft")
    tree.at("Contact > Decreased")
    assert tree.paths() == PATHS
    tree.go_to("Contact > Increased > Nurses")
    tree.press(" ", "ArrowDown", " ", "Alt+ArrowLeft")
    tree.said("Moved “Nurses” and 1 other code below “Contact”")
    assert tree.paths()[:5] == [
        "Contact",
        *(f"Contact > {name}" for name in ("Increased", "Nurses", "Doctors", "Decreased")),
    ]
    tree.press("Alt+ArrowLeft")
    tree.said("Moved “Nurses” and 1 other code to the main codes")
    tree.press("Alt+ArrowLeft")
    tree.said("A main code has no level above it.")


def test_several_are_dragged_at_once(tree: TreePage):
    tree.go_to("Contact > Increased > Nurses")
    tree.press(" ", "ArrowDown", " ")
    tree.item("Contact > Increased > Nurses").drag_to(tree.item("Base"))
    tree.said("Moved “Nurses” and 1 other code below “Base”")
    assert tree.paths()[-3:] == ["Base", "Base > Nurses", "Base > Doctors"]


def test_a_code_whose_name_another_has_is_named_by_its_path(site: Site, page: Page):
    tree = open_tree(page, site, grow(site, ["Good", "Good > Nurses", "Bad", "Bad > Nurses"]))
    tree.go_to("Bad > Nurses")
    page.get_by_role("button", name="Move to…").click()
    expect(page.get_by_role("dialog", name="Move “Bad › Nurses”")).to_be_visible()
    page.keyboard.press("Escape")
    tree.go_to("Bad")
    page.get_by_role("button", name="Merge…").click()
    expect(page.get_by_role("dialog", name="Merge “Bad” into")).to_be_visible()
