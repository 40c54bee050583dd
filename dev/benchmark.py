"""The measurements of tests/bench, with a browser, and where asked a PostgreSQL that keeps what it acknowledges."""

import contextlib

from dev import chromium, environment, packages, postgres
from dev.environment import PYTHON
from dev.ground import show


def bench(args: list[str]) -> int:
    environment.ready("test")
    packages.ready("test")
    with contextlib.ExitStack() as until_measured:
        told = {"QUOTETREE_CHROMIUM": str(chromium.ready())}
        if "--postgresql" in args:
            told["TEST_DATABASE_URL"] = until_measured.enter_context(postgres.server(durable=True))
        return show([PYTHON, "-m", "tests.bench", *args], env=told)
