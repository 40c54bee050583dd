"""Offsets both ways between the browser's UTF-16 units and code points, on any Unicode."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from quotetree.app import static_files
from quotetree.coding.text import utf16_offset
from tests.app.site import Site

# Letters, accents apart, emoji of several code points and skins, flags, what lies beyond the first plane.
ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from("ab é\u0301🙂👩🏽\u200d🔬🇫🇷𝔘𐍈\n"), st.characters(exclude_categories=["Cs", "Cc"])
    ),
    max_size=40,
)

MEASURE = """async ([address, texts]) => {
  const { codePointsBefore, lengthOf, unitAt } = await import(address);
  return texts.map((text) => {
    const length = lengthOf(text);
    return {
      length,
      units: Array.from({ length: length + 1 }, (_, point) => unitAt(text, point)),
      starts: Array.from({ length: text.length + 1 }, (_, unit) => codePointsBefore(text, unit, 'start')),
      ends: Array.from({ length: text.length + 1 }, (_, unit) => codePointsBefore(text, unit, 'end')),
    };
  });
}"""


@pytest.fixture
def module(site: Site, page: Page) -> str:
    """The address of offsets.js, which any page of the site may import."""
    page.context.add_cookies([site.cookie()])
    page.goto(site.address)
    return f"{site.address}{static_files.ADDRESS}/js/offsets.js"


@settings(max_examples=20)
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=30))
def test_offsets_go_both_ways(page: Page, module: str, texts: list[str]):
    for text, found in zip(texts, page.evaluate(MEASURE, [module, texts]), strict=True):
        assert found["length"] == len(text)
        assert found["units"] == [utf16_offset(text, point) for point in range(len(text) + 1)]
        for point, unit in enumerate(found["units"]):
            assert found["starts"][unit] == found["ends"][unit] == point


@settings(max_examples=20)
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=30))
def test_between_surrogates_both_ends_snap_outwards(page: Page, module: str, texts: list[str]):
    for text, found in zip(texts, page.evaluate(MEASURE, [module, texts]), strict=True):
        whole = set(found["units"])
        for unit in set(range(len(found["starts"]))) - whole:
            assert found["units"][found["starts"][unit]] == unit - 1
            assert found["units"][found["ends"][unit]] == unit + 1
        assert len(found["starts"]) == len(text.encode("utf-16-le")) // 2 + 1
