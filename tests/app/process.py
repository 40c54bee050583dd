"""The program in a process of its own, as people run it: to be measured, and to be killed."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple
from urllib.parse import urlencode

from quotetree.app.routes.access import COOKIE

SECONDS_TO_START = 60
PROGRAM = """
import sys, uvicorn
from quotetree.app.main import make_app
uvicorn.run(make_app(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
"""


class Answer(NamedTuple):
    """What the server said."""

    status: int
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Caller:
    """A browser without scripts on one kept connection, let in by its cookie. It costs next to nothing itself."""

    def __init__(self, port: int, token: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": f"{COOKIE}={token}", "HX-Request": "true"}

    def get(self, path: str, **asked: object) -> Answer:
        return self._ask("GET", f"{path}?{urlencode(asked)}" if asked else path)

    def post(self, path: str, **fields: object) -> Answer:
        return self._ask("POST", path, fields)

    def patch(self, path: str, **fields: object) -> Answer:
        return self._ask("PATCH", path, fields)

    def _ask(self, method: str, path: str, fields: Mapping[str, object] | None = None) -> Answer:
        headers, body = dict(self.headers), None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields, doseq=True)
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        return Answer(response.status, response.read())

    def close(self) -> None:
        self.connection.close()


@dataclass
class Running:
    """A served database, and those who call."""

    port: int
    process: subprocess.Popen[bytes]
    callers: list[Caller] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def caller(self, token: str) -> Caller:
        """A new connection for somebody whose cookie holds this token."""
        self.callers.append(Caller(self.port, token))
        return self.callers[-1]

    def kill(self) -> None:
        """End it as a power cut would: nothing of it runs on, and nothing is tidied up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)


@contextmanager
def run(url: str, log: Path) -> Iterator[Running]:
    """Serve a migrated database from a process of its own on a free port; what it says goes to the log."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with open(log, "ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, url, str(port)], stdout=output, stderr=output
        )
    running = Running(port, process)
    try:
        _wait_for(running, log)
        yield running
    finally:
        for caller in running.callers:
            caller.close()
        if process.poll() is None:
            process.terminate()
        process.wait(20)


def _wait_for(running: Running, log: Path) -> None:
    until = monotonic() + SECONDS_TO_START
    while running.process.poll() is None and monotonic() < until:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", running.port)) == 0:
                return
        sleep(0.01)
    raise AssertionError(f"the server did not start:\n{log.read_text(errors='replace')}")
