"""Search in the browser: asking, narrowing, going to the place, and coding what was found."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services import codes as service
from quotetree.app.store import codes, documents
from quotetree.app.store.access import Access
from tests.app.cast import add_document
from tests.app.site import Site
from tests.conftest import watched_page

TALK = (
    "Interviewer: What is co-location?\n"
    "S11: Co-located, we say; colocation came later. Co-located again.\n"
    "S12: No colocation here.\n"
)
MANY = "".join(f"S{n % 7}: This is the co-location number {n}. Well.\n" for n in range(120))
QUERY = "co-locat* | colocat*"


def fill(access: Access) -> None:
    add_document(access, TALK, "A talk")
    add_document(access, MANY, "B many", "focus group")


@pytest.fixture
def study(site: Site, page: Page) -> Site:
    site.people.as_("Ana", fill)
    for name in ("Contact", "Co-location"):
        site.people.as_("Ana", service.create_code, name)
    open_search(page, site)
    return site


def open_search(page: Page, site: Site, who: str = "Ana", query: str = "") -> None:
    page.context.add_cookies([site.cookie(who)])
    page.goto(f"{site.address}{site.project}/search{query}")


def ask(page: Page, typed: str) -> None:
    page.get_by_role("searchbox", name="Look for").fill(typed)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[?]q="))


def summed(page: Page, words: str) -> None:
    expect(page.locator("#search-sum")).to_have_text(words)


def offered(page: Page, words: str) -> None:
    """What the button that codes the hits says."""
    expect(page.locator("#search-proposal button")).to_have_text(words, timeout=20_000)


def choose_code(page: Page, typed: str) -> None:
    field = page.get_by_role("combobox", name="with the code")
    field.fill(typed)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-expanded", "false")


def coded(site: Site) -> int:
    return len(site.people.rows()["coding"])


def test_hits_stand_in_their_words_by_document(study: Site, page: Page):
    expect(page.get_by_role("searchbox", name="Look for")).to_be_focused()
    ask(page, QUERY)
    summed(page, "125 hits in 2 documents")
    first = page.locator(".search-hit").first
    expect(first.locator("mark")).to_have_text("co-location")
    expect(first.locator(".in-context")).to_have_text("What is co-location?")
    expect(page.locator(".search-document h3")).to_have_text(["A talk", "B many"])
    lines = page.locator("#search-by-document + * tbody tr")
    expect(lines).to_have_text([re.compile("A talk.*5"), re.compile("B many.*120")])


def test_further_hits_come_below_and_ticks_stay(study: Site, page: Page):
    ask(page, QUERY)
    expect(page.locator(".search-hit")).to_have_count(50)
    page.get_by_label("Hit 50", exact=True).check()
    page.get_by_role("button", name="Show the next 50 of 75 more").click()
    expect(page.locator(".search-hit")).to_have_count(100)
    page.get_by_role("button", name="Show the last 25").click()
    expect(page.locator(".search-hit")).to_have_count(125)
    expect(page.locator(".search-next")).to_have_count(0)
    expect(page.locator(".search-document")).to_have_count(2)
    page.get_by_label("Hit 125", exact=True).check()
    expect(page.locator(".search-tick :checked")).to_have_count(2)
    choose_code(page, "conta")
    offered(page, "Code 2 passages with Contact")


def test_counts_narrow_the_search(study: Site, page: Page):
    ask(page, "colocation | co-location")
    page.get_by_role("link", name="A talk").click()
    summed(page, "3 hits in 1 document")
    page.get_by_role("link", name="Search in all documents").click()
    page.get_by_label("Words of").select_option(label="everybody but the interviewer")
    page.get_by_label("focus group").check()
    page.get_by_role("button", name="Search").click()
    summed(page, "120 hits in 1 document")
    page.get_by_role("link", name="S3", exact=True).click()
    summed(page, "17 hits in 1 document")
    expect(page.get_by_label("Words of")).to_have_value(re.compile("^[0-9a-f-]{36}$"))


def test_a_bad_query_is_explained_and_kept(study: Site, page: Page):
    ask(page, '"co-location')
    expect(page.get_by_role("alert").filter(has_text="A quotation mark is missing")).to_be_visible()
    expect(page.get_by_role("searchbox", name="Look for")).to_have_value('"co-location')
    ask(page, "zebra")
    expect(page.locator(".nothing")).to_contain_text("A star finds more: zebra*.")
    page.goto(f"{page.url}&kind=interview")
    page.get_by_role("link", name="Search all talk").click()
    expect(page.get_by_label("interview", exact=True)).not_to_be_checked()


def test_all_hits_are_coded_at_once_and_taken_back(study: Site, page: Page):
    ask(page, QUERY)
    offered(page, "Code all 125 hits")
    choose_code(page, "co-l")
    offered(page, "Code 125 passages with Co-location")
    page.get_by_role("combobox", name="Code how much").select_option("sentence")
    offered(page, "Code 124 passages with Co-location")
    page.get_by_role("combobox", name="Code how much").select_option("turn")
    offered(page, "Code 123 passages with Co-location")
    page.locator("#search-proposal button").click()
    expect(page.locator("#toast")).to_contain_text("Coded 123 passages with Co-location")
    assert coded(study) == 123
    expect(page.locator("#search-proposal")).to_contain_text(
        "All 125 hits: coded with Co-location by you already."
    )
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(page.locator("#search-proposal")).to_contain_text("Choose a code.")
    assert coded(study) == 0


def test_a_new_code_is_made_for_the_hits(study: Site, page: Page):
    ask(page, "number")
    choose_code(page, "Counting")
    offered(page, "Code 120 passages with Counting")
    expect(page.locator("#search-proposal")).to_contain_text("For all 120 hits, with a new code.")
    page.locator("#search-proposal button").click()
    expect(page.locator("#toast")).to_contain_text("Coded 120 passages with Counting")
    expect(page.locator("#search-proposal")).to_contain_text("coded with Counting by you already")
    tree = study.people.as_("Ana", codes.tree, writing=False)
    assert tree.child(None, "Counting") is not None
    page.get_by_role("button", name="History").click()
    expect(page.locator("#history-list > li").first).to_contain_text(
        "coded “Counting” in 120 passages of 1 document"
    )


def test_the_codes_are_chosen_by_keys_or_left(study: Site, page: Page):
    ask(page, "number")
    field = page.get_by_role("combobox", name="with the code")
    field.click()
    expect(page.locator("#code-choice-list [role=option]")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    offered(page, "Code 120 passages with Co-location")
    field.press("Backspace")
    offered(page, "Code all 120 hits")
    page.keyboard.press("Escape")
    expect(page.locator("#code-choice-list")).to_be_hidden()
    page.get_by_role("combobox", name="Code how much").focus()
    expect(field).to_have_value("")
    field.fill("con")
    page.get_by_role("option", name="Contact").click()
    offered(page, "Code 120 passages with Contact")


def test_what_others_did_meanwhile_is_shown_before_anything_is_done(study: Site, page: Page):
    ask(page, "zoom | number")
    choose_code(page, "Contact")
    offered(page, "Code 120 passages with Contact")
    study.people.as_("Ana", add_document, "S1: A zoom number.\n", "C new")
    page.locator("#search-proposal button").click()
    expect(page.locator("#refused")).to_contain_text("The transcripts have changed since this list was made.")
    assert coded(study) == 0


def test_a_hit_leads_to_its_place(study: Site, page: Page):
    ask(page, '"no colocation"')
    link = page.get_by_role("link", name="S12 turn 3 To the place")
    first = study.people.as_("Ana", documents.first_document, writing=False)
    at = TALK.index("No colo")
    expect(link).to_have_attribute("href", f"{study.project}/documents/{first}#passage-{at}-{at + 13}")
    link.click()
    expect(page.locator("#spoken")).to_have_text("2 words: No colocation")


def test_a_reader_searches_and_codes_nothing(study: Site, browser: Browser):
    with watched_page(browser, viewport={"width": 640, "height": 800}, color_scheme="dark") as page:
        open_search(page, study, "Carla", "?q=co-location")
        summed(page, "121 hits in 2 documents")
        expect(page.locator("#search-coding, .search-tick")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_without_documents_there_is_the_next_step(site: Site, page: Page):
    open_search(page, site)
    expect(page.locator("main")).to_contain_text("Nothing to search in yet.")
    expect(page.get_by_role("searchbox")).to_have_count(0)


def test_control_and_k_search_from_anywhere(study: Site, page: Page):
    page.goto(f"{study.address}{study.project}")
    page.keyboard.press("Control+k")
    page.wait_for_url(re.compile("/search$"))
    expect(page.get_by_role("link", name="Search", exact=True)).to_have_attribute("aria-current", "page")
    ask(page, "number")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox", name="Look for")).to_be_focused()
