"""The page of counts shows what coding/counts says, and each number opens the comments that it counts."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from quotetree.app.services.codes import create_code
from quotetree.app.services.codings import add_coding
from quotetree.app.store import snapshots, tables
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.coding.counts import Count, Filters, break_down, count, gather, speakers
from quotetree.coding.tree_plans import Place
from tests.app.cast import add_document, cast, selected
from tests.app.site import Site, served

TALK = (
    "P1: We talk more 🙂 now.\nInterviewer: Really?\nP2: No, not us.\n"
    "P3: Naïve as it sounds, no.\nP1: More every day.\n"
)
ROW = re.compile(r'<tr id="code-([^"]+)".*?</tr>', re.DOTALL)


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    people = cast(database_url)
    with served(people) as made:
        yield made
    people.database.dispose()


@pytest.fixture
def codes(site: Site) -> list[str]:
    """A code and one below it; three documents; passages that overlap, span speakers, and are only the question."""
    people = site.people
    parent = people.as_("Ana", create_code, "Contact").code_id
    below = people.as_("Ana", create_code, "In passing", Place(parent_id=parent)).code_id
    asked, third = TALK.index("ally?"), TALK.index("Naïve")
    spans = (
        (4, 20, parent),
        (10, 25, below),
        (asked, asked + 5, parent),
        (asked, TALK.index("\nP3"), below),
        (third, third + 12, parent),
    )
    for name in ("I1", "I2", "I3"):
        document = people.as_("Ana", add_document, TALK, name)
        for start, end, code in spans:
            people.as_("Ana", add_coding, document, selected(start, end, TALK), code)
    people.as_("Ben", add_coding, document, selected(5, 9, TALK), parent, "check")
    people.as_("Ana", give_values)
    return [parent, below]


def give_values(access: Access) -> None:
    """P1 is a nurse, P2 a doctor & more; of P3 nothing is known."""
    rows = access.connection.execute(
        tables.Participant.__table__.select().where(tables.Participant.project_id == access.project_id)
    ).all()
    by_name = {row.name: row.id for row in rows}
    with action(access.connection, access.who, "participants.imported") as recorder:
        profession = recorder.insert(
            "attribute",
            {"project_id": access.project_id, "of": "participant", "name": "profession",
             "name_key": "profession", "place": 0},
        )  # fmt: skip
        for name, value in (("P1", "nurse"), ("P2", "doctor & more")):
            row = {"participant_id": by_name[name], "attribute_id": profession, "value": value}
            recorder.insert("participant_value", row)


def counted(access: Access, filters: Filters, rolled: bool) -> dict[str, Count]:
    return count(gather(snapshots.snapshot(access), filters, with_subcodes=rolled)).rows()


def test_each_number_of_the_page_is_the_counts(site: Site, codes: list[str]):
    ana = site.client()
    for layer, layers in (("main", {"main"}), ("check", {"check"}), ("all", {"main", "check", "trial"})):
        for rolled in (True, False):
            told = ana.get(f"{site.project}/counts", params={"layer": layer, "rolled": rolled}).text
            filters = Filters(layers=frozenset(layers))
            expected = site.people.as_("Ana", counted, filters, rolled, writing=False)
            shown = {row[1]: numbers(row[0]) for row in ROW.finditer(told)}
            assert shown == {code: one._asdict() for code, one in expected.items()}, (layer, rolled)
            assert f"layer {layer}" in told or layer == "all"


def numbers(row: str) -> dict[str, int]:
    """By their names the numbers of a row of the table."""
    cells = re.findall(r'data-number="(\w+)">(?:<(?:a|span)[^>]*>)([\d,]+)<', row)
    return {name: int(text.replace(",", "")) for name, text in cells}


def test_the_page_counts_something(site: Site, codes: list[str]):
    """So that the tests above and below do not compare nothing with nothing."""
    found = site.people.as_("Ana", counted, Filters(), True, writing=False)[codes[0]]
    assert found.comments > found.documents == 3
    assert found.interviewer_only == 0
    assert found.respondents == 3


def test_each_number_opens_as_many_comments(site: Site, codes: list[str]):
    ana = site.client()
    told = ana.get(f"{site.project}/counts").text
    links = [unescape(link) for link in re.findall(r'href="(counts/opened[^"]+)"', told)]
    assert len(links) > 6
    for link in links:
        opened = ana.get(f"{site.project}/{link}", headers={"HX-Request": "true"}).text
        code, number = re.search(r"code=([^&]+)&number=(\w+)", link).groups()
        found = site.people.as_("Ana", counted, Filters(), True, writing=False)[code]
        expected = {
            "respondents": found.comments - found.unattributed,
            "contributions": found.comments - found.unattributed,
            "documents": found.comments,
        }.get(number, getattr(found, number))
        assert opened.count('class="quotation"') == expected, link


def test_columns_are_those_of_the_attribute_with_who_spoke(site: Site, codes: list[str]):
    ana = site.client()
    told = unescape(ana.get(f"{site.project}/counts", params={"by": "profession"}).text)

    def expected(access: Access) -> tuple[dict[str, dict[str, tuple[int, int]]], dict[str, int]]:
        snapshot = snapshots.snapshot(access)
        table = break_down(gather(snapshot, Filters(), with_subcodes=True), "profession").rows()
        return table, speakers(snapshot, Filters(), "profession").by

    table, spoke = site.people.as_("Ana", expected, writing=False)
    heads = dict(re.findall(r'<th scope="col">([^<]+)<small>N = (\d+)</small>', told))
    assert heads == {value or "not known": str(n) for value, n in spoke.items()}
    assert list(heads) == ["doctor & more", "nurse", "not known"]
    for row in ROW.finditer(told):
        cells = re.findall(r"<td><(?:a|span)[^>]*>(\d+)(?:<small>(\d+)%</small>)?<", row[0])
        for value, (people, share) in zip(("doctor & more", "nurse", ""), cells, strict=True):
            cell = table[row[1]].get(value)
            assert int(people) == (cell.respondents if cell else 0)
            assert share == (f"{100 * cell.respondents / spoke[value]:.0f}" if cell else "")


def test_a_cell_opens_the_comments_of_its_value(site: Site, codes: list[str]):
    ana = site.client()
    told = ana.get(f"{site.project}/counts", params={"by": "profession", "show": "comments"}).text
    links = re.findall(r'<a class="cell heat-\d" href="([^"]+)">(\d+)<', told)
    assert len(links) > 3
    for link, comments in links:
        opened = ana.get(f"{site.project}/{unescape(link)}", headers={"HX-Request": "true"}).text
        assert opened.count('class="quotation"') == int(comments)
        assert f"{comments} comment" in opened


def test_a_comment_of_several_speakers_is_printed_turn_by_turn(site: Site, codes: list[str]):
    told = site.client().get(f"{site.project}/counts/opened", params={"code": codes[1]}).text
    assert "<title>In passing · Quotetree</title>" in told
    assert re.findall(r"<b dir=.auto.>(.*?)</b><blockquote.*?>(.*?)</blockquote>", told)[:2] == [
        ("Interviewer", "ally?"),
        ("P2", "No, not us."),
    ]


def test_the_order_is_the_trees_or_by_numbers_or_names(site: Site, codes: list[str]):
    further = site.people.as_("Ana", create_code, "Barely").code_id
    ana = site.client()

    def order(sort: str) -> list[str]:
        told = ana.get(f"{site.project}/counts", params={"sort": sort}).text
        return [row[1] for row in ROW.finditer(told)]

    assert order("tree") == [*codes, further]
    assert order("name") == [further, *codes]
    assert order("comments")[-1] == further
    assert ana.get(f"{site.project}/counts", params={"sort": "mood"}).status_code == 422


def test_an_attribute_that_is_not_there_is_named(site: Site, codes: list[str]):
    answer = site.client().get(f"{site.project}/counts", params={"by": "shoe size"})
    assert answer.status_code == 422
    assert "There is no attribute “shoe size”" in answer.text


def test_a_coder_or_document_that_is_gone_is_said_and_not_counted_as_nothing(site: Site, codes: list[str]):
    for page in ("counts", "quotations"):
        for gone in ("coder", "document"):
            answer = site.client().get(f"{site.project}/{page}?{gone}=none")
            assert answer.status_code == 404
            assert f"The {gone} in this address is not in the project any more." in answer.text


def test_blind_codings_are_not_counted_for_others(site: Site, codes: list[str]):
    path = f"{site.project}/counts"
    shown = {}
    for name in ("Ana", "Ben", "Carla"):
        told = site.client(name).get(path, params={"layer": "check"}).text
        shown[name] = next(numbers(row[0])["comments"] for row in ROW.finditer(told))
    assert shown == {"Ana": 1, "Ben": 1, "Carla": 0}
    opened = site.client("Carla").get(f"{path}/opened", params={"code": codes[0], "layer": "check"}).text
    assert 'class="quotation"' not in opened


def test_without_codes_the_page_says_what_comes_first(site: Site):
    assert "There are no codes yet" in site.client().get(f"{site.project}/counts").text
