"""Six hundred requests at once, reads and writes: each is answered, and what was written is there."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import func, select

from quotetree.app.form_token import COOKIE, HEADER, token_for
from quotetree.app.store import tables
from quotetree.app.store.access import Access

from .killing import BEGINNINGS, HASH, TALK, Work, begin
from .process import run

REQUESTS = 600
WRITES = 150


def test_six_hundred_at_once_are_answered(sqlite_url: str, tmp_path: Path) -> None:
    work = begin(sqlite_url, seed=2)
    requests = [_request(work, n) for n in range(REQUESTS)]
    # In a thread: a browser that another test left open keeps a loop running in this one.
    with run(work.url, tmp_path / "server.txt") as running, ThreadPoolExecutor(1) as aside:
        answers = aside.submit(lambda: asyncio.run(_all_at_once(running.port, requests))).result()
    work.people.database.dispose()
    wrong = [answer for answer in answers if not answer.startswith(b"HTTP/1.1 200")]
    assert not wrong, f"{len(wrong)} of {REQUESTS}, the first: {wrong[0][:300]!r}"
    assert work.people.as_("Ana", _codings, writing=False) == WRITES


async def _all_at_once(port: int, requests: list[bytes]) -> list[bytes]:
    """The beginning of each answer; all connections stand before the first request is sent."""
    doors = await asyncio.gather(*(asyncio.open_connection("127.0.0.1", port) for _ in requests))
    for (_, writer), request in zip(doors, requests, strict=True):
        writer.write(request)
    answers = await asyncio.gather(*(reader.read() for reader, _ in doors))
    for _, writer in doors:
        writer.close()
    return answers


def _request(work: Work, n: int) -> bytes:
    """Every fourth codes a passage of its own; the others read a transcript, the tree, the history or the news."""
    client = work.clients[n % len(work.clients)]
    document = f"{work.project}/documents/{work.document}"
    if n % (REQUESTS // WRITES):
        reads = (document, f"{work.project}/codes", f"{work.project}/history", f"{document}/news?after=0")
        return _http("GET", reads[n // 4 % len(reads)], client.name)
    start = BEGINNINGS[n // 4]
    place = {"start": start, "end": start + 10, "quote": TALK[start : start + 10], "hash": HASH}
    fields = urlencode({**place, "code": min(client.codes), "after": 0})
    return _http("POST", f"{document}/codings", client.name, fields)


def _http(method: str, path: str, name: str, fields: str = "") -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {COOKIE}=token of {name}",
        "HX-Request: true",
        "Connection: close",
    ]
    if fields:
        lines += ["Origin: http://127.0.0.1", f"{HEADER}: {token_for(f'token of {name}')}"]
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(fields)}"]
    return "\r\n".join([*lines, "", fields]).encode()


def _codings(access: Access) -> int:
    asked = select(func.count()).select_from(tables.LOGGED["coding"])
    return int(access.connection.execute(asked).scalar_one())
