"""The generated studies and the real interviews come in whole, and are counted as they must be."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.app.command_line import Run, rows, runner

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
MAKER = SHARED / "study" / "make_study.py"
MLSS = SHARED / "real" / "mlss"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database_url: str) -> Run:
    return runner(capsys, database_url)


def made(folder: Path, seed: int) -> Path:
    """The generated study of that seed."""
    if not MAKER.exists():
        pytest.skip("the maker of studies is not beside this checkout")
    subprocess.run(
        [sys.executable, MAKER, "--out", folder, "--seed", str(seed)], check=True, capture_output=True
    )
    return folder


def everything(folder: Path) -> list[object]:
    """The arguments that bring a folder's study in."""
    options: list[object] = []
    for name in ("participants", "documents", "speakers", "appearances"):
        if (folder / f"{name}.csv").exists():
            options += [f"--{name}", folder / f"{name}.csv"]
    codings = [folder / f"{name}.csv" for name in ("codings", "double-coding")]
    options += ["--codebook", *sorted(folder.glob("codebook*.csv"))]
    options += ["--codings", *(one for one in codings if one.exists())]
    return ["import", "Study", *sorted((folder / "transcripts").iterdir()), *options]


def without_nothing(counts: dict[str, Any]) -> dict[str, Any]:
    """Counts by code without those that are 0 throughout."""
    return {path: found for path, found in counts.items() if any(found.values())}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_study_is_counted_as_expected(run: Run, tmp_path: Path, seed: int):
    folder = made(tmp_path, seed)
    expected = json.loads((folder / "expected.json").read_text())
    answer = run(*everything(folder))
    assert (answer.status, answer.err) == (0, "")

    totals = run("counts", "Study", "--totals", "--json").json()
    assert totals == {name: expected[name] for name in totals}
    counts = run("counts", "Study", "--json").json()
    assert {row["path"] for row in counts} == set(expected["own"])
    for name in ("own", "with_subcodes"):
        assert {row["path"]: row[name] for row in counts} == expected[name]
    for by in ("profession", "site", "colocated", "document.phase"):
        columns = {row["path"]: row["by"] for row in run("counts", "Study", "--by", by, "--json").json()}
        assert columns == expected[f"by_{by}"]
    for name, choice in (("check_layer_own", ("--layer", "check")), ("coder_Ana_own", ("--coder", "Ana"))):
        found = {row["path"]: row["own"] for row in run("counts", "Study", *choice, "--json").json()}
        assert without_nothing(found) == without_nothing(expected[name])


def test_real_interviews_come_in(run: Run, database_url: str):
    if not MLSS.exists():
        pytest.skip("the real interviews are not beside this checkout")
    answer = run(*everything(MLSS))
    assert (answer.status, answer.err) == (0, "")
    assert len(rows(database_url, "document")) == 24
    assert len(rows(database_url, "coding")) == len((MLSS / "codings.csv").read_text().splitlines()) - 1
    assert {row["name"] for row in rows(database_url, "coder")} >= {"PO", "Ilan", "Rached", "moderated"}
    assert {row["role"] for row in rows(database_url, "speaker")} == {"participant", "interviewer"}
    totals = run("counts", "Study", "--totals", "--json").json()
    assert (totals["participants"], totals["participants_who_spoke"], totals["codings"]) == (24, 24, 1370)
    blind = run("counts", "Study", "--totals", "--layer", "check", "--coder", "PO", "--json").json()
    assert blind["codings"] == 669
