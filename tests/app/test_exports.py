"""What is taken out is what is there; brought in again it is the same; no cell is a formula."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from quotetree.app.services import codes, codings
from quotetree.coding.tree_plans import Place
from tests.app.cast import Cast, add_document, cast, selected
from tests.app.command_line import Run, rows, runner, study
from tests.app.site import Site, served

FORMULA = '=HYPERLINK("https://example.org","x")'


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], database_url: str) -> Run:
    return runner(capsys, database_url)


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    people = cast(database_url)
    with served(people) as site:
        yield site
    people.database.dispose()


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def workbook(data: bytes | Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data) if isinstance(data, bytes) else data)


def test_codings_taken_out_and_brought_into_another_project_are_the_same(
    run: Run, tmp_path: Path, database_url: str
) -> None:
    assert run(*study(tmp_path)).status == 0
    out = tmp_path / "codings.csv"
    assert run("export", "Study", out, "--layer", "all").status == 0
    again = [str(out) if one.endswith("/codings.csv") else one for one in study(tmp_path / "again")]
    again[1] = "Again"
    assert run(*again).status == 0
    plain = ("start", "end", "layer")
    both = sorted(tuple(row[name] for name in plain) for row in rows(database_url, "coding"))
    assert len(both) == 6
    assert both[::2] == both[1::2]
    assert run(*again).out.count("already there") >= 1
    assert len(rows(database_url, "coding")) == 6


def test_a_quotation_has_the_words_and_not_the_label(run: Run, tmp_path: Path) -> None:
    assert run(*study(tmp_path)).status == 0
    assert run("export", "Study", tmp_path / "codings.csv").status == 0
    first, second = table(tmp_path / "codings.csv")
    assert first["quotation"] == "We talk more – café 🙂 now."
    assert (first["document"], first["code"], first["coder"], first["layer"]) == (
        "I1",
        "Contact",
        "Ana",
        "main",
    )
    assert (second["code"], second["turns"], second["respondents"]) == ("Contact > Daily", "3", "P1")


def test_layer_main_unless_told(run: Run, tmp_path: Path) -> None:
    assert run(*study(tmp_path)).status == 0
    for layers, expected in ((), 2), (("--layer", "check"), 1), (("--layer", "all"), 3):
        assert run("export", "Study", tmp_path / "codings.csv", *layers).status == 0
        assert len(table(tmp_path / "codings.csv")) == expected


def test_the_codebook_taken_out_is_brought_in_as_the_same_tree(run: Run, tmp_path: Path) -> None:
    assert run(*study(tmp_path)).status == 0
    out = tmp_path / "codebook.csv"
    assert run("export", "Study", out, "--what", "codebook").status == 0
    assert run("import", "Another", "--codebook", out).status == 0
    assert run("export", "Another", tmp_path / "codebook-again.csv").status == 0
    assert (tmp_path / "codebook-again.csv").read_bytes() == out.read_bytes()


def test_counts_taken_out_are_the_counts(run: Run, tmp_path: Path) -> None:
    assert run(*study(tmp_path)).status == 0
    counted = {row["path"]: row for row in run("counts", "Study", "--by", "site", "--json").json()}
    assert run("export", "Study", tmp_path / "counts.csv", "--by", "site").status == 0
    for row in table(tmp_path / "counts.csv"):
        found = counted[row["code"]]
        assert int(row["comments, own"]) == found["own"]["comments"]
        assert int(row["respondents, with sub-codes"]) == found["with_subcodes"]["respondents"]
        assert int(row["site: North, comments"]) == found["by"].get("North", {"comments": 0})["comments"]


def test_an_ending_that_cannot_be_written_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    assert run(*study(tmp_path)).status == 0
    answer = run("export", "Study", tmp_path / "codings.pages")
    assert answer.status == 1
    assert "ends in none of the forms that can be written: .csv, .xlsx, .docx, .html" in answer.err
    assert not (tmp_path / "codings.pages").exists()


def coded(people: Cast) -> None:
    text = f"P1: {FORMULA} said the sheet – café 🙂.\n"
    document = people.as_("Ana", add_document, text)
    code = people.as_("Ana", codes.create_code, "+Contact").code_id
    people.as_("Ana", codings.add_coding, document, selected(4, len(text) - 1, text), code)


def test_cells_never_become_formulas(site: Site) -> None:
    coded(site.people)
    for what in ("codings", "quotations", "codebook", "counts"):
        answer = site.client().get(f"{site.project}/exports/{what}.xlsx")
        assert answer.status_code == 200
        cells = [cell for page in workbook(answer.content) for row in page.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
        assert any(str(cell.value).startswith(("=", "+")) for cell in cells if cell.value)
        answer = site.client().get(f"{site.project}/exports/{what}.csv")
        read = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
        assert not [cell for row in read for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_workbook_says_what_it_holds(site: Site) -> None:
    coded(site.people)
    answer = site.client().get(f"{site.project}/exports/codings.xlsx")
    assert "Study-codings-" in answer.headers["content-disposition"]
    book = workbook(answer.content)
    told = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert told["Project"] == "Study"
    assert told["Layer"] == "main"
    assert book["Codings"].freeze_panes == "A2"
    assert book["Codings"]["G2"].value == f"{FORMULA} said the sheet – café 🙂."


def test_a_blind_layer_is_not_taken_out_by_others(site: Site) -> None:
    document = site.people.as_("Ana", add_document)
    code = site.people.as_("Ana", codes.create_code, "Contact").code_id
    site.people.as_("Ana", codings.add_coding, document, selected(4, 11), code, "check")
    seen = {}
    for name in ("Ana", "Ben", "Carla"):
        answer = site.client(name).get(f"{site.project}/exports/codings.csv?layer=all")
        seen[name] = len(answer.content.decode("utf-8-sig").splitlines()) - 1
    assert seen == {"Ana": 1, "Ben": 0, "Carla": 0}
    assert site.client("Olga").get(f"{site.project}/exports/codings.csv").status_code == 404


def test_what_cannot_be_taken_out_is_refused_in_a_sentence(site: Site) -> None:
    answer = site.client().get(f"{site.project}/exports/secrets.csv")
    assert answer.status_code == 422
    assert "cannot be taken out" in answer.text


def test_the_quotations_of_one_code_are_taken_out_alone(site: Site) -> None:
    document = site.people.as_("Ana", add_document)
    parent = site.people.as_("Ana", codes.create_code, "Contact").code_id
    below = site.people.as_("Ana", codes.create_code, "Informal", Place(parent_id=parent)).code_id
    other = site.people.as_("Ana", codes.create_code, "Other").code_id
    for code, start, end in ((parent, 4, 6), (below, 7, 11), (other, 12, 16)):
        site.people.as_("Ana", codings.add_coding, document, selected(start, end), code)
    path = f"{site.project}/exports/quotations"

    def words(**chosen: str) -> list[str]:
        data = site.client().get(f"{path}.csv", params=chosen).content.decode("utf-8-sig")
        return [row["quotation"] for row in csv.DictReader(io.StringIO(data))]

    assert words() == ["We", "talk", "more"]
    assert words(code=parent) == ["We", "talk"]
    assert words(code=parent, rolled="false") == ["We"]
    book = workbook(site.client().get(f"{path}.xlsx", params={"code": parent}).content)
    told = {row[0].value: row[1].value for row in book["About"].iter_rows(min_row=2)}
    assert told["Code"] == "Contact, with its sub-codes"
    assert site.client().get(f"{path}.csv", params={"code": "none"}).status_code == 404
