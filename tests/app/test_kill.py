"""A server that is killed while four people work loses nothing that it has answered.

Three times here, on each database; `python3 dev.py bench --kill 20` does it twenty times.
"""

from pathlib import Path
from random import Random

import pytest

from .killing import Coded, begin, check, killed_at_work

ROUNDS = 3


def test_nothing_answered_is_lost(database_url: str, tmp_path: Path) -> None:
    rng, work = Random(1), begin(database_url, seed=1)
    work.people.database.dispose()
    for _ in range(ROUNDS):
        assert killed_at_work(work, tmp_path / "server.txt", rng) >= 10
        check(work)


def test_a_deed_that_was_lost_would_be_found(sqlite_url: str) -> None:
    work = begin(sqlite_url, seed=1)
    work.people.database.dispose()
    check(work)
    client = work.clients[0]
    client.stands.append(Coded(4, 6, min(client.codes)))
    client.answered += 1
    with pytest.raises(AssertionError, match="Ana was answered"):
        check(work)
