"""quotetree align: members' trees from files, with what they coded on trial."""

from pathlib import Path

import pytest

from tests.app.command_line import Run, runner, study


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database_url: str) -> Run:
    return runner(capsys, database_url)


def trees(folder: Path, **rows: str) -> list[Path]:
    files = []
    for member, paths in rows.items():
        files.append(folder / f"{member}.csv")
        files[-1].write_text("path,description\n" + "".join(f"{path},\n" for path in paths.split("|")))
    return files


def test_pairs_are_told_with_score_strength_and_reasons(run: Run, tmp_path: Path) -> None:
    assert run(*study(tmp_path)).status == 0
    files = trees(tmp_path, Ana="Contact|Contact > Daily|Mood", Ben="Contacts|Contacts > Daily|Moods")
    (first, *others) = run("align", "Study", *files, "--json").json()
    assert len(others) == 2
    assert first["a"] == {"tree": "Ana", "path": "Contact"}
    assert first["b"] == {"tree": "Ben", "path": "Contacts"}
    assert first["strength"] == "sure"
    assert 0.85 <= first["score"] <= 1
    assert first["reasons"][0] == "same name in another form"


def test_trial_codings_speak_for_a_pair_without_a_common_word(run: Run, tmp_path: Path) -> None:
    coded = "document,start,end,code,coder,layer\n"
    coded += "I1,46,72,Contact,Ana,trial\nI1,77,88,Contact,Ana,trial\n"
    coded += "I1,46,72,Mood,Ben,trial\nI1,77,88,Mood,Ben,trial\n"
    assert run(*study(tmp_path, codings_csv=coded)).status == 0
    files = trees(tmp_path, Ana="Contact", Ben="Mood")
    (pair,) = run("align", "Study", *files, "--json").json()
    assert pair["reasons"] == ["2 of 2 passages coded by both"]


def test_what_cannot_be_aligned_is_told_in_a_sentence(run: Run, tmp_path: Path) -> None:
    assert run(*study(tmp_path)).status == 0
    (ana,) = trees(tmp_path, Ana="Contact")
    alone = run("align", "Study", ana)
    assert (alone.status, alone.err.count("Two to 6 trees")) == (1, 1)
    twice = run("align", "Study", ana, ana)
    assert (twice.status, twice.err.count("Two files are named Ana")) == (1, 1)
    wrong = run("align", "Study", ana, tmp_path / "participants.csv")
    assert wrong.status == 1
    assert "participants.csv: The table has no column “path”" in wrong.err
