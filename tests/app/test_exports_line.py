"""The line in which exports wait their turn."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx2 as httpx

from quotetree.app.main import make_app
from quotetree.app.routes.access import COOKIE
from tests.app.cast import Cast, cast


def test_exports_that_wait_hold_up_nobody(database_url: str) -> None:
    """Twenty wait while no export can be made; a page is answered meanwhile; then each is made."""
    everybody = cast(database_url)
    # In a thread: a browser that another test left open keeps a loop running in this one.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(lambda: asyncio.run(_waiting(everybody))).result()
    everybody.database.dispose()


async def _waiting(everybody: Cast) -> None:
    app = make_app(everybody.database.url.render_as_string(hide_password=False))
    line = app.state.exports
    here = f"/projects/{everybody.project_id}"
    cookies = {COOKIE: "token of Ana"}
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://here", cookies=cookies, timeout=60
    ) as client:
        async with line.turn(), line.turn():
            asked = [asyncio.create_task(client.get(f"{here}/exports/codings.csv")) for _ in range(20)]
            while line.waiting < 20:
                await asyncio.sleep(0)
            page = await client.get(f"{here}/exports")
            assert page.status_code == 200
            assert "2 files are being made, 20 wait their turn" in page.text
            assert not any(one.done() for one in asked)
            line.most_waiting = 20
            full = await client.get(f"{here}/exports/codings.csv")
            assert full.status_code == 503
            assert "20 wait their turn. Try again later." in full.text
        answers = await asyncio.gather(*asked)
    assert {answer.status_code for answer in answers} == {200}
    app.state.aside.end()
    app.state.database.dispose()
