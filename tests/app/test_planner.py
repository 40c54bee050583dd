"""SQLite finds what a request needs by its own index, and does not walk through a whole project for it."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import event

from quotetree.app.store import codes, documents, history, news, snapshots
from quotetree.app.store.access import Access

from .cast import Cast, cast

ID = "00000000-0000-4000-8000-000000000000"
CODING = dict.fromkeys(documents.OF_A_CODING, ID) | {"start": 0, "end": 1}
ASKED: dict[str, Callable[[Access], object]] = {
    "sqlite_autoindex_coding_1": lambda access: documents.coding(access, ID),
    "ix_coding_document": lambda access: documents.codings_of_document(access, ID),
    "ix_coding_code": lambda access: documents.equal_coding(access, CODING),
    "ix_coding_coder": codes.recent,
}


@pytest.fixture
def people(sqlite_url: str) -> Iterator[Cast]:
    everybody = cast(sqlite_url)
    yield everybody
    everybody.database.dispose()


@pytest.mark.parametrize("who", ["Ana", "Ben"])
@pytest.mark.parametrize("index", ASKED)
def test_a_request_uses_the_index_made_for_it(people: Cast, who: str, index: str):
    found = plan(people, who, ASKED[index])
    assert f"SEARCH coding USING INDEX {index} (" in found
    assert "MULTI-INDEX" not in found


@pytest.mark.parametrize("who", ["Ana", "Ben"])
def test_codings_are_found_by_their_ids(people: Cast, who: str):
    found = plan(people, who, lambda access: news._codings(access, [ID, ID[::-1], ID[1:], ID[2:]]))
    assert "SEARCH coding USING INDEX sqlite_autoindex_coding_1 (id=?)" in found


def test_a_whole_project_is_read_by_its_index(people: Cast):
    found = plan(people, "Ana", lambda access: snapshots._codings(access, None))
    assert "coding USING INDEX ix_coding_project (project_id=?)" in found


def test_changes_of_rows_are_found_by_the_rows(people: Cast):
    found = plan(people, "Ana", lambda access: history.of_codings(access, [ID, ID[::-1], ID[1:], ID[2:]], 5))
    assert "SEARCH change USING INDEX ix_change_row (row_id=?)" in found


def plan(people: Cast, who: str, what: Callable[[Access], object]) -> str:
    """How SQLite goes about the statements of a read."""
    ran: list[tuple[str, tuple[object, ...]]] = []

    def note(
        _connection: object, _cursor: object, statement: str, values: tuple[object, ...], *_: object
    ) -> None:
        ran.append((statement, values))

    def explain(access: Access) -> str:
        event.listen(people.database, "before_cursor_execute", note)
        try:
            what(access)
        except documents.NotFound:
            pass  # the plan is the same where nothing is found
        finally:
            event.remove(people.database, "before_cursor_execute", note)
        steps = [
            row.detail
            for statement, values in ran
            for row in access.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
        return "\n".join(steps)

    return people.as_(who, explain, writing=False)
