"""What stands before every route: whom the program answers at all, and what it tells browsers of its pages."""

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from quotetree.app.main import make_app
from quotetree.app.static_files import ADDRESS


@pytest.fixture
def client(sqlite_url: str):
    app = make_app(sqlite_url, hosts=frozenset({"localhost"}))
    with TestClient(app, base_url="http://localhost") as made:
        yield made
    app.state.database.dispose()


@pytest.mark.parametrize("path", ["/", "/nothing-here", "/projects/of-nobody"])
def test_every_answer_keeps_a_page_to_itself(client: httpx.Client, path: str):
    headers = client.get(path).headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_a_script_may_be_kept_by_the_browser(client: httpx.Client):
    answer = client.get(f"{ADDRESS}/js/keys.js")
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" not in answer.headers.get("Cache-Control", "")


def test_only_this_machines_name_is_answered(client: httpx.Client):
    answer = client.get("/", headers={"Host": "elsewhere.example:8474"})
    assert answer.status_code == 403
    assert "only under this machine&#39;s own name" in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_a_page_of_another_site_cannot_write(client: httpx.Client):
    foreign = client.post("/projects", headers={"Origin": "http://elsewhere.example"})
    assert foreign.status_code == 403
    assert "another site" in foreign.text
    own = client.post("/projects", headers={"Origin": "http://localhost"})
    assert own.status_code == 401, "from its own page it is asked who it is"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://localhost:8474"},
        {"Origin": "http://localhost.elsewhere.example"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Referer": "http://elsewhere.example/localhost"},
    ],
)
def test_a_write_that_does_not_come_from_a_page_of_ours_is_refused(
    client: httpx.Client, headers: dict[str, str]
):
    answer = client.post("/projects", headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Referer": "http://localhost/"}])
def test_a_browser_that_tells_no_origin_tells_it_otherwise(client: httpx.Client, headers: dict[str, str]):
    assert client.post("/projects", headers=headers).status_code == 401
