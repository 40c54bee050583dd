"""The served application and its people, for the journeys in a browser."""

from collections.abc import Iterator

import pytest

from tests.app.cast import cast
from tests.app.site import Site, served


@pytest.fixture
def site(sqlite_url: str) -> Iterator[Site]:
    """Ana's project on a real server, on SQLite: what differs between databases is tested without a browser."""
    people = cast(sqlite_url)
    with served(people) as opened:
        yield opened
    people.database.dispose()
