"""Counts, quotations and what is taken out, of some documents and some people."""

import csv
import io
import re
from html import unescape

import pytest

from quotetree.app.services.attributes import add_attribute, set_values
from quotetree.app.services.codings import add_coding
from quotetree.app.services.people import add_participant
from quotetree.app.store import choosing
from quotetree.app.store.access import Access
from quotetree.coding.errors import QuotetreeError
from tests.app.cast import add_document, selected
from tests.app.site import Site
from tests.app.test_counts_page import ROW, TALK, codes, counted, numbers, site

__all__ = ["codes", "site"]  # what the tests below stand on
NURSES = {"where": "profession=nurse"}


def shown(site: Site, **chosen: object) -> dict[str, dict[str, int]]:
    """By code the numbers of the page's rows."""
    told = site.client().get(f"{site.project}/counts", params=chosen).text
    return {row[1]: numbers(row[0]) for row in ROW.finditer(told)}


def filtered(access: Access, code: str, **chosen: object) -> dict[str, int]:
    filters = choosing.filters(access, layers=frozenset({"main"}), **chosen)
    return counted(access, filters, True)[code]._asdict()


def test_only_the_people_asked_for_are_respondents_and_are_who_spoke(site: Site, codes: list[str]):
    everybody = shown(site)[codes[0]]
    nurses = shown(site, **NURSES)[codes[0]]
    assert (everybody["respondents"], nurses["respondents"]) == (3, 1)
    assert nurses["comments"] == 3
    told = site.client().get(f"{site.project}/counts", params=NURSES).text
    assert "% is of the 1 person who spoke" in told
    assert "profession: nurse" in told
    assert shown(site, where=["profession=nurse", "profession=not known"])[codes[0]]["respondents"] == 2
    expected = site.people.as_("Ana", filtered, codes[0], where=["profession=nurse"], writing=False)
    assert nurses == expected


def test_each_number_under_filters_opens_as_many_comments(site: Site, codes: list[str]):
    for chosen in (NURSES, {"named": "I[12]"}, {**NURSES, "named": "*3"}):
        told = site.client().get(f"{site.project}/counts", params=chosen).text
        found = {row[1]: numbers(row[0]) for row in ROW.finditer(told)}
        links = [unescape(link) for link in re.findall(r'href="(counts/opened[^"]+)"', told)]
        assert len(links) > 4
        for link in links:
            code, number = re.search(r"code=([^&]+)&number=(\w+)", link).groups()
            opened = site.client().get(f"{site.project}/{link}", headers={"HX-Request": "true"}).text
            row = found[code]
            attributed = row["comments"] - row["unattributed"]
            expected = {"respondents": attributed, "contributions": attributed, "documents": row["comments"]}
            assert opened.count('class="quotation"') == expected.get(number, row[number]), (chosen, link)


def test_documents_are_chosen_by_name_folder_and_kind(site: Site, codes: list[str]):
    journal = site.people.as_("Ana", add_document, TALK, "J1", "journal")
    site.people.as_("Ana", add_coding, journal, selected(4, 20, TALK), codes[0])

    def documents(**chosen: object) -> int:
        found = site.people.as_("Ana", filtered, codes[0], **chosen, writing=False)
        return found["documents"]

    assert documents() == 4
    assert documents(named="i*") == 3
    assert documents(kinds=["journal"]) == 1
    assert documents(kinds=["journal", "interview"], named="*1") == 2
    assert documents(folder="nowhere") == 0
    assert shown(site, kind=["journal"])[codes[0]]["documents"] == 1


def test_quotations_are_of_the_people_asked_for(site: Site, codes: list[str]):
    def quotations(**chosen: object) -> int:
        path = f"{site.project}/codes/{codes[0]}/quotations"
        return site.client().get(path, params=chosen).text.count('class="quotation"')

    assert quotations() == 15
    assert quotations(**NURSES) == 6
    assert quotations(where="profession=doctor & more") == 3
    assert quotations(also=codes[1], rolled="false") == 6
    assert quotations(without=codes[1], rolled="false") == 3


def test_what_is_taken_out_is_what_is_shown(site: Site, codes: list[str]):
    def rows(what: str, **chosen: object) -> list[dict[str, str]]:
        file = site.client().get(f"{site.project}/exports/{what}.csv", params=chosen).content
        return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))

    assert len(rows("quotations", **NURSES)) == 6
    assert len(rows("codings", code=codes[0], rolled="false", without=codes[1])) == 3
    [first, _] = rows("counts", **NURSES)
    assert int(first["respondents, with sub-codes"]) == shown(site, **NURSES)[codes[0]]["respondents"]


def test_passages_with_one_code_and_another_open(site: Site, codes: list[str]):
    def opened(**chosen: object) -> str:
        asked = {"code": codes[0], "rolled": "false", **chosen}
        return site.client().get(f"{site.project}/counts/opened", params=asked).text

    both, alone = opened(also=codes[1]), opened(without=codes[1])
    assert (both.count('class="quotation"'), alone.count('class="quotation"')) == (3, 3)
    assert "3 of 6 comments, from 1 respondent" in both
    assert "Contact, also coded In passing" in both


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("shoe size=44", "There is no attribute"),
        ("profession=king", "is no value of"),
        ("nurse", "is no condition"),
    ],
)
def test_a_filter_that_cannot_be_is_said(site: Site, codes: list[str], condition: str, said: str):
    for page in ("counts", "quotations"):
        answer = site.client().get(f"{site.project}/{page}", params={"where": condition})
        assert answer.status_code == 422
        assert said in answer.text
    with pytest.raises(QuotetreeError, match=said):
        site.people.as_("Ana", filtered, codes[0], where=[condition], writing=False)


def test_codes_without_any_can_be_hidden(site: Site, codes: list[str]):
    assert list(shown(site, named="nothing*")) == codes
    assert shown(site, named="nothing*", hide="true") == {}


def test_ranges_are_typed_as_the_attribute_is(site: Site, codes: list[str]):
    for name, type_ in (("years", "whole number"), ("began", "date"), ("nickname", "text")):
        attribute = site.people.as_("Ana", add_attribute, "participant", name, type_).attribute_id
        for n in range(1, 11):
            value = f"2024-{n:02}-03" if type_ == "date" else str(n) if type_ == "whole number" else f"X{n}"
            site.people.as_("Ana", set_values, attribute, [_person(site, f"{name} {n}")], value)
    told = site.client().get(f"{site.project}/counts", params={"from.years": "+2", "to.years": "9"}).text
    assert '<input type="number" name="from.years" value="2" placeholder="1"' in told
    assert '<input type="number" name="to.years" value="9" placeholder="10"' in told
    assert '<input type="date" name="from.began" value="" placeholder="2024-01-03"' in told
    assert "1 to 10 so far." in told
    assert "from.nickname" not in told
    assert "years: +2 to 9" in told


def _person(site: Site, name: str) -> str:
    return site.people.as_("Ana", lambda access: add_participant(access, name)).participant_id
