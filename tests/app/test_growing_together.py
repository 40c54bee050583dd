"""Two people change the tree at the same moment, each in a browser: each is answered, and nothing is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx2 as httpx
import pytest

from quotetree.app.services import codes, codings, splitting
from quotetree.coding.text import sha256

from .cast import Cast, add_document, cast, selected
from .site import Site, served

WORDS = "P1: " + "word " * 60 + "\n"
AT_ONCE = 8


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def site(people: Cast) -> Iterator[Site]:
    with served(people) as one:
        yield one


def at_once(*deeds: Callable[[], list[httpx.Response]]) -> list[list[httpx.Response]]:
    """What people do, each in a thread of their own that begins when all stand ready."""
    ready = Barrier(len(deeds))

    def go(deed: Callable[[], list[httpx.Response]]) -> list[httpx.Response]:
        ready.wait(20)
        return deed()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(go, deeds))


def code(people: Cast, name: str) -> str:
    return people.as_("Ana", codes.create_code, name).code_id


def coded(people: Cast, document: str, which: str, n: int) -> str:
    selection = selected(4 + 5 * n, 8 + 5 * n, WORDS)
    return str(people.as_("Ben", codings.add_coding, document, selection, which).coding_id)


def posted(site: Site, who: str, path: str, **form: Any) -> httpx.Response:
    return site.client(who).post(f"{site.project}/{path}", data=form, headers={"HX-Request": "true"})


def test_two_who_split_the_same_code_decide_each_card_once(site: Site) -> None:
    people = site.people
    document, contact = people.as_("Ana", add_document, WORDS), code(people, "Contact")
    cards = [coded(people, document, contact, n) for n in range(AT_ONCE)]
    opened = people.as_("Ana", splitting.open_splitting, contact, (), ["Tea", "Message"]).splitting_id
    columns = {row["place"]: row["code_id"] for row in people.rows()["splitting_column"].values()}
    for who in ("Ana", "Ben"):
        site.client(who)

    def deal(who: str, column: str, order: list[str]) -> Callable[[], list[httpx.Response]]:
        form = {"decision": "moved", "column": column}
        path = f"splittings/{opened}/decisions"
        return lambda: [posted(site, who, path, card=f"{one} ", **form) for one in order]

    ana, ben = at_once(deal("Ana", columns[1], cards), deal("Ben", columns[2], cards[::-1]))
    now = people.rows()
    decided = {row["coding_id"]: row for row in now["splitting_decision"].values()}
    assert len(decided) == len(now["splitting_decision"]) == AT_ONCE
    assert set(now["coding"]) == set(cards), "nothing lost, nothing doubled"
    names = {row["id"]: row["name"] for row in now["coder"].values()}
    for answers, who, other, column in ((ana, "Ana", "Ben", columns[1]), (ben, "Ben", "Ana", columns[2])):
        mine = [one for one in cards if now["coding"][one]["code_id"] == column]
        assert all(names[decided[one]["coder_id"]] == who for one in mine)
        left = [answer for answer in answers if f"{other} put it in" in answer.text]
        assert len(left) == AT_ONCE - len(mine)
        assert all(answer.status_code < 500 for answer in answers)


def test_two_who_begin_to_split_the_same_code_take_up_one_splitting(site: Site) -> None:
    people = site.people
    document, contact = people.as_("Ana", add_document, WORDS), code(people, "Contact")
    coded(people, document, contact, 0)
    for who in ("Ana", "Ben"):
        site.client(who)
    answers = at_once(
        lambda: [posted(site, "Ana", "splittings", code=contact, names="Tea")],
        lambda: [posted(site, "Ben", "splittings", code=contact, names="Tea\nMessage")],
    )
    (opened,) = people.rows()["splitting"]
    assert all(opened in str(some[0].headers) for some in answers)
    names = {row["id"]: row["name"] for row in people.rows()["code"].values()}
    columns = [names[row["code_id"]] for row in people.rows()["splitting_column"].values()]
    assert sorted(columns) == ["Message", "Tea"]


def merging(site: Site, code_id: str, into: str) -> Callable[[], list[httpx.Response]]:
    """Ana merges a code as the dialog shows it; where others have changed it since, she looks and merges again."""

    def merge() -> list[httpx.Response]:
        answers = []
        for _ in range(AT_ONCE * 3):
            query = {"code": code_id, "into": into}
            page = site.client("Ana").get(f"{site.project}/merging", params=query)
            shown = page.text.split('name="shown" value="')[1].split('"')[0]
            answers.append(posted(site, "Ana", "merging", code=code_id, into=into, shown=shown))
            if "Merged" in answers[-1].text:
                break
        return answers

    return merge


def test_who_codes_while_a_code_is_merged_loses_nothing_and_is_told(site: Site) -> None:
    people = site.people
    document, x, y = people.as_("Ana", add_document, WORDS), code(people, "X"), code(people, "Y")
    first = coded(people, document, x, 0)
    for who in ("Ana", "Ben"):
        site.client(who)

    def place(n: int) -> dict[str, Any]:
        start, end = 4 + 5 * n, 8 + 5 * n
        return {"start": start, "end": end, "quote": WORDS[start:end], "hash": sha256(WORDS), "after": 0}

    def work() -> list[httpx.Response]:
        path = f"documents/{document}/codings"
        return [posted(site, "Ben", path, **place(n), code=x) for n in range(1, 2 * AT_ONCE)]

    merged, answers = at_once(merging(site, x, y), work)
    now = people.rows()
    assert "Merged" in merged[-1].text
    assert x not in now["code"]
    kept = [answer for answer in answers if answer.status_code == 200]
    told = [answer for answer in answers if answer.status_code != 200]
    assert len(now["coding"]) == len(kept) + 1
    assert first in now["coding"]
    assert {row["code_id"] for row in now["coding"].values()} == {y}
    assert all("“Y”" in answer.text and answer.status_code < 500 for answer in told)


def test_two_who_merge_into_one_another_at_once_keep_all(site: Site) -> None:
    people = site.people
    document, x, y = people.as_("Ana", add_document, WORDS), code(people, "X"), code(people, "Y")
    there = {coded(people, document, which, n) for n, which in enumerate((x, y, x, y))}

    def merge(who: str, one: str, other: str) -> Callable[[], list[httpx.Response]]:
        page = site.client(who).get(f"{site.project}/merging", params={"code": one, "into": other})
        shown = page.text.split('name="shown" value="')[1].split('"')[0]
        return lambda: [posted(site, who, "merging", code=one, into=other, shown=shown)]

    answers = [some[0] for some in at_once(merge("Ana", x, y), merge("Ben", y, x))]
    assert sorted("Merged" in answer.text for answer in answers) == [False, True]
    (refused,) = (answer for answer in answers if "Merged" not in answer.text)
    assert refused.status_code == 422
    assert "This code is not in this project" in refused.text
    (stays,) = people.rows()["code"]
    now = people.rows()["coding"]
    assert set(now) == there
    assert {row["code_id"] for row in now.values()} == {stays}
