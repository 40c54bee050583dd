"""What a round fixes as it is opened: since when changes are looked for, and under which tree; on both databases."""

from collections.abc import Iterator

import pytest

from quotetree.app.routes.round_rows import new_round
from quotetree.app.services import codes, codings, growth, rounds
from quotetree.app.services.imports.tables import import_codebook
from quotetree.app.services.merging import merge_codes
from quotetree.app.services.undo import undo_latest
from quotetree.app.store.access import Access
from quotetree.coding.codebook import read_codebook
from quotetree.coding.tree_plans import Place

from .cast import Cast, cast, selected
from .test_memos import listed
from .test_rounds import Story, coder, opened


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def offered(people: Cast, since: str | None = None) -> tuple[str, list[str]]:
    """Since which version the form of a new round looks for changes, and the codes that it offers first."""

    def read(access: Access) -> tuple[str, list[str]]:
        found = new_round(access, since)
        return found["since"].name if found["since"] else "", [path for _, path in found["fresh"]]

    return people.as_("Ana", read, writing=False)


def version(people: Cast, name: str) -> str:
    named = people.as_("Ana", growth.name_version, name)
    assert named.seq
    return next(i for i, row in people.rows()["tree_version"].items() if row["name"] == name)


def test_a_round_under_a_version_looks_for_what_came_since_the_one_before(people: Cast) -> None:
    story = Story(people)
    assert offered(people) == ("", ["Meeting"])
    first = version(people, "v1")
    assert offered(people) == ("", ["Meeting"])
    mood = people.as_("Ana", codes.create_code, "Mood").code_id
    people.as_("Ana", codes.move_codes, [story.meeting], Place(mood))
    assert offered(people) == ("v1", ["Mood"])
    version(people, "v2")
    version(people, "v2 again")
    assert offered(people) == ("v1", ["Mood"])
    assert offered(people, "") == ("", ["Mood", "Mood > Meeting"])
    reader = [coder(people, "Ben")]
    made = people.as_("Ana", rounds.open_round, "Moods", [mood, story.hope], story.documents, reader)
    assert people.rows()["round"][made.round_id]["tree_version_id"] == first
    with opened(people) as page:
        told = " ".join(page.get(f"/projects/{people.project_id}/rounds/{made.round_id}").text.split())
    assert "under the version “v2 again” of the tree. What changed since “v1” is looked for." in told
    assert "came from Meeting: those passages are marked" in told


def test_what_becomes_of_the_tree_later_changes_nothing_in_a_round(people: Cast) -> None:
    story = Story(people)
    late = people.as_("Ana", codes.create_code, "Late").code_id
    people.as_("Ana", codings.add_coding, story.documents[1], selected(4, 11), late)
    people.as_("Ana", merge_codes, [late], story.hope)
    first, second = story.bar("Ben", 0), story.bar("Ben", 1)
    assert first is not None
    assert second is not None
    assert (first["whole"], second["whole"], second["passages"]) == (["Hope"], ["Hope"], 0)


def test_a_changed_tree_is_named_as_a_round_is_opened(people: Cast) -> None:
    story = Story(people)
    version(people, "v1")
    with opened(people) as page:
        project = f"/projects/{people.project_id}"
        assert "Name of this tree" not in page.get(f"{project}/rounds/new").text
        mood = people.as_("Ana", codes.create_code, "Mood").code_id
        assert "The tree has changed since “v1”" in page.get(f"{project}/rounds/new").text
        before = people.rows()
        chosen = {"name": "Moods", "code": mood, "document": story.documents[0], "version": "v2"}
        made = page.post(f"{project}/rounds", data={**chosen, "reader": coder(people, "Ana")})
        told = " ".join(page.get(made.headers["location"]).text.split())
        assert "under the version “v2” of the tree. What changed since “v1” is looked for." in told
        assert "Name of this tree" not in page.get(f"{project}/rounds/new").text
    said = "opened the round “Moods”: 1 code in 1 document, and named the tree “v2”"
    assert people.as_("Ana", listed)[0] == said
    people.as_("Ana", undo_latest)
    assert people.rows() == before


def test_the_codes_of_a_second_codebook_are_offered(people: Cast) -> None:
    for name, paths in (("v1", ["Contact", "Hope"]), ("v2", ["Contact", "Hope", "Contact > Nurses"])):
        people.as_("Ana", import_codebook, read_codebook([{"path": path} for path in paths]))
        version(people, name)
    assert offered(people) == ("v1", ["Contact > Nurses"])
