"""The quotations of a code: words exactly, who says them, pages, filters, and the way to the place."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from quotetree.app.services.codes import create_code
from quotetree.app.services.codings import add_coding
from quotetree.app.services.projects import open_layer
from quotetree.app.store import snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.quotations import Quotation, quotations
from quotetree.coding.counts import LAYERS, listed
from quotetree.coding.quotations import words_of
from quotetree.coding.tree_plans import Place
from tests.app.cast import WORDS, add_document, cast, selected
from tests.app.site import Site, served

SCRIPT = "P1: <script>alert(1)</script> & “so”\n"


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    people = cast(database_url)
    with served(people) as made:
        yield made
    people.database.dispose()


@pytest.fixture
def code(site: Site) -> str:
    return site.people.as_("Ana", create_code, "Contact").code_id


def everything(access: Access, code_id: str | None) -> list[Quotation]:
    """All quotations of a code, or of all, that somebody may see."""
    filters = snapshots.filters(access, layers=frozenset(LAYERS))
    found = listed(snapshots.snapshot(access), filters, None if code_id is None else [code_id], 0, 1000)
    assert found.total == len(found.ids)
    return quotations(access, found.ids)


def words(site: Site, name: str, code_id: str | None) -> list[str]:
    return [words_of(one.parts) for one in site.people.as_(name, everything, code_id, writing=False)]


def test_words_are_exact_and_labels_are_none(site: Site, code: str):
    document = site.people.as_("Ana", add_document)
    for start, end in ((0, len(WORDS)), (4, 30), (WORDS.index("🙂"), WORDS.index("🙂") + 1)):
        site.people.as_("Ana", add_coding, document, selected(start, end), code)
    whole = "We talk more – café 🙂 now.\nReally?\nNo. Not with the doctors, naïve as it sounds."
    assert words(site, "Ana", code) == [whole, WORDS[4:30], "🙂"]


def test_every_quotation_is_the_text_of_its_place(site: Site, code: str):
    """The same passages, cut by Python out of the whole text."""
    document = site.people.as_("Ana", add_document)
    spans = [(start, start + 9) for start in range(0, len(WORDS) - 9, 7)]
    for start, end in spans:
        site.people.as_("Ana", add_coding, document, selected(start, end), code)
    found = site.people.as_("Ana", everything, code, writing=False)
    assert [(one.start, one.end) for one in found] == spans
    for one in found:
        for part in one.parts:
            assert part.words == WORDS[part.start : part.end]
            assert one.start <= part.start < part.end <= one.end


def test_several_speakers_are_printed_turn_by_turn(site: Site, code: str):
    document = site.people.as_("Ana", add_document)
    coding = site.people.as_("Ana", add_coding, document, selected(4, len(WORDS) - 1), code).coding_id
    told = site.client().get(f"{site.project}/codes/{code}/quotations").text
    said = re.findall(r"<b dir=.auto.>(.*?)</b><blockquote.*?>(.*?)</blockquote>", told)
    assert said == [
        ("P1", "We talk more – café 🙂 now."),
        ("Interviewer", "Really?"),
        ("P2", "No. Not with the doctors, naïve as it sounds."),
    ]
    assert "(P1, Interviewer, P2, turns 1–3)" in told
    assert f'href="{site.project}/documents/{document}#passage-4-{len(WORDS) - 1}-{coding}"' in told


def test_pages_hold_fifty_and_lose_none(site: Site, code: str):
    text = "".join(f"P1: words number {n} end\n" for n in range(120))
    document = site.people.as_("Ana", add_document, text)
    at = 0
    for line in text.split("\n")[:-1]:
        site.people.as_("Ana", add_coding, document, selected(at + 4, at + len(line), text), code)
        at += len(line) + 1
    ana, path = site.client(), f"{site.project}/codes/{code}/quotations"
    seen = []
    for n in (1, 2, 3):
        seen += re.findall(r"words number (\d+) end", ana.get(path, params={"page": n}).text)
    assert [int(n) for n in seen] == list(range(120))
    assert "101–120 of 120" in ana.get(path, params={"page": 999}).text


def test_sub_codes_are_with_it_or_not(site: Site, code: str):
    below = site.people.as_("Ana", create_code, "Informal", Place(parent_id=code)).code_id
    document = site.people.as_("Ana", add_document)
    site.people.as_("Ana", add_coding, document, selected(4, 11), below)
    ana, path = site.client(), f"{site.project}/codes/{code}/quotations"
    assert "1 quotation in the layer main" in ana.get(path).text
    alone = ana.get(path, params={"rolled": "false"}).text
    assert "Nothing is coded so" in alone
    assert f"exports/quotations.csv?rolled=false&amp;code={code}" in alone


def test_a_blind_layer_stays_blind(site: Site, code: str):
    document = site.people.as_("Ana", add_document)
    site.people.as_("Ana", add_coding, document, selected(4, 11), code)
    site.people.as_("Ben", add_coding, document, selected(12, 16), code, "check")
    seen = {name: set(words(site, name, None)) for name in ("Ana", "Ben", "Carla")}
    assert seen == {"Ana": {"We talk", "more"}, "Ben": {"more"}, "Carla": {"We talk"}}
    hidden = next(
        one.id for one in site.people.as_("Ana", everything, None, writing=False) if one.layer == "check"
    )
    assert site.people.as_("Carla", quotations, [hidden], writing=False) == []
    site.people.as_("Ana", open_layer, "check")
    assert set(words(site, "Carla", None)) == {"We talk", "more"}
    assert set(words(site, "Ben", None)) == {"We talk", "more"}


def test_filters_choose_coder_layer_and_document(site: Site, code: str):
    first = site.people.as_("Ana", add_document)
    second = site.people.as_("Ana", add_document, WORDS, "Interview 2")
    site.people.as_("Ana", add_coding, first, selected(4, 11), code)
    site.people.as_("Ben", add_coding, second, selected(12, 16), code)
    ana, path = site.client(), f"{site.project}/quotations"
    told = ana.get(path).text
    ben = re.search(r'<option value="([^"]+)">Ben<', told)
    assert ben
    shown = {
        "": told,
        "coder": ana.get(path, params={"coder": ben[1]}).text,
        "document": ana.get(path, params={"document": first}).text,
        "layer": ana.get(path, params={"layer": "trial"}).text,
    }
    found = {name: re.findall(r"<blockquote.*?>(.*?)</blockquote>", page) for name, page in shown.items()}
    assert found == {"": ["We talk", "more"], "coder": ["more"], "document": ["We talk"], "layer": []}


def test_what_is_said_and_named_is_shown_as_text(site: Site):
    document = site.people.as_("Ana", add_document, SCRIPT, "<script>alert(2)</script>")
    code = site.people.as_("Ana", create_code, "<script>alert(3)</script>").code_id
    site.people.as_("Ana", add_coding, document, selected(4, len(SCRIPT) - 1, SCRIPT), code)
    told = site.client().get(f"{site.project}/codes/{code}/quotations").text
    assert "<script>alert" not in told
    assert SCRIPT[4:-1] in unescape(told)


def test_a_code_that_is_not_there_is_not_found(site: Site, code: str):
    ana = site.client()
    assert ana.get(f"{site.project}/codes/none/quotations").status_code == 404
    assert ana.get(f"{site.project}/quotations", params={"page": 0}).status_code == 422
