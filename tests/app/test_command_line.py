"""What holds for every command: help, wrong use, whose name it acts under; and counts as a person reads them."""

import getpass
import subprocess
import sys
from pathlib import Path

import pytest

from quotetree.app.cli import COMMANDS, main
from quotetree.app.commands.opening import own_folder
from tests.app.cast import add_document, cast
from tests.app.command_line import Run, rows, runner, study


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database_url: str) -> Run:
    return runner(capsys, database_url)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert all(f"  {name} " in told for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert own_folder() in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("wrong", [["inport"], ["import"], ["counts", "Study", "--layer", "draft"]])
def test_wrong_use_is_told(wrong: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert "usage: quotetree" in capsys.readouterr().err


def test_no_command_is_told_what_there_is(capsys: pytest.CaptureFixture[str]):
    assert main([]) == 2
    assert "commands:" in capsys.readouterr().err


def test_nothing_to_import_is_told(run: Run):
    assert run("import", "Study").err == "Nothing was named to bring in, neither a transcript nor a table.\n"


def test_it_acts_as_owner_in_projects_of_others(run: Run, database_url: str, tmp_path: Path):
    people = cast(database_url)
    people.as_("Ana", add_document)
    arguments = study(tmp_path)
    assert run(*arguments).status == 0
    assert run(*arguments).status == 0
    [project] = rows(database_url, "project")
    me = [row["name"] for row in rows(database_url, "coder") if row["name"] == getpass.getuser()]
    assert (project["name"], me) == ("Study", [getpass.getuser()])
    assert run("check").out == "Nothing is wrong.\n"
    people.database.dispose()


def test_a_name_that_is_taken_is_left_to_its_owner(run: Run, database_url: str):
    people = cast(database_url)
    people.as_("Ana", add_document)
    from quotetree.app.services.projects import add_coder

    people.as_("Ana", add_coder, getpass.getuser())
    assert run("counts", "Study").status == 0
    names = {row["name"]: row["account_id"] for row in rows(database_url, "coder")}
    assert names[getpass.getuser()] is None
    assert names[f"{getpass.getuser()} 2"] is not None
    people.database.dispose()


def test_counts_are_a_table_for_people(run: Run, tmp_path: Path):
    run(*study(tmp_path))
    assert run("counts", "Study", "--by", "site").out.splitlines() == [
        "layer main; comments/respondents, own and with sub-codes; % of N: respondents with sub-codes; N = 4 who spoke",
        "code             own  with sub-codes  % of N     North  South  not known",
        "who spoke (N)                              4         1      2          2",
        "Contact          1/1             2/1     25%  2/1 100%",
        "Contact > Daily  1/1             1/1     25%  1/1 100%",
        "Mood             0/0             0/0",
    ]
    assert run("counts", "Study", "--totals").out.splitlines() == [
        "      1  documents: focus group",
        "      1  documents: interview",
        "      1  documents: journal",
        "      3  participants",
        "      3  participants who spoke",
        "      1  placeholders",
        "      2  codings",
    ]


def test_counts_are_of_what_was_chosen(run: Run, tmp_path: Path):
    run(*study(tmp_path))

    def comments(*chosen: str) -> dict[str, int]:
        return {
            row["path"]: row["own"]["comments"] for row in run("counts", "Study", "--json", *chosen).json()
        }

    assert comments("--layer", "check") == {"Contact": 0, "Contact > Daily": 0, "Mood": 1}
    assert comments("--layer", "main", "check") == {"Contact": 1, "Contact > Daily": 1, "Mood": 1}
    assert comments("--layer", "all", "--coder", "ben") == {"Contact": 0, "Contact > Daily": 0, "Mood": 1}
    assert comments("--documents", "J*") == {"Contact": 0, "Contact > Daily": 0, "Mood": 0}
    assert run("counts", "Study", "--totals", "--documents", "I*", "--json").json()["documents"] == {
        "interview": 1
    }


def test_a_reader_who_has_seen_enough_is_no_error(sqlite_url: str, tmp_path: Path):
    start = "import sys; from quotetree.app.cli import main; sys.exit(main(sys.argv[1:]))"
    assert main([*study(tmp_path), "--data", sqlite_url]) == 0
    command = [sys.executable, "-c", start, "counts", "Study", "--json", "--data", sqlite_url]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0
