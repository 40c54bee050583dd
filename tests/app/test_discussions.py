"""Discussions on codings: who remarks and sees them, what is on the agenda, and what goes and returns with a coding."""

from collections.abc import Iterator

import pytest

from quotetree.app.routes.history_rows import history_rows, said_of
from quotetree.app.services import codes, codings, discussions, undo
from quotetree.app.store import discussions as store
from quotetree.app.store import history
from quotetree.app.store.access import Access
from quotetree.app.store.news import news_of
from quotetree.coding.access import NotAllowed, NotFound

from .cast import Cast, add_document, cast, selected


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def here(people: Cast) -> dict[str, str]:
    document = people.as_("Ana", add_document)
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    coding = people.as_("Ana", codings.add_coding, document, selected(4, 11), code).coding_id
    return {"document": document, "code": code, "coding": coding}


def agenda(access: Access, closed: bool = False) -> list[list[tuple[str, str]]]:
    """What is on the agenda: of each discussion who said what."""
    found = store.discussions(access, closed=closed, first=0, most=50)
    said = store.remarks(access, [row.id for row in found])
    return [[(one.coder, one.text) for one in said[row.id]] for row in found]


def test_two_people_discuss_a_coding_and_settle_it(people: Cast, here: dict[str, str]) -> None:
    opened = people.as_("Ben", discussions.open_discussion, here["coding"], " More than what? ")
    assert people.as_("Ana", said_of, opened.seq) == "Opened a discussion on “Contact” in Interview 1"
    again = people.as_("Ana", discussions.open_discussion, here["coding"], "Than before")
    assert again.discussion_id == opened.discussion_id
    assert people.as_("Carla", agenda) == [[("Ben", "More than what?"), ("Ana", "Than before")]]
    assert people.as_("Carla", store.counts) == (1, 0)
    people.as_("Ana", discussions.close, opened.discussion_id)
    assert people.as_("Carla", agenda) == []
    assert len(people.as_("Carla", agenda, closed=True)) == 1
    with pytest.raises(discussions.RemarkRefused, match="is closed"):
        people.as_("Ben", discussions.say, opened.discussion_id, "But")
    assert people.as_("Ana", discussions.close, opened.discussion_id).seq is None
    people.as_("Ben", discussions.close, opened.discussion_id, closed=False)
    people.as_("Ben", discussions.say, opened.discussion_id, "But")
    assert people.as_("Ana", agenda)[0][-1] == ("Ben", "But")


def test_a_reader_says_nothing(people: Cast, here: dict[str, str]) -> None:
    opened = people.as_("Ben", discussions.open_discussion, here["coding"], "More than what?")
    for service, *given in (
        (discussions.open_discussion, here["coding"], "I"),
        (discussions.say, opened.discussion_id, "I"),
        (discussions.close, opened.discussion_id),
    ):
        with pytest.raises(NotAllowed):
            people.as_("Carla", service, *given)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 5_001])
def test_a_remark_has_words_and_is_short(people: Cast, here: dict[str, str], text: str) -> None:
    with pytest.raises(discussions.RemarkRefused):
        people.as_("Ben", discussions.open_discussion, here["coding"], text)


def test_a_coding_goes_and_returns_with_its_discussion(people: Cast, here: dict[str, str]) -> None:
    opened = people.as_("Ben", discussions.open_discussion, here["coding"], "More than what?")
    people.as_("Ana", discussions.say, opened.discussion_id, "Than before")
    before = people.rows()
    removed = people.as_("Ana", codings.remove_coding, here["coding"])
    assert people.as_("Ana", said_of, removed.seq).endswith("with its 1 discussion")
    assert people.as_("Ana", agenda) == []
    people.as_("Ana", undo.undo, removed.seq)
    assert people.rows() == before


def test_a_discussion_that_another_joined_stays_until_it_is_chosen(
    people: Cast, here: dict[str, str]
) -> None:
    opened = people.as_("Ben", discussions.open_discussion, here["coding"], "More than what?")
    people.as_("Ana", discussions.say, opened.discussion_id, "Than before")
    with pytest.raises(undo.ExceptionsFirst) as asked:
        people.as_("Ana", undo.undo, opened.seq)
    assert [(e.kept.key[0], e.kept.why, e.cause.verb) for e in asked.value.proposal.exceptions] == [
        ("discussion", "used", "remark.said")
    ]
    people.as_("Ana", undo.undo, opened.seq, "too")
    assert not people.rows()["discussion"]
    assert not people.rows()["remark"]


def test_what_is_discussed_on_a_blind_coding_stays_between_its_coder_and_the_owner(
    people: Cast, here: dict[str, str]
) -> None:
    blind = people.as_("Ben", codings.add_coding, here["document"], selected(12, 16), here["code"], "check")
    opened = people.as_("Ben", discussions.open_discussion, blind.coding_id, "Unsure")
    people.as_("Ana", discussions.say, opened.discussion_id, "Why?")
    assert people.as_("Ana", store.counts) == (1, 0)
    assert people.as_("Carla", store.counts) == (0, 0)
    assert people.as_("Carla", agenda) == []
    with pytest.raises(NotFound):
        people.as_("Carla", store.discussion, opened.discussion_id)
    assert people.as_("Carla", store.remarks, [opened.discussion_id]) == {}

    def told(access: Access) -> list[str]:
        rows = history.history(access, None, mine=False, most=50)
        return [row.said for row in history_rows(access, rows)]

    assert not any("discussion" in said for said in people.as_("Carla", told))
    assert sum("discussion" in said for said in people.as_("Ana", told)) == 2
    assert people.as_("Carla", news_of, here["document"], opened.seq - 1).passages == []


def test_the_passage_is_drawn_again_when_something_is_said_on_it(people: Cast, here: dict[str, str]) -> None:
    opened = people.as_("Ben", discussions.open_discussion, here["coding"], "More than what?")
    news = people.as_("Ana", news_of, here["document"], opened.seq - 1)
    assert (news.passages, news.everything, news.tree, news.talk) == ([(4, 11)], False, False, True)
    undone = people.as_("Ben", undo.undo, opened.seq)
    news = people.as_("Ana", news_of, here["document"], undone - 1)
    assert (news.passages, news.talk) == ([(4, 11)], True)
