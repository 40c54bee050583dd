"""`quotetree serve` in a process of its own: the demo, the address that lets in, and where it will not listen."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from io import StringIO
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.app.command_line import Run, numbers, rows, runner

START = "import sys; from quotetree.app.cli import main; sys.exit(main(sys.argv[1:]))"
SECONDS = 60


@contextmanager
def served(url: str, *args: str) -> Iterator[str]:
    """The address that the program prints."""
    command = [sys.executable, "-c", START, "serve", "--port", "0", "--data", url, *args]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        lines = iter(process.stdout.readline, "")
        yield next(line.strip() for line in lines if line.startswith("http"))
    finally:
        process.terminate()
        assert process.wait(SECONDS) == 0
        process.stdout.close()


def test_a_demo_study_is_served_and_added_once(database_url: str):
    with served(database_url, "--demo") as address:
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        browser.open(address, timeout=SECONDS).read()
        page = browser.open(address.split("/enter")[0], timeout=SECONDS).read().decode()
        assert re.search(r">Side by Side</a>", page)
    before = numbers(database_url)
    assert before["document"] == 10
    assert before["coding"] >= 150
    unknown = {row["label"] for row in rows(database_url, "speaker") if row["role"] == "not identified"}
    assert unknown == {"Unknown"}
    with served(database_url, "--demo"):
        pass
    assert numbers(database_url) == before


def test_on_a_server_the_first_account_is_made_and_then_people_log_in(sqlite_url: str):
    with served(sqlite_url, "--address", "https://coding.example.org/") as address:
        assert address.startswith("https://coding.example.org/enter?token=")
    with served(sqlite_url) as address:
        assert "/enter?token=" in address, "nobody logs in yet, so alone on this machine nobody has to"


def test_where_somebody_logs_in_everybody_does(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys):
    run = runner(capsys, sqlite_url)
    monkeypatch.setattr("sys.stdin", StringIO("correct horse battery\n"))
    assert "owns what was here before" in run("account", "Ana").out
    assert "There is already an account “Ana”" in run("account", "ana").err
    monkeypatch.setattr("sys.stdin", StringIO("short\n"))
    assert "This password has 5 characters" in run("account", "Ana", "--password").err
    with served(sqlite_url) as address:
        assert "/enter" not in address
        with pytest.raises(HTTPError) as refused:
            build_opener().open(address, timeout=SECONDS)
        assert refused.value.code == 401
        assert '<h1 id="log-in">Log in</h1>' in refused.value.read().decode()


def test_an_address_that_is_none_is_told(sqlite_url: str, capsys: pytest.CaptureFixture[str]):
    answer = runner(capsys, sqlite_url)("serve", "--address", "coding.example.org")
    assert answer.err.startswith("--address takes an address such as https://coding.example.org, not")


def test_a_port_in_use_is_told(sqlite_url: str, capsys: pytest.CaptureFixture[str]):
    with served(sqlite_url) as address:
        port = re.search(r":(\d+)/", address)
        assert port
        answer = runner(capsys, sqlite_url)("serve", "--port", port[1])
    assert answer.status == 1
    assert answer.err.startswith(f"Port {port[1]} cannot be used")


def test_reading_commands_make_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    run: Run = runner(capsys, str(tmp_path / "nowhere"))
    assert run("counts", "Study").err == f"There is no Quotetree database in {tmp_path / 'nowhere'}.\n"
    assert not (tmp_path / "nowhere").exists()


def test_another_database_is_told(capsys: pytest.CaptureFixture[str]):
    answer = runner(capsys, "mysql://localhost/x")("counts", "Study")
    assert (
        answer.err
        == "mysql://localhost/x is neither a folder nor the URL of a PostgreSQL database (postgresql://…).\n"
    )
