"""The measurements of tests/bench, with a browser and a PostgreSQL that keeps what it acknowledges."""

from dev import chromium, environment, packages, postgres
from dev.environment import PYTHON
from dev.ground import show


def bench(args: list[str]) -> int:
    environment.ready("test")
    packages.ready("test")
    with postgres.server(durable=True) as url:
        told = {"TEST_DATABASE_URL": url, "QUOTETREE_CHROMIUM": str(chromium.ready())}
        return show([PYTHON, "-m", "tests.bench", *args], env=told)
