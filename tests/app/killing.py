"""Four people code, move codes and undo over HTTP; the server is killed; and what must hold of the database then."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from random import Random
from threading import Event, Thread
from time import monotonic, sleep

from sqlalchemy import Engine, func, select, text

from quotetree.app.services.codes import create_code
from quotetree.app.services.integrity import findings
from quotetree.app.services.projects import add_coder
from quotetree.app.store import projects, tables
from quotetree.app.store.access import begin_session, local_account
from quotetree.app.store.database import open_database, transaction
from quotetree.coding.text import sha256
from quotetree.coding.tree_plans import Place

from .cast import Cast, add_document, cast
from .process import Answer, Caller, Running, run

NAMES = ("Ana", "Ben", "Cora", "Dan")
TALK = "".join(f"P{n % 3 + 1}: {'We spoke of it on many days. ' * 20}\n" for n in range(40))
HASH = sha256(TALK)
BEGINNINGS = [found.start() for found in re.finditer("We", TALK)]
MOST_DEEDS = 60
SECONDS_TO_WAIT = 60


@dataclass(frozen=True)
class Coded:
    """A passage was coded."""

    start: int
    end: int
    code: str


@dataclass(frozen=True)
class Moved:
    """A code was moved below another."""

    code: str
    to: str


@dataclass(frozen=True)
class Undone:
    """The latest was taken back."""


Deed = Coded | Moved | Undone


@dataclass
class Client:
    """A person at work. `stands` holds their deeds that stand; `unsure` the one that was never answered."""

    name: str
    coder_id: str
    codes: dict[str, str]
    homes: list[str]
    rng: Random
    stands: list[Deed] = field(default_factory=list)
    answered: int = 0
    unsure: Deed | None = None
    after: int = 0
    coded: set[Coded] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    def work(self, caller: Caller, project: str, document: str, ended: Event) -> None:
        """One deed after another, until the server answers no more."""
        while not ended.is_set() and not self.refused:
            deed = self._next()
            self.unsure = deed
            try:
                answer = self._do(deed, caller, project, document)
            except (OSError, HTTPException):
                return
            if answer.status != 200:
                self.refused.append(f"{deed}: {answer.status}\n{answer.text[:500]}")
                return
            self.stands, self.answered, self.unsure = then(self.stands, deed), self.answered + 1, None
            found = re.search(r'id="seq" value="(\d+)"', answer.text)
            self.after = int(found[1]) if found else self.after

    def _next(self) -> Deed:
        what = self.rng.random()
        if what < 0.25 and self.stands:
            return Undone()
        code = self.rng.choice(sorted(self.codes))
        if what < 0.4:
            return Moved(code, next(home for home in self.homes if home != parents(self, self.stands)[code]))
        return self._new_passage(code)

    def _new_passage(self, code: str) -> Coded:
        """One that this client never coded: the same again would be no action."""
        while True:
            start = self.rng.choice(BEGINNINGS)
            coded = Coded(start, start + self.rng.randrange(2, 28), code)
            if coded not in self.coded:
                self.coded.add(coded)
                return coded

    def _do(self, deed: Deed, caller: Caller, project: str, document: str) -> Answer:
        if isinstance(deed, Undone):
            return caller.post(f"{project}/undo")
        if isinstance(deed, Moved):
            return caller.post(f"{project}/codes/move", code=deed.code, parent=deed.to)
        place = {"start": deed.start, "end": deed.end, "quote": TALK[deed.start : deed.end], "hash": HASH}
        return caller.post(
            f"{project}/documents/{document}/codings", **place, code=deed.code, after=self.after
        )


def then(stands: list[Deed], deed: Deed) -> list[Deed]:
    """What stands after a deed."""
    return stands[:-1] if isinstance(deed, Undone) else [*stands, deed]


def parents(client: Client, stands: list[Deed]) -> dict[str, str]:
    """Where a client's codes are, by what stands."""
    return client.codes | {deed.code: deed.to for deed in stands if isinstance(deed, Moved)}


@dataclass
class Work:
    """A database with four clients at work in one document."""

    url: str
    people: Cast
    document: str
    clients: list[Client]

    @property
    def project(self) -> str:
        return f"/projects/{self.people.project_id}"

    @property
    def answered(self) -> int:
        """How many deeds the server has answered."""
        return sum(client.answered for client in self.clients)


def begin(url: str, seed: int) -> Work:
    """Four people in one project, each with three codes that they move between two homes."""
    people = cast(url)
    document = people.as_("Ana", add_document, TALK)
    coders = {name: people.as_(name, lambda access: access.reader.coder_id) for name in ("Ana", "Ben")}
    coders |= {name: _join(people, name) for name in NAMES[2:]}
    clients = [_client(people, name, coders[name], Random(seed + n)) for n, name in enumerate(NAMES)]
    for client in clients:
        client.answered = _actions(people.database, client)
    return Work(url, people, document, clients)


def _join(people: Cast, name: str) -> str:
    """A further coder with a browser of their own. Returns the coder's id."""
    coder = people.as_("Ana", add_coder, name)
    with transaction(people.database, writing=True) as connection:
        account = local_account(connection, name)
        session = begin_session(connection, account, f"token of {name}")
        projects.add_member(connection, people.project_id, account, "coder")
        projects.take_seat(connection, session, people.project_id, coder)
    return coder


def _client(people: Cast, name: str, coder_id: str, rng: Random) -> Client:
    def made(called: str, place: Place | None = None) -> str:
        return people.as_("Ana", create_code, called, place).code_id

    homes = [made(f"{name}'s home {n}") for n in (1, 2)]
    own = [made(f"{name} {n}", Place(homes[0])) for n in (1, 2, 3)]
    return Client(name, coder_id, dict.fromkeys(own, homes[0]), homes, rng)


def killed_at_work(work: Work, log: Path, rng: Random) -> int:
    """Serve, let all work, and kill the server at a moment that nobody foresees. Returns how many deeds it answered."""
    before = work.answered
    enough, ended = before + rng.randrange(10, MOST_DEEDS), Event()
    with run(work.url, log) as running:
        threads = [Thread(target=_work, args=(work, client, running, ended)) for client in work.clients]
        for thread in threads:
            thread.start()
        _until(lambda: work.answered >= enough or not any(thread.is_alive() for thread in threads))
        sleep(rng.uniform(0, 0.05))
        running.kill()
        ended.set()
        for thread in threads:
            thread.join(20)
    assert not [thread for thread in threads if thread.is_alive()]
    refused = [sentence for client in work.clients for sentence in client.refused]
    assert not refused, "\n".join(refused)
    return work.answered - before


def _until(done: Callable[[], bool]) -> None:
    until = monotonic() + SECONDS_TO_WAIT
    while not done():
        assert monotonic() < until, f"nothing happened for {SECONDS_TO_WAIT} seconds"
        sleep(0.002)


def _work(work: Work, client: Client, running: Running, ended: Event) -> None:
    client.work(running.caller(f"token of {client.name}"), work.project, work.document, ended)


def check(work: Work) -> None:
    """What was answered is there, what was not is there wholly or not at all, and the database holds together."""
    engine = open_database(work.url)
    try:
        _until_alone(engine)
        for client in work.clients:
            _adopt(client, _found(engine, client))
        with transaction(engine, writing=False) as connection:
            assert list(findings(connection)) == []
    finally:
        engine.dispose()


def _adopt(client: Client, found: tuple[int, set[Coded], dict[str, str]]) -> None:
    """Compare with what was answered, or with that and the one deed under way; and go on from there."""
    possible = [(client.answered, client.stands)]
    if client.unsure is not None:
        possible.append((client.answered + 1, then(client.stands, client.unsure)))
    expected = [
        (actions, {deed for deed in stands if isinstance(deed, Coded)}, parents(client, stands))
        for actions, stands in possible
    ]
    assert found in expected, f"{client.name} was answered {client.answered} deeds, {found[0]} are there"
    client.answered, client.stands = possible[expected.index(found)]
    client.unsure = None


def _found(engine: Engine, client: Client) -> tuple[int, set[Coded], dict[str, str]]:
    """A client's number of actions, codings and places of codes, as the database has them."""
    coding, code = tables.LOGGED["coding"].c, tables.LOGGED["code"].c
    with transaction(engine, writing=False) as connection:
        rows = connection.execute(
            select(coding.start, coding.end, coding.code_id).where(coding.coder_id == client.coder_id)
        )
        codings = {Coded(*row) for row in rows}
        places = connection.execute(select(code.id, code.parent_id).where(code.id.in_(client.codes)))
        return _actions(engine, client), codings, {row.id: row.parent_id for row in places}


def _actions(engine: Engine, client: Client) -> int:
    with transaction(engine, writing=False) as connection:
        asked = select(func.count()).select_from(tables.Action).where(tables.Action.who == client.coder_id)
        return connection.execute(asked).scalar_one()


def _until_alone(engine: Engine) -> None:
    """PostgreSQL notices after a moment that the killed program is gone, and may be committing meanwhile."""
    if engine.dialect.name != "postgresql":
        return
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle'"
        " AND pid <> pg_backend_pid()"
    )
    with engine.connect() as connection:

        def alone() -> bool:
            connection.rollback()
            return not connection.execute(others).scalar_one()

        _until(alone)
