"""Reports as .docx and .html of codebook, quotations and counts; whose words are not in them."""

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from sqlalchemy import select

from quotetree.app.services import codes, codings, people
from quotetree.app.store.database import transaction
from quotetree.app.store.tables import Code, Participant
from quotetree.coding.exports import Heading, Quote, Report, write_report
from quotetree.coding.tree_plans import Place
from tests.app.cast import Cast, add_document, cast, selected
from tests.app.command_line import Run, runner, study
from tests.app.site import Site, served

TEXT = "P1: We talk – café 🙂 now.\nInterviewer: Really?\nP2: No, <b>not</b> & never.\nP3: Yes.\n"


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    everybody = cast(database_url)
    with served(everybody) as site:
        yield site
    everybody.database.dispose()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database_url: str) -> Run:
    return runner(capsys, database_url)


@pytest.fixture
def coded(site: Site) -> Site:
    """P1 alone, P2 alone, and P1 to P2 over the interviewer, under two codes."""
    as_ = site.people.as_
    document = as_("Ana", add_document, TEXT)
    parent = as_("Ana", codes.create_code, "Contact").code_id
    below = as_("Ana", codes.create_code, "Daily", Place(parent_id=parent)).code_id
    one, two = TEXT.index("We talk"), TEXT.index("No, <b>")
    end = TEXT.index("\nP3")
    as_("Ana", codings.add_coding, document, selected(one, TEXT.index("\nInter"), TEXT), below)
    as_("Ana", codings.add_coding, document, selected(two, end, TEXT), below)
    as_("Ana", codings.add_coding, document, selected(one, end, TEXT), parent)
    return site


def consent(people_of: Cast, name: str, to: str) -> None:
    with transaction(people_of.database, writing=False) as connection:
        person = connection.execute(select(Participant.id).where(Participant.name == name)).scalar_one()
    people_of.as_("Ana", people.set_consent, [person], to)


def code_of(site: Site, name: str) -> str:
    with transaction(site.people.database, writing=False) as connection:
        return str(connection.execute(select(Code.id).where(Code.name == name)).scalar_one())


def report(site: Site, what: str, **asked: str) -> Any:
    answer = site.client().get(f"{site.project}/exports/{what}.docx", params=asked)
    assert answer.status_code == 200, answer.text
    return docx.Document(io.BytesIO(answer.content))


def of_style(document: Any, *styles: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name.startswith(styles)]


def told(document: Any) -> dict[str, str]:
    return {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}


def test_quotations_stand_under_their_codes_word_for_word_with_who_says_them(coded: Site) -> None:
    document = report(coded, "quotations")
    assert of_style(document, "Title", "Heading") == ["Quotations", "1 Contact", "1.1 Daily"]
    assert of_style(document, "Quote")[:7] == [
        "P1: We talk – café 🙂 now.",
        "Interviewer: Really?",
        "P2: No, <b>not</b> & never.",
        "P1, Interview 1, turn 1; P2, Interview 1, turn 3",
        "We talk – café 🙂 now.",
        "P1, Interview 1, turn 1",
        "No, <b>not</b> & never.",
    ]
    assert of_style(document, "Numbers") == ["1 · 2, with sub-codes 1 · 2", "2 · 2"]
    assert told(document)["Layer"] == "main"
    assert told(document)["Quotations"] == "3, under 2 codes"
    assert any("comments · respondents" in line for line in of_style(document, "Legend"))


def test_the_page_of_a_report_has_its_footer_language_and_contents(coded: Site) -> None:
    document = report(coded, "quotations")
    footer = document.sections[0].footer._element.xml
    assert "Study · Quotations" in footer
    assert "PAGE" in footer
    assert "NUMPAGES" in footer
    assert 'w:val="en-GB"' in document.styles.element.xml
    assert of_style(document, "toc", "TOC")[:2] == ["1 Contact\t", "1.1 Daily\t"]
    places = set(re.findall(r"PAGEREF (_Toc[0-9]+) ", document.element.xml))
    assert len(places) > 1
    assert places <= set(re.findall('bookmarkStart [^>]*w:name="([^"]+)"', document.element.xml))


def test_a_code_and_the_filters_of_the_page_go_into_the_report(coded: Site) -> None:
    whole = report(coded, "quotations")
    assert len(of_style(whole, "Quote tag")) == 3
    code = next(row["id"] for row in coded.people.rows()["code"].values() if row["name"] == "Contact")
    document = report(coded, "quotations", code=code, rolled="false", layer="check")
    assert told(document)["Layer"] == "check"
    assert "own alone" in told(document)["Code"]
    assert of_style(document, "Quote tag") == []


@pytest.mark.parametrize(
    ("is_", "asked", "left", "sentence"),
    [
        ("not quotable", "false", 1, "2 quotations of people who may not be quoted are left out."),
        ("not quotable", "true", 1, "2 quotations of people who may not be quoted are left out."),
        ("ask first", "false", 1, "2 quotations of people who must be asked first are left out."),
        ("ask first", "true", 3, ""),
        ("left out", "false", 1, "1 quotation of people who may not be quoted is left out."),
    ],
)
def test_who_may_not_be_quoted_is_in_no_quotation(
    coded: Site, is_: str, asked: str, left: int, sentence: str
) -> None:
    consent(coded.people, "P2", is_)
    document = report(coded, "quotations", asked=asked)
    words = "\n".join(p.text for p in document.paragraphs)
    assert len(of_style(document, "Quote tag")) == left
    assert ("never" in words) == (left == 3)
    assert told(document).get("Left out", "") == sentence
    if sentence:
        assert "P2" not in words
        assert any(line.endswith("left out.") for line in of_style(document, "Numbers"))
    for ending in ("csv", "html"):
        text = coded.client().get(f"{coded.project}/exports/quotations.{ending}?asked={asked}").text
        assert ("never" in text) == (left == 3)
    assert ("never" in coded.client().get(f"{coded.project}/exports/codings.csv").text) == (is_ == "quotable")


def test_every_code_of_the_codebook_is_a_heading_with_its_numbers_and_a_table_of_its_texts(
    coded: Site,
) -> None:
    place, texts = (
        Place(code_of(coded, "Contact")),
        {"definition": "Each hour.", "when_to_use": "When heard."},
    )
    coded.people.as_("Ana", codes.create_code, "Hourly", place, **texts)
    document = report(coded, "codebook")
    assert of_style(document, "Heading") == ["1 Contact", "1.1 Daily", "1.2 Hourly"]
    assert of_style(document, "Numbers") == ["1 · 2, with sub-codes 1 · 2", "2 · 2", "0 · 0"]
    assert [[cell.text for cell in row.cells] for row in document.tables[-1].rows] == [
        ["Definition", "Each hour."],
        ["When to use", "When heard."],
    ]


def test_heads_of_tables_repeat_and_rows_do_not_break(coded: Site) -> None:
    counts = report(coded, "counts").tables[-1]
    assert [cell.text for cell in counts.rows[0].cells] == [
        "Code",
        "Own",
        "With sub-codes",
        "Share of\nN = 3",
    ]
    assert [cell.text for cell in counts.rows[1].cells] == ["1 Contact", "1 · 2", "1 · 2", "67%"]
    assert counts.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in counts.rows)


def test_counts_are_of_the_passages_that_carry_another_code_too_and_say_so(coded: Site) -> None:
    contact, daily = code_of(coded, "Contact"), code_of(coded, "Daily")
    all_of_it = {row.cells[0].text: row.cells[1].text for row in report(coded, "counts").tables[-1].rows}
    also, without = (report(coded, "counts", **{how: contact}) for how in ("also", "without"))
    parts = [{row.cells[0].text: row.cells[1].text for row in one.tables[-1].rows} for one in (also, without)]
    assert told(also)["And also coded"] == told(without)["And not coded"] == "Contact, with its sub-codes"
    assert [part["1 Contact"] for part in parts] == [all_of_it["1 Contact"], "0 · 0"]
    both = report(coded, "counts", also=daily).tables[-1]
    assert both.rows[2].cells[1].text == all_of_it["1.1 Daily"]


def test_counts_by_an_attribute_lie_on_their_side(run: Run, tmp_path: Path) -> None:
    assert run(*study(tmp_path)).status == 0
    assert run("export", "Study", tmp_path / "counts.docx", "--by", "profession").status == 0
    document = docx.Document(str(tmp_path / "counts.docx"))
    section = document.sections[-1]
    assert section.page_width > section.page_height
    assert told(document)["Counted by"] == "profession"
    heads = [cell.text for cell in document.tables[-1].rows[0].cells]
    assert heads[:2] == ["Code", "Own"]
    assert any(head.startswith("Nursing\nN = ") for head in heads)


class Page(HTMLParser):
    """What a page of HTML holds; refuses tags that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("what", ["codebook", "quotations", "counts"])
def test_a_page_of_html_stands_alone(coded: Site, what: str) -> None:
    coded.people.as_("Ana", codes.create_code, "<script>alert(1)</script>")
    answer = coded.client().get(f"{coded.project}/exports/{what}.html")
    assert answer.headers["content-disposition"].startswith("attachment")
    page = Page(answer.content.decode())
    tags = [tag for tag, _ in page.seen]
    assert not {"script", "link", "img"} & set(tags)
    assert not [values for _, values in page.seen if "src" in values]
    links = [values["href"] or "" for tag, values in page.seen if tag == "a"]
    ids = [values["id"] for _, values in page.seen if "id" in values]
    assert all(link[1:] in ids for link in links)
    assert len(ids) == len(set(ids))
    if what == "quotations":
        assert "No, <b>not</b> & never." in page.words
        assert tags.count("blockquote") == 3
    else:
        assert "<script>alert(1)</script>" in "".join(page.words)
    if what == "counts":
        assert {values.get("scope") for tag, values in page.seen if tag == "th"} == {"row", "col"}
        assert "caption" in tags


def test_characters_that_no_xml_holds_are_left_out(tmp_path: Path) -> None:
    bad = "a\x00b\x0bc\ud800d\ufffee\tf\ng"
    blocks = [Heading(1, "1", bad), Quote(((bad, bad),), bad)]
    for ending in (".docx", ".html"):
        write_report(
            Report(bad, bad, bad, "en", ((bad, bad),), (bad,), (), blocks), tmp_path / f"bad{ending}"
        )
    document = docx.Document(str(tmp_path / "bad.docx"))
    assert of_style(document, "Heading") == ["1 abcde\tf\ng"]
    assert '<span class="words">abcde\tf\ng</span>' in (tmp_path / "bad.html").read_text(encoding="utf-8")


def test_the_command_says_how_many_are_left_out(run: Run, tmp_path: Path) -> None:
    assert run(*study(tmp_path)).status == 0
    answer = run("export", "Study", tmp_path / "quotations.html", "--code", "Contact", "--own")
    assert answer.status == 0
    assert "Contact, own alone" in (tmp_path / "quotations.html").read_text(encoding="utf-8")
    assert run("export", "Study", tmp_path / "quotations.docx", "--code", "None").err.startswith(
        "There is no code"
    )
    answer = run("export", "Study", tmp_path / "codings.docx")
    assert "The codings come out as a table alone" in answer.err
    assert zipfile.is_zipfile(tmp_path / "quotations.docx") is False


def test_the_tag_of_quotations_is_set_with_an_example(coded: Site) -> None:
    client = coded.client()
    path = f"{coded.project}/quote-tag"
    shown = client.get(f"{path}/example", params={"template": "({participant} in {document})"})
    assert "(P1 in Interview 1)" in shown.text
    wrong = client.get(f"{path}/example", params={"template": "{profesion}"})
    assert "no field {profesion}" in wrong.text
    page = client.get(f"{coded.project}/exports").text
    assert "P1, Interview 1, turn 34" in page
    token = page.split('name="form-token" value="')[1].split('"')[0]
    kept = client.post(path, data={"template": "{document}: {participant}", "form-token": token})
    assert kept.status_code == 303
    assert of_style(report(coded, "quotations"), "Quote tag")[1] == "Interview 1: P1"
    refused = client.post(path, data={"template": "{nobody}", "form-token": token})
    assert refused.status_code == 422
    assert "The fields are {participant}" in refused.text


def test_people_to_be_asked_are_named_as_a_number_on_the_page(coded: Site) -> None:
    assert "once people were asked" not in coded.client().get(f"{coded.project}/exports").text
    consent(coded.people, "P2", "ask first")
    page = coded.client().get(f"{coded.project}/exports").text
    assert "Also of 1 person to be asked first" in page
    assert "quotations.docx?asked=true" in page
