"""Whatever an import did can be taken back, one action after the other, and done again."""

import getpass
from pathlib import Path

import pytest

from quotetree.app.commands.opening import project
from quotetree.app.services.undo import redo_latest, undo_latest
from quotetree.app.store import tables
from quotetree.app.store.access import Access
from quotetree.app.store.database import open_database, transaction
from tests.app.command_line import rows, runner, study


def state(url: str) -> dict[str, list[dict[str, object]]]:
    return {table: sorted(rows(url, table), key=lambda row: row["id"]) for table in tables.LOGGED}


def test_an_import_is_undone_to_the_start_and_redone_to_the_end(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    run = runner(capsys, database_url)
    participants = tmp_path / "participants.csv"
    arguments = study(tmp_path)
    run("import", "Study", "--participants", participants)
    start = state(database_url)
    assert run(*arguments).status == 0
    end = state(database_url)
    engine = open_database(database_url)

    def each(do: object) -> None:
        for _ in range(8):  # three transcripts and five tables; the participants were there
            with transaction(engine, writing=True) as connection:
                access = project(connection, "Study")
                assert isinstance(access, Access)
                do(access)  # type: ignore[operator]

    each(undo_latest)
    assert state(database_url) == start
    assert run("check").out == "Nothing is wrong.\n"
    each(redo_latest)
    assert state(database_url) == end
    assert run("check").out == "Nothing is wrong.\n"
    engine.dispose()
    assert {row["name"] for row in rows(database_url, "account")} == {getpass.getuser()}
