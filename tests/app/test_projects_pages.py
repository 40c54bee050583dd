"""The list of projects, a project's page, and errors as pages and as toasts."""

import re
from collections.abc import Iterator

import pytest

from quotetree.app.services.codes import create_code
from quotetree.app.services.codings import add_coding
from quotetree.app.services.projects import add_coder
from tests.app.cast import WORDS, add_document, cast, selected
from tests.app.site import Site, served

SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    people = cast(database_url)
    with served(people) as made:
        yield made
    people.database.dispose()


def test_a_project_is_begun_and_listed(site: Site):
    ana = site.client()
    answer = ana.post("/projects", data={"name": "Hospital at home", "coder": "Ana K"})
    assert answer.status_code == 303
    assert "Hospital at home" in ana.get("/").text
    assert "Nothing here yet" in ana.get(answer.headers["location"]).text


def test_htmx_is_sent_on_by_its_own_header(site: Site):
    answer = site.client().post("/projects", data={"name": "A", "coder": "B"}, headers={"HX-Request": "true"})
    assert answer.headers["hx-redirect"].startswith("/projects/")


def test_a_second_project_of_the_same_name_is_refused_in_the_toast(site: Site):
    answer = site.client().post(
        "/projects", data={"name": " study ", "coder": "B"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert answer.text.startswith('<hx-partial hx-target="#refused"')
    assert "There is already a project “study”." in answer.text


@pytest.mark.parametrize("path", ["/projects/none", "/nowhere"])
def test_what_is_not_there_is_said_in_a_page(site: Site, path: str):
    answer = site.client().get(path)
    assert answer.status_code == 404
    assert "<h1>This did not work</h1>" in answer.text
    assert "There is no such" in answer.text


def test_an_outsider_sees_no_project(site: Site):
    olga = site.client("Olga")
    assert "Study" not in olga.get("/").text
    assert olga.get(site.project).status_code == 404


def test_a_reader_is_not_asked_to_bring_anything(site: Site):
    told = site.client("Carla").get(site.project).text
    assert "You can read this project" in told
    assert "Bring the transcripts" not in told


def test_the_page_tells_what_is_in_the_project(site: Site):
    document = site.people.as_("Ana", add_document, WORDS, "Interview 10")
    site.people.as_("Ana", add_document, WORDS, "Interview 9")
    code = site.people.as_("Ana", create_code, "Contact").code_id
    site.people.as_("Ben", add_coding, document, selected(4, 11), code)
    told = site.client().get(site.project).text
    assert f'href="{site.project}/documents"' in told
    assert "2 not begun" in told
    listed = site.client().get(f"{site.project}/documents").text
    assert listed.index("Interview 9") < listed.index("Interview 10")
    assert f'href="{site.project}/documents/{document}"' in listed
    assert "P1, P2" in listed
    assert "1 coding in 1 document" in told
    assert "no codings yet" in told


def test_an_owner_renames_and_describes_the_project(site: Site):
    site.people.as_("Ana", add_document)
    new = {"name": "Teams", "description": "Nine teams,\nthree years.", "language": "fr"}
    assert site.client("Ben").post(f"{site.project}/description", data=new).status_code == 403
    assert site.client().post(f"{site.project}/description", data=new).status_code == 303
    told = site.client().get(site.project).text
    assert "<h1>Teams</h1>" in told
    assert "Nine teams,\nthree years." in told
    assert "You called the project “Teams”" in told
    assert "Undo: called the project" not in told
    assert site.client().post(f"{site.project}/description", data=new | {"language": "?"}).status_code == 422


def test_names_are_shown_as_text(site: Site):
    site.people.as_("Ana", add_document, WORDS, SCRIPT)
    site.people.as_("Ana", add_coder, SCRIPT)
    ana = site.client()
    ana.post("/projects", data={"name": SCRIPT, "coder": SCRIPT})
    for path in ("/", site.project, f"{site.project}/documents"):
        told = ana.get(path).text
        assert SCRIPT not in told
        assert "&lt;script&gt;alert" in told


def test_blind_codings_are_not_counted_for_others(site: Site):
    document = site.people.as_("Ana", add_document)
    code = site.people.as_("Ana", create_code, "Contact").code_id
    site.people.as_("Ana", add_coding, document, selected(4, 11), code)
    site.people.as_("Ben", add_coding, document, selected(4, 11), code, "check")
    told = {name: site.client(name).get(site.project).text for name in ("Ana", "Ben", "Carla")}
    shown = {name: re.findall(r"<dt>codings</dt><dd>(\d+)</dd>", text) for name, text in told.items()}
    assert shown == {"Ana": ["2"], "Ben": ["1"], "Carla": ["1"]}
    assert told["Carla"].count("1 coding in 1 document") == 1
