"""Journey: bring transcripts, say who is speaking, keep them, read them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quotetree.app.services.projects import create_project
from quotetree.app.store.database import transaction
from tests.app.site import Site

GROUP = (
    "Date: 3 May\nInterviewer: Who decides?\nS01: On paper, the list – café 🙂.\nSpeaker 3: Not on Mondays.\n"
    "ALL: [laughs] No.\nS02: One thing: it depends.\nNOTE: the door opens\n"
)
ALONE = "Interviewer: And you?\nS01: As I said.\nSpeaker 3: Me too.\n"


@pytest.fixture
def bring(site: Site, page: Page) -> Page:
    """The page of an empty project, opened by Ana."""
    with transaction(site.people.database, writing=True) as connection:
        account = site.people.accounts["Ana"]
        site.people.project_id = create_project(connection, account, "Hospital at home", "Ana").project_id
    page.context.add_cookies([site.cookie()])
    page.goto(f"{site.address}{site.project}")
    return page


def files(tmp_path: Path, **contents: str | bytes) -> list[Path]:
    made = []
    for name, held in contents.items():
        path = tmp_path / name.replace("_", ".")
        path.write_bytes(held if isinstance(held, bytes) else held.encode())
        made.append(path)
    return made


def choose(page: Page, paths: list[Path]) -> None:
    page.locator("file-drop input[type=file]").set_input_files(paths)
    expect(page.locator("#bringing output")).to_have_text(f"{len(paths)} of {len(paths)} files")


def is_(page: Page, label: str) -> str:
    return f'select[aria-label^="Who is {label}"]'


def test_files_are_brought_put_right_and_kept(site: Site, bring: Page, tmp_path: Path) -> None:
    choose(bring, files(tmp_path, FG_txt=GROUP, I1_txt=ALONE, empty_txt="", photo_docx=b"\x00\x01"))
    expect(bring.locator("#brought")).to_contain_text("“empty.txt” is empty.")
    expect(bring.locator("#brought li")).to_have_count(4)
    expect(bring.get_by_role("button", name="Keep 2 transcripts")).to_be_enabled()
    assert site.people.rows()["document"] == {}, "nothing is kept before somebody says so"

    expect(bring.locator(is_(bring, "Interviewer"))).to_have_value("interviewer")
    expect(bring.locator(is_(bring, "S01"))).to_have_value("new")
    expect(bring.locator(is_(bring, "ALL"))).to_have_value("group")
    expect(bring.locator(is_(bring, "NOTE"))).to_have_value("not a speaker")
    bring.locator("tr", has_text="Speaker 3").get_by_role("button", name="Name them file by file").click()
    expect(bring.locator(is_(bring, "Speaker 3"))).to_have_count(2)
    bring.locator(is_(bring, "Speaker 3 in FG.txt")).select_option("new")
    bring.get_by_label("Name of the new participant for Speaker 3").first.fill("Bilal Şahin")
    bring.locator(is_(bring, "Speaker 3 in I1.txt")).select_option("not identified")
    bring.get_by_label("Who speaks at once as ALL").fill("S01, S02")
    bring.get_by_label("Kind of FG.txt").select_option("focus group")
    expect(bring.get_by_label("Kind of FG.txt")).to_have_value("focus group")
    expect(bring.get_by_label("Name of the new participant for Speaker 3").first).to_have_value("Bilal Şahin")

    bring.get_by_role("button", name="Keep 2 transcripts").click()
    expect(bring.get_by_role("link", name="Bring files…")).to_be_visible()
    rows = site.people.rows()
    people = {row["id"]: row["name"] for row in rows["participant"].values()}
    assert sorted(people.values()) == ["Bilal Şahin", "S01", "S02"]
    kinds = {row["id"]: (row["name"], row["kind"]) for row in rows["document"].values()}
    assert sorted(kinds.values()) == [("FG", "focus group"), ("I1", "interview")]
    said = {
        (kinds[row["document_id"]][0], row["label"]): (row["role"], people.get(row["participant_id"]))
        for row in rows["speaker"].values()
    }
    assert said["FG", "Speaker 3"] == ("participant", "Bilal Şahin")
    assert said["I1", "Speaker 3"] == ("not identified", None)
    assert said["FG", "Date"][0] == said["FG", "NOTE"][0] == "not a speaker"
    assert len(rows["group_member"]) == 2

    bring.goto(f"{site.address}{site.project}/documents")
    bring.get_by_role("link", name="FG", exact=True).click()
    expect(bring.locator(".turn", has_text="On paper, the list – café 🙂.")).to_contain_text("S01")


def test_a_colon_that_is_no_label_is_put_right(site: Site, bring: Page, tmp_path: Path) -> None:
    talk = "Ana: First.\nBoston: We drove there.\nAna: Then.\nBoston: Again.\n"
    choose(bring, files(tmp_path, trip_txt=talk))
    bring.locator(is_(bring, "Boston")).select_option("not a label")
    bring.get_by_role("button", name="Keep 1 transcript").click()
    expect(bring.get_by_role("link", name="Bring files…")).to_be_visible()
    bring.goto(f"{site.address}{site.project}/documents")
    bring.get_by_role("link", name="trip").click()
    expect(bring.locator(".turn")).to_have_count(2)
    expect(bring.locator(".turn .words").first).to_have_text(
        "First.\nBoston: We drove there.", use_inner_text=False
    )


def test_nothing_is_kept_of_what_is_dropped(site: Site, bring: Page, tmp_path: Path) -> None:
    choose(bring, files(tmp_path, I1_txt=ALONE))
    bring.get_by_role("button", name="Keep nothing").click()
    expect(bring.get_by_text("Nothing here yet.")).to_be_visible()
    assert site.people.rows()["document"] == {}


def test_a_file_that_is_there_already_is_said_to_add_nothing(site: Site, bring: Page, tmp_path: Path) -> None:
    made = files(tmp_path, I1_txt=ALONE)
    choose(bring, made)
    bring.get_by_role("button", name="Keep 1 transcript").click()
    expect(bring.get_by_role("link", name="Bring files…")).to_be_visible()
    bring.goto(f"{site.address}{site.project}/import")
    choose(bring, made)
    expect(bring.get_by_role("heading", name="Nothing new to keep")).to_be_visible()
    expect(bring.locator("#speakers")).to_contain_text("The same text is in the project already")
    bring.locator("#speakers").get_by_role("button", name="Back to the project").click()
    expect(bring.get_by_role("link", name="Bring files…")).to_be_visible()
    assert len(site.people.rows()["document"]) == 1


def test_what_is_left_while_it_is_kept_is_offered_again(site: Site, bring: Page, tmp_path: Path) -> None:
    many = {f"T{n}_txt": f"Interviewer: And {n}?\nSpeaker 3: It is {n}.\n" for n in range(40)}
    choose(bring, files(tmp_path, **many))
    with bring.expect_response("**/choices"):
        bring.locator(is_(bring, "Speaker 3")).select_option("placeholder")
    asked: list[str] = []
    bring.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    bring.get_by_role("button", name="Keep 40 transcripts").click()
    expect(bring.locator("#kept li").first).to_be_visible()
    bring.goto(f"{site.address}{site.project}")
    assert asked == ["beforeunload"]
    assert 0 < len(site.people.rows()["document"]) < 40
    expect(bring.get_by_text(re.compile(r"\d+ files wait to be kept"))).to_be_visible()
    bring.get_by_role("link", name="Look at them").click()
    expect(bring.get_by_text(re.compile(r"\d+ files that you brought before wait below"))).to_be_visible()
    expect(bring.locator(is_(bring, "Speaker 3"))).to_have_value("placeholder")
    bring.get_by_role("button", name=re.compile(r"Keep \d+ transcripts")).click()
    expect(bring.get_by_role("link", name="Bring files…")).to_be_visible()
    expect(bring.get_by_text("to be kept")).to_have_count(0)
    rows = site.people.rows()
    assert len(rows["document"]) == 40
    roles = [row["role"] for row in rows["speaker"].values() if row["label"] == "Speaker 3"]
    assert roles == ["placeholder"] * 40


def test_a_role_chosen_once_is_chosen_for_the_next_file(site: Site, bring: Page, tmp_path: Path) -> None:
    talk = "KS: What now?\nRita: Well, much.\nKS: And?\nRita: Nothing.\n"
    choose(bring, files(tmp_path, K1_txt=talk))
    expect(bring.locator(is_(bring, "KS"))).to_have_value("new")
    bring.locator(is_(bring, "KS")).select_option("interviewer")
    bring.get_by_role("button", name="Keep 1 transcript").click()
    expect(bring.get_by_role("link", name="Bring files…")).to_be_visible()
    bring.goto(f"{site.address}{site.project}/import")
    choose(bring, files(tmp_path, K2_txt=f"{talk}KS: Thank you.\n"))
    expect(bring.locator(is_(bring, "KS"))).to_have_value("interviewer")
    expect(bring.locator("tr", has=bring.locator(is_(bring, "KS")))).to_contain_text("as in K1")
