"""Bad files and requests get a sentence that says what is wrong and where, and change nothing."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.app.command_line import Run, numbers, rows, runner, study

CODED = "document,start,end,code,coder,layer\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database_url: str) -> Run:
    return runner(capsys, database_url)


@pytest.fixture
def there(run: Run, tmp_path: Path) -> Path:
    """The small study is in the project; the folder of its files."""
    assert run(*study(tmp_path)).status == 0
    return tmp_path


def docx(document: bytes) -> bytes:
    """A Word file with this main part."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return held.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'

TRANSCRIPTS = {
    "empty": ("New.txt", b"", "empty"),
    "blank": ("New.txt", b" \n\n", ""),
    "binary": ("New.txt", bytes(range(256)) * 40, "New.txt"),
    "no Word file": ("New.docx", b"P1: Hello.\n", "New.docx"),
    "an ending": ("New.mp3", b"P1: Hello.\n", "New.mp3"),
    "entities": ("New.docx", docx(ENTITIES), "New.docx"),
    "a zip bomb": ("New.docx", docx(b"<w:document>" + b" " * 400_000_000), "New.docx"),
    "another text of the name": (
        "I1.txt",
        b"P1: Hello.\n",
        "I1.txt: There is already a document “I1” in this project, with another text.",
    ),
}


@pytest.mark.parametrize("case", TRANSCRIPTS)
def test_a_bad_transcript_is_refused_and_spoils_nothing(run: Run, there: Path, database_url: str, case: str):
    name, contents, sentence = TRANSCRIPTS[case]
    (there / name).write_bytes(contents)
    (there / "Good.txt").write_text("P1: Hello.\n")
    before = numbers(database_url)
    answer = run("import", "Study", there / name)
    assert answer.status == 1
    assert sentence in answer.err
    assert "Traceback" not in answer.err
    assert numbers(database_url) == before
    assert run("import", "Study", there / name, there / "Good.txt").out == "Good.txt: 1 turns.\n"
    assert numbers(database_url)["document"] == before["document"] + 1


def test_two_files_of_one_name_are_refused(run: Run, there: Path, database_url: str):
    (there / "more").mkdir()
    (there / "more" / "new.txt").write_text("P1: Hello.\n")
    (there / "New.txt").write_text("P1: Hello.\n")
    answer = run("import", "Study", there / "New.txt", there / "more" / "new.txt")
    assert answer.status == 1
    assert "new.txt: New.txt was named before it; a document is called as its file is" in answer.err
    assert [row["name"] for row in rows(database_url, "document")].count("New") == 1
    (there / "broken.docx").write_bytes(b"\x00\x01")
    (there / "broken.txt").write_text("P1: Hello.\n")
    answer = run("import", "Study", there / "broken.docx", there / "broken.txt")
    assert "broken.txt: 1 turns." in answer.out, "what is not kept takes no name"


def test_what_is_not_there_is_named(run: Run, there: Path, database_url: str):
    before = numbers(database_url)
    answer = run("import", "Study", there / "none.txt", there)
    assert answer.status == 1
    assert "none.txt: There is no such file." in answer.err
    assert "This is a folder; name the files in it." in answer.err
    assert run("counts", "Sturdy").err == "There is no project “Sturdy”. There is “Study”.\n"
    assert run("counts", "Study", "--by", "height").err.startswith(
        "There is no attribute “height” in this project"
    )
    assert run("counts", "Study", "--coder", "Zoë").err.startswith(
        "There is no coder “Zoë” in this project; there is"
    )
    assert (
        run("counts", "Study", "--documents", "X*").err
        == "No document of this project has a name like “X*”.\n"
    )
    assert numbers(database_url) == before


def test_a_command_that_brings_nothing_makes_no_project(run: Run, tmp_path: Path, database_url: str):
    (tmp_path / "New.txt").write_bytes(b"")
    assert run("import", "Study", tmp_path / "New.txt").status == 1
    assert rows(database_url, "project") == []


def test_scripts_are_text(run: Run, tmp_path: Path, database_url: str):
    script = "<script>alert(1)</script>"
    answer = run(
        *study(
            tmp_path,
            participants_csv=f"id,site\nP1,{script}\nP2,\nP3,\n",
            I1_txt=f"P1: {script}\n",
            codebook_csv=f"path\nMood\n{script.replace('>', chr(92) + '>')}\n",
            codings_csv=CODED + f"I1,4,20,Mood,{script},main\n",
            speakers_csv=None,
        )
    )
    assert answer.status == 0
    assert [row["name"] for row in rows(database_url, "code")] == ["Mood", script]
    assert script in [row["name"] for row in rows(database_url, "coder")]
    assert f"P1: {script}\n" in [row["text"] for row in rows(database_url, "text_version")]


def test_all_bad_rows_are_named_and_no_good_one_is_kept(run: Run, there: Path, database_url: str):
    file = there / "bad.csv"
    file.write_text(CODED + "I1,46,72,Mood,Cleo,main\nI1,9,3,Moon,Ana,main\n\nI9,0,4,Mood,Ana,main\n")
    before = numbers(database_url)
    answer = run("import", "Study", "--codings", file)
    assert answer.err.splitlines() == [
        "bad.csv: 2 rows are wrong, so nothing of the table was taken in.",
        "  Row 3, column code: There is no code “Moon” in the tree.",
        "  Row 3, columns start and end: The passage ends at 3, before it begins at 9.",
        "  Row 5, column document: There is no document “I9” in this project.",
    ]
    assert numbers(database_url) == before
