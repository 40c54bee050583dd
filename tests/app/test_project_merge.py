"""Merging a project that a member worked on apart; on both databases."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from quotetree.app.services import codes, codings, memos
from quotetree.app.services.project_merge import (
    MergeRefused,
    Proposed,
    ShownAgain,
    merge_project,
    propose_project_merge,
)
from quotetree.app.services.projects import create_project
from quotetree.app.services.undo import undo
from quotetree.app.store.access import Access, reach
from quotetree.app.store.database import transaction
from quotetree.app.store.memos import On
from quotetree.coding.access import NotAllowed
from quotetree.coding.project_merge import Choices
from quotetree.coding.tree_plans import Place

from .cast import WORDS, Cast, add_document, cast, selected


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


class Apart:
    """A second project of Ana's, where somebody works apart."""

    def __init__(self, people: Cast, name: str = "Apart") -> None:
        self.people = people
        self.main = people.project_id
        with transaction(people.database, writing=True) as connection:
            self.id = create_project(connection, people.accounts["Ana"], name, "Dora").project_id

    def do(self, what: Callable[..., Any], *args: Any, **values: Any) -> Any:
        self.people.project_id = self.id
        try:
            return self.people.as_("Ana", what, *args, **values)
        finally:
            self.people.project_id = self.main

    def _both(self, what: Callable[..., Any], *args: Any, writing: bool) -> Any:
        def go(access: Access) -> Any:
            other = reach(access.connection, self.people.accounts["Ana"], self.id)
            return what(access, other, *args)

        return self.people.as_("Ana", go, writing=writing)

    def proposed(self, choices: Choices | None = None) -> Proposed:
        return self._both(propose_project_merge, choices or Choices(), writing=False)

    def merged(self, choices: Choices | None = None, shown: str | None = None) -> int | None:
        chosen = choices or Choices()
        digest = self.proposed(chosen).plan.digest if shown is None else shown
        return self._both(merge_project, chosen, digest, writing=True)


def here(people: Cast, table: str) -> dict[str, dict[str, Any]]:
    """The main project's rows of a table that names its project."""
    return {i: row for i, row in people.rows()[table].items() if row["project_id"] == people.project_id}


def test_what_was_done_apart_comes_and_nothing_is_doubled(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    contact = people.as_("Ana", codes.create_code, "Contact").code_id
    people.as_("Ana", codings.add_coding, document, selected(4, 11), contact)
    apart = Apart(people)
    same = apart.do(add_document)
    theirs = apart.do(codes.create_code, "contact", definition="Any contact").code_id
    below = apart.do(codes.create_code, "Daily", Place(theirs)).code_id
    first = apart.do(codings.add_coding, same, selected(4, 11), theirs).coding_id
    apart.do(codings.add_coding, same, selected(4, 11), below)
    apart.do(memos.write_memo, On("coding", first), "Is this contact?")
    new = apart.do(add_document, "P3: Something else.\n", "Interview 9")
    before = people.rows()
    seq = apart.merged()
    found = here(people, "coding")
    assert len(here(people, "document")) == 2
    assert {row["name"] for row in here(people, "code").values()} == {"Contact", "Daily"}
    assert people.rows()["code"][contact]["definition"] == "Any contact"
    assert len(found) == 3
    assert {row["name"] for row in here(people, "coder").values()} == {"Ana", "Ben", "Dora"}
    (memo,) = here(people, "memo").values()
    assert memo["text"] == "Is this contact?"
    assert found[memo["coding_id"]]["came_from"] == first
    assert {row["name"] for row in here(people, "participant").values()} == {"P1", "P2", "P3"}
    assert people.rows()["document"][new]["project_id"] == apart.id
    assert apart.merged() is None
    assert seq is not None
    people.as_("Ana", undo, seq)
    assert people.rows() == before


def test_what_came_is_known_again_after_it_was_renamed_and_moved(people: Cast) -> None:
    apart = Apart(people)
    document = apart.do(add_document)
    code = apart.do(codes.create_code, "Contact").code_id
    apart.do(codings.add_coding, document, selected(4, 11), code)
    apart.merged()
    (mine,) = here(people, "code")
    other = people.as_("Ana", codes.create_code, "Other").code_id
    (coding,) = here(people, "coding")
    people.as_("Ana", lambda access: codes.define_code(access, mine, name="Talk"))
    people.as_("Ana", codings.change_code, coding, other)
    assert apart.merged() is None


def test_another_text_of_the_same_name_is_a_conflict_that_shows_both(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    apart = Apart(people)
    text = WORDS.replace("No. Not", "Yes! Not")
    theirs = apart.do(add_document, text)
    code = apart.do(codes.create_code, "Contact").code_id
    apart.do(codings.add_coding, theirs, selected(4, 11, text), code)
    at = text.index("Not")
    apart.do(codings.add_coding, theirs, selected(at, at + 3, text), code)
    at = text.index("Yes!")
    apart.do(codings.add_coding, theirs, selected(at, at + 4, text), code)
    (conflict,) = (c for c in apart.proposed().plan.conflicts if c.kind == "text")
    assert "No. Not" in conflict.mine
    assert "Yes! Not" in conflict.theirs
    assert apart.proposed().plan.left == 3
    ours = apart.proposed(Choices(texts={theirs: "ours"})).plan
    assert (ours.added["coding"], ours.added["document"]) == (3 - ours.lost, 0)
    apart.merged(Choices(texts={theirs: "ours"}))
    quoted = {WORDS[row["start"] : row["end"]] for row in here(people, "coding").values()}
    assert {"We talk", "Not"} <= quoted
    assert {row["document_id"] for row in here(people, "coding").values()} == {document}
    apart.merged(Choices(texts={theirs: "both"}))
    assert {row["name"] for row in here(people, "document").values()} == {"Interview 1", "Interview 1 (2)"}


def test_a_person_says_which_codes_are_the_same(people: Cast) -> None:
    people.as_("Ana", add_document)
    mine = people.as_("Ana", codes.create_code, "Team meetings").code_id
    apart = Apart(people)
    document = apart.do(add_document)
    theirs = apart.do(codes.create_code, "Meetings of the team").code_id
    apart.do(codings.add_coding, document, selected(4, 11), theirs)
    (pair,) = apart.proposed().alike
    assert (pair.a.path, pair.b.path) == ("Team meetings", "Meetings of the team")
    apart.merged(Choices(codes={theirs: mine}))
    assert set(here(people, "code")) == {mine}
    assert [row["code_id"] for row in here(people, "coding").values()] == [mine]


def test_the_stricter_consent_stands(people: Cast) -> None:
    people.as_("Ana", add_document)
    apart = Apart(people)
    apart.do(add_document)

    def withhold(access: Access) -> None:
        from quotetree.app.services import people as service

        (one,) = [i for i, r in apart_people(people, apart).items() if r["name"] == "P1"]
        service.set_consent(access, [one], "not quotable")

    apart.do(withhold)
    apart.merged()
    assert {row["consent"] for row in here(people, "participant").values() if row["name"] == "P1"} == {
        "not quotable"
    }


def apart_people(people: Cast, apart: Apart) -> dict[str, dict[str, Any]]:
    return {i: r for i, r in people.rows()["participant"].items() if r["project_id"] == apart.id}


def test_the_order_of_members_does_not_matter_up_to_names(database_url: str, people: Cast) -> None:
    several = [Apart(people, "One"), Apart(people, "Two")]
    for n, apart in enumerate(several):
        document = apart.do(add_document)
        code = apart.do(codes.create_code, f"Code {n}").code_id
        shared = apart.do(codes.create_code, "Shared").code_id
        apart.do(codings.add_coding, document, selected(4, 11), code)
        apart.do(codings.add_coding, document, selected(4, 11), shared)

    def said() -> set[tuple[Any, ...]]:
        rows = people.rows()
        return {
            (
                rows["document"][row["document_id"]]["name"],
                rows["code"][row["code_id"]]["name"],
                rows["coder"][row["coder_id"]]["name"],
                row["start"],
                row["end"],
                row["layer"],
            )
            for row in here(people, "coding").values()
        }

    outcomes = []
    for order in (several, several[::-1]):
        seqs = [apart.merged() for apart in order]
        outcomes.append(said())
        for seq in reversed(seqs):
            people.as_("Ana", undo, seq)
        assert said() == set()
    assert outcomes[0] == outcomes[1]
    assert len(outcomes[0]) == 3


def test_a_plan_that_is_another_by_now_is_shown_again(people: Cast) -> None:
    apart = Apart(people)
    apart.do(add_document)
    shown = apart.proposed().plan.digest
    apart.do(codes.create_code, "New")
    before = people.rows()
    with pytest.raises(ShownAgain, match="since this was shown"):
        apart.merged(shown=shown)
    assert people.rows() == before


def test_only_an_owner_of_both_merges(people: Cast) -> None:
    apart = Apart(people)

    def as_ben(access: Access) -> Any:
        return propose_project_merge(
            access, reach(access.connection, people.accounts["Ana"], apart.id), Choices()
        )

    with pytest.raises(NotAllowed):
        people.as_("Ben", as_ben)

    def into_itself(access: Access) -> Any:
        return propose_project_merge(access, access, Choices())

    with pytest.raises(MergeRefused, match="into itself"):
        people.as_("Ana", into_itself)
