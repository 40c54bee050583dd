"""Joining codings that continue one another over nothing but labels and blanks."""

from typing import NamedTuple

from quotetree.app.store.access import Access
from quotetree.app.store.joining import found_joins, write_joins
from quotetree.app.store.log import action


class Joinable(NamedTuple):
    """How many codings continue one another, and how many passages they make."""

    codings: int
    passages: int


def joinable(access: Access) -> Joinable:
    """How many codings could be joined by this person."""
    found = found_joins(access)
    return Joinable(sum(len(join.parts) + 1 for join in found), len(found))


def join_codings(access: Access, batch: str | None = None) -> Joinable:
    """Join them: each chain becomes one passage from its first start to its last end. One action."""
    access.reader.check_write()
    found = found_joins(access)
    done = Joinable(sum(len(join.parts) + 1 for join in found), len(found))
    about = {"n": done.codings, "into": done.passages}
    with action(access.connection, access.who, "codings.joined", about=about, batch=batch) as recorder:
        write_joins(recorder, found)
    return done
