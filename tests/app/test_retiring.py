"""Retired codes: kept with their codings, offered and applied no more; on both databases."""

from collections.abc import Iterator

import pytest

from quotetree.app.services import codes, codings
from quotetree.app.services.imports.tables import import_codebook
from quotetree.app.services.merging import merge_codes
from quotetree.app.services.retiring import bring_back_codes, retire_codes
from quotetree.app.services.undo import ExceptionsFirst, undo
from quotetree.app.store import codes as store
from quotetree.coding.access import NotAllowed
from quotetree.coding.codebook import codebook_rows, read_codebook
from quotetree.coding.tree_plans import Place
from quotetree.coding.tree_rules import TreeError

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


def retired(people: Cast) -> set[str]:
    tree = people.as_("Ana", store.tree, writing=False)
    return {code.name for code in tree if code.retired}


def test_a_retired_code_keeps_its_codings_and_takes_no_more(site: Site) -> None:
    people = site.people
    document = people.as_("Ana", add_document)
    old = people.as_("Ana", codes.create_code, "Old").code_id
    below = people.as_("Ana", codes.create_code, "Below", Place(old)).code_id
    new = people.as_("Ana", codes.create_code, "New").code_id
    people.as_("Ana", codings.add_coding, document, selected(4, 11), old)
    people.as_("Ana", codes.pin_code, old, 3)
    before = people.rows()
    done = site.client().post(
        f"{site.project}/codes/retired", data={"code": old, "retired": "true"}, headers={"HX-Request": "true"}
    )
    assert "Retired “Old” and 1 other code" in done.text
    assert "retired</span>" in done.text
    assert retired(people) == {"Old", "Below"}
    assert people.rows()["coding"] == before["coding"]
    assert people.rows()["pin"] == {}
    with pytest.raises(TreeError, match="“Old” is retired"):
        people.as_("Ana", codings.add_coding, document, selected(0, 20), old)
    with pytest.raises(TreeError, match="“Below” is retired"):
        people.as_("Ana", codes.delete_code, new, "up", below)
    people.as_("Ana", codings.add_coding, document, selected(0, 20), new)
    with pytest.raises(TreeError, match="“Old” is retired"):
        people.as_("Ana", merge_codes, [new], old)
    palette = site.client().get(f"{site.project}/documents/{document}/codes").text
    assert new in palette
    assert old not in palette
    people.as_("Ana", bring_back_codes, [below])
    assert retired(people) == set()


def test_nothing_that_is_used_comes_below_a_retired_code(site: Site) -> None:
    people = site.people
    old = people.as_("Ana", codes.create_code, "Old").code_id
    below = people.as_("Ana", codes.create_code, "Below", Place(old)).code_id
    used = people.as_("Ana", codes.create_code, "Used").code_id
    gone = people.as_("Ana", codes.create_code, "Gone").code_id
    people.as_("Ana", retire_codes, [old, gone])
    before = people.rows()
    for address, form in (
        ("/move", {"code": used, "parent": old}),
        ("/move", {"code": used, "parent": old, "after": below}),
        ("", {"name": "New", "place": f"below {old}"}),
    ):
        answer = site.client().post(f"{site.project}/codes{address}", data=form)
        assert answer.status_code == 422
        assert "“Old” is retired, and what is below it is retired with it. Bring it back" in answer.text
    assert people.rows() == before
    people.as_("Ana", codes.move_codes, [gone], Place(old))
    people.as_("Ana", codes.move_codes, [below], Place(used))
    tree = people.as_("Ana", store.tree, writing=False)
    assert (tree.path(gone), tree.path(below)) == ("Old > Gone", "Used > Below")


def test_retiring_is_taken_back_to_the_exact_start(people: Cast) -> None:
    old = people.as_("Ana", codes.create_code, "Old").code_id
    people.as_("Ana", codes.pin_code, old, 3)
    before = people.rows()
    people.as_("Ana", undo, people.as_("Ana", retire_codes, [old]).seq)
    assert people.rows() == before
    with pytest.raises(NotAllowed):
        people.as_("Carla", retire_codes, [old])
    with pytest.raises(TreeError):
        people.as_("Ana", retire_codes, ["none"])


def test_a_codebook_says_what_is_retired(people: Cast) -> None:
    people.as_("Ana", import_codebook, read_codebook([{"path": "Old", "retired": "yes"}, {"path": "New"}]))
    assert retired(people) == {"Old"}
    rows = codebook_rows(people.as_("Ana", store.tree, writing=False))
    assert [(row["path"], row["retired"]) for row in rows] == [("Old", "yes"), ("New", "no")]
    people.as_("Ana", import_codebook, read_codebook(rows))
    assert retired(people) == {"Old"}
    people.as_("Ana", import_codebook, read_codebook([{"path": "Old > Young"}, {"path": "New > Below"}]))
    assert retired(people) == {"Old", "Young"}
    people.as_("Ana", import_codebook, read_codebook([{"path": "New", "retired": "yes"}]))
    assert retired(people) == {"Old", "Young", "New", "Below"}


def test_undo_puts_no_code_in_use_below_a_retired_one(people: Cast) -> None:
    old = people.as_("Ana", codes.create_code, "Old").code_id
    below = people.as_("Ana", codes.create_code, "Below", Place(old)).code_id
    moved = people.as_("Ana", codes.move_codes, [below], Place())
    people.as_("Ana", retire_codes, [old])
    before = people.rows()["code"]
    with pytest.raises(ExceptionsFirst) as refused:
        people.as_("Ana", undo, moved.seq)
    (found,) = refused.value.proposal.exceptions
    assert (found.kept.why, found.cause and found.cause.verb) == ("retired", "code.retired")
    people.as_("Ana", undo, moved.seq, "without")
    assert people.rows()["code"] == before
    people.as_("Ana", undo, moved.seq, "too")
    assert retired(people) == set()
    assert people.rows()["code"][below]["parent_id"] == old


def test_undo_retires_no_code_that_has_one_in_use_below_it_by_now(people: Cast) -> None:
    old = people.as_("Ana", codes.create_code, "Old").code_id
    people.as_("Ana", retire_codes, [old])
    back = people.as_("Ana", bring_back_codes, [old])
    people.as_("Ana", codes.create_code, "New", Place(old))
    with pytest.raises(ExceptionsFirst) as refused:
        people.as_("Ana", undo, back.seq)
    assert [found.kept.why for found in refused.value.proposal.exceptions] == ["retired"]
