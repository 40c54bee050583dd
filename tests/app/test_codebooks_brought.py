"""Codebooks as they come: any encoding and separator makes the same tree; a bad one is told in a sentence."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotetree.app.store import codes as code_store
from quotetree.coding.tree_rules import MOST_CODES

from .cast import Cast, cast
from .command_line import Run, runner
from .site import Site, served
from .test_tables_pages import Table

ROWS = (
    ("path", "description"),
    ("Überstunden", "Länger als geplant – “zu lang”"),
    ("Überstunden > Nächte", "Semikolon; Komma, Strich | alles"),
    ("Café", ""),
)
PATHS = ["Überstunden", "Überstunden > Nächte", "Café"]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le with BOM", "windows-1252")
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


def table(encoding: str, separator: str) -> bytes:
    lines = (separator.join(f'"{cell}"' for cell in row) for row in ROWS)
    text = "\r\n".join(lines) + "\r\n"
    if encoding == "utf-16-le with BOM":
        return b"\xff\xfe" + text.encode("utf-16-le")
    return text.encode(encoding)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], sqlite_url: str) -> Run:
    return runner(capsys, sqlite_url)


@pytest.fixture
def site(sqlite_url: str) -> Iterator[Site]:
    everybody = cast(sqlite_url)
    with served(everybody) as one:
        yield one
    everybody.database.dispose()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_any_encoding_and_separator_makes_the_same_tree(run: Run, tmp_path: Path, encoding: str) -> None:
    files = [tmp_path / f"{name}.csv" for name in SEPARATORS]
    for file, separator in zip(files, SEPARATORS.values(), strict=True):
        file.write_bytes(table(encoding, separator))
    told = run("import", "Study", "--codebook", *map(str, files)).out.splitlines()
    assert told == ["comma.csv: 3 rows: 3 new."] + [
        f"{name}.csv: 3 rows, all there already." for name in list(SEPARATORS)[1:]
    ]
    proposed = run("import", "Study", "--proposal", *map(str, files))
    assert (proposed.status, proposed.err) == (0, "")
    assert proposed.out.count("3 rows: 3 new") == len(files)


def paths(people: Cast) -> list[str]:
    return list(people.as_("Ana", code_store.tree, writing=False).paths.values())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_import_page_makes_the_same_tree(site: Site, encoding: str) -> None:
    for n, separator in enumerate(SEPARATORS.values()):
        shown = Table(site, "codebook.csv", table(encoding, separator))
        answer = shown.send("take")
        assert ("3 new" if n == 0 else "nothing was added") in answer.text
    assert paths(site.people) == PATHS
    definitions = [row["definition"] for row in site.people.rows()["code"].values()]
    assert set(definitions) == {ROWS[1][1], ROWS[2][1], ""}


BAD = {
    "twins": ("path\nMood\nmood \n", "Row 3: The path is the same as in row 2."),
    "a name that is not the last of its path": (
        "path,name\nMood > Low,High\n",
        "The name “High” is not the last part of the path, “Low”.",
    ),
    "a path that is nothing": ("path,description\n,Said\n", "The path is empty."),
    "parents told in a column, in a loop": (
        "name,parent\nA,B\nB,A\n",
        "Row 2: The parents go in a loop: “A” below “B” below “A”.",
    ),
    "one that is its own parent": ("name,parent\nA,A\n", "Row 2: “A” is its own parent."),
    "a parent that is in no row": ("name,parent\nA,B\n", "Row 2, column parent: “B” stands in no row."),
    "a parent of a name that two have": (
        "name,parent\nA,\nB,A\nC,\nB,C\nD,B\n",
        "Row 6, column parent: “B” stands in rows 3, 5: name it by its id.",
    ),
    "parents and no names": ("guid,parent\n1,\n2,1\n", "A codebook has a column “path” with all names"),
    "too deep": ("path\n" + " > ".join(f"L{n}" for n in range(60)) + "\n", "levels"),
    "a colour": ("path,colour\nMood,blue\n", "The colour “blue” is no number from 1 to 24."),
    "too many": (
        "path\n" + "".join(f"Code {n}\n" for n in range(50_000)),
        f"A code tree has at most {MOST_CODES:,} codes; with this table it would have 50,0",
    ),
}


@pytest.mark.parametrize("how", ["--codebook", "--proposal"])
@pytest.mark.parametrize("case", BAD)
def test_a_bad_codebook_gets_a_sentence_and_changes_nothing(
    run: Run, tmp_path: Path, case: str, how: str
) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "Ana.csv"
    good.write_text("path\nTravel\n", encoding="utf-8")
    bad.write_text(BAD[case][0], encoding="utf-8")
    run("import", "Study", "--codebook", str(good))
    before = run("growth", "Study", "--json").out
    refused = run("import", "Study", how, str(bad))
    assert refused.status == 1
    assert BAD[case][1] in refused.err
    assert run("growth", "Study", "--json").out == before


@pytest.mark.parametrize("case", BAD)
def test_the_import_page_says_the_same(site: Site, case: str) -> None:
    before = site.people.rows()
    shown = Table(site, "codebook.csv", BAD[case][0].encode())
    said = html.unescape(re.sub(r"<[^>]+>", " ", shown.html))
    assert re.sub(r"^Row \d(, column \w+)?: ", "", BAD[case][1]) in said
    shown.send("take")
    assert site.people.rows() == before


WITH_PARENTS = {
    "by name": "name,parent,description\nVery low,Low,Said\nLow,Mood,\nMood,,\n",
    "by id": "GUID,Parent GUID,Name\n3,2,Very low\n1,,Mood\n2,1,Low\n",
    "a path that is a name": "path,parent\nMood,\nLow,Mood\nVery low,Low\n",
}


@pytest.mark.parametrize("case", WITH_PARENTS)
def test_a_codebook_may_tell_parents_instead_of_paths(
    site: Site, run: Run, tmp_path: Path, case: str
) -> None:
    data = WITH_PARENTS[case].encode()
    answer = Table(site, "codes.csv" if case == "by id" else "codebook.csv", data).send("take")
    assert "3 new" in answer.text
    assert sorted(paths(site.people)) == ["Mood", "Mood > Low", "Mood > Low > Very low"]
    (tmp_path / "Ana.csv").write_bytes(data)
    assert "3 rows: 3 new." in run("import", "Study", "--proposal", str(tmp_path / "Ana.csv")).out


def test_parents_that_are_missing_are_made(site: Site) -> None:
    shown = Table(site, "codebook.csv", b"path\nMood > Low > Very low\n")
    assert "Added above them: “Mood” and “Mood &gt; Low”." in shown.html
    assert "3 new" in shown.send("take").text
    assert paths(site.people) == ["Mood", "Mood > Low", "Mood > Low > Very low"]


def test_many_parents_that_are_added_are_counted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Ana.csv").write_text("path\nC > D > E\nF > G\nH > I\nJ > K\n", encoding="utf-8")
    for how in ("--codebook", "--proposal"):
        told = run("import", "Study", how, str(tmp_path / "Ana.csv")).out
        assert "Added above them: “C”, “C > D”, “F” and 2 more." in told
