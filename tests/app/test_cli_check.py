"""`quotetree check` finds nothing in what the program wrote, and names what something else spoilt."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.app.command_line import Run, runner, study


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database_url: str, tmp_path: Path) -> Run:
    """Commands on a database with the small study in it."""
    ready = runner(capsys, database_url)
    assert ready(*study(tmp_path)).status == 0
    return ready


def spoil(url: str, *statements: str) -> None:
    """Change the database behind the program's back."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_nothing_is_wrong_in_what_was_written(run: Run):
    assert run("check") == (0, "Nothing is wrong.\n", "")


SPOILT = {
    "text": (
        "UPDATE text_version SET text = upper(text) WHERE text LIKE 'A long%'",
        "Study, J1: a text is not the one",
    ),
    "hash": ("UPDATE text_version SET sha256 = 'x'", "Study, FG: a text is not the one of which"),
    "two texts": (
        "UPDATE text_version SET superseded = true",
        "Study, FG: it has 0 current texts instead of one.",
    ),
    "turn out of the text": ("""UPDATE turn SET "end" = 999 WHERE start = 0""", "lies outside of the text"),
    "turns overlap": (
        """UPDATE turn SET "end" = "end" + 3 WHERE start = 0""",
        "overlaps the one before it",
    ),
    "words in no turn": ("DELETE FROM turn WHERE start = 0", "are in no turn"),
    "coding out of the text": ("""UPDATE coding SET "end" = 999 WHERE start = 46""", "Study, I1: the coding"),
    "coding on blanks": (
        """UPDATE coding SET start = 11, "end" = 13 WHERE start = 0""",
        "is on blanks alone",
    ),
    "coding with a heading": (
        "UPDATE code SET heading = true WHERE name = 'Mood'",
        "has a heading for its code",
    ),
    "loop": ("UPDATE code SET parent_id = id WHERE name = 'Mood'", "The code “Mood” ("),
    "twins": (
        "UPDATE code SET name = 'Contact' WHERE name = 'Mood'",
        "are both called “Contact” under one parent",
    ),
    "a gap": (
        "UPDATE project SET seq = seq + 1",
        "1 of its actions are missing from the log, the first of them number 11",
    ),
    "row gone": ("DELETE FROM appearance_value", "The log: appearance_value "),
    "row that nobody made": (
        "INSERT INTO participant (id, project_id, name, name_key) SELECT 'made', id, 'X', 'x' FROM project",
        "The log: participant made is in the database and not in it.",
    ),
    "value changed": (
        "UPDATE speaker SET role = 'placeholder', participant_id = NULL WHERE label = 'Ruth'",
        "is not as it was last changed: participant_id, role.",
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_what_is_spoilt_is_named(run: Run, database_url: str, case: str):
    statement, sentence = SPOILT[case]
    spoil(database_url, statement)
    answer = run("check")
    assert answer.status == 1
    assert sentence in answer.out


def test_a_row_that_refers_to_nothing_is_named(
    tmp_path: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
):
    run = runner(capsys, sqlite_url)
    run(*study(tmp_path))
    spoil(sqlite_url, "UPDATE turn SET speaker_id = 'none' WHERE start = 0")
    answer = run("check")
    assert answer.status == 1
    assert "A row of turn refers to a row of speaker that is not there." in answer.out


def test_a_file_that_is_no_database_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "quotetree.sqlite").write_text("no database at all, but long enough to look like one" * 30)
    answer = runner(capsys, str(tmp_path))("check")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == "What lies there is no Quotetree database.\n"


def test_a_database_of_a_later_version_is_left_alone(run: Run, database_url: str):
    spoil(database_url, "UPDATE alembic_version SET version_num = '9999'")
    answer = run("check")
    assert answer.status == 1
    assert answer.err.startswith("The database is of a later version (9999) than this program")
