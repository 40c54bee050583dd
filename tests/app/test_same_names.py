"""Codes that share a name are told apart wherever one of them is to be changed; on both databases."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from quotetree.app.services import codes, codings, splitting
from quotetree.coding.tree_plans import Place

from .cast import Cast, add_document, cast, selected
from .site import Site, served


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    people = cast(database_url)
    with served(people) as opened:
        yield opened
    people.database.dispose()


class Study:
    """Good and Bad, a "With doctors" below each of them, one "Alone", and a passage coded with the first."""

    def __init__(self, people: Cast) -> None:
        self.good, self.bad, self.alone = (self.code(people, name) for name in ("Good", "Bad", "Alone"))
        self.in_good = self.code(people, "With doctors", self.good)
        self.in_bad = self.code(people, "with Doctors", self.bad)
        self.below = self.code(people, "With doctors", self.in_good)
        document = people.as_("Ana", add_document)
        self.coding = people.as_("Ana", codings.add_coding, document, selected(4, 11), self.in_good).coding_id

    def code(self, people: Cast, name: str, parent: str | None = None) -> str:
        return people.as_("Ana", codes.create_code, name, Place(parent)).code_id


@pytest.fixture
def study(site: Site) -> Study:
    return Study(site.people)


def read(site: Site, address: str, **asked: Any) -> str:
    """The words of an answer, as they are read."""
    answer = site.client().get(site.project + address, params=asked, headers={"HX-Request": "true"})
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_a_merge_names_both_codes_by_their_paths(site: Site, study: Study) -> None:
    told = read(site, "/merging", code=study.in_good, into=study.in_bad)
    assert "Merge “Good › With doctors” into “Bad › with Doctors”" in told
    assert "Good › With doctors goes" in told
    assert "Bad › with Doctors now" in told
    assert "Bad › with Doctors then" in told
    assert "Merge “Alone” into “Bad › with Doctors”" in read(
        site, "/merging", code=study.alone, into=study.in_bad
    )
    assert "Merge “Alone” into “Bad”" in read(site, "/merging", code=study.alone, into=study.bad)


def test_what_is_deleted_or_made_beside_is_named_by_its_path(site: Site, study: Study) -> None:
    assert "Delete Good › With doctors It has" in read(site, "/codes/delete", code=study.in_good)
    assert "move up to Good" in read(site, "/codes/delete", code=study.in_good)
    assert "Delete Alone It has" in read(site, "/codes/delete", code=study.alone)
    assert "below Bad › with Doctors" in read(site, "/codes/new", code=study.in_bad)


def test_what_codings_come_to_carry_is_named_by_its_path(site: Site, study: Study) -> None:
    told = read(site, "/recoding", coding=study.coding, how="move", code=study.in_bad)
    assert "1 coding to Bad › with Doctors" in told
    assert "Move 1 coding to Bad › with Doctors" in told


def test_columns_of_one_name_are_told_apart(site: Site, study: Study) -> None:
    columns = [study.in_good, study.below]
    opened = site.people.as_("Ana", splitting.open_splitting, study.good, columns)
    told = read(site, f"/splittings/{opened.splitting_id}")
    assert "1 Good › With doctors" in told
    assert "2 Good › With doctors › With doctors" in told
