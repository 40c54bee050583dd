"""From filters to a file that names them."""

import io
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.site import Site
from tests.browser.axe import findings
from tests.browser.reading_page import WAITING, coded_by, make_document
from tests.browser.test_counts_to_place import CHAIR
from tests.conftest import watched_page


def test_filters_on_counts_are_named_in_the_file_that_is_taken_out(site: Site, page: Page):
    coded_by(site, "Ana", make_document(site), CHAIR, WAITING)
    page.context.add_cookies([site.cookie()])
    page.goto(f"{site.address}{site.project}/counts")
    page.get_by_role("button", name="Add a filter").click()
    page.get_by_label("Name like").fill("*")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("link", name="Remove: Documents named *")).to_be_visible()
    page.get_by_role("button", name="Take out…").click()
    with page.expect_download() as arriving:
        page.get_by_role("link", name="Counts as .docx").click()
    file = docx.Document(io.BytesIO(Path(arriving.value.path()).read_bytes()))
    told = {row.cells[0].text: row.cells[1].text for row in file.tables[0].rows}
    assert (told["Documents named"], told["Layer"]) == ("*", "main")
    assert any(row.cells[0].text.endswith("Waiting") for row in file.tables[-1].rows)


WORDS = {
    "codebook": ("Codebook", "Waiting", "1 · 1"),
    "quotations": ("Quotations", "Waiting", "chair", "turn"),
    "counts": ("Counts", "Waiting", "1 · 1", "N = "),
}


@pytest.mark.parametrize("ending", ["docx", "html"])
def test_reports_are_taken_out_one_after_the_other_with_their_words(site: Site, page: Page, ending: str):
    coded_by(site, "Ana", make_document(site), CHAIR, WAITING)
    page.context.add_cookies([site.cookie()])
    page.goto(f"{site.address}{site.project}/exports")
    for what, words in WORDS.items():
        with page.expect_download() as arriving:
            page.get_by_role("link", name=f"{what.capitalize()} as .{ending}").click()
        assert arriving.value.suggested_filename.endswith(f".{ending}")
        told = read(page, Path(arriving.value.path()), ending)
        assert [one for one in words if one not in told] == []
    expect(page.locator("#being-made button")).to_have_count(0)


def read(page: Page, path: Path, ending: str) -> str:
    """The words of a report, as who opens it sees them."""
    if ending == "html":
        other = page.context.new_page()
        other.set_content(path.read_text(encoding="utf-8"))
        told = other.locator("body").inner_text()
        other.close()
        return told
    file = docx.Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 640), ("dark", 640)]
)
def test_axe_finds_nothing(browser: Browser, site: Site, scheme: str, width: int):
    coded_by(site, "Ana", make_document(site), CHAIR, WAITING)
    with watched_page(browser, bypass_csp=True, color_scheme=scheme) as page:
        page.set_viewport_size({"width": width, "height": 800})
        page.context.add_cookies([site.cookie()])
        page.goto(f"{site.address}{site.project}/exports")
        assert findings(page) == []
        page.goto(f"{site.address}{site.project}/counts")
        page.get_by_role("button", name="Take out…").click()
        assert findings(page) == []
