"""Journey: a table with a mistake and a column of another name, and a survey, are put right and brought in."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.app.site import Site
from tests.browser.axe import findings

PEOPLE = "Participant ID,Profession\nN1,Nurse\n,Therapist\nN4,Doctor\n"
SURVEY = "Response ID,Age,What helps?\nN1,34,The team that we are in.\nR2,51,\n"


def test_a_mistake_is_put_right_and_a_survey_comes_in(site: Site, browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "wave1.csv").write_text(SURVEY)
    context = browser.new_context(bypass_csp=True)  # for axe alone
    context.add_cookies([site.cookie()])
    page = context.new_page()
    page.goto(f"{site.address}{site.project}/import")
    page.locator("file-drop input[type=file]").set_input_files(
        [tmp_path / "people.csv", tmp_path / "wave1.csv"]
    )
    people, survey = page.locator("form", has_text="people.csv"), page.locator("form", has_text="wave1.csv")

    expect(people.get_by_label("What Participant ID is")).to_have_value("id")
    expect(people).to_contain_text("1 row is wrong")
    assert findings(page) == []
    people.get_by_label("id in row 3").fill("N3")
    people.get_by_role("button", name="Check again").click()
    expect(people).to_contain_text("3 new")
    assert site.people.rows()["participant"] == {}, "nothing is written before somebody says so"
    people.get_by_role("button", name="Bring in 3 rows").click()
    expect(page.locator(".table-result")).to_contain_text("people.csv: 3 new")

    expect(survey.get_by_label("What Response ID is")).to_have_value("respondent")
    survey.get_by_label("What Age is").select_option("-")
    expect(survey.get_by_label("What Age is")).to_have_value("-")
    survey.get_by_role("button", name="Bring in 2 rows").click()
    expect(page.locator(".table-result")).to_have_count(2)
    rows = site.people.rows()
    assert sorted(row["name"] for row in rows["participant"].values()) == ["N1", "N3", "N4", "R2"]
    assert [row["name"] for row in rows["attribute"].values()] == ["Profession"]
    [document] = [row["id"] for row in rows["document"].values()]
    page.goto(f"{site.address}{site.project}/documents/{document}")
    expect(page.locator(".turn", has_text="The team that we are in.")).to_contain_text("N1")
    context.close()
