"""Counts, quotations and what is taken out, of the codes of a set; on the pages and on the command line."""

import csv
import io
import re
from pathlib import Path

import pytest

from quotetree.app.services import code_sets
from quotetree.app.services.codes import create_code
from quotetree.app.services.codings import add_coding
from quotetree.coding.tree_plans import Place
from tests.app.cast import add_document, selected
from tests.app.command_line import Run, runner
from tests.app.site import Site
from tests.app.test_counts_page import ROW, TALK, codes, site

__all__ = ["codes", "site"]  # what the tests below stand on


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database_url: str) -> Run:
    return runner(capsys, database_url)


@pytest.fixture
def hope(site: Site, codes: list[str]) -> str:
    """A third code, beside Contact and In passing below it, with one passage."""
    hope = site.people.as_("Ana", create_code, "Hope").code_id
    document = site.people.as_("Ana", add_document, TALK, "I9")
    site.people.as_("Ana", add_coding, document, selected(4, 20, TALK), hope)
    return hope


def of(site: Site, name: str, *inside: str) -> str:
    return site.people.as_("Ana", code_sets.make_set, name, "", inside).set_id


def rows(site: Site, **chosen: object) -> list[str]:
    told = site.client().get(f"{site.project}/counts", params=chosen).text
    return [row[1] for row in ROW.finditer(told)]


def quotations(site: Site, **chosen: object) -> int:
    told = site.client().get(f"{site.project}/quotations", params=chosen).text
    return told.count('class="quotation"')


def file(site: Site, what: str, **chosen: object) -> list[dict[str, str]]:
    answer = site.client().get(f"{site.project}/exports/{what}.csv", params=chosen)
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_counts_of_a_set_are_its_codes_and_those_below_them(site: Site, codes: list[str], hope: str):
    contact, passing = codes
    both, below = of(site, "Question 1", contact), of(site, "Question 2", passing, hope)
    assert rows(site) == [contact, passing, hope]
    assert rows(site, set=both) == [contact, passing]
    assert rows(site, set=both, rolled="false") == [contact]
    assert rows(site, set=below) == [passing, hope]
    assert rows(site, set=of(site, "Question 3")) == []
    told = site.client().get(f"{site.project}/counts", params={"set": below, "rolled": "true"}).text
    assert "Set Question 2" in told
    assert "2 of 3 codes" in told
    assert f"exports/counts.csv?set={below}" in told


def test_a_set_changes_no_number(site: Site, codes: list[str], hope: str):
    chosen = of(site, "Question 1", codes[1], hope)

    def numbers(**more: object) -> dict[str, list[str]]:
        shown = file(site, "counts", **more)
        return {one["code"]: list(one.values()) for one in shown}

    everything, some = numbers(), numbers(set=chosen)
    assert list(everything) == ["Contact", "Contact > In passing", "Hope"]
    assert some == {path: everything[path] for path in ("Contact > In passing", "Hope")}


def test_quotations_and_files_of_a_set(site: Site, codes: list[str], hope: str):
    contact, passing = codes
    below, both = of(site, "Question 2", passing, hope), of(site, "Question 1", contact)
    everything, own = quotations(site), quotations(site, code=passing)
    assert quotations(site, set=below) == own + 1
    assert quotations(site, set=both) == everything - 1
    assert quotations(site, set=both, code=hope) == 0
    assert quotations(site, set=below, code=contact) == own
    assert {one["code"] for one in file(site, "quotations", set=below)} == {"Contact > In passing", "Hope"}
    assert {one["code"] for one in file(site, "codings", set=below, code=contact)} == {"Contact > In passing"}
    assert [one["path"] for one in file(site, "codebook", set=below)] == [
        "Contact",
        "Contact > In passing",
        "Hope",
    ]
    assert [one["path"] for one in file(site, "codebook", set=of(site, "Question 3", hope))] == ["Hope"]
    assert [one["code"] for one in file(site, "together", set=below)] == ["Contact > In passing", "Hope"]


@pytest.mark.parametrize("what", ["counts", "quotations", "codebook"])
def test_a_report_tells_its_set_and_has_its_codes_alone(site: Site, codes: list[str], hope: str, what: str):
    report = site.client().get(
        f"{site.project}/exports/{what}.html", params={"set": of(site, "Question 2", *codes)}
    )
    assert "Question 2, with their sub-codes" in report.text
    assert "In passing" in report.text
    assert "Hope" not in report.text


def test_codes_of_a_set_stand_together(site: Site, codes: list[str], hope: str):
    def shown(**chosen: object) -> str:
        told = site.client().get(f"{site.project}/counts/together", params=chosen).text
        return told.partition("<tbody")[2].partition("</tbody>")[0]

    assert "Contact" in shown()
    assert "In passing" not in shown()
    some = shown(set=of(site, "Question 2", codes[1], hope))
    assert "<span>In passing</span>" in some
    assert 'title="Contact &gt; In passing"' in some
    assert "<span>Contact</span>" not in some


def test_a_set_that_is_gone_is_told(site: Site, codes: list[str]):
    for page in ("counts", "quotations", "counts/together", "exports", "exports/counts.csv"):
        answer = site.client().get(f"{site.project}/{page}", params={"set": "gone"})
        assert answer.status_code == 404, page
        assert "no such set of codes" in answer.text


@pytest.mark.parametrize("page", ["counts", "quotations", "counts/together"])
def test_a_set_that_was_emptied_is_told(site: Site, codes: list[str], page: str):
    emptied = of(site, "Question 1", codes[0])
    site.people.as_("Ana", code_sets.empty_set, emptied, [codes[0]])
    told = site.client().get(f"{site.project}/{page}", params={"set": emptied}).text
    assert f'No code is in the set <a href="{site.project}/sets/{emptied}">Question 1</a>.' in told
    assert f'href="{site.project}/{page}">take the filter off</a>' in told


def test_the_command_line_counts_and_takes_out_a_set(
    site: Site, codes: list[str], hope: str, run: Run, tmp_path: Path
):
    of(site, "Question 2", codes[1], hope)
    answer = run("counts", "Study", "--set", "question 2", "--json")
    assert [one["path"] for one in answer.json()] == ["Contact > In passing", "Hope"]
    assert "; set question 2;" in run("counts", "Study", "--set", "question 2").out.splitlines()[0]
    out = tmp_path / "quotations.csv"
    assert run("export", "Study", out, "--set", "Question 2").status == 0
    found = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert {one["code"] for one in found} == {"Contact > In passing", "Hope"}
    for command in (("counts", "Study"), ("export", "Study", out)):
        refused = run(*command, "--set", "Question 9")
        assert refused.status == 1
        assert "there is “Question 2”" in refused.err
    of(site, "Question 3")
    for command in (("counts", "Study", "--json"), ("export", "Study", out)):
        assert "No code is in the set “Question 3”." in run(*command, "--set", "Question 3").err
    assert "goes with no --set" in run("counts", "Study", "--totals", "--set", "Question 2").err


def test_a_code_whose_parent_is_not_in_the_set_tells_what_is_above_it(site: Site, codes: list[str]):
    contact, passing = codes
    deep = site.people.as_("Ana", create_code, "By the lift", Place(passing)).code_id

    def heads(*inside: str) -> list[tuple[str, str]]:
        chosen = {"set": of(site, " ".join(inside)[:100], *inside)}
        told = site.client().get(f"{site.project}/counts", params=chosen).text
        return re.findall(r'data-level="(\d)".*?<span>((?:<span class="path">.*?</span>)?[^<]+)</span>', told)

    above = '<span class="path">Contact › </span>In passing'
    assert heads(contact) == [("1", "Contact"), ("2", "In passing"), ("3", "By the lift")]
    assert heads(passing) == [("0", above), ("2", "By the lift")]
    assert heads(deep) == [("0", '<span class="path">Contact › In passing › </span>By the lift')]
