"""Merging a project that a member worked on apart, in the browser."""

import os

import pytest
from playwright.sync_api import Browser, Page, expect

from quotetree.app.services import codes, codings
from tests.app.cast import WORDS, add_document, selected
from tests.app.site import Site
from tests.app.test_project_merge import Apart
from tests.browser.axe import findings


def two_projects(site: Site) -> Apart:
    site.people.as_("Ana", add_document)
    site.people.as_("Ana", codes.create_code, "Team meetings")
    apart = Apart(site.people, "Dora’s copy")
    text = WORDS.replace("No. Not", "Yes! Not")
    document = apart.do(add_document, text)
    code = apart.do(codes.create_code, "Meetings of the team").code_id
    apart.do(codings.add_coding, document, selected(4, 11, text), code)
    return apart


def test_a_project_is_merged_and_taken_back(site: Site, page: Page):
    two_projects(site)
    page.context.add_cookies([site.cookie()])
    page.goto(site.address + site.project)
    page.get_by_role("link", name="Merge another project into this one").click()
    page.get_by_label("Which project").select_option(label="Dora’s copy, 1 document")
    page.get_by_role("button", name="Show what it would bring").click()
    page.get_by_label("The text here stands").check()
    page.get_by_label("Meetings of the team is Team meetings").check()
    page.get_by_role("button", name="Show it with these choices").click()
    page.get_by_role("button", name="Merge 1 coding and 0 documents").click()
    expect(page.get_by_text("merged the project “Dora’s copy” into this one").first).to_be_visible()


@pytest.mark.parametrize(("width", "light"), [(1280, "light"), (1280, "dark"), (640, "light")])
def test_axe_finds_nothing(site: Site, browser: Browser, width: int, light: str):
    apart = two_projects(site)
    context = browser.new_context(
        bypass_csp=True, color_scheme=light, viewport={"width": width, "height": 900}
    )
    context.add_cookies([site.cookie()])
    page = context.new_page()
    page.goto(f"{site.address}{site.project}/merge?from={apart.id}")
    if os.environ.get("SHOTS"):
        page.screenshot(path=f"{os.environ['SHOTS']}/merge-{width}-{light}.png", full_page=True)
    assert findings(page) == []
    context.close()
