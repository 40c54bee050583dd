"""Coding in the browser: by keys alone, overlaps, over several turns, other ends and codes, two people at once."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.site import Site
from tests.browser.reading_page import (
    NURSES,
    QUICKER,
    TALK,
    WAITING,
    ReadingPage,
    coded_by,
    make_document,
    open_reading,
)
from tests.conftest import watched_page


@pytest.fixture
def reading(site: Site, page: Page) -> ReadingPage:
    return open_reading(page, site, make_document(site))


def test_code_with_the_keyboard_alone(reading: ReadingPage):
    reading.press("j", "j", "j", "j", "l")
    reading.chose("Dr Benoît comes on Mondays; cafe\u0301 first.")
    reading.code("nur th")
    reading.said("Coded Nurses and therapists")
    expect(reading.names()).to_have_text(["Nurses and therapists"])
    reading.press("l", ".")
    expect(reading.names()).to_have_text(["Nurses and therapists"] * 2)
    assert reading.codings() == [
        ("Dr Benoît comes on Mondays; cafe\u0301 first.", NURSES, "Ana"),
        ("That’s all.", NURSES, "Ana"),
    ]
    reading.press("x")
    reading.said("Took Nurses and therapists off")
    expect(reading.names()).to_have_count(1)
    reading.press("z")
    expect(reading.names()).to_have_count(2)
    reading.press("z")
    expect(reading.names()).to_have_count(1)
    reading.press("Z")
    expect(reading.names()).to_have_count(2)


def test_in_vivo_makes_a_code_of_the_words_in_one_action(reading: ReadingPage):
    reading.press("j", "j", "j", "l")
    reading.chose("“Now I turn my chair round.”")
    reading.press("v")
    expect(reading.names()).to_have_text(["“Now I turn my chair round.”"])
    assert reading.codings() == [("“Now I turn my chair round.”",) * 2 + ("Ana",)]
    reading.press("z")
    expect(reading.names()).to_have_count(0)
    expect(reading.page.locator("[role=treeitem]", has_text="Now I turn")).to_have_count(0)


def test_an_in_vivo_name_is_cut_at_a_word(reading: ReadingPage):
    reading.press("j", "j", "v")
    name = "By phone, mostly. Zoë, our physio, was at the hospital three"
    expect(reading.names()).to_have_text([name])
    assert len(name) <= 60


def test_a_new_code_and_a_new_sub_code_from_the_palette(reading: ReadingPage):
    reading.press("j")
    reading.open_palette("Brand new")
    reading.press("Alt+Enter")
    expect(reading.names()).to_have_text(["Brand new"])
    reading.open_palette("wait")
    reading.press("Tab")
    reading.page.keyboard.type("Too long")
    reading.press("Enter")
    expect(reading.names()).to_have_text(["Brand new", "Too long"])
    assert [path for _, path, _ in reading.codings()] == ["Brand new", "Referral > Waiting > Too long"]


def test_apply_and_stay(reading: ReadingPage):
    reading.press("j")
    reading.open_palette("waiting")
    reading.press("Control+Enter")
    expect(reading.names()).to_have_text(["Waiting"])
    reading.page.keyboard.type("quicker")
    reading.press("Enter")
    expect(reading.names()).to_have_text(["Waiting", "Quicker"])


def test_a_pinned_code_by_its_key(reading: ReadingPage):
    reading.press("j")
    reading.open_palette("waiting")
    reading.press("Alt+3")
    reading.said("“Waiting” on key 3")
    reading.press("Escape", "3")
    expect(reading.names()).to_have_text(["Waiting"])
    reading.press("4")
    reading.said("No code is on key 4")


def test_adjust_ends_around_an_emoji(site: Site, page: Page):
    document = make_document(site)
    coded_by(site, "Ana", document, "days a week", WAITING)
    reading = open_reading(page, site, document)
    reading.press("n")
    reading.chose("days a week")
    reading.press("]", "Shift+ArrowRight", "Shift+ArrowRight")
    reading.chose("days a week 🙂")
    assert reading.codings() == [("days a week", WAITING, "Ana")]
    reading.press("Enter")
    reading.said("Moved the ends of Waiting")
    reading.press("[", "ArrowLeft", "Enter")
    expect(page.locator("mark.run")).to_have_text(["three days a week 🙂"])
    assert reading.codings() == [("three days a week 🙂", WAITING, "Ana")]
    reading.press("[", "ArrowRight", "Escape")
    reading.chose("three days a week 🙂")


def test_an_end_is_dragged(site: Site, page: Page):
    document = make_document(site)
    coded_by(site, "Ana", document, "days a week", WAITING)
    reading = open_reading(page, site, document)
    page.locator(".bracket-name").click()
    handle = page.get_by_role("button", name="End of the passage").bounding_box()
    assert handle is not None
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    to = reading.point(TALK.index("got used") + 5, "start")
    page.mouse.move(to[0] + 5, to[1], steps=4)
    page.mouse.up()
    reading.said("Moved the ends of Waiting")
    assert reading.codings() == [("days a week 🙂. You got used", WAITING, "Ana")]


def test_another_code_for_a_coding(site: Site, page: Page):
    document = make_document(site)
    coded_by(site, "Ana", document, "And now?", WAITING)
    reading = open_reading(page, site, document)
    reading.press("n", "r")
    expect(page.get_by_role("combobox", name="Another code for Waiting")).to_be_focused()
    page.keyboard.type("quick")
    reading.press("Enter")
    expect(reading.names()).to_have_text(["Quicker"])
    assert reading.codings() == [("And now?", QUICKER, "Ana")]


def test_another_persons_coding_cannot_be_changed(site: Site, page: Page):
    document = make_document(site)
    coded_by(site, "Ana", document, "And now?", WAITING)
    reading = open_reading(page, site, document, "Ben")
    reading.press("n", "x")
    expect(page.locator("#refused")).to_contain_text("another coder's coding")
    assert reading.codings() == [("And now?", WAITING, "Ana")]


def test_two_browsers_see_each_other(site: Site, page: Page, browser: Browser):
    document = make_document(site)
    ana = open_reading(page, site, document)
    with watched_page(browser) as other:
        ben = open_reading(other, site, document, "Ben")
        ben.choose("three days a week")
        ana.press("j", "j")
        ana.code("waiting")
        expect(ben.names()).to_have_text(["Waiting"], timeout=2000)
        ben.chose("three days a week")
        ben.code("quicker")
        expect(ana.names()).to_have_text(["Waiting", "Quicker"], timeout=2000)
        expect(page.locator("#saved-state")).to_have_text("Ben just now")
        ana.press("z")
        expect(ben.names()).to_have_text(["Quicker"], timeout=2000)


def test_a_refresh_never_swaps_what_is_being_selected(site: Site, page: Page):
    document = make_document(site)
    reading = open_reading(page, site, document)
    start, end = TALK.index("physio"), TALK.index("three days")
    page.mouse.move(*reading.point(start, "start"))
    page.mouse.down()
    page.mouse.move(*reading.point(end, "end"))
    page.evaluate("document.querySelector('#turns').children[1].dataset.kept = 'yes'")
    coded_by(site, "Ben", document, "Zoë, our physio", QUICKER)
    page.wait_for_timeout(1500)
    expect(page.locator(".turn").nth(1)).to_have_attribute("data-kept", "yes")
    page.mouse.up()
    reading.chose("physio, was at the hospital")
    expect(reading.names()).to_have_text(["Quicker"])
    reading.chose("physio, was at the hospital")


def test_a_reader_has_no_tools_and_is_told_who_can_help(site: Site, page: Page):
    document = make_document(site)
    reading = open_reading(page, site, document, "Carla")
    expect(page.locator("#passage-pane")).to_contain_text("Its owner can give you the right to code")
    reading.press("j", "Enter", "v")
    expect(page.locator("#code-palette")).to_have_count(0)
    assert reading.codings() == []


def test_scripts_in_names_and_words_are_words(site: Site, page: Page):
    text = 'S11: <script>alert("x")</script> & "quotes" <img src=x onerror=alert(1)>\n'
    document = make_document(site, text, [r"<b\>Bold</b\>", r"</script\><script\>alert(2)</script\>"])
    reading = open_reading(page, site, document, text=text)
    reading.press("j")
    reading.chose(text.partition(": ")[2].strip())
    reading.code("script")
    expect(reading.names()).to_have_text(["</script><script>alert(2)</script>"])
    assert page.locator(".words script, .words img, .words b").count() == 0
