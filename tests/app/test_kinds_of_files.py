"""Each kind of file goes in, from the page and from the command line, and says the same."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotetree.coding.files import ENDINGS
from tests.app.cast import cast
from tests.app.command_line import Run, rows, runner
from tests.app.site import Site, served

MADE = Path(__file__).parents[1] / "coding" / "files" / "made"
WRITTEN = [MADE / f"talk.{kind}" for kind in ("docx", "odt", "rtf", "html", "pdf")]


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    people = cast(database_url)
    with served(people) as made:
        yield made
    people.database.dispose()


def test_the_page_offers_what_can_be_read(site: Site):
    shown = site.client().get(f"{site.project}/import").text
    [offered] = re.findall(r'accept="([^"]*)"', shown)
    assert set(offered.split(",")) >= {*ENDINGS, ".csv", ".xlsx"}


def test_each_kind_waits_with_its_speakers_or_is_refused(site: Site):
    ana, batch = site.client(), f"{site.project}/import/b1"
    for n, path in enumerate(WRITTEN):
        answer = ana.post(f"{batch}/files", files={"file": (f"T{n}{path.suffix}", path.read_bytes())})
        assert answer.status_code == 200
    for name, data, why in (
        ("scan.pdf", b"%PDF-1.7 and nothing more", "“scan.pdf” is damaged: its pages cannot be read."),
        (
            "word.rtf",
            (MADE / "talk.docx").read_bytes(),
            "“word.rtf” is no document in Rich Text Format (.rtf)",
        ),
        ("page.html", b"<html><script>no</script></html>", "“page.html” has no words in it."),
    ):
        answer = ana.post(f"{batch}/files", files={"file": (name, data)})
        assert answer.status_code == 200
        assert why in answer.text
    found = ana.get(f"{batch}/found").text
    for n, path in enumerate(WRITTEN):
        assert f"T{n}{path.suffix}" in found
    assert all(label in found for label in ("Interviewer", "S11", "S12"))


def test_each_kind_is_imported_by_command(
    capsys: pytest.CaptureFixture[str], database_url: str, tmp_path: Path
):
    run: Run = runner(capsys, database_url)
    files = [tmp_path / f"T{n}{path.suffix}" for n, path in enumerate(WRITTEN)]
    for file, path in zip(files, WRITTEN, strict=True):
        file.write_bytes(path.read_bytes())
    answer = run("import", "Study", *files)
    assert answer.status == 0
    assert "T0, T1, T2 and 2 more: “S11” is not identified" in answer.err
    names = {row["id"]: row["name"] for row in rows(database_url, "document")}
    said = {names[row["document_id"]]: row["text"] for row in rows(database_url, "text_version")}
    assert said["T0"] == said["T1"] == said["T2"] == said["T3"]
    assert said["T4"].split()[:200] == said["T0"].split()[:200]
