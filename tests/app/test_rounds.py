"""Rounds of re-coding from opening to their result; on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.routes.round_rows import here, new_round, round_page
from quotetree.app.services import codes, codings, reading, rounds
from quotetree.app.services.merging import merge_codes
from quotetree.app.services.undo import redo_latest, undo, undo_latest
from quotetree.app.store import codes as code_store
from quotetree.app.store import snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.coverage import coverage_of
from quotetree.coding.access import NotAllowed, NotFound
from quotetree.coding.rounds import Progress

from .browser import Browser
from .cast import WORDS, Cast, add_document, cast, selected
from .test_memos import listed


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def coder(people: Cast, name: str) -> str:
    return next(i for i, row in people.rows()["coder"].items() if row["name"] == name)


class Story:
    """Contact and Talk were merged into Meeting; Ana and Ben read two documents again for Meeting and for Hope."""

    def __init__(self, people: Cast) -> None:
        self.people = people
        self.documents = [people.as_("Ana", add_document, WORDS, f"Interview {n}") for n in (1, 2)]
        self.talk, self.meeting, self.hope = (
            people.as_("Ana", codes.create_code, name).code_id for name in ("Talk", "Meeting", "Hope")
        )
        self.coding = people.as_(
            "Ana", codings.add_coding, self.documents[0], selected(4, 11), self.talk
        ).coding_id
        people.as_("Ana", merge_codes, [self.talk], self.meeting)
        self.round = people.as_(
            "Ana",
            rounds.open_round,
            "Round 1",
            [self.meeting, self.hope],
            self.documents,
            [coder(people, "Ana"), coder(people, "Ben")],
        ).round_id

    def bar(self, who: str, n: int) -> dict | None:
        def read(access: Access) -> dict | None:
            return here(access, self.documents[n], code_store.tree(access))

        return self.people.as_(who, read, writing=False)

    def page(self) -> dict:
        return self.people.as_("Ana", round_page, self.round, writing=False)


def covered(people: Cast) -> dict[str, int]:
    """By code in how many documents it was looked for."""

    def of(access: Access) -> dict[str, int]:
        found = coverage_of(access, snapshots.filters(access), with_subcodes=False)
        return dict(found.read) if found else {}

    return people.as_("Ana", of, writing=False)


def test_the_bar_tells_what_is_to_be_looked_at(people: Cast) -> None:
    story = Story(people)
    bar = story.bar("Ben", 0)
    assert bar is not None
    assert (bar["name"], bar["codes"], bar["whole"]) == ("Round 1", ["Meeting", "Hope"], ["Hope"])
    assert (bar["passages"], bar["mine"]) == (1, Progress(0, 2))
    second = story.bar("Ben", 1)
    assert second is not None
    assert second["passages"] == 0
    later = people.as_("Ana", add_document, WORDS, "Interview 3")
    story.documents.append(later)
    assert story.bar("Ben", 2) is None
    assert story.page()["later"] == ["Interview 3"]


def test_marks_are_evidence_and_taken_back_by_undo(people: Cast) -> None:
    story = Story(people)
    before = people.rows()
    people.as_("Ben", rounds.mark, story.round, story.documents[1], "nothing here")
    people.as_("Ben", rounds.mark, story.round, story.documents[0], "done")
    assert people.as_("Ben", rounds.mark, story.round, story.documents[0], "done") is None
    bar = story.bar("Ben", 0)
    assert bar is not None
    assert (bar["outcome"], bar["mine"]) == ("done", Progress(2, 2))
    assert {row["outcome"] for row in people.rows()["round_mark"].values()} == {"done", "nothing here"}
    people.as_("Ben", rounds.take_back, story.round, story.documents[0])
    assert people.as_("Ben", rounds.take_back, story.round, story.documents[0]) is None
    assert len(people.rows()["round_mark"]) == 1
    told = "was not done with Interview 1 in the round “Round 1” after all"
    assert people.as_("Ben", listed)[0] == told
    for _ in range(3):
        people.as_("Ben", undo_latest)
    assert people.rows() == before


def test_a_round_is_evidence_for_its_own_codes_and_for_no_other_round(people: Cast) -> None:
    story = Story(people)
    young = people.as_("Ana", codes.create_code, "Young").code_id
    other = people.as_("Ana", rounds.open_round, "Other", [young], story.documents, [coder(people, "Ben")])
    people.as_("Ben", rounds.mark, story.round, story.documents[0], "done")
    people.as_("Ben", rounds.mark, story.round, story.documents[1], "nothing here")
    assert people.rows()["reading_mark"] == {}
    assert {row["round_id"] for row in people.rows()["round_mark"].values()} == {story.round}
    assert covered(people) == {story.meeting: 2, story.hope: 2, young: 0}
    people.as_("Ben", rounds.mark, other.round_id, story.documents[0], "nothing here")
    assert covered(people) == {story.meeting: 2, story.hope: 2, young: 1}


def test_who_is_done_with_the_whole_document_is_done_in_every_round(people: Cast) -> None:
    story = Story(people)
    people.as_("Ana", rounds.mark, story.round, story.documents[0], "nothing here")
    people.as_("Ana", reading.finish, story.documents)
    before = people.rows()["round_mark"]
    assert [row["outcome"] for row in sorted(before.values(), key=lambda row: row["at"])] == [
        "nothing here",
        "done",
    ]
    people.as_("Ana", undo_latest)
    people.as_("Ana", redo_latest)
    assert len(people.rows()["round_mark"]) == 2
    people.as_("Ana", reading.reopen, story.documents)
    assert [row["outcome"] for row in people.rows()["round_mark"].values()] == ["nothing here"]


def test_the_result_tells_what_was_reassigned_by_whom(people: Cast) -> None:
    story = Story(people)
    people.as_("Ana", codings.change_code, story.coding, story.hope)
    gone = people.as_("Ben", codings.add_coding, story.documents[1], selected(4, 11), story.hope)
    assert gone.seq
    people.as_("Ben", codings.add_coding, story.documents[0], selected(4, 11), story.meeting)
    people.as_("Ben", codings.remove_coding, gone.coding_id)
    assert story.page()["result"] == [("Ana", "Meeting", "Hope", 1), ("Ben", "", "Meeting", 1)]


def test_a_round_is_undone_and_closed_like_everything_else(people: Cast) -> None:
    story = Story(people)
    with pytest.raises(NotAllowed):
        people.as_("Ben", rounds.close_round, story.round)
    people.as_("Ana", rounds.close_round, story.round)
    assert story.bar("Ben", 0) is None
    with pytest.raises(rounds.RoundRefused, match="closed"):
        people.as_("Ben", rounds.mark, story.round, story.documents[0], "nothing here")
    seq = max(row["seq"] for row in _actions(people) if row["verb"] == "round.opened")
    people.as_("Ana", undo, seq, "too")
    assert not people.rows()["round"]
    with pytest.raises(NotFound, match="no such round"):
        story.page()


def _actions(people: Cast) -> list[dict]:
    from sqlalchemy import select

    from quotetree.app.store import tables
    from quotetree.app.store.database import transaction

    with transaction(people.database, writing=False) as connection:
        return [dict(row) for row in connection.execute(select(tables.Action)).mappings()]


def test_what_a_round_needs_is_said(people: Cast) -> None:
    story = Story(people)
    for given, what in ((([], ["x"], ["y"]), "code"), (([story.hope], [], ["y"]), "document")):
        with pytest.raises(rounds.RoundRefused, match=what):
            people.as_("Ana", rounds.open_round, "R", *given)
    with pytest.raises(NotAllowed):
        people.as_("Carla", rounds.open_round, "R", [story.hope], story.documents, [])
    offered = people.as_("Ana", new_round, writing=False)
    assert offered["name"] == "Round 2"
    assert [path for _, path in offered["fresh"]] == ["Meeting"]


@contextmanager
def opened(people: Cast) -> Iterator[Browser]:
    url = people.database.url.render_as_string(hide_password=False)
    with Browser(make_app(url), follow_redirects=False) as page:
        page.cookies.set(COOKIE, "token of Ana")
        yield page


def test_the_pages_lead_from_the_form_to_the_next_document(people: Cast) -> None:
    story = Story(people)
    with opened(people) as page:
        project = f"/projects/{people.project_id}"
        assert "2 of your 2 documents are left to re-read" in page.get(project).text
        form = page.get(f"{project}/rounds/new").text
        assert "Open a round" in form
        chosen = {"name": "Hope again", "code": story.hope, "document": story.documents[0]}
        made = page.post(f"{project}/rounds", data={**chosen, "reader": coder(people, "Ana")})
        assert made.status_code == 303
        assert "came from no other code: the whole text is read" in page.get(made.headers["location"]).text
        text = page.get(f"{project}/documents/{story.documents[0]}").text
        assert "1 passage to look at" in text
        assert "To look at: " in text
        done = page.post(f"{project}/rounds/{story.round}/documents/{story.documents[0]}/done")
        assert done.headers["location"].endswith(f"{story.documents[1]}?round={story.round}")
        again = page.get(f"{project}/documents/{story.documents[0]}?round={story.round}").text
        assert "Also in Hope again" in again
        assert "Done for this round: take it back" in again
        back = page.delete(f"{project}/rounds/{story.round}/documents/{story.documents[0]}/done")
        assert "1 passage to look at" in page.get(back.headers["location"]).text
        page.post(f"{project}/rounds/{story.round}/documents/{story.documents[0]}/done")
        nothing = page.post(f"{project}/rounds/{story.round}/documents/{story.documents[1]}/nothing")
        assert nothing.headers["location"].endswith(story.round)
        assert "nothing here" in page.get(f"{project}/rounds/{story.round}").text
        trail = page.get(f"{project}/trail").text
        assert "was done with Interview 1 in the round “Round 1”" in trail
        assert "found nothing in Interview 2 for the round “Round 1”" in trail
        listed = page.get(f"{project}/rounds").text
        assert "2 of 4" in listed
