"""Merging codes and taking it back, also when others have gone on meanwhile; on both databases."""

from collections.abc import Iterator

import pytest

from quotetree.app.services import codes, codings, memos
from quotetree.app.services.merging import merge_codes, preview_merge
from quotetree.app.services.undo import ExceptionsFirst, undo
from quotetree.app.store import snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.memos import On
from quotetree.coding.access import NotAllowed, NotFound
from quotetree.coding.counts import counts
from quotetree.coding.tree_plans import Place
from quotetree.coding.tree_rules import TreeError

from .cast import Cast, add_document, cast, selected

WORDS = "P1: " + "word " * 40 + "\n"


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def code(people: Cast, name: str, below: str | None = None) -> str:
    return people.as_("Ana", codes.create_code, name, Place(below)).code_id


def coded(people: Cast, who: str, document: str, start: int, end: int, code_id: str) -> str:
    return people.as_(who, codings.add_coding, document, selected(start, end, WORDS), code_id).coding_id


def comments(people: Cast, code_id: str) -> int:
    def of(access: Access) -> int:
        found = counts(snapshots.snapshot(access), snapshots.filters(access))
        return int(found.rows()[code_id].comments)

    return people.as_("Ana", of, writing=False)


def carrying(people: Cast, code_id: str) -> set[str]:
    return {one for one, row in people.rows()["coding"].items() if row["code_id"] == code_id}


def test_comments_merge_and_codings_do_not(people: Cast) -> None:
    document = people.as_("Ana", add_document, WORDS)
    x, y = code(people, "X"), code(people, "Y")
    first = coded(people, "Ana", document, 10, 50, x)
    second = coded(people, "Ana", document, 10, 50, y)
    coded(people, "Ben", document, 10, 50, y)
    coded(people, "Ana", document, 40, 90, y)
    people.as_("Ana", memos.write_memo, On("coding", first), "", "Of the first.")
    people.as_("Ana", memos.write_memo, On("coding", second), "", "Of the second.")
    before = people.rows()
    seq = people.as_("Ana", merge_codes, [x], y).seq
    after = people.rows()
    assert x not in after["code"]
    assert carrying(people, y) == set(before["coding"])
    assert {one: {**row, "code_id": y} for one, row in before["coding"].items()} == after["coding"]
    assert after["memo"] == before["memo"]
    assert comments(people, y) == 1
    people.as_("Ana", undo, seq)
    assert people.rows() == before


def test_a_merge_undone_a_day_later_leaves_what_came_since_where_it_was_put(people: Cast) -> None:
    document = people.as_("Ana", add_document, WORDS)
    x, y = code(people, "X"), code(people, "Y")
    of_x = [coded(people, "Ben", document, 4 + 10 * n, 9 + 10 * n, x) for n in range(3)]
    of_y = [coded(people, "Ana", document, 54 + 10 * n, 59 + 10 * n, y) for n in range(5)]
    seq = people.as_("Ana", merge_codes, [x], y).seq
    added = [coded(people, "Ben", document, 110 + 10 * n, 115 + 10 * n, y) for n in range(2)]
    people.as_("Ben", codings.remove_coding, of_x[0])
    with pytest.raises(ExceptionsFirst) as raised:
        people.as_("Ana", undo, seq)
    exceptions = raised.value.proposal.exceptions
    assert sorted(e.kept.why for e in exceptions) == ["added", "added", "gone"]
    assert {e.cause.coder for e in exceptions if e.cause} == {"Ben"}
    people.as_("Ana", undo, seq, "without")
    assert carrying(people, x) == set(of_x[1:])
    assert carrying(people, y) == {*of_y, *added}


def test_what_went_away_and_came_back_is_no_news_to_an_undo(people: Cast) -> None:
    document = people.as_("Ana", add_document, WORDS)
    x, y, z = (code(people, name) for name in "XYZ")
    coded(people, "Ben", document, 10, 20, x)
    coded(people, "Ben", document, 30, 40, y)
    before = people.rows()
    first = people.as_("Ana", merge_codes, [x], y).seq
    second = people.as_("Ana", merge_codes, [y], z).seq
    people.as_("Ana", undo, second)
    people.as_("Ana", undo, first)
    assert people.rows() == before


def test_what_hangs_on_a_code_comes_along(people: Cast) -> None:
    x, y = code(people, "X"), code(people, "Y")
    below = code(people, "Below", x)
    people.as_("Ana", memos.write_memo, On("code", x), "", "Why X.")
    people.as_("Ana", codes.pin_code, x, 3)
    before = people.rows()
    seq = people.as_("Ana", merge_codes, [x], y, "They say the same").seq
    after = people.rows()
    assert after["code"][below]["parent_id"] == y
    assert [row["code_id"] for row in after["memo"].values()] == [y]
    assert [(row["code_id"], row["slot"]) for row in after["pin"].values()] == [(y, 3)]
    (origin,) = after["code_origin"].values()
    assert (origin["code_id"], origin["from_code"], origin["from_path"]) == (y, x, "X")
    people.as_("Ana", undo, seq)
    assert people.rows() == before


def test_a_merge_that_cannot_be_is_refused_and_changes_nothing(people: Cast) -> None:
    document = people.as_("Ana", add_document, WORDS)
    x = code(people, "X")
    below = code(people, "Below", x)
    heading = people.as_("Ana", codes.create_code, "Heading", heading=True).code_id
    coded(people, "Ana", document, 4, 8, x)
    before = people.rows()
    for ids, into in (([x], x), ([x], below), ([x], heading), (["none"], x)):
        with pytest.raises(TreeError):
            people.as_("Ana", merge_codes, ids, into)
    with pytest.raises(NotAllowed):
        people.as_("Carla", merge_codes, [below], x)
    assert people.rows() == before


def test_the_counts_that_are_shown_first_are_those_that_come(people: Cast) -> None:
    document = people.as_("Ana", add_document, WORDS)
    x, y, z = code(people, "X"), code(people, "Y"), code(people, "Z")
    below_x, below_y = code(people, "Twin", x), code(people, "Twin", y)
    lone = code(people, "Lone", below_x)
    for n, (who, of) in enumerate(
        (("Ana", x), ("Ben", y), ("Ana", below_x), ("Ben", below_y), ("Ana", lone), ("Ana", z))
    ):
        coded(people, who, document, 4 + 20 * n, 12 + 25 * n, of)
    coded(people, "Ana", document, 4, 12, y)
    shown = people.as_("Ana", preview_merge, [x], y, writing=False)
    assert (shown.moving, shown.there, shown.then) == (2, 2, 2)
    people.as_("Ana", merge_codes, [x], y)

    def of(access: Access, rolled: bool) -> object:
        return counts(snapshots.snapshot(access), snapshots.filters(access), with_subcodes=rolled).rows()[y]

    assert shown.after.own == people.as_("Ana", of, False, writing=False)
    assert shown.after.with_subcodes == people.as_("Ana", of, True, writing=False)


def test_coding_with_a_code_that_was_merged_meanwhile_names_the_merge(people: Cast) -> None:
    document = people.as_("Ana", add_document, WORDS)
    x, y, z = code(people, "X"), code(people, "Y"), code(people, "Z")
    people.as_("Ana", merge_codes, [x], y)
    with pytest.raises(NotFound, match="“X” was merged into “Y”"):
        coded(people, "Ben", document, 10, 50, x)
    people.as_("Ana", merge_codes, [y], z)
    with pytest.raises(NotFound, match="“X” was merged into “Z”"):
        coded(people, "Ben", document, 10, 50, x)
    assert people.rows()["coding"] == {}
