"""What is taken out as a table comes in again as it was."""

import csv
from pathlib import Path

import pytest

from tests.app.command_line import FILES, Run, numbers, rows, runner, study

# Names and words that a spreadsheet would run, split or change.
CODEBOOK = 'path,description\n=SUM(A1),"a, ""b""; c"\n=SUM(A1) > -1,\n@me \\> you,"two\nlines"\n'
TALK = "P1: =cmd|' /C calc'!A0, she said.\nP2: -1 of them.\n"
CODINGS = (
    "document,start,end,code,coder,layer\n"
    "I1,4,33,=SUM(A1) > -1,Ana,main\nI1,4,49,@me \\> you,+Ben,check\nI1,38,49,=SUM(A1),'=Cleo,main\n"
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database_url: str, tmp_path: Path) -> Run:
    """Commands on a database with an unkind study in it."""
    ready = runner(capsys, database_url)
    answer = ready(
        *study(tmp_path, I1_txt=TALK, codebook_csv=CODEBOOK, codings_csv=CODINGS, speakers_csv=None)
    )
    assert answer.status == 0, answer.err
    return ready


def taken_out(run: Run, tmp_path: Path) -> tuple[Path, Path]:
    codings, codebook = tmp_path / "out" / "codings.csv", tmp_path / "out" / "codebook.csv"
    codings.parent.mkdir()
    assert run("export", "Study", codings, "--layer", "all").status == 0
    assert run("export", "Study", codebook).status == 0
    return codings, codebook


def imported_columns(file: Path) -> list[list[str]]:
    """The columns up to the quotation; those after it tell of people and dates."""
    with open(file, encoding="utf-8-sig", newline="") as opened:
        return [row[:7] for row in csv.reader(opened)]


def test_in_the_same_project_it_is_there_already(run: Run, tmp_path: Path, database_url: str):
    codings, codebook = taken_out(run, tmp_path)
    before = numbers(database_url)
    answer = run("import", "Study", "--codebook", codebook, "--codings", codings)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == "codebook.csv: 3 rows, all there already.\ncodings.csv: 3 rows, all there already.\n"
    assert numbers(database_url) == before


def test_in_another_project_it_is_the_same(run: Run, tmp_path: Path, database_url: str):
    codings, codebook = taken_out(run, tmp_path)
    transcripts = [tmp_path / name for name in FILES if name.endswith(".txt")]
    answer = run("import", "Second", *transcripts, "--codebook", codebook, "--codings", codings)
    assert answer.status == 0, answer.err
    again = tmp_path / "again"
    again.mkdir()
    run("export", "Second", again / "codebook.csv")
    assert (again / "codebook.csv").read_bytes() == codebook.read_bytes()
    names = {row["name"] for row in rows(database_url, "coder")}
    assert names >= {"Ana", "+Ben"}
    run("export", "Second", again / "codings.csv", "--layer", "all")
    assert imported_columns(again / "codings.csv") == imported_columns(codings)


def test_a_quotation_that_no_longer_fits_is_refused(run: Run, tmp_path: Path, database_url: str):
    codings, _ = taken_out(run, tmp_path)
    codings.write_text(codings.read_text("utf-8-sig").replace("she said", "he said"))
    before = numbers(database_url)
    answer = run("import", "Study", "--codings", codings)
    assert answer.status == 1
    assert "column quotation: The quotation does not fit; at this place stands “=cmd|" in answer.err
    assert numbers(database_url) == before
