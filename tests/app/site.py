"""The site as its people meet it: a real server, and a client for each of the cast."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from time import monotonic, sleep

import httpx2 as httpx
import uvicorn

from quotetree.app.form_token import COOKIE
from quotetree.app.main import make_app
from tests.app.browser import as_a_page
from tests.app.cast import Cast


@dataclass
class Site:
    """A served application: its address without a slash at the end, and who its people are."""

    address: str
    people: Cast
    clients: dict[str, httpx.Client] = field(default_factory=dict)

    @property
    def project(self) -> str:
        """The path of the cast's project."""
        return f"/projects/{self.people.project_id}"

    def client(self, name: str = "Ana") -> httpx.Client:
        """A browser without scripts, let in as one of the cast; redirects are not followed."""
        if name not in self.clients:
            cookies = {COOKIE: f"token of {name}"}
            self.clients[name] = httpx.Client(
                base_url=self.address,
                cookies=cookies,
                timeout=30,
                event_hooks={"request": [as_a_page]},
            )
        return self.clients[name]

    def cookie(self, name: str = "Ana") -> dict[str, str]:
        """What lets a real browser in, for `add_cookies`."""
        return {"name": COOKIE, "value": f"token of {name}", "url": self.address}


@contextmanager
def served(people: Cast, *, on_server: bool = False) -> Iterator[Site]:
    """The application on a free port of this machine."""
    url = people.database.url.render_as_string(hide_password=False)
    app = make_app(url, on_server=on_server)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    until = monotonic() + 20
    while not server.started and thread.is_alive() and monotonic() < until:
        sleep(0.005)
    assert server.started, "the server did not start"
    site = Site(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", people)
    try:
        yield site
    finally:
        for client in site.clients.values():
            client.close()
        server.should_exit = True
        thread.join(20)
        app.state.database.dispose()
