"""Search over HTTP: what is refused, what is shown again before it is done, and a search that nobody waits for."""

import re
from collections.abc import Iterator
from time import monotonic, sleep

import httpx2
import pytest

from quotetree.app.services import codes
from quotetree.app.store import search as store
from quotetree.app.store.access import Access
from tests.app.cast import add_document, cast
from tests.app.site import Site, served


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    people = cast(database_url)
    with served(people) as opened:
        yield opened
    people.database.dispose()


def found(site: Site, typed: str) -> dict[str, str]:
    """The hidden fields of the page that shows what was found, ready to be posted with a code."""
    page = site.client().get(f"{site.project}/search", params={"q": typed})
    assert page.status_code == 200
    return {"q": typed, "mark": re.findall('name="mark" value="([0-9a-f]+)"', page.text)[0]}


def proposed(site: Site, fields: dict[str, str]) -> str:
    answer = site.client().get(f"{site.project}/search/proposal", params=fields)
    assert answer.status_code == 200
    return re.findall('name="expected" value="([0-9a-f]+)"', answer.text)[0]


def test_a_bad_query_is_a_page_with_its_sentence(site: Site) -> None:
    site.people.as_("Ana", add_document)
    page = site.client().get(f"{site.project}/search", params={"q": '"talk'})
    assert page.status_code == 422
    assert "A quotation mark is missing" in page.text
    part = site.client().get(f"{site.project}/search/hits", params={"q": '"talk', "first": 50})
    assert part.status_code == 422


def test_what_was_not_shown_is_not_done(site: Site) -> None:
    site.people.as_("Ana", add_document)
    code = site.people.as_("Ana", codes.create_code, "Talk").code_id
    fields = {**found(site, "talk* | doctor*"), "code": code}
    expected = proposed(site, fields)
    address = f"{site.project}/search/codings"
    assert "Somebody has changed something" in site.client().post(address, data=fields).text
    turned = site.client().post(address, data={**fields, "expected": expected, "extent": "turn"})
    assert "Somebody has changed something" in turned.text
    assert not site.people.rows()["coding"]
    done = site.client().post(address, data={**fields, "expected": expected})
    assert "Coded 2 passages with Talk" in done.text
    again = site.client().post(address, data={**fields, "expected": expected})
    assert "by you already" in again.text
    assert len(site.people.rows()["coding"]) == 2


def test_hits_of_a_list_that_is_no_longer_so_are_refused(site: Site) -> None:
    site.people.as_("Ana", add_document)
    fields = {**found(site, "talk"), "name": "Talk", "hit": "0"}
    expected = proposed(site, fields)
    site.people.as_("Ana", add_document, "P1: Talk.\n", "An earlier one")
    answer = site.client().post(f"{site.project}/search/codings", data={**fields, "expected": expected})
    assert answer.status_code == 409
    assert "The transcripts have changed since this list was made." in answer.text
    assert not site.people.rows()["coding"]


def test_a_search_that_nobody_waits_for_ends(site: Site) -> None:
    site.people.as_("Ana", add_much)
    address, slow = f"{site.project}/search", {"q": "zebra"}
    begun = monotonic()
    assert "No words like zebra" in site.client().get(address, params=slow).text
    took = monotonic() - begun
    store._kept.clear()
    with pytest.raises(httpx2.TimeoutException):
        site.client().get(address, params=slow, timeout=took / 10)
    sleep(3 * took)
    assert not store._kept, "it was searched to the end"
    assert site.client().get(address, params={"q": "talk"}).status_code == 200


def add_much(access: Access) -> None:
    """Twenty-four portions of text in which the test on lower-cased text says yes everywhere, and the scan no."""
    for n in range(24):
        add_document(access, f"P{n}: {'zebrax ' * 150_000}\n", f"Document {n}")
