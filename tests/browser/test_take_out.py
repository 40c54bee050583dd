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
