"""Versions of the tree: named by a codebook that comes as a file and by people; taken back; on both databases."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quotetree.app.commands.opening import existing
from quotetree.app.services import codes, codings
from quotetree.app.services.growth import VersionRefused, name_version
from quotetree.app.services.undo import undo
from quotetree.app.store import growth
from quotetree.app.store.database import open_database, transaction
from quotetree.coding.access import NotAllowed

from .cast import Cast, add_document, cast, selected
from .command_line import Run, rows, runner

TREES = {
    "codebook-v1.csv": "path,description\nContact,Any contact\nMood,\n",
    "codebook-v2.csv": "path,description\nContact,Any contact\nContact > Daily,\nContact > Daily > By phone,\n",
    "later.csv": "path,description\nContact,Any contact at all\nRooms,\n",
}
GROWN = [
    {"version": "v1", "main": 2, "with_subcodes": 0, "subcodes": 0, "deepest": 1},
    {"version": "v2", "main": 2, "with_subcodes": 1, "subcodes": 2, "deepest": 3},
    {"version": "later", "main": 3, "with_subcodes": 1, "subcodes": 2, "deepest": 3},
]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database_url: str) -> Run:
    return runner(capsys, database_url)


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def codebooks(folder: Path) -> list[Path]:
    for name, text in TREES.items():
        (folder / name).write_text(text)
    return [folder / name for name in TREES]


def test_codebooks_one_after_the_other_are_growth_of_one_tree(run: Run, tmp_path: Path) -> None:
    assert run("import", "Study", "--codebook", *codebooks(tmp_path)).status == 0
    assert run("growth", "Study", "--json").json() == GROWN
    told = run("growth", "Study").out.splitlines()
    assert told[0].split() == ["version", "main", "codes", "with", "sub-codes", "sub-codes", "levels"]
    assert told[2].split() == ["v2", "2", "1", "2", "3"]


def test_a_codebook_that_changes_nothing_names_no_version(run: Run, tmp_path: Path) -> None:
    first, *_ = codebooks(tmp_path)
    run("import", "Study", "--codebook", first)
    run("import", "Study", "--codebook", first)
    assert run("growth", "Study", "--json").json() == GROWN[:1]


def test_a_codebook_of_the_same_name_that_changes_something_gets_a_number(run: Run, tmp_path: Path) -> None:
    first, *_ = codebooks(tmp_path)
    run("import", "Study", "--codebook", first)
    first.write_text("path\nRooms\n")
    run("import", "Study", "--codebook", first)
    assert [one["version"] for one in run("growth", "Study", "--json").json()] == ["v1", "v1 (2)"]


def test_a_project_without_versions_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "I1.txt").write_text("P1: Hello.\n")
    run("import", "Study", tmp_path / "I1.txt")
    assert run("growth", "Study").out == "No version of the tree was named yet.\n"
    assert run("growth", "Study", "--json").json() == []


def test_undoing_it_all_returns_to_v1_exactly(run: Run, database_url: str, tmp_path: Path) -> None:
    first, *others = codebooks(tmp_path)
    run("import", "Study", "--codebook", first)
    before = tree_and_versions(database_url)
    run("import", "Study", "--codebook", *others)
    grown = tree_and_versions(database_url)
    assert before["code"].keys() < grown["code"].keys()
    later = [row["seq"] for row in rows(database_url, "action") if row["verb"] == "codebook.imported"][1:]
    undos = [taken_back(database_url, seq) for seq in sorted(later, reverse=True)]
    assert tree_and_versions(database_url) == before
    assert run("growth", "Study", "--json").json() == GROWN[:1]
    for seq in reversed(undos):
        taken_back(database_url, seq)
    assert tree_and_versions(database_url) == grown


def tree_and_versions(url: str) -> dict[str, dict[str, Any]]:
    return {name: {row["id"]: row for row in rows(url, name)} for name in ("code", "tree_version")}


def taken_back(url: str, seq: int) -> int:
    """Take an action back, as an owner. Answers the number of the undo."""
    engine = open_database(url)
    try:
        with transaction(engine, writing=True) as connection:
            return undo(existing(connection, "Study"), seq) or 0
    finally:
        engine.dispose()


def test_a_version_keeps_the_tree_the_counts_and_how_much_was_read(people: Cast) -> None:
    document = people.as_("Ana", add_document)
    contact = people.as_("Ana", codes.create_code, "Contact").code_id
    people.as_("Ana", codings.add_coding, document, selected(24, 35), contact)
    people.as_("Ana", name_version, "after 22 interviews", "Before the workshop.")
    people.as_("Ana", codes.define_code, contact, definition="Any contact")
    people.as_("Ana", codes.create_code, "Mood")
    (version,) = people.as_("Ana", growth.versions, writing=False)
    assert (version.name, version.coder, version.record.note) == (
        "after 22 interviews",
        "Ana",
        "Before the workshop.",
    )
    assert [(code.name, code.definition) for code in version.record.tree] == [("Contact", "")]
    assert (version.record.codings, version.record.documents, version.record.read) == (1, 1, 0)
    assert version.record.counts[contact] == (1, 1, 1, 1)
    kept = json.loads(next(iter(people.rows()["tree_version"].values()))["record"])
    assert kept["codes"][0]["name"] == "Contact"


def test_a_version_is_named_once_and_not_by_a_reader(people: Cast) -> None:
    people.as_("Ana", codes.create_code, "Contact")
    seq = people.as_("Ana", name_version, "First").seq
    with pytest.raises(VersionRefused, match="a version “first” already"):
        people.as_("Ben", name_version, " first ")
    with pytest.raises(NotAllowed):
        people.as_("Carla", name_version, "Second")
    people.as_("Ana", undo, seq)
    assert people.as_("Ana", growth.versions, writing=False) == []
