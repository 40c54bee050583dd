"""The browser of the other tests here is a real one, with fonts, and what goes wrong on a page is noticed."""

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import watched_page


def test_text_has_width(page: Page):
    page.set_content("<span>Side by side</span>")
    assert page.locator("span").bounding_box()["width"] > 30


def test_modern_css_is_known(page: Page):
    """Nesting and light-dark(), on which the style sheets stand."""
    page.set_content("<style>p { & b { color: light-dark(rgb(1, 2, 3), red) } }</style><p><b>x</b></p>")
    assert page.locator("b").evaluate("e => getComputedStyle(e).color") == "rgb(1, 2, 3)"


@pytest.mark.parametrize("script", ["console.error('a complaint')", "throw new Error('a complaint')"])
def test_errors_of_a_page_fail_the_test(browser: Browser, script: str):
    with pytest.raises(AssertionError, match="a complaint"), watched_page(browser) as page:
        page.set_content(f"<script>{script}</script>")
