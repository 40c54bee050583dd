"""Rows that name codes: they go with a code that is deleted, and come back with it when that is undone."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder, chunks

# These are dealt with by name where codes go: sub-codes and codings by the plan, the others in write_tree_plan.
APART = frozenset({"code", "coding", "memo", "pin"})


def _columns(target: str, apart: Iterable[str]) -> dict[str, str]:
    """By table the column that holds the id of a row of `target`."""
    return {
        name: next(iter(key.columns)).name
        for name, table in t.LOGGED.items()
        for key in table.foreign_key_constraints
        if key.referred_table.name == target and name not in apart
    }


NAMING = _columns("code", APART)
# A splitting goes with its code, and with it what it holds.
OF_SPLITTING = _columns("splitting", ())


def delete_naming(access: Access, recorder: Recorder, codes: Sequence[str]) -> None:
    """Delete what names these codes: a splitting of one of them, a column, a place in a set or in a round."""
    if not codes:
        return
    splittings = _ids(access, "splitting", "code_id", codes)
    for table, column in OF_SPLITTING.items():
        recorder.delete_many(table, _ids(access, table, column, splittings))
    for table, column in NAMING.items():
        recorder.delete_many(table, _ids(access, table, column, codes))


def _ids(access: Access, table: str, column: str, ids: Sequence[str]) -> list[str]:
    target = t.LOGGED[table]
    found: list[str] = []
    for some in chunks(list(ids)):
        asked = select(target.c.id).where(target.c[column].in_(some))
        found.extend(access.connection.execute(asked).scalars())
    return found
