"""The text of the pane is the words of the document, and selections are what people mean by them."""

import pytest
from playwright.sync_api import Page, expect

from quotetree.app.services.codings import add_coding
from quotetree.app.store import codes
from quotetree.app.store.access import Access
from tests.app.cast import selected
from tests.app.site import Site
from tests.browser.reading_page import TALK, ReadingPage, make_document, open_reading


@pytest.fixture
def reading(site: Site, page: Page) -> ReadingPage:
    return open_reading(page, site, make_document(site))


def code_at_random(access: Access, document: str) -> None:
    """Codings that overlap each other, an emoji, labels and turns."""
    code = next(iter(codes.tree(access))).id
    for start, end in ((13, 40), (20, 120), (100, 146), (140, 141), (150, 260), (0, len(TALK)), (136, 138)):
        add_coding(access, document, selected(start, end, TALK), code)


def test_all_runs_joined_are_the_words(site: Site, page: Page):
    document = make_document(site)
    site.people.as_("Ana", code_at_random, document)
    reading = open_reading(page, site, document)
    turns = page.evaluate(
        "[...document.querySelectorAll('.turn')].map(turn => [Number(turn.dataset.words), "
        "[...turn.querySelectorAll('.run')].map(run => "
        "[Number(run.dataset.start), run.childNodes.length, run.textContent])])"
    )
    lines = TALK.split("\n")[:-1]
    assert [line.partition(": ")[2] for line in lines] == [
        "".join(run[2] for run in runs) for _, runs in turns
    ]
    for words, runs in turns:
        at = words
        for start, nodes, text in runs:
            assert (start, nodes) == (at, 1)
            at += len(text)
    assert reading.page.locator("mark.run").count() > 8


def test_a_selection_by_mouse_snaps_to_words(reading: ReadingPage):
    start = TALK.index("mostly")
    reading.drag(start + 2, TALK.index("physio") + 3)
    reading.chose("mostly. Zoë, our physio")


def test_a_part_of_what_is_selected_can_be_selected(reading: ReadingPage):
    reading.choose("mostly. Zoë, our physio")
    reading.chose("mostly. Zoë, our physio")
    reading.choose("Zoë, our")
    reading.chose("Zoë, our")


def test_with_alt_it_is_exact(reading: ReadingPage):
    start = TALK.index("mostly")
    reading.drag(start + 2, start + 5, exact=True)
    reading.chose("stl")


def test_a_selection_over_turns_has_no_labels_in_it(reading: ReadingPage):
    reading.drag(TALK.index("used to"), TALK.index("chair"))
    reading.chose("used to it.\nAnd now?\n“Now I turn my")


def test_an_emoji_is_never_cut(reading: ReadingPage):
    start = TALK.index("week")
    reading.drag(start, start + 6, exact=True)
    reading.chose("week 🙂")
    reading.press("]", "Shift+ArrowLeft", "Shift+ArrowLeft")
    reading.chose("week")
    reading.press("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")
    reading.chose("week 🙂.")


def test_an_emoji_of_many_code_points_is_one_step(reading: ReadingPage):
    reading.choose("now 👩🏽‍🔬")
    reading.chose("now 👩🏽‍🔬")
    reading.press("]", "Shift+ArrowLeft")
    reading.chose("now ")


@pytest.mark.parametrize("beside", [1150, 900, 20])
def test_a_drag_that_ends_beside_the_words_ends_in_its_line(reading: ReadingPage, beside: int):
    x, y = reading.point(TALK.index("mostly"), "start")
    reading.page.mouse.move(x, y)
    reading.page.mouse.down()
    reading.page.mouse.move(beside, y, steps=5)
    reading.page.mouse.up()
    chosen = reading.page.locator("#passage-quote")
    expect(chosen).not_to_have_value("")
    assert len(chosen.input_value()) < 80
    assert "\n" not in chosen.input_value()


def test_a_triple_click_takes_the_turn_and_nothing_of_the_next(reading: ReadingPage):
    x, y = reading.point(TALK.index("And now?") + 2, "start")
    reading.page.mouse.click(x, y, click_count=3)
    reading.chose("And now?")


def test_a_double_click_takes_the_word(reading: ReadingPage):
    x, y = reading.point(TALK.index("physio") + 2, "start")
    reading.page.mouse.dblclick(x, y)
    reading.chose("physio")


def test_keys_step_by_turn_sentence_and_word(reading: ReadingPage):
    reading.press("j", "j")
    reading.chose(TALK.split("\n")[1].partition(": ")[2])
    reading.press("j", "l")
    reading.chose("“Now I turn my chair round.”")
    reading.press("l")
    reading.chose("We talked for two minutes.")
    reading.press("h", "w")
    reading.chose("We")
    reading.press("w", "b", "k")
    reading.chose("And now?")


def test_shift_extends_and_takes_back(reading: ReadingPage):
    reading.press("j", "j", "w", "Shift+W")
    reading.chose("And now")
    reading.press("Shift+W", "Shift+B", "Shift+B")
    reading.chose("And")
    reading.press("Shift+B")
    reading.chose("it.\nAnd")
    reading.press("Shift+W", "Shift+L")
    reading.chose("And now?")


def test_the_selection_grows_and_shrinks(reading: ReadingPage):
    reading.press("j", "j", "j", "j", "w")
    reading.chose("Dr")
    reading.press("+")
    reading.chose("Dr Benoît comes on Mondays; cafe\u0301 first.")
    reading.press("+")
    reading.chose("Dr Benoît comes on Mondays; cafe\u0301 first. That’s all.")
    reading.press("-")
    reading.chose("Dr Benoît comes on Mondays; cafe\u0301 first.")
    reading.press("-")
    reading.chose("Dr")


def test_the_selection_is_said(reading: ReadingPage):
    reading.press("j")
    expect(reading.page.locator("#spoken")).to_contain_text("1 turn: And before, how")
