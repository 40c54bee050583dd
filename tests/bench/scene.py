"""The stage of the measurements: a filled database, and the program serving it from a process of its own."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from quotetree.app.store import migrate
from quotetree.app.store.access import reach
from quotetree.app.store.database import open_database, transaction
from tests.app.process import Caller, Running, run

from .corpus import Corpus, make
from .filling import Study, fill

SEED = 1


@dataclass
class Scene:
    """What is measured: `running` is the served program, `engine` the same database from here."""

    url: str
    folder: Path
    engine: Engine
    corpus: Corpus
    study: Study
    running: Running

    @property
    def project(self) -> str:
        """The path of the project."""
        return f"/projects/{self.study.project_id}"

    def document(self, n: int) -> str:
        """The path of a document by its place in the corpus."""
        return f"{self.project}/documents/{self.study.documents[n]}"

    def caller(self, name: str = "Ana") -> Caller:
        """A browser without scripts, let in as one of the clients."""
        return self.running.caller(f"token of {name}")

    def as_(self, name: str, what: Callable[..., Any], *args: Any, writing: bool = False) -> Any:
        """What a call answers in a client's name, in a transaction of its own."""
        with transaction(self.engine, writing=writing) as connection:
            account, session = self.study.accounts[name], self.study.sessions[name]
            return what(reach(connection, account, self.study.project_id, session), *args)


@contextmanager
def scene(times: int, postgresql: bool) -> Iterator[Scene]:
    """The corpus in a database of its own, served; everything is gone afterwards."""
    with empty_database(postgresql) as (url, folder):
        engine = open_database(url)
        corpus = make(SEED, times)
        study = fill(engine, corpus, SEED)
        if postgresql:
            with transaction(engine, writing=True) as connection:
                connection.execute(text("ANALYZE"))
        try:
            with run(url, folder / "server.txt") as running:
                yield Scene(url, folder, engine, corpus, study, running)
        finally:
            engine.dispose()


@contextmanager
def empty_database(postgresql: bool) -> Iterator[tuple[str, Path]]:
    """The URL of a new, migrated database, and a folder; both are gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="quotetree-bench-") as name,
        _new_database(name, postgresql) as url,
    ):
        migrate.upgrade(url)
        yield url, Path(name)


@contextmanager
def _new_database(folder: str, postgresql: bool) -> Iterator[str]:
    if not postgresql:
        yield f"sqlite:///{folder}/quotetree.sqlite"
        return
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        raise SystemExit("There is no PostgreSQL: run python3 dev.py bench --postgresql.")
    with _made(make_url(server).set(drivername="postgresql+psycopg")) as url:
        yield url


@contextmanager
def _made(server: URL) -> Iterator[str]:
    """A new database on a PostgreSQL server, dropped afterwards."""
    name = f"quotetree_bench_{os.getpid()}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


def seconds(what: Callable[[], object]) -> float:
    """How long a call takes."""
    began = perf_counter()
    what()
    return perf_counter() - began


def typical(what: Callable[[], object], often: int, first: int = 2) -> float:
    """The median of several calls in milliseconds, after a few that are not counted."""
    for _ in range(first):
        what()
    return 1000 * median(seconds(what) for _ in range(often))
