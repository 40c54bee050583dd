"""Tables in the browser: guessed, shown, put right, taken in or left out; nothing is half done."""

import io
import re
from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
import openpyxl
import pytest

from .cast import Cast, add_document, cast
from .site import Site, served

BATCH = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    everybody.as_("Ana", add_document)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def site(people: Cast) -> Iterator[Site]:
    with served(people) as one:
        yield one


def workbook(rows: list[list[Any]], title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


class Table:
    """A table on the page, as a browser holds it: its form is filled and sent."""

    def __init__(self, site: Site, name: str, data: bytes, who: str = "Ana") -> None:
        self.client, self.here = site.client(who), f"{site.project}/import/{BATCH}"
        self.brought = self.client.post(f"{self.here}/files", files={"file": (name, data)})
        self.html = self.client.get(f"{self.here}/tables").text

    @property
    def form(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for tag in re.findall(r"<input[^>]*>", self.html):
            if 'type="checkbox"' not in tag and (name := re.search(r'name="([^"]*)"', tag)):
                value = re.search(r'value="([^"]*)"', tag)
                found[name[1]] = value[1].replace("&#34;", '"') if value else ""
        for name, options in re.findall(
            r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', self.html, re.DOTALL
        ):
            chosen = re.search(r'value="([^"]*)" selected', options)
            found[name] = chosen[1] if chosen else ""
        return found

    def send(self, to: str = "check", **changed: Any) -> httpx.Response:
        upload = re.search(r'id="table-([^"]+)"', self.html)
        assert upload, self.html
        fields = {key.replace("__", "-"): value for key, value in changed.items()}
        answer = self.client.post(f"{self.here}/tables/{upload[1]}/{to}", data={**self.form, **fields})
        self.html = answer.text
        return answer


def names(people: Cast) -> list[str]:
    return sorted(row["name"] for row in people.rows()["participant"].values())


def test_mistakes_are_named_where_they_are_put_right_and_nothing_is_written_before(site: Site, people: Cast):
    before = people.rows()
    table = Table(site, "people.csv", b"id,site\nS1,North\n,South\ns1,East\nS4,West\n")
    assert "2 rows are wrong" in table.html
    assert "The cell is empty." in table.html
    assert 'name="cell-3-0"' in table.html
    assert "Bring in" not in table.html
    table.send(cell__3__0="S2")
    assert "This participant stands already in row 2." in table.html
    assert people.rows() == before
    table.send(leave="4")
    assert "Bring in 3 rows" in table.html
    assert "Rows left out: 4." in table.html
    assert people.rows() == before
    table.send("take")
    assert "3 new" in table.html
    assert names(people) == ["P1", "P2", "S1", "S2", "S4"]


def test_all_rows_with_mistakes_are_left_out_at_once_and_taken_again(site: Site, people: Cast):
    rows = b"".join(b"%s,x\n" % (b"" if n % 2 else b"S%d" % n) for n in range(400))
    table = Table(site, "people.csv", b"id,site\n" + rows)
    assert "100 more are shown when these are right." in table.html
    table.send(**{"leave-wrong": "yes"})
    assert "Bring in 200 rows" in table.html
    table.send(**{"all-rows": "yes"})
    assert "200 rows are wrong" in table.html
    table.send("leave")
    assert "was left out" in table.html
    assert names(people) == ["P1", "P2"]


def test_a_column_of_another_name_is_assigned(site: Site, people: Cast):
    data = "Participant ID;Beruf;E-Mail\nS1;Nurse;a@example.org\n".encode("cp1252")
    table = Table(site, "staff list.csv", data)
    assert table.form["table"] == "participants"
    assert table.form["use-0"] == "id"
    table.send("check", **{"use-2": "-"})
    table.send("take")
    assert names(people) == ["P1", "P2", "S1"]
    assert [row["name"] for row in people.rows()["attribute"].values()] == ["Beruf"]


def test_a_column_that_no_one_could_guess_is_assigned(site: Site, people: Cast):
    table = Table(site, "participants.csv", b"Kennung,Beruf\nS1,Nurse\n")
    assert "The table has no column “id”" in table.html
    table.send(**{"use-0": "id"})
    assert "Bring in 1 row" in table.html
    table.send("take")
    assert "S1" in names(people)


@pytest.mark.parametrize(
    ("name", "data", "table"),
    [
        ("a.csv", b"id,site\nS1,N\n", "participants"),
        ("a.csv", b"document,kind\nInterview 1,journal\n", "documents"),
        ("a.csv", b"document,label,role\nInterview 1,P1,participant\n", "speakers"),
        ("a.csv", b"document,participant,site\nInterview 1,P1,N\n", "appearances"),
        ("a.csv", b"path,description\nMood,x\n", "codebook"),
        ("a.csv", b"Code,Definition\nMood,x\n", "codebook"),
        ("a.csv", b"document,start,end,code,coder\nInterview 1,4,11,Mood,Ana\n", "codings"),
        ("a.csv", b"Response ID,What helps?\nR1,The team that we are in\n", "survey"),
        ("survey.csv", b"id,q\nR1,yes\n", "survey"),
        ("participants.csv", b"document,x\nR1,yes\n", "participants"),
    ],
)
def test_which_table_it_is_is_guessed(site: Site, name: str, data: bytes, table: str):
    assert Table(site, name, data).form["table"] == table


def test_a_workbook_is_taken_as_a_person_sees_it(site: Site, people: Cast):
    rows = [["id", "age", "joined"], [7, 34.0, None], ["S2", 0.5, "x"]]
    table = Table(site, "people.xlsx", workbook(rows))
    table.send("take")
    assert names(people) == ["7", "P1", "P2", "S2"]
    values = sorted(row["value"] for row in people.rows()["participant_value"].values())
    assert values == ["0.5", "34", "x"]


def test_what_it_would_do_is_shown_again_where_it_is_another_thing_by_now(site: Site, people: Cast):
    first = Table(site, "people.csv", b"id,site\nS1,North\n")
    again = Table(site, "people2.csv", b"id,site\nS1,North\n")
    again.html = again.html[again.html.index("people2.csv") - 800 :]
    first.send("take")
    assert "1 new" in first.html
    again.html = again.client.get(f"{again.here}/tables").text
    assert "0 new, 1 there already" in again.html
    shown = again.form | {"shown": "1 1 0 0"}
    again.send("take", **shown)
    assert "Bring in 1 row" in again.html, "nothing was done: it is shown again"


def test_documents_that_wait_in_the_same_batch_are_named(site: Site, people: Cast):
    here = f"{site.project}/import/{BATCH}"
    site.client().post(f"{here}/files", files={"file": ("I7.txt", b"P1: Yes.\n")})
    table = Table(site, "documents.csv", b"document,kind\nI7,journal\n")
    assert "I7.txt waits below: keep it first" in " ".join(table.html.split())
    found = site.client().get(f"{here}/found").text
    assert f'data-done="{site.project}/import?batch={BATCH}"' in found


def test_a_survey_is_shown_with_what_each_column_is(site: Site, people: Cast):
    data = b"Response ID,Age,What helps?,Email\nR1,34,The team that we are in,a@b.org\nR2,40,,c@d.org\n"
    table = Table(site, "wave 1.csv", data)
    form = table.form
    assert [form[f"use-{n}"] for n in range(4)] == ["respondent", "attribute", "question", "-"]
    table.send(**{"use-1": "-"})
    table.send("take")
    assert "2 new" in table.html
    rows = people.rows()
    assert [row["kind"] for row in rows["document"].values() if row["name"] == "wave 1"] == ["survey answers"]
    assert not rows["attribute"]
    assert names(people) == ["P1", "P2", "R1", "R2"]


def test_a_coder_cannot_bring_codings_of_others(site: Site, people: Cast):
    table = Table(site, "codings.csv", b"document,start,end,code,coder\nInterview 1,4,11,Mood,Ana\n", "Ben")
    assert "owner" in table.html
    assert "Bring in" not in table.html
