"""A disk that is full, and a database of a newer Quotetree: a sentence, and nothing half done."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event

from quotetree.app.main import make_app
from quotetree.app.routes.access import COOKIE

from .browser import Browser
from .cast import cast
from .command_line import runner

# The largest file that the process may write is a real limit of the system: what is beyond it fails as on a full disk.
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from quotetree.app.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is a POSIX one")
def test_a_full_disk_is_told_in_a_sentence_and_nothing_is_half_done(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    data = tmp_path / "data"
    run = runner(capsys, str(data))
    small, large = tmp_path / "I1.txt", tmp_path / "I2.txt"
    small.write_text("Interviewer: How is it?\nP1: Well.\n")
    large.write_text("P1: We talk more now.\n" * 40_000)
    assert run("import", "Study", small).status == 0
    before = contents(data)
    room = (data / "quotetree.sqlite").stat().st_size + 100_000
    command = [sys.executable, "-c", LIMITED, str(room), "import", "Study", str(large), "--data", str(data)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert answer.returncode == 1
    assert "The disk cannot be written: it may be full" in answer.stderr
    assert "Nothing of this was saved; what was saved before stands." in answer.stderr
    assert "Traceback" not in answer.stderr
    assert contents(data) == before
    assert run("check").status == 0
    assert run("import", "Study", large).status == 0


def test_the_browser_is_told_that_the_disk_is_full(sqlite_url: str):
    people = cast(sqlite_url)
    before = people.rows()
    with Browser(make_app(sqlite_url)) as client:
        client.cookies.set(COOKIE, "token of Ana")

        @event.listens_for(client.app.state.database, "connect")  # type: ignore[attr-defined]
        def _full(connection: sqlite3.Connection, _record: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 2}")

        client.app.state.database.dispose()  # type: ignore[attr-defined]
        files = {"file": ("I1.txt", b"P1: We talk more now.\n" * 20_000)}
        answer = client.post(f"/projects/{people.project_id}/import/b/files", files=files)
    assert answer.status_code == 507
    assert "The disk is full" in answer.text
    assert "Nothing of this was saved" in answer.text
    assert people.rows() == before
    people.database.dispose()


def contents(data: Path) -> list[str]:
    with sqlite3.connect(data / "quotetree.sqlite") as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize(
    "command", [["serve", "--port", "0"], ["check"], ["counts", "Study"], ["import", "Study", "x.txt"]]
)
def test_a_database_of_a_newer_quotetree_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: list[str]
):
    run = runner(capsys, str(tmp_path))
    talk = tmp_path / "I1.txt"
    talk.write_text("P1: Well.\n")
    run("import", "Study", talk)
    with sqlite3.connect(tmp_path / "quotetree.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    answer = run(*command)
    assert answer.status == 1
    assert "newer" in answer.err
    assert "Traceback" not in answer.err
