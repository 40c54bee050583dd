"""The page of two coders: what each gave a code, in the documents that both read, and who may see it."""

import csv
import io
import re
from html import unescape

from quotetree.app.services.codes import create_code
from quotetree.app.services.codings import add_coding
from quotetree.app.services.projects import open_layer
from quotetree.app.store.documents import coders
from tests.app.cast import add_document, selected
from tests.app.site import Site
from tests.app.test_counts_coverage import document, done
from tests.app.test_counts_page import TALK, codes, site

__all__ = ["codes", "site"]  # what the tests below stand on
ROW = re.compile(r'<tr id="code-([^"]+)".*?</tr>', re.DOTALL)
CELL = re.compile(r"<td[^>]*><(?:a|span)[^>]*>([\d,]+)<")
OPENED = re.compile(r'href="([^"]+/counts/opened[^"]+)">(\d+)<')


def told(site: Site, who: str = "Ana", **chosen: str) -> str:
    answer = site.client(who).get(f"{site.project}/counts/coders", params=chosen)
    assert answer.status_code == 200
    return answer.text


def table(site: Site, who: str = "Ana", **chosen: str) -> dict[str, list[str]]:
    """By code: both, only the one, only the other, all."""
    return {row[1]: CELL.findall(row[0]) for row in ROW.finditer(told(site, who, **chosen))}


def side(site: Site, name: str, layer: str = "main") -> str:
    ids = {coder.name: coder.id for coder in site.people.as_("Ana", coders, writing=False)}
    return f"{layer}.{ids[name]}"


def coded(
    site: Site, who: str, first: str, last: str, code: str, layer: str = "main", name: str = "I1"
) -> None:
    here = site.people.as_("Ana", document, name, writing=False)
    start, end = TALK.index(first), TALK.index(last) + len(last)
    site.people.as_(who, add_coding, here, selected(start, end, TALK), code, layer)


def test_a_check_is_compared_with_the_main_coding_where_both_coded(site: Site, codes: list[str]):
    """Ben checked the third interview alone: one passage of the code, which Ana has coded too."""
    page = told(site)
    assert "Ana and Ben (check) both gave" in page
    assert "1 document that both read" in page
    assert table(site, rolled="false") == {codes[0]: ["1", "1", "0", "2"], codes[1]: ["0", "2", "0", "2"]}
    assert table(site, rolled="false", over="all")[codes[0]] == ["1", "5", "0", "6"]
    assert "Neither" in told(site, named="I1")


def test_each_figure_opens_its_comments_and_what_the_other_coded_there(site: Site, codes: list[str]):
    coded(site, "Ben", "Naïve", "sounds", codes[1], "check", "I3")
    page = told(site, rolled="false")
    links = [(unescape(link), int(n)) for link, n in OPENED.findall(page)]
    assert len(links) == 6
    for link, n in links:
        opened = site.client().get(link, headers={"HX-Request": "true"}).text
        assert opened.count('class="quotation"') == n, link
    [only] = [link for link, _ in links if "given=one" in link and codes[0] in link]
    opened = site.client().get(only).text
    assert "Contact, only Ana, not Ben (check)" in opened
    beside = re.search(r'class="source beside">(.*?)</p>', opened, re.DOTALL)
    assert beside
    shown = re.sub(r"<[^>]+>|\s+", " ", unescape(beside[1])).split()
    assert " ".join(shown) == "By Ben (check) here: Contact > In passing"


def test_nothing_is_beside_what_the_other_did_not_code(site: Site, codes: list[str]):
    [only] = [
        unescape(link)
        for link, _ in OPENED.findall(told(site, rolled="false"))
        if "given=one" in link and codes[0] in link
    ]
    assert "By Ben (check) here: nothing" in site.client().get(only).text


def test_a_document_that_one_is_done_with_is_read(site: Site, codes: list[str]):
    """Ben found nothing in the first interview; what he marked in the third was his check."""
    both = {"one": side(site, "Ana"), "other": side(site, "Ben", "check")}
    done(site, "Ben", "I1", "I3")
    assert "In 2 documents that both read" in told(site, **both)
    assert table(site, rolled="false", **both)[codes[0]] == ["1", "3", "0", "4"]
    main = both | {"other": side(site, "Ben")}
    assert "In 1 document that both read" in told(site, **main)


def test_filters_and_sub_codes_hold(site: Site, codes: list[str]):
    coded(site, "Ben", "talk", "more", codes[1])
    both = {"one": side(site, "Ana"), "other": side(site, "Ben")}
    assert table(site, rolled="false", **both)[codes[0]] == ["0", "2", "0", "2"]
    assert table(site, rolled="true", **both)[codes[0]] == ["1", "2", "0", "3"]
    assert table(site, rolled="true", **both, where="profession=nurse")[codes[0]] == ["1", "0", "0", "1"]


def test_codes_are_ordered_by_what_one_alone_gave(site: Site, codes: list[str]):
    assert list(table(site, rolled="false")) == codes
    assert list(table(site, rolled="false", sort="apart")) == codes[::-1]
    later = site.people.as_("Ana", create_code, "Later").code_id
    assert later in table(site)
    assert later not in table(site, hide="true")


def test_a_layer_of_several_is_compared_as_a_whole(site: Site, codes: list[str]):
    coded(site, "Ben", "Naïve", "sounds", codes[0], name="I2")
    page = told(site)
    assert "the main coding" in page
    whole = {"one": "main.", "other": side(site, "Ben", "check")}
    assert table(site, rolled="false", **whole)[codes[0]] == ["1", "1", "0", "2"]
    assert "are among those of the other" in told(site, one="main.", other=side(site, "Ana"))


def test_all_of_a_list_is_re_coded_and_nothing_else(site: Site, codes: list[str]):
    """Ana's two in the documents compared, though she has as many in each of the others."""
    both = {"one": side(site, "Ana"), "other": side(site, "Ben", "check"), "rolled": "false"}
    asked = both | {"of": codes[1], "number": "comments", "given": "one", "every": "true", "how": "move"}
    made = site.client().get(f"{site.project}/recoding", params=asked | {"code": codes[0]}).text
    assert "2 codings to Contact: 2 of Ana." in made
    nothing = site.client().get(
        f"{site.project}/recoding", params=asked | {"code": codes[0], "given": "other"}
    )
    assert "to Contact" not in nothing.text
    bens = site.client("Ben").get(
        f"{site.project}/recoding", params=asked | {"code": codes[0], "over": "all"}
    )
    assert "4 of Ana stay as they are" in bens.text


def test_the_table_is_taken_out_as_it_is(site: Site, codes: list[str]):
    page = told(site, rolled="false")
    [address] = re.findall(r'href="([^"]+/coders\.csv[^"]*)"', page)
    file = site.client().get(unescape(address)).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(file))) == [
        ["code", "both", "only Ana", "only Ben (check)", "comments"],
        ["Contact", "1", "1", "0", "2"],
        ["Contact > In passing", "0", "2", "0", "2"],
    ]
    report = site.client().get(unescape(address).replace("coders.csv", "counts.html")).text
    assert re.search(r"Compared.{0,60}Ana and Ben \(check\)", report, re.DOTALL)
    refused = site.client().get(f"{site.project}/exports/coders.csv")
    assert refused.status_code == 422
    assert "Coders compared" in refused.text


def test_who_may_not_see_a_layer_compares_none_of_it(site: Site, codes: list[str]):
    """Carla sees no check, Ben no main codings where he checks; and no number tells them."""
    both = {"one": side(site, "Ana"), "other": side(site, "Ben", "check")}
    for who in ("Carla", "Ben"):
        assert "There is no document" in told(site, who, **both)
    assert table(site, "Carla", **both) == {}
    assert "Ben (check), 1 coding<" not in told(site, "Carla", **both)
    assert "There are no two coders" in told(site, "Carla")
    assert table(site, "Ben", over="all", rolled="false", **both)[codes[0]] == ["0", "4", "0", "4"]
    assert table(site, "Carla", over="all", **both) == {}
    opened = f"{site.project}/counts/opened"
    for given in ("both", "other"):
        answer = site.client("Carla").get(
            opened, params=both | {"code": codes[0], "given": given, "over": "all"}
        )
        assert 'class="quotation"' not in answer.text
    site.people.as_("Ana", open_layer, "check")
    for who in ("Carla", "Ben"):
        assert table(site, who, rolled="false", **both)[codes[0]] == ["1", "1", "0", "2"]


def test_who_is_not_there_is_not_found_and_oneself_is_not_compared(site: Site, codes: list[str]):
    ana = side(site, "Ana")
    for other in ("main.nobody", "none.nobody", "nobody"):
        params = {"one": ana, "other": other}
        assert site.client().get(f"{site.project}/counts/coders", params=params).status_code == 404
    assert "Both are Ana" in told(site, one=ana, other=ana)


def test_without_two_coders_nothing_is_compared(site: Site):
    assert "There are no two coders to compare yet" in told(site)
    site.people.as_("Ana", add_document, TALK, "I1")
    code = site.people.as_("Ana", create_code, "Contact").code_id
    coded(site, "Ana", "talk", "more", code)
    assert "so far you see Ana, 1 coding." in told(site)
