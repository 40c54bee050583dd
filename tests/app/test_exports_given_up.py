"""An export that is given up is left off, leaves no file, and lets the next one in."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2 as httpx
import pytest

from quotetree.app.form_token import HEADER, token_for
from quotetree.app.main import make_app
from quotetree.app.routes.access import COOKIE
from quotetree.app.services.codes import create_code
from quotetree.app.services.codings import add_coding
from quotetree.app.services.exports import write_export
from quotetree.coding.exports import ExportStopped
from tests.app.cast import Cast, add_document, cast, selected

Steps = Callable[[httpx.AsyncClient, str, object], Awaitable[None]]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files come to stand."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def walk(people: Cast, steps: Steps) -> None:
    """In a thread: a browser that another test left open keeps a loop running in this one."""

    async def walked() -> None:
        app = make_app(people.database.url.render_as_string(hide_password=False))
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here", timeout=60) as client:
            be(client, "Ana")
            try:
                await steps(client, f"/projects/{people.project_id}/exports", app.state)
            finally:
                app.state.aside.end()
                app.state.database.dispose()

    with ThreadPoolExecutor(1) as aside:
        aside.submit(lambda: asyncio.run(walked())).result()
    people.database.dispose()


def be(client: httpx.AsyncClient, name: str) -> None:
    client.cookies.set(COOKIE, f"token of {name}")
    client.headers.update({HEADER: token_for(f"token of {name}"), "Origin": "http://here"})


async def until(found: Callable[[], bool]) -> None:
    while not found():
        await asyncio.sleep(0.01)


def test_an_export_that_waits_is_given_up(database_url: str, files: Path) -> None:
    async def steps(client: httpx.AsyncClient, here: str, state: object) -> None:
        line = state.exports
        async with line.turn(), line.turn():
            asked = asyncio.create_task(client.get(f"{here}/quotations.docx"))
            await until(lambda: line.waiting == 1 or asked.done())
            assert not asked.done(), asked.result().text
            shown = (await client.get(here)).text
            assert "Quotations as .docx" in shown
            assert "waits its turn" in shown
            be(client, "Ben")
            assert "Quotations as .docx" not in (await client.get(f"{here}/being-made")).text
            assert (await client.post(f"{here}/being-made/1/cancel")).status_code == 200
            be(client, "Ana")
            assert "Quotations as .docx" in (await client.get(f"{here}/being-made")).text
            left = (await client.post(f"{here}/being-made/1/cancel")).text
            assert "Quotations as .docx" not in left
            assert (await asked).status_code == 204
            assert line.waiting == 0
        assert list(files.iterdir()) == []
        assert (await client.get(f"{here}/quotations.docx")).status_code == 200
        assert list(files.iterdir()) == []

    walk(cast(database_url), steps)


def test_an_export_that_is_being_made_is_given_up_and_its_place_is_free(
    database_url: str, files: Path
) -> None:
    async def steps(client: httpx.AsyncClient, here: str, state: object) -> None:
        asked = asyncio.create_task(client.get(f"{here}/quotations.docx"))
        await until(lambda: state.exports.under_way == 1)
        assert "being made" in (await client.get(f"{here}/being-made")).text
        await client.post(f"{here}/being-made/1/cancel")
        assert (await asked).status_code == 204
        assert state.exports.under_way == 0
        assert list(files.iterdir()) == []
        assert (await client.get(f"{here}/codings.csv")).status_code == 200
        assert list(files.iterdir()) == []

    walk(cast(database_url), steps)


@pytest.mark.parametrize(
    "what", ["quotations.docx", "quotations.html", "codings.xlsx", "codings.csv", "codebook.docx"]
)
def test_it_stops_between_two_rows(database_url: str, tmp_path: Path, what: str) -> None:
    people = cast(database_url)
    document = people.as_("Ana", add_document)

    for name, at in (("Contact", (4, 11)), ("Delay", (4, 8))):
        code = people.as_("Ana", create_code, name).code_id
        people.as_("Ana", add_coding, document, selected(*at), code)
    looked = []

    def check() -> None:
        looked.append(1)
        if len(looked) == 2:
            raise ExportStopped("Not wanted.")

    name, path = what.split(".")[0], tmp_path / what
    with pytest.raises(ExportStopped):
        people.as_("Ana", write_export, name, path, None, check, writing=False)
    people.database.dispose()
