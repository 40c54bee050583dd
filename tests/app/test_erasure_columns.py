"""No column can be forgotten: whatever holds words is looked through when a name or a person goes."""

from collections.abc import Iterator

import pytest
from sqlmodel import SQLModel

from quotetree.app.routes.mention_rows import PLACES
from quotetree.app.services import codes, codings, memos, retiring, rounds
from quotetree.app.services import erasure as service
from quotetree.app.services.projects import describe_project
from quotetree.app.store import documents as document_store
from quotetree.app.store import tables as t
from quotetree.app.store.memos import On
from quotetree.app.store.naming import UNLOGGED, WRITTEN
from quotetree.app.store.rewriting import WORDY
from quotetree.app.store.scrubbing import OF_A_PERSON
from quotetree.coding.spellings import read_renaming

from .cast import Cast, add_document, cast, selected
from .withdrawing import everything, person

# Columns of text in which nobody writes in their own words, and why.
NO_WORDS = {
    ("account", "name"): "who can log in, no participant",
    ("account", "password_hash"): "a hash",
    ("coder", "name"): "who codes, no participant",
    ("coder", "name_key"): "who codes, no participant",
    ("browser_session", "browser"): "a program's name",
    ("browser_session", "token_hash"): "a hash",
    ("invitation", "token_hash"): "a hash",
    ("failed_login", "name_key"): "who tries to log in",
    ("failed_login", "address"): "an address on the net",
    ("code", "position"): "a key of order",
    ("document", "date"): "a date",
    ("action", "verb"): "of a list",
    ("action", "batch"): "an id",
    ("change", "table_name"): "of a list",
    ("change", "row_id"): "an id",
    ("code_origin", "from_code"): "an id",
    ("coding", "came_from"): "an id",
    ("splitting_decision", "coding_id"): "an id",
    ("text_version", "sha256"): "a hash",
    ("text_version", "edits"): "places, as numbers",
    ("upload", "id"): "an id",
    ("upload", "batch"): "an id",
}
# Columns whose words go by a way of their own: see store/erasure.py and store/scrubbing.py.
APART = {
    ("text_version", "text"),
    ("original_file", "data"),
    ("original_file", "name"),
    ("upload", "data"),
    ("upload", "name"),
    ("change", "before"),
    ("change", "after"),
    ("action", "about"),
}


def wordy(column: object) -> bool:
    """Whether a column may hold anybody's words: it is text, no id, no key of a name, and none of a list."""
    kind = column.type.python_type  # type: ignore[attr-defined]
    if kind not in (str, bytes) or column.primary_key or column.foreign_keys:  # type: ignore[attr-defined]
        return False
    checks = [str(one.sqltext) for one in column.table.constraints if hasattr(one, "sqltext")]  # type: ignore[attr-defined]
    return not any(check.startswith(f"{column.name} IN (") for check in checks)  # type: ignore[attr-defined]


def test_every_column_of_text_is_looked_through_or_holds_no_words() -> None:
    known = {(table, name) for some in (WRITTEN, UNLOGGED) for table, names in some.items() for name in names}
    keys = {(table, f"{name}_key") for table, name in known}
    found = {
        (table.name, column.name)
        for table in SQLModel.metadata.tables.values()
        for column in table.c
        if wordy(column)
    }
    assert (
        found - known - keys - APART - NO_WORDS.keys() - {("project", "language"), ("document", "language")}
        == set()
    )


def test_what_is_looked_through_is_there_and_has_a_name_on_the_page() -> None:
    for table, columns in {**WRITTEN, **UNLOGGED}.items():
        assert set(columns) <= set(SQLModel.metadata.tables[table].c.keys())
        assert table in PLACES
    assert set(WRITTEN) <= set(t.LOGGED)


def test_every_table_with_words_is_written_anew() -> None:
    wordy_tables = {
        table.name for table in SQLModel.metadata.tables.values() for one in table.c if wordy(one)
    }
    plain = {table for table, _ in NO_WORDS}
    assert wordy_tables - plain - set(WORDY) == set()
    assert {*WRITTEN, *UNLOGGED, *(table for table, _ in APART)} <= set(WORDY)


def test_every_table_with_words_about_a_person_is_scrubbed_by_them() -> None:
    about = {
        table.name
        for table in t.LOGGED.values()
        if table.name in WRITTEN
        and any(key.referred_table.name == "participant" for key in table.foreign_key_constraints)
    }
    assert about <= set(OF_A_PERSON)


TEXT = "P1: Of all the nurses Xenia was there the longest.\nP2: So she was.\n"
COPIED = "of all the nurses Xenia was there"


@pytest.fixture
def team(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


def test_a_name_goes_from_reasons_descriptions_and_rounds(team: Cast) -> None:
    document = team.as_("Ana", add_document, TEXT)
    code = team.as_("Ana", codes.create_code, "Nurses").code_id
    team.as_("Ana", rounds.open_round, "Xenia again", [code], [document], [me(team)], "Xenia told us.")
    team.as_("Ana", retiring.retire_codes, [code], "As Xenia said.")
    team.as_("Ana", describe_project, "Study of Xenia", "With Xenia and others.", "en")
    plan = team.as_("Ana", service.plan_erasure, person(team, "P1"), "Xenia", writing=False)
    assert {one.table for one in plan.mentions} == {"round", "action", "project"}
    renaming = read_renaming("Xenia\nP1", "[a nurse]")
    team.as_("Ana", service.erase, person(team, "P1"), "P1", plan.mark, renaming)
    assert service.finish(team.database)
    assert "Xenia" not in everything(team)
    assert team.as_("Ana", document_store.project, writing=False).name == "Study of [a nurse]"


def me(team: Cast) -> str:
    return team.as_("Ana", lambda access: access.reader.coder_id, writing=False)


def test_words_that_somebody_copied_are_listed_and_left(team: Cast) -> None:
    document = team.as_("Ana", add_document, TEXT)
    code = team.as_("Ana", codes.create_code, "Nurses", example=f"“{COPIED}”").code_id
    other = team.as_("Ana", codings.add_coding, document, selected(55, 60, TEXT), code).coding_id
    team.as_("Ben", memos.write_memo, On("coding", other), f"Compare: {COPIED.upper()}.")
    team.as_("Ben", memos.write_memo, On("", ""), "Nurses was there of all the.")
    before = team.rows()
    plan = team.as_("Ana", service.plan_erasure, person(team, "P1"), writing=False)
    assert {(one.table, one.column, one.spot.name) for one in plan.copied} == {
        ("code", "example", COPIED),
        ("memo", "text", COPIED.upper()),
    }
    team.as_("Ana", service.erase, person(team, "P1"), "P1", plan.mark)
    after = team.rows()
    assert (after["memo"], after["code"]) == (before["memo"], before["code"])
