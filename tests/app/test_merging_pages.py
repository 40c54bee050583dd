"""The dialog of a merge over HTTP: what it would do is told first, and told again if others changed it."""

from collections.abc import Iterator

import httpx
import pytest

from quotetree.app.services import codes, codings, memos
from quotetree.app.services.merging import merge_codes
from quotetree.app.services.undo import undo
from quotetree.app.store.memos import On
from quotetree.coding.tree_plans import Place

from .cast import Cast, add_document, cast, selected
from .site import Site, served


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def site(people: Cast) -> Iterator[Site]:
    with served(people) as opened:
        yield opened


def code(people: Cast, name: str, below: str | None = None, **values: str) -> str:
    return people.as_("Ana", codes.create_code, name, Place(below), **values).code_id


def asked(site: Site, ids: list[str], into: str, who: str = "Ana") -> httpx.Response:
    query = {"code": ids, "into": into}
    return site.client(who).get(f"{site.project}/merging", params=query, headers={"HX-Request": "true"})


def merge(site: Site, ids: list[str], into: str, shown: str) -> httpx.Response:
    form = {"code": ids, "into": into, "shown": shown, "reason": "They say the same"}
    return site.client().post(f"{site.project}/merging", data=form, headers={"HX-Request": "true"})


def shown(answer: httpx.Response) -> str:
    return answer.text.split('name="shown" value="')[1].split('"')[0]


def test_what_a_merge_would_do_is_told_before_anything_is_changed(site: Site) -> None:
    people = site.people
    document = people.as_("Ana", add_document)
    x = code(people, "X", definition="What X means.")
    y = code(people, "Y", definition="What Y means.")
    for parent in (x, y):
        code(people, "Twin", parent)
    code(people, "Lone", x)
    people.as_("Ana", codings.add_coding, document, selected(4, 11), x)
    people.as_("Ben", codings.add_coding, document, selected(4, 11), y)
    people.as_("Ana", codings.add_coding, document, selected(0, 20), x)
    people.as_("Ben", memos.write_memo, On("code", x), "", "Why X.")
    before = people.rows()
    answer = asked(site, [x], y)
    assert people.rows() == before
    assert "2 codings move" in answer.text
    assert "The sub-code “X › Twin” is merged too, into “Y › Twin”." in answer.text
    assert "1 sub-code comes along: “Lone”." in answer.text
    assert "1 memo of Ben" in answer.text
    assert "What Y means.\n\nFrom “X”: What X means." in answer.text
    assert "Merge 2 codings into “Y”" in answer.text
    done = merge(site, [x], y, shown(answer))
    assert "Merged “X” into “Y”: 2 codings" in done.text
    assert x not in people.rows()["code"]


def test_codings_of_a_layer_held_back_are_not_told(site: Site) -> None:
    people = site.people
    document = people.as_("Ana", add_document)
    x, y = code(people, "X"), code(people, "Y")
    people.as_("Ana", codings.add_coding, document, selected(4, 11), x, "check")
    assert "No codings move" in asked(site, [x], y, "Ben").text
    assert "1 coding moves" in asked(site, [x], y).text


def test_a_merge_is_shown_again_if_others_changed_what_it_would_do(site: Site) -> None:
    people = site.people
    document = people.as_("Ana", add_document)
    x, y = code(people, "X"), code(people, "Y")
    token = shown(asked(site, [x], y))
    code(people, "Elsewhere")
    people.as_("Ben", codings.add_coding, document, selected(4, 11), x)
    before = people.rows()
    again = merge(site, [x], y, token)
    assert "Somebody has changed these codes since" in again.text
    assert people.rows() == before
    assert "1 coding moves" in asked(site, [x], y).text
    assert "Merged" in merge(site, [x], y, shown(asked(site, [x], y))).text


def test_a_merge_into_itself_or_below_itself_is_refused_in_a_sentence(site: Site) -> None:
    people = site.people
    x = code(people, "X")
    below = code(people, "Below", x)
    for into, sentence in (
        (x, "cannot be merged into itself"),
        (below, "one of its sub-codes"),
        ("", "Choose"),
    ):
        answer = asked(site, [x], into)
        assert answer.status_code == 422
        assert sentence in answer.text


WORDS = "P1: " + "word " * 40 + "\n"


def merged(people: Cast) -> dict[str, str]:
    """Ana X[10,50), Ana Y[10,50), Ben Y[10,50), Ana Y[40,90), each of Ana's first two with a memo; X went into Y."""
    document = people.as_("Ana", add_document, WORDS)
    x, y = code(people, "X"), code(people, "Y")
    found = {"document": document, "x": x, "y": y}
    for name, who, start, end, of in (
        ("first", "Ana", 10, 50, x),
        ("second", "Ana", 10, 50, y),
        ("bens", "Ben", 10, 50, y),
        ("last", "Ana", 40, 90, y),
    ):
        passage = selected(start, end, WORDS)
        found[name] = people.as_(who, codings.add_coding, document, passage, of).coding_id
    people.as_("Ana", memos.write_memo, On("coding", found["first"]), "", "Of the first.")
    people.as_("Ana", memos.write_memo, On("coding", found["second"]), "", "Of the second.")
    people.as_("Ana", merge_codes, [x], y)
    return found


def test_equal_codings_are_shown_as_one_with_both_memos(site: Site) -> None:
    found = merged(site.people)
    page = site.client().get(f"{site.project}/documents/{found['document']}").text
    assert page.count('class="bracket-name') == 3
    assert page.count(", 2 memos") >= 1
    passage = (
        site.client()
        .get(f"{site.project}/documents/{found['document']}/passage", params={"start": 10, "end": 20})
        .text
    )
    assert passage.count('<li class="coding ') + passage.count('<li class="coding"') == 2
    assert "Of the first." in passage
    assert "Of the second." in passage
    quotations = site.client().get(f"{site.project}/codes/{found['y']}/quotations").text
    assert quotations.count('<li class="quotation">') == 3
    counts = site.client().get(f"{site.project}/codes/counts").text
    assert f'"{found["y"]}": ["1 \\u00b7 1"' in counts


def test_codings_shown_as_one_are_taken_off_together_and_come_back_together(site: Site) -> None:
    people = site.people
    found = merged(people)
    before = people.rows()
    seq = people.as_("Ana", codings.remove_coding, min(found["first"], found["second"])).seq
    assert set(people.rows()["coding"]) == {found["bens"], found["last"]}
    assert people.rows()["memo"] == {}
    people.as_("Ana", undo, seq)
    assert people.rows() == before


def test_codings_are_taken_out_each_and_quotations_once(site: Site) -> None:
    people = site.people
    merged(people)
    table = site.client().get(f"{site.project}/exports/codings.csv").text
    rows = [line for line in table.splitlines() if ",Y," in line]
    assert len(rows) == 4
    said = site.client().get(f"{site.project}/exports/quotations.csv").text
    assert said.count("Y,") == 3
