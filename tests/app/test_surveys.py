"""Survey answers: each its respondent's, under its question; the same file adds nothing, a later one is told."""

import io
from pathlib import Path

import openpyxl
import pytest

from quotetree.coding.imports.surveys import survey_transcript
from quotetree.coding.tables.grid import Corrections, TableRefused, read_grid
from quotetree.coding.tables.survey import proposed_corrections, read_survey

from .command_line import Run, rows, runner

WAVE = (
    "Response ID,Age,What helps you most?,What is hard?,Email,Timestamp\n"
    'R1,34,"The meetings that we have.\nNote: not on Mondays.",Too few beds,a@example.org,9:00\n'
    "R2,51,Nothing helps me at all really,,b@example.org,9:01\n"
    "R3,29,,R1: she was right there,c@example.org,9:02\n"
    "R4,40,,,d@example.org,9:03\n"
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database_url: str) -> Run:
    return runner(capsys, database_url)


def survey(tmp_path: Path, text: str = WAVE, name: str = "wave1.csv") -> Path:
    path = tmp_path / name
    path.write_text(text)
    return path


def test_what_each_column_is_is_proposed():
    assert proposed_corrections(read_grid("wave1.csv", WAVE.encode())).columns == {
        0: "respondent", 1: "attribute", 2: "question", 3: "question", 4: None, 5: None,
    }  # fmt: skip


TWICE = (
    "{id},Timestamp,Role,What went well?,Any other comments?\n"
    "R1,2024-01-02,nurse,The team was always there,\nR2,2024-01-03,nurse,It was all rather good,n/a\n"
    "R3,2024-01-04,doctor,We were asked what we need,قهوة\nR4,2024-01-05,doctor,Nothing that I can name,\n"
    "R2,2024-01-06,nurse,The food was much better,n/a\n"
)


@pytest.mark.parametrize("name", ["ResponseID", "id", "Respondent", "Participant", "participant_id"])
def test_a_respondent_who_stands_twice_is_told_and_no_date_is_taken_for_one(
    run: Run, tmp_path: Path, name: str
):
    answer = run("import", "S", "--survey", survey(tmp_path, TWICE.format(id=name)))
    assert f"respondents by “{name}”; questions “What went well?”, “Any other comments?”" in answer.err
    assert answer.status == 1
    assert "Row 6, column respondent: This respondent stands already in row 3." in answer.err


def test_ids_that_all_stand_twice_are_ids_still_and_answers_called_response_are_none():
    each = "".join(f"P{n // 2},{20 + n},We were asked what we need {n}\n" for n in range(6))
    uses = proposed_corrections(read_grid("w.csv", f"Participant,Age,What?\n{each}".encode())).columns
    assert uses == {0: "respondent", 1: "attribute", 2: "question"}
    each = "".join(f"{n},P{n // 2},We were asked what we need {n}\n" for n in range(6))
    uses = proposed_corrections(read_grid("w.csv", f"No,Participant,What?\n{each}".encode())).columns
    assert uses == {0: "attribute", 1: "respondent", 2: "question"}
    each = "".join(f"P{n},It was good {n} times over\n" for n in range(4))
    uses = proposed_corrections(read_grid("w.csv", f"Who,Response\n{each}".encode())).columns
    assert uses == {0: "respondent", 1: "question"}


@pytest.mark.parametrize("when", ["2024-01-0{}", "0{}.01.2024 10:00", "1/{}/24", "9:0{}", "{} May 2024"])
def test_a_column_of_dates_is_not_the_respondents(when: str):
    rows = "".join(f"{when.format(n)},We were asked what we need {n}\n" for n in range(1, 5))
    uses = proposed_corrections(read_grid("w.csv", f"When,What went well?\n{rows}".encode())).columns
    assert uses == {0: "attribute", 1: "question"}


def test_answers_stand_under_their_question_and_no_line_within_becomes_a_label():
    grid = read_grid("wave1.csv", WAVE.encode())
    transcript = survey_transcript(read_survey(grid, proposed_corrections(grid)))
    said = [(row.label, transcript.text[row.words : row.end], row.speaks) for row in transcript.rows]
    assert said == [
        ("", "What helps you most?", False),
        ("R1", "The meetings that we have.\nNote: not on Mondays.", True),
        ("R2", "Nothing helps me at all really", True),
        ("", "What is hard?", False),
        ("R1", "Too few beds", True),
        ("R3", "R1: she was right there", True),
    ]
    assert all(transcript.text[row.start : row.words] in ("", f"{row.label}: ") for row in transcript.rows)


def test_a_survey_comes_in_and_the_same_again_adds_nothing(run: Run, tmp_path: Path):
    path = survey(tmp_path)
    assert "wave1.csv: 4 respondents, new." in run("import", "S", "--survey", path).out
    totals = run("counts", "S", "--totals", "--json").json()
    assert totals["participants"] == 4
    assert totals["participants_who_spoke"] == 3
    again = run("import", "S", "--survey", path)
    assert (again.status, "already there" in again.out) == (0, True)
    assert run("counts", "S", "--totals", "--json").json() == totals


def test_a_later_export_is_refused_with_what_to_do(run: Run, tmp_path: Path):
    run("import", "S", "--survey", survey(tmp_path))
    later = run("import", "S", "--survey", survey(tmp_path, WAVE + "R5,40,It is the people that I meet,,,\n"))
    assert later.status == 1
    assert "with 4 respondents, and this file has 1 more (R5)" in later.err
    assert "Leave the rows of the earlier respondents out of the file, give it another name" in later.err
    other = run("import", "S", "--survey", survey(tmp_path, WAVE.replace("Too few beds", "Too many beds")))
    assert "with other answers or other questions. Nothing was changed." in other.err


def test_the_columns_are_told(run: Run, tmp_path: Path):
    told = ("--respondent", "Email", "--question", "What is hard?", "--pass-over", "Age")
    answer = run("import", "S", "--survey", survey(tmp_path), *told)
    assert "respondents by “Email”; questions “What is hard?”; passed over" in answer.err
    wrong = run("import", "S", "--survey", survey(tmp_path), "--question", "Why?")
    assert "The table has no column “Why?”" in wrong.err


def test_short_answers_to_a_question_are_answers(run: Run, tmp_path: Path):
    text = (
        "ID,Role,What did not?,Did you stay?,How old are you?,Which ward?\n"
        "R1,nurse,,yes,34,north\nR2,nurse,Parking,no,41,south\nR3,doctor,قهوة 🎻,yes,29,north\nR4,nurse,,no,50,south\n"
    )
    answer = run("import", "S", "--survey", survey(tmp_path, text))
    assert (
        "respondents by “ID”; questions “What did not?”; "
        "attributes “Role”, “Did you stay?”, “How old are you?”, “Which ward?”. "
        "If a column is something else, say so: --respondent, --question, --attribute or --pass-over COLUMN."
    ) in answer.err
    assert run("counts", "S", "--totals", "--json").json()["participants_who_spoke"] == 2


@pytest.mark.parametrize(
    "answers", [("", "n/a", ""), ("n/a", "n/a", "–"), ("Good", "good", ""), ("", "Tea", "")]
)
def test_a_question_has_few_or_short_answers(answers: tuple[str, ...]):
    rows = "".join(f"R{n},{one}\n" for n, one in enumerate(answers))
    uses = proposed_corrections(read_grid("w.csv", f"ID,Any other comments?\n{rows}".encode())).columns
    assert uses == {0: "respondent", 1: "question"}


def test_a_workbook_is_a_survey_too(run: Run, tmp_path: Path):
    book = openpyxl.Workbook()
    for row in (["ID", "What helps?"], [1, "The team that we are in"], [2, "Nothing that I can think of"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "wave.xlsx")
    assert "2 respondents, new." in run("import", "S", "--survey", tmp_path / "wave.xlsx").out


@pytest.mark.parametrize(
    ("text", "uses", "sentence"),
    [
        ("a,b\n1,x\n", {1: "question"}, "Say which one column holds the respondents' ids."),
        ("a,b\n1,x\n", {0: "respondent"}, "Say which columns hold the answers"),
        ("a,b\n,x\n", {0: "respondent", 1: "question"}, "Row 2, column respondent: The cell is empty."),
        (
            "a,b\n1,x\n1,y\n",
            {0: "respondent", 1: "question"},
            "Row 3, column respondent: This respondent stands",
        ),
        ("a,b\n1,\n", {0: "respondent", 1: "question"}, "There are no answers"),
        ("a,,b\n1,x,y\n", {0: "respondent", 1: "question"}, "Column 2 of the table has no name"),
    ],
)
def test_mistakes_are_named(text: str, uses: dict[int, str | None], sentence: str):
    with pytest.raises(TableRefused) as refused:
        read_survey(read_grid("w.csv", text.encode()), Corrections(uses))
    assert any(told.startswith(sentence) for told in (refused.value.sentence, *refused.value.details))


def test_a_workbook_is_read_as_a_person_sees_it():
    from datetime import date, datetime

    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["notes"])
    sheet = book.create_sheet("Participants")
    sheet.append(["id", "n", "share", "day", "at", "yes"])
    sheet.append([7, 3.0, 0.25, date(2025, 5, 3), datetime.fromisoformat("2025-05-03T14:05"), True])
    sheet["A2"].number_format = "000"
    sheet["C2"].number_format = "0%"
    held = io.BytesIO()
    book.save(held)
    [row] = read_grid("p.xlsx", held.getvalue(), "participants").rows
    assert row.cells == ("007", "3", "25%", "2025-05-03", "2025-05-03 14:05", "yes")
    assert read_grid("p.xlsx", held.getvalue()).header == ("notes",)


def test_a_type_told_from_one_survey_gives_way_to_the_next(run: Run, tmp_path: Path, database_url: str):
    run("import", "S", "--survey", survey(tmp_path))
    types = {row["name"]: row["type"] for row in rows(database_url, "attribute")}
    assert types["Age"] == "whole number"
    later = (
        WAVE.replace("R1,", "S1,")
        .replace("R2,", "S2,")
        .replace("R3,", "S3,")
        .replace("R4,40,", "S4,34 years,")
    )
    answer = run("import", "S", "--survey", survey(tmp_path, later, "wave2.csv"))
    assert answer.status == 0, answer.err
    assert "Age becomes text: “34 years” does not fit whole number." in answer.out + answer.err
    assert {row["name"]: row["type"] for row in rows(database_url, "attribute")}["Age"] == "text"
