"""Sets of codes: made, filled, emptied, deleted, taken back, and followed through merges; on both databases."""

from collections.abc import Iterator
from typing import Any

import pytest

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.services import code_sets, codes
from quotetree.app.services.code_sets import SetRefused
from quotetree.app.services.merging import merge_codes
from quotetree.app.services.undo import undo, undo_latest
from quotetree.app.store import code_sets as store
from quotetree.coding.access import NotAllowed, NotFound
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.tree_plans import Place

from .browser import Browser
from .cast import Cast, cast


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def tree(people: Cast) -> list[str]:
    """Contact, Daily below it, and Hope."""
    contact = people.as_("Ana", codes.create_code, "Contact").code_id
    daily = people.as_("Ana", codes.create_code, "Daily", Place(contact)).code_id
    return [contact, daily, people.as_("Ana", codes.create_code, "Hope").code_id]


def inside(people: Cast, set_id: str) -> frozenset[str]:
    return people.as_("Carla", store.code_set, set_id, writing=False).codes


def client_of(people: Cast, database_url: str, who: str) -> Browser:
    client = Browser(make_app(database_url))
    client.cookies.set(COOKIE, f"token of {who}")
    return client


def test_a_set_is_made_filled_and_emptied_and_each_step_taken_back(people: Cast, tree: list[str]) -> None:
    contact, daily, hope = tree
    start = people.rows()
    made = people.as_("Ben", code_sets.make_set, "Question  2", "What helps", [hope, "none"])
    assert people.as_("Carla", store.code_sets, writing=False) == [
        store.CodeSet(made.set_id, "Question 2", "What helps", frozenset({hope}))
    ]
    filled = people.as_("Ben", code_sets.fill_set, made.set_id, [hope, daily, contact])
    assert inside(people, made.set_id) == {contact, daily, hope}
    people.as_("Ben", code_sets.empty_set, made.set_id, [hope, contact])
    assert inside(people, made.set_id) == {daily}
    people.as_("Ben", undo_latest)
    assert inside(people, made.set_id) == {contact, daily, hope}
    people.as_("Ben", undo, filled.seq)
    assert inside(people, made.set_id) == {hope}
    people.as_("Ben", undo, made.seq)
    assert people.rows() == start


def test_a_deleted_set_comes_back_with_its_codes(people: Cast, tree: list[str]) -> None:
    made = people.as_("Ana", code_sets.make_set, "Question 2", "", tree)
    before = people.rows()
    gone = people.as_("Ana", code_sets.delete_set, made.set_id)
    with pytest.raises(NotFound, match="no such set"):
        inside(people, made.set_id)
    people.as_("Ana", undo, gone.seq)
    assert people.rows() == before


def test_what_is_so_already_is_no_action(people: Cast, tree: list[str]) -> None:
    made = people.as_("Ana", code_sets.make_set, "Question 2", "Note", tree[:1]).set_id
    assert people.as_("Ana", code_sets.change_set, made, "Question 2", "Note").seq is None
    assert people.as_("Ana", code_sets.fill_set, made, tree[:1]).seq is None
    assert people.as_("Ana", code_sets.empty_set, made, tree[1:]).seq is None


def test_a_set_has_a_name_of_its_own(people: Cast, tree: list[str]) -> None:
    first = people.as_("Ana", code_sets.make_set, "Question 1").set_id
    second = people.as_("Ana", code_sets.make_set, "Question 2").set_id
    with pytest.raises(SetRefused, match="a set of codes “Question 1” already"):
        people.as_("Ana", code_sets.change_set, second, "question  1")
    with pytest.raises(SetRefused, match="needs a name"):
        people.as_("Ana", code_sets.make_set, " ")
    with pytest.raises(SetRefused, match="No code is chosen"):
        people.as_("Ana", code_sets.fill_set, first, [])
    with pytest.raises(QuotetreeError, match="there is “Question 1”, “Question 2”"):
        people.as_("Ana", store.named, "Question 3", writing=False)
    assert people.as_("Ana", store.named, "QUESTION 2", writing=False).id == second


def test_a_reader_makes_and_changes_no_set(people: Cast, tree: list[str]) -> None:
    made = people.as_("Ana", code_sets.make_set, "Question 2", "", tree).set_id
    calls: list[tuple[Any, ...]] = [
        (code_sets.make_set, "Mine"),
        (code_sets.change_set, made, "Mine"),
        (code_sets.fill_set, made, tree),
        (code_sets.empty_set, made, tree),
        (code_sets.delete_set, made),
    ]
    for call in calls:
        with pytest.raises(NotAllowed):
            people.as_("Carla", *call)


def test_a_merge_and_a_deletion_keep_the_set_true(people: Cast, tree: list[str]) -> None:
    contact, daily, hope = tree
    made = people.as_("Ana", code_sets.make_set, "Question 2", "", [daily, hope]).set_id
    people.as_("Ana", merge_codes, [daily], contact)
    assert inside(people, made) == {contact, hope}
    people.as_("Ana", codes.delete_code, hope)
    assert inside(people, made) == {contact}
    people.as_("Ana", undo_latest)
    people.as_("Ana", undo_latest)
    assert inside(people, made) == {daily, hope}


def test_the_pages_make_a_set_and_show_its_codes(people: Cast, tree: list[str], database_url: str) -> None:
    at = f"/projects/{people.project_id}/sets"
    with client_of(people, database_url, "Ben") as client:
        assert "There is no set yet" in client.get(at).text
        assert "Contact &gt; Daily" in client.get(f"{at}/new").text
        page = client.post(at, data={"name": "Question 2", "note": "What helps", "code": tree[1:]}).text
        assert "<h1>Question 2</h1>" in page
        assert "What helps" in page
        assert "Set of 2 codes" in page
        [made] = people.rows()["code_set"]
        page = client.post(f"{at}/{made}/filled", data={"code": tree[0]}).text
        assert "Set of 3 codes" in page
        page = client.post(f"{at}/{made}/emptied", data={"code": tree[1:]}).text
        assert "Set of 1 code." in page
        page = client.post(f"{at}/{made}", data={"name": "Question 3", "note": ""}).text
        assert "<h1>Question 3</h1>" in page
        listed = client.get(at).text
        assert "Question 3" in listed
        assert '<span class="set-code">Contact</span>' in listed
        history = client.get(f"/projects/{people.project_id}/trail").text
        assert "made the set of codes “Question 2” of 2 codes" in history
        assert "put “Contact” into the set of codes “Question 2”" in history
        assert "and 1 other code out of the set of codes “Question 2”" in history
        assert "renamed the set of codes “Question 2” to “Question 3”" in history
        client.post(f"{at}/{made}/deleted")
        assert people.rows()["code_set"] == {}
        assert client.get(f"{at}/{made}").status_code == 404


def test_a_reader_sees_a_set_without_what_changes_it(
    people: Cast, tree: list[str], database_url: str
) -> None:
    made = people.as_("Ana", code_sets.make_set, "Question 2", "", tree).set_id
    with client_of(people, database_url, "Carla") as client:
        page = client.get(f"/projects/{people.project_id}/sets/{made}").text
        assert "Contact &gt; Daily" in page
        assert "<input" not in page.partition("<main")[2].partition("</main>")[0]
        assert client.get(f"/projects/{people.project_id}/sets/new").status_code == 403
