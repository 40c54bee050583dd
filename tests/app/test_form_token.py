"""Nothing is written without the token that only our own pages hold."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import quotetree.app
from quotetree.app.form_token import COOKIE, FIELD, HEADER, SAFE, token_for
from quotetree.app.main import make_app
from quotetree.app.pages import environment
from quotetree.app.routes import ROUTERS

from .cast import Cast, cast

WRITING = sorted(
    (method, route.path)
    for router in ROUTERS
    for route in router.routes
    for method in route.methods
    if method not in SAFE
)
OWN = {"Origin": "http://testserver"}


@pytest.fixture
def people(sqlite_url: str) -> Iterator[Cast]:
    everybody = cast(sqlite_url)
    yield everybody
    everybody.database.dispose()


@pytest.fixture
def ana(people: Cast) -> Iterator[TestClient]:
    """Ana's browser, which sends no more than it is told."""
    app = make_app(people.database.url.render_as_string(hide_password=False))
    with TestClient(app, follow_redirects=False) as client:
        client.cookies.set(COOKIE, "token of Ana")
        yield client


@pytest.mark.parametrize("token", [None, "", token_for("token of Ben"), "é"])
def test_no_route_writes_without_the_token(people: Cast, ana: TestClient, token: str | None):
    before = people.rows()
    assert len(WRITING) > 15
    for method, path in WRITING:
        for address in (path, path.replace("{project_id}", people.project_id)):
            given = {} if token is None else {HEADER: token.encode()}
            answer = ana.request(method, address, headers={**OWN, **given})
            assert answer.status_code == 403, (method, path)
    assert people.rows() == before


def test_a_plain_form_carries_it_in_a_field(ana: TestClient):
    page = ana.get("/").text
    field = re.search(rf'name="{FIELD}" value="(\w+)"', page)
    assert field
    new = {"name": "Hospital at home", "coder": "Ana"}
    assert ana.post("/projects", data=new, headers=OWN).status_code == 403
    assert ana.post("/projects", data={**new, FIELD: "0" * 64}, headers=OWN).status_code == 403
    assert ana.post("/projects", data={**new, FIELD: field[1]}, headers=OWN).status_code == 303
    assert "Hospital at home" in ana.get("/").text


def test_htmx_carries_it_in_a_header(ana: TestClient):
    header = re.search(rf"hx-headers:inherited='{{\"{HEADER}\": \"(\w+)\"}}'", ana.get("/").text)
    assert header
    new = {"name": "Hospital at home", "coder": "Ana"}
    assert ana.post("/projects", data=new, headers={**OWN, HEADER: header[1]}).status_code == 303


def test_every_form_that_a_template_posts_has_the_field():
    folder = Path(quotetree.app.__file__).parent / "templates"
    posting = 0
    for file in folder.rglob("*.html"):
        source = file.read_text(encoding="utf-8")
        forms = len(re.findall(r'\smethod="post"', source))
        assert environment.preprocess(source).count(f'name="{FIELD}"') == forms, file.name
        posting += forms
    assert posting > 3
