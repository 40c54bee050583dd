"""What every test may ask for: an empty database of either kind, and a page in a real Chromium.

`python3 dev.py test` brings a PostgreSQL and a Chromium and sets QUOTETREE_MUST_RUN: then a test that misses one
fails. With pytest alone such a test is skipped.
"""

import contextlib
import itertools
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from quotetree.app.store import migrate

settings.register_profile(
    "default",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("ci", parent=settings.get_profile("default"), derandomize=True, print_blob=True)
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# The browser also reports answers that say no, which are part of the program's business: they are no fault of a page.
REFUSAL = re.compile(r"responded with a status of (400|403|409|413|415|422)")
# A busy machine is slow, not wrong; where time itself is tested, the test says how much.
expect.set_options(timeout=20_000)

NUMBERS = itertools.count(1)


def missing(what: str, remedy: str) -> NoReturn:
    """Under dev.py a failure: nothing that should be tested goes untested unseen."""
    if os.environ.get("QUOTETREE_MUST_RUN"):
        pytest.fail(f"There is no {what}: {remedy}.", pytrace=False)
    pytest.skip(f"no {what}; {remedy}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty, migrated database of this test's own: each such test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
    else:
        yield request.getfixturevalue("postgresql_url")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An empty, migrated SQLite database."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'quotetree.db')}"


@pytest.fixture
def postgresql_url(postgresql_server: URL, postgresql_template: str) -> Iterator[str]:
    """An empty, migrated PostgreSQL database, dropped afterwards."""
    with _database(postgresql_server, like=postgresql_template) as url:
        yield url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database migrated once, to be copied."""
    file = tmp_path_factory.mktemp("template") / "quotetree.db"
    migrate.upgrade(f"sqlite:///{file}")
    assert not Path(f"{file}-wal").exists(), "the template is not whole: its last pages are still in the WAL"
    return file


@pytest.fixture(scope="session")
def postgresql_server() -> URL:
    """A server on which databases may be made, and the database there to do it from."""
    given = os.environ.get("TEST_DATABASE_URL")
    if not given:
        missing("PostgreSQL", "set TEST_DATABASE_URL or run python3 dev.py test")
    return make_url(given).set(drivername="postgresql+psycopg")


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: URL) -> Iterator[str]:
    """The name of a PostgreSQL database migrated once by each worker, to be copied."""
    with _database(postgresql_server, like="template0") as url:
        migrate.upgrade(url.render_as_string(hide_password=False))
        yield str(url.database)


@contextlib.contextmanager
def _database(server: URL, like: str) -> Iterator[URL]:
    """A database of its own name, as a copy of another in which nobody is meanwhile."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"quotetree_test_{os.getpid()}_{worker}_{next(NUMBERS)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {like}"))
        try:
            yield server.set(database=name)
        finally:
            with engine.connect() as connection:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, one a worker; QUOTETREE_CHROMIUM names it, else the system's is taken."""
    program = (
        os.environ.get("QUOTETREE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    if not program:
        missing("Chromium", "set QUOTETREE_CHROMIUM or run python3 dev.py test")
    with sync_playwright() as playwright:
        # Without its sandbox: it sees no page but ours, and neither root nor a container can give it one.
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of 1280 x 800; the test fails if a script on it does, or if the browser reports an error."""
    with watched_page(browser) as opened:
        yield opened


@contextlib.contextmanager
def watched_page(browser: Browser, **options: object) -> Iterator[Page]:
    """A page in a context of its own (another person, another width); `options` are those of `new_context`."""
    wrong: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSAL.search(message.text):
            wrong.append(f"{message.text} ({message.location['url']}:{message.location['lineNumber']})")

    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    opened = context.new_page()
    opened.on("console", note)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    context.close()
    assert not wrong, "the browser reported errors:\n" + "\n".join(wrong)
