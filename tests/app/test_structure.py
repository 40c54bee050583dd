"""Coding by structure: shown with numbers first, one action, nothing twice, and the way back."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from quotetree.app.services.codes import create_code
from quotetree.app.services.codings import add_coding
from quotetree.app.services.undo import undo_latest
from quotetree.app.store.access import Access
from quotetree.app.store.documents import turns
from tests.app.cast import WORDS, add_document, cast, selected
from tests.app.site import Site, served

OTHER = "Interviewer: Really so?\nP1: Yes, really.\nP3: Hm.\n"


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    people = cast(database_url)
    with served(people) as made:
        yield made
    people.database.dispose()


class Study:
    """Two interviews in which P1 speaks and a question is asked alike, and a code."""

    def __init__(self, site: Site) -> None:
        self.site, people = site, site.people
        self.first = people.as_("Ana", add_document)
        self.second = people.as_("Ana", add_document, OTHER, "Interview 2")
        self.code = people.as_("Ana", create_code, "Mood").code_id

    def turn(self, n: int) -> str:
        def nth(access: Access) -> str:
            return str(turns(access, self.first)[n].id)

        return self.site.people.as_("Ana", nth, writing=False)

    def person(self) -> str:
        rows = self.site.people.rows()["participant"].values()
        return next(row["id"] for row in rows if row["name"] == "P1")

    def ask(self, path: str = "", **fields: object) -> str:
        answer = self.site.client().get(f"{self.site.project}/structure{path}", params=fields)
        assert answer.status_code == 200, answer.text
        return unescape(answer.text)

    def mark(self, **sought: str) -> str:
        return re.findall('name="mark" value="([0-9a-f]+)"', self.ask(**sought))[0]

    def code_them(self, pick: list[int], **sought: str) -> str:
        """Everything from the page to the button."""
        fields = {"mark": self.mark(**sought), "pick": pick, "code": self.code}
        told = self.ask("/proposal", **sought, **fields)
        expected = re.findall('name="expected" value="([0-9a-f]+)"', told)
        address = f"{self.site.project}/structure/codings"
        body = {**fields, "expected": expected[0] if expected else ""}
        return unescape(self.site.client().post(address, params=sought, data=body).text)

    def coded(self) -> list[str]:
        text = {self.first: WORDS, self.second: OTHER}
        rows = self.site.people.rows()["coding"].values()
        return sorted(text[row["document_id"]][row["start"] : row["end"]] for row in rows)


@pytest.fixture
def study(site: Site) -> Study:
    return Study(site)


def test_all_turns_of_a_person_are_coded_once_and_taken_back(site: Site, study: Study):
    at = WORDS.index("We talk")
    end = WORDS.index("\n")
    site.people.as_("Ana", add_coding, study.first, selected(at, end), study.code)
    said = study.code_them([0, 1], what="person", participant=study.person())
    assert "Coded 1 passage with Mood" in said
    assert study.coded() == ["We talk more – café 🙂 now.", "Yes, really."]
    site.people.as_("Ana", undo_latest)
    assert study.coded() == ["We talk more – café 🙂 now."]


def test_one_document_alone_can_be_looked_through(study: Study):
    told = study.ask(what="person", participant=study.person(), document=study.second)
    assert told.count('name="pick"') == 1
    assert "1 passage of 1 document" in told


def test_answers_to_a_question_are_shown_with_their_likeness(study: Study):
    told = study.ask(what="answers", turn=study.turn(1))
    assert "Really so?" in told
    assert "100% alike" in told
    assert "Coded 2 passages" in study.code_them([0, 1], what="answers", turn=study.turn(1))
    assert study.coded() == ["No. Not with the doctors, naïve as it sounds.", "Yes, really.\nP3: Hm."]


def test_what_is_left_out_is_not_coded(study: Study):
    study.code_them([1], what="answers", turn=study.turn(1), extent="turns")
    assert study.coded() == ["Hm.", "Yes, really."]


def test_whole_documents(study: Study):
    study.code_them([0, 1], what="documents")
    talk = WORDS[len("P1: ") : -1]
    assert study.coded() == sorted([OTHER[len("Interviewer: ") : -1], talk])
    assert "by you already" in study.ask(
        "/proposal", what="documents", pick=[0], code=study.code, mark=study.mark(what="documents")
    )


def test_transcripts_that_changed_meanwhile_are_refused(site: Site, study: Study):
    mark = study.mark(what="documents")
    site.people.as_("Ana", add_document, "P1: Late.\n", "Another")
    fields = {"mark": mark, "pick": "0", "code": study.code}
    answer = site.client().post(
        f"{site.project}/structure/codings", params={"what": "documents"}, data=fields
    )
    assert answer.status_code == 409
    assert not study.coded()


def test_the_turn_of_the_reading_page_leads_here(site: Site, study: Study):
    asked = site.client().get(f"{site.project}/documents/{study.first}/turns/{study.turn(1)}").text
    assert "Code the answers to this question…" in asked
    said = site.client().get(f"{site.project}/documents/{study.first}/turns/{study.turn(0)}").text
    assert "Code all turns of P1…" in said
