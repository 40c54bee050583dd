"""quotetree counts and export take the same filters as the page."""

import json
from pathlib import Path

import pytest

from tests.app.command_line import Run
from tests.app.test_cli_study import everything, made, run

__all__ = ["run"]


def test_a_filter_of_an_attribute_is_its_column_of_the_breakdown(run: Run, tmp_path: Path):
    folder = made(tmp_path, 1)
    expected = json.loads((folder / "expected.json").read_text())
    answer = run(*everything(folder))
    assert (answer.status, answer.err) == (0, "")
    for attribute in ("profession", "document.phase"):
        columns = {value for cells in expected[f"by_{attribute}"].values() for value in cells} - {""}
        for value in sorted(columns):
            rows = run("counts", "Study", "--where", f"{attribute}={value}", "--json").json()
            for row in rows:
                cell = expected[f"by_{attribute}"][row["path"]].get(value, {"comments": 0, "respondents": 0})
                found = row["with_subcodes"]
                assert {name: found[name] for name in cell} == cell, (attribute, value, row["path"])
    one = run("counts", "Study", "--kind", "journal", "--where", "profession=not known")
    assert "journal; profession=not known" in one.out.splitlines()[0]
    file = tmp_path / "quotations.csv"
    assert run("export", "Study", file, "--where", f"{attribute}={value}").status == 0
    assert run("export", "Study", tmp_path / "all-quotations.csv").status == 0
    assert 0 < file.stat().st_size < (tmp_path / "all-quotations.csv").stat().st_size


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--where", "age=5..", "There is no attribute “age”"),
        ("--where", "nurse", "is no condition"),
        ("--folder", "nowhere", "No document of this project"),
    ],
)
def test_a_filter_that_names_nothing_is_refused(run: Run, tmp_path: Path, option: str, value: str, said: str):
    text = tmp_path / "One.txt"
    text.write_text("P1: yes\n", encoding="utf-8")
    assert run("import", "Study", text).status == 0
    answer = run("counts", "Study", option, value)
    assert answer.status == 1
    assert said in answer.err
