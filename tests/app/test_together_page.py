"""The table of codes by codes: each cell opens as many comments, and what is taken out is the same."""

import csv
import io
import re
from html import unescape

from quotetree.app.services.codes import create_code
from quotetree.app.services.codings import add_coding
from tests.app.cast import selected
from tests.app.site import Site
from tests.app.test_counts_coverage import document
from tests.app.test_counts_page import TALK, codes, site

__all__ = ["codes", "site"]  # what the tests below stand on
ROWS = re.compile(r"<tr data-colour.*?</tr>", re.DOTALL)
CELL = re.compile(r"<td[^>]*><(?:a|span)[^>]*>([\d,]+|–)<")


def table(site: Site, **chosen: str) -> list[list[str]]:
    told = site.client().get(f"{site.project}/counts/together", params=chosen).text
    return [CELL.findall(row) for row in ROWS.findall(told)]


def further(site: Site, name: str, first: str, last: str) -> str:
    """A code on a passage of the first interview."""
    code = site.people.as_("Ana", create_code, name).code_id
    start, end = TALK.index(first), TALK.index(last) + len(last)
    interview = site.people.as_("Ana", document, "I1", writing=False)
    site.people.as_("Ana", add_coding, interview, selected(start, end, TALK), code)
    return code


def test_main_codes_stand_by_one_another(site: Site, codes: list[str]):
    further(site, "Change", "more", "No, not")
    assert table(site) == [["9", "–", "2"], ["1", "1", "–"]]
    assert table(site, rolled="false") == [["6", "–", "1"], ["1", "1", "–"]]
    assert table(site, named="I2") == [["3", "–", "0"], ["0", "0", "–"]]
    assert table(site, named="I2", hide="true") == []
    assert table(site, of=codes[0]) == [["6", "–"]]


def test_each_cell_opens_as_many_comments(site: Site, codes: list[str]):
    further(site, "Change", "more", "No, not")
    for chosen in ({}, {"where": "profession=nurse"}):
        told = site.client().get(f"{site.project}/counts/together", params=chosen).text
        links = re.findall(r'<a class="cell[^"]*" href="([^"]+)"[^>]*>(\d+)<', told)
        assert len(links) == 4
        for link, comments in links:
            opened = site.client().get(unescape(link), headers={"HX-Request": "true"}).text
            assert opened.count('class="quotation"') == int(comments), link


def test_the_table_is_taken_out_as_it_is(site: Site, codes: list[str]):
    further(site, "Change", "more", "No, not")
    told = site.client().get(f"{site.project}/counts/together", params={"named": "I[13]"}).text
    [address] = re.findall(r'href="([^"]+/together\.csv[^"]*)"', told)
    file = site.client().get(unescape(address)).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(file))) == [
        ["code", "comments", "Contact", "Change"],
        ["Contact", "6", "6", "2"],
        ["Change", "1", "1", "1"],
    ]


def test_a_code_that_is_not_there_is_not_found(site: Site, codes: list[str]):
    assert site.client().get(f"{site.project}/counts/together", params={"of": "none"}).status_code == 404
