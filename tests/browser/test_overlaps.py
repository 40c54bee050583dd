"""Codings that overlap, reach over turns or come with labels in them; and whose codings are shown."""

import pytest
from playwright.sync_api import Page, expect

from quotetree.app.services.codings import add_coding
from quotetree.app.store.access import Access
from tests.app.cast import selected
from tests.app.site import Site
from tests.browser.reading_page import (
    NURSES,
    QUICKER,
    TALK,
    WAITING,
    ReadingPage,
    code_of,
    coded_by,
    make_document,
    open_reading,
)


@pytest.fixture
def reading(site: Site, page: Page) -> ReadingPage:
    return open_reading(page, site, make_document(site))


def test_overlaps_have_lanes_and_depths_of_their_own(site: Site, page: Page):
    document = make_document(site)
    coded_by(site, "Ana", document, "By phone, mostly. Zoë, our physio", NURSES)
    coded_by(site, "Ana", document, "mostly. Zoë", WAITING)
    coded_by(site, "Ben", document, "Zoë", QUICKER)
    reading = open_reading(page, site, document)
    depths = page.locator("mark.run").evaluate_all(
        "all => all.map(run => [run.textContent, run.dataset.depth])"
    )
    assert depths == [["By phone, ", "1"], ["mostly. ", "2"], ["Zoë", "3"], [", our physio", "1"]]
    assert page.locator(".bracket").evaluate_all("all => all.map(one => one.dataset.lane)") == ["1", "2", "3"]
    expect(reading.names()).to_have_text(["Nurses and therapists", "Waiting", "Quicker"])
    page.get_by_role("button", name="Quicker by Ben").hover()
    expect(page.locator("mark.lit")).to_have_text(["Zoë"])
    expect(page.locator(".bracket.lit")).to_have_count(1)


def test_the_keyboard_stays_on_a_name_while_its_turn_is_drawn_again(site: Site, page: Page):
    document = make_document(site)
    coded_by(site, "Ana", document, "mostly. Zoë", WAITING)
    reading = open_reading(page, site, document)
    name = page.get_by_role("button", name="Waiting by Ana")
    name.focus()
    expect(page.locator("mark.lit")).to_have_text(["mostly. Zoë"])
    coded_by(site, "Ben", document, "Zoë, our physio", QUICKER)
    expect(reading.names()).to_have_count(2)
    expect(name).to_be_focused()


def test_more_names_than_there_is_room_for_share_a_number(site: Site, page: Page):
    document = make_document(site)
    for path in (NURSES, WAITING, QUICKER, "Contact", "Referral"):
        coded_by(site, "Ana", document, "mostly. Zoë", path)
        coded_by(site, "Ben", document, "mostly. Zoë", path)
    reading = open_reading(page, site, document)
    assert page.locator(".bracket").evaluate_all("all => all.map(one => one.dataset.lane)") == list("1234567")
    more = page.get_by_role("button", name="more codings here")
    expect(more).to_have_count(1)
    seen = sum(reading.names().nth(n).is_visible() for n in range(10))
    assert more.inner_text() == f"+{10 - seen}"
    more.click()
    assert all(reading.names().nth(n).is_visible() for n in range(10))


def test_a_coding_over_three_turns_is_one(reading: ReadingPage):
    reading.drag(TALK.index("used to"), TALK.index("chair"))
    reading.chose("used to it.\nAnd now?\n“Now I turn my")
    reading.code("waiting")
    expect(reading.names()).to_have_text(["Waiting"])
    shapes = [
        name
        for name in ("from-here", "through", "to-here")
        if reading.page.locator(f".bracket.{name}").count()
    ]
    assert shapes == ["from-here", "through", "to-here"]
    ((words, path, _),) = reading.codings()
    assert path == WAITING
    assert words.startswith("used to it.\nInterviewer: And now?\nS11: “Now I turn my")


def test_codings_that_came_with_labels_in_them_are_chosen_and_changed(site: Site, page: Page):
    """Imported ends are never trimmed: they may lie in a label, or hold nothing but one."""
    document = make_document(site, TALK + "S12: \nS11: Well.\n")
    text = TALK + "S12: \nS11: Well.\n"
    label = text.index("S11: Well")

    def code(access: Access, start: int, end: int) -> None:
        add_coding(access, document, selected(start, end, text), code_of(access, WAITING))

    for start, end in (
        (0, TALK.index("Interviewer: And now") + 5),
        (label, label + 3),
        (len(TALK), len(text) - 3),
    ):
        site.people.as_("Ana", code, start, end)
    reading = open_reading(page, site, document, text=text)
    expect(reading.names()).to_have_count(3)
    reading.press("n")
    first, second = (line.partition(": ")[2] for line in TALK.split("\n")[:2])
    reading.chose(f"{first}\n{second}")
    reading.press("n")
    reading.chose("Wel")
    reading.press("n", "Enter")
    expect(page.locator("#code-palette")).to_be_visible()
    reading.press("Escape", "x")
    expect(reading.names()).to_have_count(2)


def test_whose_codings_are_shown(site: Site, page: Page):
    document = make_document(site)
    coded_by(site, "Ana", document, "And now?", WAITING)
    coded_by(site, "Ben", document, "Zoë, our physio", QUICKER)
    reading = open_reading(page, site, document)
    expect(reading.names()).to_have_text(["Quicker", "Waiting"])
    page.get_by_role("checkbox", name="Codings of Ben").uncheck()
    expect(reading.names()).to_have_text(["Waiting"])
    expect(page.locator("mark.run")).to_have_text(["And now?"])
    reading.press("Escape", "j")
    reading.code("contact")
    expect(reading.names()).to_have_text(["Contact", "Waiting"])
