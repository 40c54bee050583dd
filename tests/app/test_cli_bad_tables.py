"""A bad table gets a sentence for each bad row, and changes nothing.

What is wrong is found before anything is written, so that one database is enough here.
"""

from pathlib import Path

import pytest

from tests.app.command_line import Run, numbers, runner, study

CODED = "document,start,end,code,coder,layer\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], sqlite_url: str) -> Run:
    return runner(capsys, sqlite_url)


@pytest.fixture
def there(run: Run, tmp_path: Path) -> Path:
    """The small study is in the project; the folder of its files."""
    assert run(*study(tmp_path)).status == 0
    return tmp_path


TABLES = {
    "codings: no number": (
        "codings",
        CODED + "I1,x,72,Mood,Ana,main\n",
        "Row 2, column start: “x” is no whole",
    ),
    "codings: reversed": (
        "codings",
        CODED + "I1,72,46,Mood,Ana,main\n",
        "Row 2, columns start and end: The passage ends at 46, before it begins at 72.",
    ),
    "codings: empty": (
        "codings",
        CODED + "I1,46,46,Mood,Ana,main\n",
        "Row 2, columns start and end: The passage is empty: it begins and ends at 46.",
    ),
    "codings: blank": (
        "codings",
        CODED + "J1,11,12,Mood,Ana,main\n",
        "There are only blanks in the passage [11, 12).",
    ),
    "codings: past the end": (
        "codings",
        CODED + "I1,46,999,Mood,Ana,main\n",
        "The passage [46, 999) lies outside of the text, which has 89 characters.",
    ),
    "codings: before the beginning": (
        "codings",
        CODED + "I1,-4,9,Mood,Ana,main\n",
        "The passage [-4, 9) lies outside",
    ),
    "codings: no document": (
        "codings",
        CODED + "I9,46,72,Mood,Ana,main\n",
        "Row 2, column document: There is no document “I9” in this project.",
    ),
    "codings: no code": (
        "codings",
        CODED + "I1,46,72,Mood > Low,Ana,main\n",
        "Row 2, column code: There is no code “Mood > Low” in the tree.",
    ),
    "codings: no layer": (
        "codings",
        CODED + "I1,46,72,Mood,Ana,draft\n",
        "Row 2, column layer: “draft” is no layer; there are main, check, trial.",
    ),
    "codings: nobody": (
        "codings",
        CODED + "I1,46,72,Mood,,main\n",
        "Row 2, column coder: The cell is empty.",
    ),
    "codings: another quotation": (
        "codings",
        "document,start,end,code,coder,layer,quotation\nI1,46,72,Mood,Ana,main,We talk less\n",
        "Row 2, column quotation: The quotation does not fit; at this place stands “We talk more – café 🙂 now.”.",
    ),
    "codings: a column missing": (
        "codings",
        "document,start,end,coder\nI1,46,72,Ana\n",
        "The table has no column “code”; its columns are “document”, “start”, “end”, “coder”.",
    ),
    "codings: too many cells": (
        "codings",
        CODED + "I1,46,72,Mood,Ana,main,more\n",
        "Row 2: it has 7 cells, but there are 6 columns.",
    ),
    "codebook: twins": ("codebook", "path\nMood\nmood \n", "Row 3: The path is the same as in row 2."),
    "codebook: an empty name": (
        "codebook",
        "path\nMood > > Low\n",
        "Row 2: The path “Mood > > Low” has an empty name",
    ),
    "codebook: a colour": (
        "codebook",
        "path,colour\nMood,red\n",
        "Row 2: The colour “red” is no number from 1 to 24.",
    ),
    "codebook: a heading that is applied": (
        "codebook",
        "path,heading\nMood,yes\n",
        "Row 2: “Mood” carries 1 passage; a heading carries none.",
    ),
    "codebook: no path": ("codebook", "name\nMood\n", "The table has no column “path”"),
    "participants: twice": (
        "participants",
        "id\nP7\np7\n",
        "Row 3, column id: This participant stands already in",
    ),
    "participants: no id": (
        "participants",
        "id,site\nP7,North\n,South\n",
        "Row 3, column id: The cell is empty.",
    ),
    "participants: a column twice": (
        "participants",
        "id,site,Site\nP7,a,b\n",
        "The table has the column “Site”",
    ),
    "participants: a document's attribute": (
        "participants",
        "id,document.phase\nP7,1\n",
        "Row 1, column document.phase: “document.” at the beginning stands for documents' attributes.",
    ),
    "documents: not there": (
        "documents",
        "document,kind\nI9,interview\n",
        "Row 2, column document: There is no document “I9” in this project.",
    ),
    "documents: nobody": (
        "documents",
        "document,participants\nI1,P1 P8 P9\n",
        "Row 2, column participants: There is no participant “P8”, “P9” in this project.",
    ),
    "documents: a kind": (
        "documents",
        "document,kind\nI1,chat\n",
        "Row 2, column kind: “chat” is no kind of document; there are interview, focus group, journal,",
    ),
    "documents: a language": (
        "documents",
        "document,language\nI1,English please\n",
        "is no code of a language",
    ),
    "speakers: a role": (
        "speakers",
        "document,label,role\nFG,ALL,chorus\n",
        "Row 2, column role: “chorus” is no role; there are participant, placeholder, group, not identified,",
    ),
    "speakers: no label": (
        "speakers",
        "document,label,role\nI1,Ruth,placeholder\n",
        "Row 2, column label: There is no label “Ruth” in “I1”; there is “Date”, “Interviewer”, “P1”.",
    ),
    "speakers: nobody": (
        "speakers",
        "document,label,role,participant\nFG,Ruth,participant,P9\n",
        "Row 2, column participant: There is no participant “P9” in this project.",
    ),
    "speakers: two people": (
        "speakers",
        "document,label,role,participant\nFG,Ruth,participant,P1 P2\n",
        "Row 2, column participant: A participant is one person; several are a group.",
    ),
    "appearances: not there": (
        "appearances",
        "document,participant,site\nI9,P9,x\n",
        "Row 2, column document: There is no document “I9” in this project.",
    ),
    "a table without a header": (
        "participants",
        "\nP1\n",
        "The table's first row, which names the columns, is blank.",
    ),
    "an empty table": ("participants", "", "The table is empty."),
    "quotation marks": ("participants", 'id\n"P7\n', "The table cannot be read near line"),
    "a picture": (
        "participants",
        b"\x89PNG\r\n...",
        "This is no table (.csv, .xlsx): it is a picture (PNG).",
    ),
    "binary": ("participants", b"id\x00\x01\n", "This is not a CSV table: it holds binary data."),
}


@pytest.mark.parametrize("case", TABLES)
def test_a_bad_table_is_refused(run: Run, there: Path, sqlite_url: str, case: str):
    table, contents, sentence = TABLES[case]
    file = there / "bad.csv"
    file.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    before = numbers(sqlite_url)
    answer = run("import", "Study", f"--{table}", file)
    assert answer.status == 1
    assert answer.err.startswith("bad.csv: ")
    assert sentence in answer.err
    assert answer.out == ""
    assert numbers(sqlite_url) == before
