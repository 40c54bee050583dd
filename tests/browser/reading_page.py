"""The reading page of one of the cast, and what a test does with its text."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from playwright.sync_api import Locator, Page, expect

from quotetree.app.services.codings import add_coding
from quotetree.app.services.imports.tables import import_codebook
from quotetree.app.store import codes, documents
from quotetree.app.store.access import Access
from quotetree.coding.codebook import read_codebook
from tests.app.cast import add_document, selected
from tests.app.site import Site

TALK = (
    "Interviewer: And before, how did you reach the therapists?\n"
    "S11: By phone, mostly. Zoë, our physio, was at the hospital three days a week 🙂. You got used to it.\n"
    "Interviewer: And now?\n"
    "S11: “Now I turn my chair round.” We talked for two minutes. I see the rug now 👩🏽‍🔬 and the bed.\n"
    "S12: Dr Benoît comes on Mondays; cafe\u0301 first. That’s all.\n"
)
NURSES = "Contact > Nurses and therapists"
WAITING = "Referral > Waiting"
QUICKER = "Referral > Quicker"
PATHS = ("Contact", "Contact > Nurses and therapists", "Referral", "Referral > Quicker", "Referral > Waiting")


class ReadingPage(NamedTuple):
    """A page that shows `TALK`, or another text."""

    page: Page
    site: Site
    document: str
    text: str = TALK

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def chose(self, words: str) -> None:
        """These words are selected, and would be posted."""
        expect(self.page.locator("#passage-quote")).to_have_value(words)

    def choose(self, words: str, exact: bool = False) -> None:
        """Select words by mouse: from the beginning of the first to the end of the last."""
        start = self.text.index(words)
        self.drag(start, start + len(words), exact=exact)

    def drag(self, start: int, end: int, exact: bool = False) -> None:
        (x0, y0), (x1, y1) = self.point(start, "start"), self.point(end, "end")
        if exact:
            self.page.keyboard.down("Alt")
        self.page.mouse.move(x0, y0)
        self.page.mouse.down()
        self.page.mouse.move((x0 + x1) / 2, (y0 + y1) / 2)
        self.page.mouse.move(x1, y1)
        self.page.mouse.up()
        if exact:
            self.page.keyboard.up("Alt")

    def point(self, offset: int, side: str) -> tuple[float, float]:
        """Where on the screen a code point of the text begins, or the one before it ends."""
        found = self.page.evaluate(POINT, [offset, side])
        return found["x"], found["y"]

    def codings(self, who: str = "Ana") -> list[tuple[str, str, str]]:
        """What is coded, as the database has it: the words of the text, the code's path and the coder's name."""

        def read(access: Any) -> list[tuple[str, str, str]]:
            paths = codes.tree(access).paths
            rows = documents.codings_of_document(access, self.document)
            return [(self.text[row.start : row.end], paths[row.code_id], row.coder) for row in rows]

        found: list[tuple[str, str, str]] = self.site.people.as_(who, read, writing=False)
        return found

    def said(self, text: str) -> None:
        expect(self.page.locator("#toast")).to_contain_text(text)

    def names(self) -> Locator:
        """The names in the margin."""
        return self.page.locator(".bracket-name .label")

    def open_palette(self, typed: str = "") -> None:
        self.press("Enter")
        expect(self.page.locator("#code-palette")).to_be_visible()
        self.page.keyboard.type(typed)

    def code(self, typed: str) -> None:
        """Code what is selected by the palette."""
        self.open_palette(typed)
        self.press("Enter")
        expect(self.page.locator("#code-palette")).to_be_hidden()


POINT = """([offset, side]) => {
  const { transcript } = document.querySelector('passage-selection');
  const { node, unit } = transcript.placeOf(offset, side);
  const range = new Range();
  const astral = (at) => node.data.charCodeAt(at) >= 0xd800 && node.data.charCodeAt(at) < 0xdc00 ? 2 : 1;
  if (side === 'start') range.setStart(node, unit), range.setEnd(node, unit + astral(unit));
  else range.setStart(node, unit - (unit > 1 && astral(unit - 2) === 2 ? 2 : 1)), range.setEnd(node, unit);
  const rects = range.getClientRects();
  const rect = side === 'start' ? rects[0] : rects[rects.length - 1];
  return { x: side === 'start' ? rect.left + 0.5 : rect.right - 0.5, y: rect.top + rect.height / 2 };
}"""


def make_document(
    site: Site, text: str = TALK, paths: Sequence[str] = PATHS, name: str = "Interview 11"
) -> str:
    """A document with this text in a project with these codes. Returns its id."""
    document: str = site.people.as_("Ana", add_document, text, name)
    if paths:
        site.people.as_("Ana", import_codebook, read_codebook([{"path": path} for path in paths]))
    return document


def open_reading(page: Page, site: Site, document: str, who: str = "Ana", text: str = TALK) -> ReadingPage:
    page.context.add_cookies([site.cookie(who)])
    page.goto(f"{site.address}{site.project}/documents/{document}")
    expect(page.locator("#turns")).to_be_visible()
    page.wait_for_function("document.querySelector('passage-selection').transcript !== undefined")
    return ReadingPage(page, site, document, text)


def code_of(access: Access, path: str) -> str:
    return next(code for code, at in codes.tree(access).paths.items() if at == path)


def coded_by(site: Site, who: str, document: str, words: str, path: str) -> str:
    """Somebody has coded these words of the talk. Returns the coding's id."""

    def code(access: Access) -> str:
        start = TALK.index(words)
        what = selected(start, start + len(words), TALK)
        return add_coding(access, document, what, code_of(access, path)).coding_id

    coding: str = site.people.as_(who, code)
    return coding
