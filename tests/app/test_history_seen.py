"""The history's numbers of codings: each reader is told of those that they may see, and of no others."""

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from quotetree.app.routes.history_rows import history_rows
from quotetree.app.services import codes, documents, joining, merging, recoding, undo
from quotetree.app.services.codings import add_coding
from quotetree.app.store import history, tables
from quotetree.app.store.access import Access
from quotetree.app.store.database import transaction
from tests.app.cast import WORDS, Cast, add_document, cast, selected

HERE, THERE = (4, 11), (4, 16)


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    made = cast(database_url)
    yield made
    made.database.dispose()


class Study:
    """Contact and Delay; two documents. Ana coded both in the layer main, and Ben the first blind, twice."""

    def __init__(self, people: Cast) -> None:
        self.people = people
        self.contact = people.as_("Ana", codes.create_code, "Contact").code_id
        self.delay = people.as_("Ana", codes.create_code, "Delay").code_id
        self.first = people.as_("Ana", add_document, WORDS, "Interview 1")
        self.second = people.as_("Ana", add_document, WORDS, "Interview 2")
        self.all = [
            self.coded("Ana", self.first, HERE, "main"),
            self.coded("Ana", self.second, HERE, "main"),
            self.coded("Ben", self.first, HERE, "check"),
            self.coded("Ben", self.first, THERE, "check"),
        ]

    def coded(self, who: str, document: str, at: tuple[int, int], layer: str) -> str:
        return self.people.as_(who, add_coding, document, selected(*at), self.contact, layer).coding_id

    def told(self, who: str) -> str:
        """The latest line of the history that this person sees."""

        def latest(access: Access) -> str:
            return history_rows(access, history.history(access, None, mine=False, most=40))[0].said

        return self.people.as_(who, latest)

    def everybody(self) -> list[str]:
        return [self.told(who) for who in ("Ana", "Carla", "Ben")]


@pytest.fixture
def study(people: Cast) -> Study:
    return Study(people)


def recode(access: Access, ids: list[str], how: str, code: str = "", name: str = "") -> None:
    recoding.recode(access, recoding.propose(access, ids, how, code, name))


def test_what_was_moved(people: Cast, study: Study):
    people.as_("Ana", recode, study.all, "move", study.delay)
    # Carla sees the main codings; Ben his own, and the main one of the document that he does not code blind.
    assert study.everybody() == [
        "moved 4 codings from “Contact” to “Delay”",
        "moved 2 codings from “Contact” to “Delay”",
        "moved 3 codings from “Contact” to “Delay”",
    ]
    people.as_("Ana", undo.undo_latest)
    assert study.told("Carla") == "took back: moved 2 codings from “Contact” to “Delay”"


def test_what_was_copied_and_taken_off(people: Cast, study: Study):
    people.as_("Ana", recode, study.all, "copy", study.delay)
    assert study.told("Ana") == "also coded “Delay” in 4 coded passages of 2 documents"
    assert study.told("Carla") == "also coded “Delay” in 2 coded passages of 2 documents"
    people.as_("Ana", recode, study.all[:3], "off")
    assert study.everybody() == [
        "took “Contact” off 3 passages",
        "took “Contact” off 2 passages",
        "took “Contact” off 2 passages",
    ]
    people.as_("Ana", undo.undo_latest)
    assert study.told("Carla") == "took back: took “Contact” off 2 passages"


def test_a_code_that_was_made_for_blind_codings_was_made(people: Cast, study: Study):
    people.as_("Ana", recode, study.all[2:], "move", "", "Waiting")
    assert study.told("Ana") == "moved 2 codings from “Contact” to the new code “Waiting”"
    assert study.told("Carla") == "made the code “Waiting”"


def test_what_went_with_a_code_or_a_document(people: Cast, study: Study):
    people.as_("Ana", codes.delete_code, study.contact, codings_to=study.delay)
    assert [one.partition("; ")[2] for one in study.everybody()] == [
        "4 codings went to “Delay”",
        "2 codings went to “Delay”",
        "3 codings went to “Delay”",
    ]
    people.as_("Ana", documents.delete, [study.first])
    assert study.told("Ana").endswith(" with 3 codings")
    assert study.told("Carla").endswith(" with 1 coding")


def test_what_was_joined(people: Cast, study: Study):
    for document, layer in ((study.first, "check"), (study.second, "main")):
        for said in ("We talk more – café 🙂 now.", "Really?"):
            study.coded("Ana", document, (WORDS.index(said), WORDS.index(said) + len(said)), layer)
    people.as_("Ana", joining.join_codings)
    assert study.told("Ana") == "joined 4 codings that continue one another into 2 passages"
    assert study.told("Carla") == "joined 2 codings that continue one another into 1 passage"


def test_what_was_merged(people: Cast, study: Study):
    people.as_("Ben", merging.merge_codes, [study.contact], study.delay)
    assert study.told("Carla") == "merged “Contact” into “Delay”: 2 codings"
    assert study.told("Ben") == "merged “Contact” into “Delay”: 2 codings"


def test_an_open_layer_is_told_to_everybody(people: Cast, study: Study):
    people.as_("Ana", recode, study.all, "move", study.delay)
    with transaction(people.database, writing=True) as connection:
        connection.execute(update(tables.Project).values(check_open=True))
    assert study.everybody() == ["moved 4 codings from “Contact” to “Delay”"] * 3
