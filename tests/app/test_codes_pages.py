"""Changes of the tree over HTTP: what is refused gets a sentence, and nothing is changed."""

from collections.abc import Iterator

import httpx
import pytest

from quotetree.app.services import codes as service
from quotetree.app.services.codings import add_coding
from quotetree.app.services.projects import create_project
from quotetree.app.store.database import transaction
from quotetree.coding.tree_plans import Place
from tests.app.cast import Cast, add_document, cast, selected
from tests.app.site import Site, served


@pytest.fixture
def people(database_url: str) -> Iterator[Cast]:
    everybody = cast(database_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def site(people: Cast) -> Iterator[Site]:
    with served(people) as opened:
        yield opened


@pytest.fixture
def code(people: Cast) -> dict[str, str]:
    """Ids by name: Contact with Nurses below it, Base; Elsewhere is of another project."""
    contact = people.as_("Ana", service.create_code, "Contact").code_id
    nurses = people.as_("Ana", service.create_code, "Nurses", Place(contact)).code_id
    base = people.as_("Ana", service.create_code, "Base").code_id
    here = people.project_id
    with transaction(people.database, writing=True) as connection:
        people.project_id = create_project(connection, people.accounts["Ana"], "Another", "Ana").project_id
    elsewhere = people.as_("Ana", service.create_code, "Elsewhere").code_id
    people.project_id = here
    return {"Contact": contact, "Nurses": nurses, "Base": base, "Elsewhere": elsewhere}


def post(site: Site, path: str, form: dict[str, str | list[str]]) -> httpx.Response:
    headers = {"HX-Request": "true"}
    return site.client().post(f"{site.project}/codes{path}", data=form, headers=headers)


GONE = "not in this project"


@pytest.mark.parametrize(
    ("path", "form", "sentence"),
    [
        ("/move", {"code": "Contact", "parent": "Contact"}, "cannot be moved below itself"),
        ("/move", {"code": "Contact", "parent": "Nurses"}, "one of its sub-codes"),
        ("/move", {"code": "Base", "parent": "Elsewhere"}, GONE),
        ("/move", {"code": "Elsewhere", "parent": "Base"}, GONE),
        ("/move", {"code": "Base", "before": "Nurses"}, "not there any more"),
        ("/name", {"code": "Base", "name": " contact "}, "There is already a code “Contact”"),
        ("/name", {"code": "Base", "name": " "}, "A code needs a name."),
        ("/name", {"code": "Base", "name": "a\nb"}, "on one line"),
        ("/name", {"code": "Base", "name": "x" * 201}, "at most 200 characters"),
        ("/name", {"code": "Elsewhere", "name": "Mine"}, GONE),
        ("", {"name": "base"}, "There is already a code “Base”"),
        ("", {"name": "New", "place": "below Elsewhere"}, GONE),
        ("", {"name": "New", "colour": "99"}, "A colour is a number from 1 to 24."),
        ("", {"name": "New", "definition": "x" * 20_001}, "at most 20,000 characters"),
        ("/{Elsewhere}", {"name": "Mine"}, GONE),
        ("/{Base}/delete", {"codings_to": "Elsewhere"}, GONE),
        ("/{Base}/delete", {"codings_to": "Base"}, "deleted too"),
        ("/{Base}/delete", {"sub_codes": "perhaps"}, "sub_codes"),
        ("/pin", {"code": "Base", "slot": "12"}, "slot"),
        ("/move", {}, "code"),
    ],
)
def test_what_breaks_the_tree_is_refused_in_a_sentence(
    site: Site, code: dict[str, str], path: str, form: dict[str, str], sentence: str
) -> None:
    before = site.people.rows()
    ids = {name: code.get(value, value) if name != "name" else value for name, value in form.items()}
    if "place" in ids:
        ids["place"] = f"below {code['Elsewhere']}"
    answer = post(site, path.format(**code), ids)
    assert answer.status_code in (404, 422)
    assert sentence in answer.text
    assert 'hx-target="#refused"' in answer.text
    assert site.people.rows() == before


def test_names_and_texts_are_shown_and_never_run(site: Site) -> None:
    bad = "<script>alert(1)</script>\"'&"
    made = post(site, "", {"name": bad, "definition": bad, "example": f"</textarea>{bad}"})
    assert made.status_code == 200
    tree = site.client().get(f"{site.project}/codes").text
    code_id = tree.split('data-code="')[1].split('"')[0]
    define = site.client().get(f"{site.project}/codes/define", params={"code": code_id}).text
    history = site.client().get(f"{site.project}/history").text
    for page in (made.text, tree, define, history):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_change_answers_with_the_tree_and_the_way_back(site: Site, code: dict[str, str]) -> None:
    answer = post(site, "/move", {"code": [code["Base"], code["Nurses"]], "parent": ""})
    assert answer.status_code == 200
    assert answer.headers["HX-Trigger"] == '{"tree-changed": {"target": "body"}}'
    assert "Moved “Base” and 1 other code to the main codes" in answer.text
    assert f'data-code="{code["Nurses"]}" data-path="Nurses"' in answer.text
    assert "/undo" in answer.text


def test_an_unknown_choice_before_an_undo_is_refused(site: Site, code: dict[str, str]) -> None:
    before = site.people.rows()
    answer = site.client().post(f"{site.project}/history/3/undo", data={"choice": "perhaps"})
    assert answer.status_code == 422
    answer = site.client().post(f"{site.project}/history/999/undo")
    assert answer.status_code == 404
    assert site.people.rows() == before


def test_a_blind_layer_is_not_told_where_a_code_is_deleted_or_taken_back(site: Site) -> None:
    people = site.people
    made = people.as_("Ben", service.create_code, "Contact")
    document = people.as_("Ana", add_document)
    for end in (11, 16):
        people.as_("Ana", add_coding, document, selected(4, end), made.code_id, "check")
    question = site.client("Ben").post(f"{site.project}/history/{made.seq}/undo").text
    assert "the code is used by now</li>" in question
    assert "Ana" not in question

    def asked(who: str) -> str:
        return site.client(who).get(f"{site.project}/codes/delete", params={"code": made.code_id}).text

    people.as_("Ana", add_coding, document, selected(4, 11), made.code_id)
    assert "3 codings of its own." in asked("Ana")
    assert "are deleted too" in asked("Ana")
    assert "1 coding of its own." in asked("Ben")
    assert "are deleted too" not in asked("Ben")


def test_a_coder_deletes_no_codings_of_others_with_a_code(site: Site) -> None:
    people = site.people
    contact = people.as_("Ben", service.create_code, "Contact").code_id
    base = people.as_("Ana", service.create_code, "Base").code_id
    document = people.as_("Ana", add_document)
    address = f"{site.project}/codes/{contact}/delete"

    def asked() -> str:
        html = site.client("Ben").get(f"{site.project}/codes/delete", params={"code": contact}).text
        return html.split("<form", 1)[1]

    nothing_there = asked()
    blind = people.as_("Ana", add_coding, document, selected(4, 11), contact, "check").coding_id
    assert asked() == nothing_there
    before = people.rows()
    refused = site.client("Ben").post(address, data={"codings_to": "delete"})
    assert refused.status_code == 403
    assert "Others have coded with “Contact”" in refused.text
    assert people.rows() == before
    own = people.as_("Ben", add_coding, document, selected(4, 11), contact).coding_id
    assert site.client("Ben").post(address, data={"codings_to": base}).status_code == 200
    assert {people.rows()["coding"][one]["code_id"] for one in (blind, own)} == {base}


def test_a_coder_deletes_a_code_with_what_they_coded_themselves(site: Site) -> None:
    people = site.people
    contact = people.as_("Ben", service.create_code, "Contact").code_id
    people.as_("Ben", add_coding, people.as_("Ana", add_document), selected(4, 11), contact)
    address = f"{site.project}/codes/{contact}/delete"
    assert site.client("Ben").post(address, data={"codings_to": "delete"}).status_code == 200
    assert people.rows()["coding"] == {}
