"""A place far down in a long transcript: the address shows its words, chosen, and what is known of them."""

from playwright.sync_api import Page, expect

from quotetree.app.services import codes, codings
from tests.app.cast import add_document, selected
from tests.app.site import Site

LINES = [
    f"P{n % 3 + 1}: This is what was said in turn {n}, and a little more – café 🙂.\n" for n in range(900)
]
TEXT = "".join(LINES)
WORDS = "said in turn 700,"


def test_the_address_of_a_place_shows_it_and_its_codings(site: Site, page: Page) -> None:
    document = site.people.as_("Ana", add_document, TEXT)
    code = site.people.as_("Ana", codes.create_code, "Contact").code_id
    start = TEXT.index(WORDS)
    passage = selected(start, start + len(WORDS), TEXT)
    coding = site.people.as_("Ana", codings.add_coding, document, passage, code).coding_id
    page.context.add_cookies([site.cookie()])
    place = f"#passage-{start}-{start + len(WORDS)}-{coding}"
    page.goto(f"{site.address}{site.project}/documents/{document}{place}")
    expect(page.locator("#passage")).to_contain_text("turn 701")
    expect(page.locator("#passage .coding")).to_contain_text("Contact")
    expect(page.locator(".turn", has_text=WORDS)).to_be_in_viewport()
