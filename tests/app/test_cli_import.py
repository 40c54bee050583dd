"""A small study comes in by the command line: what is kept, what is told, and what a second time does."""

from pathlib import Path

import pytest

from tests.app.command_line import FILES, Run, numbers, rows, runner, study


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database_url: str) -> Run:
    return runner(capsys, database_url)


def speakers(url: str, document: str) -> dict[str, tuple[str, str | None]]:
    """By label its role and its participant's name."""
    people = {row["id"]: row["name"] for row in rows(url, "participant")}
    which = next(row["id"] for row in rows(url, "document") if row["name"] == document)
    return {
        row["label"]: (row["role"], people.get(row["participant_id"]))
        for row in rows(url, "speaker")
        if row["document_id"] == which
    }


def test_a_study_comes_in(run: Run, database_url: str, tmp_path: Path):
    answer = run(*study(tmp_path))
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "participants.csv: 3 rows: 3 new.",
        "I1.txt: 3 turns.",
        "FG.txt: 6 turns.",
        "J1.txt: 2 turns.",
        "documents.csv: 3 rows: 5 new.",
        "speakers.csv: 2 rows: 2 changed.",
        "appearances.csv: 1 rows: 1 changed.",
        "codebook.csv: 3 rows: 3 new.",
        "codings.csv: 3 rows: 3 new.",
    ]
    assert {
        row["name"]: (row["kind"], row["date"], row["language"]) for row in rows(database_url, "document")
    } == {
        "I1": ("interview", "2025-05-03", "en"),
        "FG": ("focus group", "", ""),
        "J1": ("journal", "2025-06-01", ""),
    }


def test_labels_map_themselves_or_are_told(run: Run, database_url: str, tmp_path: Path):
    run(*study(tmp_path))
    assert speakers(database_url, "I1") == {
        "Date": ("not a speaker", None),
        "Interviewer": ("interviewer", None),
        "P1": ("participant", "P1"),
    }
    assert speakers(database_url, "FG") == {
        "I": ("interviewer", None),
        "P1": ("participant", "P1"),
        "Female 2": ("placeholder", None),
        "ALL": ("group", None),
        "Ruth": ("participant", "P3"),
        "P2": ("participant", "P2"),
    }
    assert speakers(database_url, "J1") == {"": ("participant", "P2")}
    assert len(rows(database_url, "group_member")) == 2


def test_each_file_is_an_action_of_one_batch(run: Run, database_url: str, tmp_path: Path):
    run(*study(tmp_path))
    actions = sorted(rows(database_url, "action"), key=lambda row: row["seq"])
    assert [row["verb"] for row in actions] == [
        "project.created",
        "participants.imported",
        "document.imported",
        "document.imported",
        "document.imported",
        "documents.imported",
        "speakers.imported",
        "appearances.imported",
        "codebook.imported",
        "codings.imported",
    ]
    assert len({row["batch"] for row in actions[1:]}) == 1


def test_values_and_originals_are_kept(run: Run, database_url: str, tmp_path: Path):
    run(*study(tmp_path))
    attributes = {row["id"]: (row["of"], row["name"]) for row in rows(database_url, "attribute")}
    assert sorted(attributes.values()) == [
        ("document", "phase"),
        ("participant", "profession"),
        ("participant", "site"),
    ]
    values = [
        (attributes[row["attribute_id"]][1], row["value"]) for row in rows(database_url, "participant_value")
    ]
    assert sorted(values) == [
        ("profession", "Nursing"),
        ("profession", "Nursing"),
        ("profession", "Therapy"),
        ("site", "North"),
        ("site", "South"),
    ]
    assert [row["value"] for row in rows(database_url, "appearance_value")] == ["South"]
    kept = {row["name"]: row["data"] for row in rows(database_url, "original_file")}
    assert kept == {name: text.encode() for name, text in FILES.items() if name.endswith(".txt")}


def test_the_same_again_adds_nothing(run: Run, database_url: str, tmp_path: Path):
    arguments = study(tmp_path)
    run(*arguments)
    before = numbers(database_url)
    answer = run(*arguments)
    assert (answer.status, answer.err) == (0, "")
    assert "I1.txt: already there." in answer.out
    assert "codings.csv: 3 rows, all there already." in answer.out
    assert numbers(database_url) == before


def test_a_participant_who_comes_later_gets_the_label(run: Run, database_url: str, tmp_path: Path):
    study(tmp_path)
    first = run("import", "Study", tmp_path / "I1.txt", tmp_path / "FG.txt")
    assert first.status == 0
    assert "FG, I1: “P1” is not identified." in first.err
    assert speakers(database_url, "FG")["P1"] == ("not identified", None)
    run("import", "Study", "--participants", tmp_path / "participants.csv")
    assert speakers(database_url, "FG")["P1"] == ("participant", "P1")
    assert speakers(database_url, "I1")["P1"] == ("participant", "P1")
    assert speakers(database_url, "FG")["Ruth"] == ("not identified", None)


def test_a_role_said_of_a_label_is_taken_for_the_next_documents(run: Run, database_url: str, tmp_path: Path):
    for name in ("K1", "K2"):
        talk = "KS: What now?\nRita: Well, much.\nKS: And?\nRita: Nothing.\n"
        (tmp_path / f"{name}.txt").write_text(f"{talk}{name}\n")
    roles = tmp_path / "speakers.csv"
    roles.write_text("document,label,role,participant\nK1,KS,interviewer,\nK1,Rita,participant,P1\n")
    people = tmp_path / "participants.csv"
    people.write_text("id\nP1\n")
    first = [str(tmp_path / "K1.txt"), "--participants", str(people), "--speakers", str(roles)]
    assert run("import", "Study", *first).status == 0
    answer = run("import", "Study", str(tmp_path / "K2.txt"))
    assert "K2.txt: 4 turns; “KS” interviewer, as in K1." in answer.out
    assert "“Rita” is not identified" in answer.err + answer.out
    assert speakers(database_url, "K2") == {
        "KS": ("interviewer", None),
        "Rita": ("not identified", None),
    }


def test_a_label_that_fits_two_is_asked(run: Run, database_url: str, tmp_path: Path):
    answer = run(*study(tmp_path, participants_csv="id\nP1\nP2\nP3\nI\n"))
    assert answer.status == 1
    assert "FG: The label “I” is a participant's id and also a word for a role." in answer.err
    assert speakers(database_url, "FG")["I"] == ("not identified", None)
    (tmp_path / "speakers.csv").write_text("document,label,role,participant\nFG,I,interviewer,\n")
    assert run("import", "Study", "--speakers", tmp_path / "speakers.csv").status == 0
    assert speakers(database_url, "FG")["I"] == ("interviewer", None)


def test_values_that_a_table_says_otherwise_are_replaced(run: Run, database_url: str, tmp_path: Path):
    run(*study(tmp_path))
    (tmp_path / "participants.csv").write_text("id,profession,site\nP1,,West\nP4,Nursing,\n")
    answer = run("import", "Study", "--participants", tmp_path / "participants.csv")
    assert answer.out == "participants.csv: 2 rows: 1 new, 1 changed.\n"
    people = {row["id"]: row["name"] for row in rows(database_url, "participant")}
    found = {(people[row["participant_id"]], row["value"]) for row in rows(database_url, "participant_value")}
    assert {("P1", "Nursing"), ("P1", "West"), ("P4", "Nursing")} < found
    assert ("P1", "North") not in found


def test_columns_of_no_table_are_named_and_passed_over(run: Run, tmp_path: Path):
    codings = "document,start,end,code,coder,layer,comment\nI1,46,72,Mood,Ana,main,hm\n"
    answer = run(*study(tmp_path, codings_csv=codings))
    assert answer.status == 0
    assert answer.err == "codings.csv: passed over the columns that are not of this table: “comment”.\n"


def test_data_may_stand_before_the_command(
    tmp_path: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
):
    from quotetree.app.cli import main

    assert main(["--data", sqlite_url, *study(tmp_path)]) == 0
    assert main(["counts", "Study", "--totals", "--json", "--data", sqlite_url]) == 0
