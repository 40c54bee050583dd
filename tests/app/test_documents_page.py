"""The list of all documents: found, sorted, put into folders, renamed, allotted, deleted and brought back."""

import re
from collections.abc import Iterator

import pytest

from quotetree.app.services import codes, codings, documents, reading, undo
from quotetree.app.store import documents as store
from quotetree.app.store import snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.coding.access import NotAllowed
from quotetree.coding.counts import counts
from quotetree.coding.documents import DocumentRefused, folders_of, moved_folders
from tests.app.cast import WORDS, Cast, add_document, cast, selected
from tests.app.site import Site, served


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def site(people: Cast) -> Iterator[Site]:
    with served(people) as made:
        yield made


def added(people: Cast, *names: str) -> list[str]:
    return [people.as_("Ana", add_document, WORDS, name) for name in names]


def shown(site: Site, query: str = "", who: str = "Ana") -> list[str]:
    """The names in the list, in its order."""
    told = site.client(who).get(f"{site.project}/documents?{query}").text
    return re.findall(r'<a class="row-link"[^>]*>([^<]+)</a>', told)


def coder(people: Cast, name: str) -> str:
    return next(id_ for id_, row in people.rows()["coder"].items() if row["name"] == name)


def post(site: Site, path: str, data: dict[str, object], who: str = "Ana") -> int:
    return int(site.client(who).post(f"{site.project}/{path}", data=data).status_code)


def test_documents_are_sorted_with_numbers_by_value_and_found_by_name(site: Site) -> None:
    added(site.people, "Interview 10", "Interview 2", "Focus group 1")
    assert shown(site) == ["Focus group 1", "Interview 2", "Interview 10"]
    assert shown(site, "by=name&down=true") == ["Interview 10", "Interview 2", "Focus group 1"]
    assert shown(site, "q=VIEW") == ["Interview 2", "Interview 10"]
    assert shown(site, "q=elsewhere") == []


def test_a_page_holds_a_hundred(site: Site) -> None:
    added(site.people, *(f"Interview {n}" for n in range(1, 106)))
    assert len(shown(site)) == 100
    assert shown(site, "n=2") == [f"Interview {n}" for n in range(101, 106)]


def test_documents_go_into_folders_which_are_renamed_and_dissolved(site: Site) -> None:
    one, two, _ = added(site.people, "Interview 1", "Interview 2", "Interview 3")
    assert post(site, "documents/folder", {"document": [one, two], "folder": " Sites / RS1 "}, "Ben") == 303
    assert shown(site, "folder=Sites") == ["Interview 1", "Interview 2"]
    assert shown(site, "folder=Sites/RS1") == ["Interview 1", "Interview 2"]
    assert shown(site, "folder=") == ["Interview 3"]
    assert post(site, "folders", {"before": "Sites", "after": "Places"}) == 303
    assert shown(site, "folder=Places/RS1") == ["Interview 1", "Interview 2"]
    assert post(site, "folders", {"before": "Places", "after": "Places/Here"}) == 422
    site.people.as_("Ana", undo.undo_latest)
    assert shown(site, "folder=Sites/RS1") == ["Interview 1", "Interview 2"]
    assert post(site, "folders", {"before": "Sites", "after": ""}) == 303
    assert shown(site, "folder=RS1") == ["Interview 1", "Interview 2"]


def test_the_project_page_leads_to_all_documents_whose_speakers_nobody_identified(site: Site) -> None:
    def nobody_knows_whose(access: Access, document: str) -> None:
        speaker = store.turns(access, document)[0].speaker_id
        about = {"document": document, "label": "P1", "role": "not identified"}
        with action(access.connection, access.who, "speaker.mapped", about=about) as recorder:
            recorder.update("speaker", speaker, {"role": "not identified", "participant_id": None})

    one, _, three = added(site.people, "Interview 1", "Interview 2", "Interview 3")
    site.people.as_("Ana", nobody_knows_whose, three)
    told = site.client().get(site.project).text
    assert f'href="{site.project}/documents/{three}">Look at it' in told
    site.people.as_("Ana", nobody_knows_whose, one)
    told = site.client().get(site.project).text
    assert "2 transcripts have speakers not identified" in told
    assert f'href="{site.project}/documents?unknown=true"' in told
    assert shown(site, "unknown=true") == ["Interview 1", "Interview 3"]
    assert shown(site, "unknown=true&q=3") == ["Interview 3"]
    sorted_too = site.client().get(f"{site.project}/documents?unknown=true").text
    assert "by=kind&amp;unknown=True" in sorted_too


def test_folders_hold_those_they_lie_in() -> None:
    assert folders_of(["B/2/x", "A", "", "B/10"]) == ["A", "B", "B/2", "B/2/x", "B/10"]
    assert moved_folders(["A", "A/x", "AB"], "A", "C") == {"A": "C", "A/x": "C/x"}
    with pytest.raises(DocumentRefused, match="below itself"):
        moved_folders(["A"], "A", "A/x")


def test_a_document_is_renamed_unless_the_name_is_taken(people: Cast) -> None:
    one, _ = added(people, "Interview 1", "Interview 2")
    with pytest.raises(DocumentRefused, match="already a document “interview 2”"):
        people.as_("Ben", documents.rename, one, " interview  2 ")
    people.as_("Ben", documents.rename, one, "INTERVIEW 1")
    assert people.rows()["document"][one]["name"] == "INTERVIEW 1"
    people.as_("Ben", undo.undo_latest)
    assert people.rows()["document"][one]["name"] == "Interview 1"


def test_what_counts_follows_the_kind(people: Cast) -> None:
    (one,) = added(people, "Interview 1")
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    people.as_("Ana", codings.add_coding, one, selected(4, 11), code)

    def comments(access: Access) -> tuple[int, int]:
        found = counts(snapshots.snapshot(access), snapshots.filters(access))
        return int(found.comments[0]), int(found.in_notes[0])

    assert people.as_("Ana", comments, writing=False) == (1, 0)
    people.as_("Ben", documents.change, [one], {"kind": "observation", "date": "2024-11", "language": "fr"})
    assert people.as_("Ana", comments, writing=False) == (0, 1)
    row = people.rows()["document"][one]
    assert (row["date"], row["language"]) == ("2024-11", "fr")
    with pytest.raises(DocumentRefused, match="is no date"):
        people.as_("Ben", documents.change, [one], {"date": "last week"})
    people.as_("Ben", undo.undo_latest)
    assert people.as_("Ana", comments, writing=False) == (1, 0)


def test_deleting_is_asked_first_and_undo_brings_all_back(site: Site) -> None:
    people = site.people
    one, two = added(people, "Interview 1", "Interview 2")
    code = people.as_("Ana", codes.create_code, "Contact").code_id
    for document, who in ((one, "Ana"), (one, "Ben"), (two, "Ben")):
        people.as_(who, codings.add_coding, document, selected(4, 11), code)
    people.as_("Ben", reading.finish, [one])
    people.as_("Ana", documents.allot, [one], coder(people, "Ben"))
    before = people.rows()
    asked = site.client().post(f"{site.project}/documents/deletion", data={"document": [one]}).text
    assert "2 codings of all coders and 0 memos" in asked
    assert people.rows() == before
    assert post(site, "documents/deleted", {"document": [one]}, "Ben") == 403
    assert post(site, "documents/deleted", {"document": [one]}) == 303
    assert shown(site) == ["Interview 2"]
    assert len(people.rows()["coding"]) == 1
    assert "deleted Interview 1 with 2 codings" in site.client().get(f"{site.project}/history").text
    people.as_("Ana", undo.undo_latest)
    assert people.rows() == before


def test_an_owner_asks_coders_to_read_and_sees_who_has(site: Site) -> None:
    people = site.people
    one, two, three = added(people, "Interview 1", "Interview 2", "Interview 3")
    ben = coder(people, "Ben")
    with pytest.raises(NotAllowed):
        people.as_("Ben", documents.allot, [one], ben)
    assert post(site, "documents/allotted", {"document": [one, two, three], "coder": ben}) == 303
    assert post(site, "documents/released", {"document": [three], "coder": ben}) == 303
    assert "2 documents that you are asked to read are not begun" in site.client("Ben").get(site.project).text
    people.as_("Ben", reading.finish, [two])
    people.as_("Ben", reading.move_on, one, 2)
    told = site.client().get(f"{site.project}/documents").text
    assert "reading, to turn 2 of 3, asked to read it" in told
    assert "done, asked to read it" in told
    home = site.client("Ben").get(site.project).text
    assert "Carry on with Interview 1" in home
    assert "You stopped at turn 2 of 3" in home
    assert "asked to read" not in home.split("Last actions")[0]
    assert shown(site, "state=done") == ["Interview 2"]


def test_nothing_ticked_is_said(site: Site) -> None:
    assert post(site, "documents/folder", {"folder": "A"}) == 422
