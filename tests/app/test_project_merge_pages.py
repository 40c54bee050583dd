"""The page on which two projects are merged: chosen, shown, done."""

import re
from collections.abc import Iterator

import pytest

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from quotetree.app.services import codes, codings

from .browser import Browser
from .cast import WORDS, Cast, add_document, cast, selected
from .test_project_merge import Apart, here


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def page(people: Cast) -> Iterator[Browser]:
    url = people.database.url.render_as_string(hide_password=False)
    with Browser(make_app(url), follow_redirects=False) as client:
        client.cookies.set(COOKIE, "token of Ana")
        client.base_url = client.base_url.join(f"/projects/{people.project_id}/")
        yield client


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found, f"no field {name}"
    return found.group(1).replace("&#39;", "'").replace("&#34;", '"').replace("&gt;", ">")


def test_a_project_is_chosen_shown_and_merged(people: Cast, page: Browser) -> None:
    people.as_("Ana", add_document)
    people.as_("Ana", codes.create_code, "Team meetings")
    apart = Apart(people)
    text = WORDS.replace("No. Not", "Yes! Not")
    theirs = apart.do(add_document, text)
    code = apart.do(codes.create_code, "Meetings of the team").code_id
    apart.do(codings.add_coding, theirs, selected(4, 11, text), code)
    assert "Apart, 1 document" in page.get("merge").text
    shown = page.get("merge", params={"from": apart.id}).text
    assert "No. Not" in shown
    assert "Yes! Not" in shown
    assert "Meetings of the team <span" in shown
    assert "1 coding in documents that are left out is not brought" in shown
    same = re.findall(r'name="same" value="([^"]*)"', shown)[0]
    chosen = {"from": apart.id, "same": same, "text": f"{theirs} ours"}
    again = page.get("merge", params=chosen).text
    assert "Merge 1 coding and 0 documents" in again
    assert re.fullmatch("[0-9a-f]{64}", hidden(again, "shown"))
    done = page.post("merge", data={**chosen, "shown": hidden(again, "shown")})
    assert done.status_code == 303
    assert [row["name"] for row in here(people, "code").values()] == ["Team meetings"]
    assert len(here(people, "coding")) == 1
    assert "merged the project “Apart” into this one" in page.get("history").text
    assert "is here already" in page.get("merge", params=chosen).text


def test_what_has_changed_since_is_shown_again(people: Cast, page: Browser) -> None:
    apart = Apart(people)
    apart.do(add_document)
    digest = hidden(page.get("merge", params={"from": apart.id}).text, "shown")
    apart.do(codes.create_code, "New")
    answer = page.post("merge", data={"from": apart.id, "shown": digest})
    assert answer.status_code == 409
    assert "Look at it again" in answer.text
    assert not here(people, "document")


def test_projects_of_others_are_not_reached(people: Cast, page: Browser) -> None:
    assert page.get("merge", params={"from": "none"}).status_code == 404
    page.cookies.set(COOKIE, "token of Ben")
    assert page.get("merge").status_code == 403
