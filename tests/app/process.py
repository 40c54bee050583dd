"""The program in a process of its own, as people run it: to be measured, and to be killed."""

import re
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

from quotetree.app.form_token import COOKIE, HEADER, token_for

SECONDS_TO_START = 60
SECONDS_TO_ANSWER = 300
START = "import sys; from quotetree.app.cli import main; sys.exit(main(sys.argv[1:]))"


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
        self.connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_ANSWER)
        self.headers = {
            "Cookie": f"{COOKIE}={token}",
            "HX-Request": "true",
            "Sec-Fetch-Site": "same-origin",
            HEADER: token_for(token),
        }

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
    """Serve a database from a process of its own on a free port; what it says goes to the log."""
    command = [sys.executable, "-c", START, "serve", "--port", "0", "--data", url]
    with open(log, "wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        running = Running(_port(process, log), process)
        yield running
        for caller in running.callers:
            caller.close()
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """As a person does with Ctrl+C; if something keeps it, by force."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    """The port in the address that the program prints, once it answers there."""
    until = monotonic() + SECONDS_TO_START
    while process.poll() is None and monotonic() < until:
        found = re.search(rb"http://[^:/]+:(\d+)/.*\n", log.read_bytes())
        if found and _listens(int(found[1])):
            return int(found[1])
        sleep(0.01)
    raise AssertionError(f"the server did not start:\n{log.read_text(errors='replace')}")


def _listens(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0
