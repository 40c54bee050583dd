"""Naming a version of the tree."""

from typing import NamedTuple

from quotetree.app.store import growth as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import clean_name, name_key

MOST_NOTE = 4_000


class VersionRefused(QuotetreeError):
    """A version cannot be named so."""


class Named(NamedTuple):
    """The version's name, and the number of the action."""

    name: str
    seq: int | None


def name_version(access: Access, name: str, note: str = "") -> Named:
    """Name the tree as it is now; the name is kept with the tree, its counts and how much was read."""
    access.reader.check_write()
    if access.reader.proposal_id:
        raise VersionRefused("A version is one of the project's own tree. Leave your proposal to name one.")
    if not name.strip():
        raise VersionRefused("A version needs a name.")
    name = clean_name(name)
    if any(name_key(version.name) == name_key(name) for version in store.versions(access)):
        raise VersionRefused(f"There is a version “{name}” already.")
    if len(note) > MOST_NOTE:
        raise VersionRefused(f"A note has at most {MOST_NOTE:,} characters; this one has {len(note):,}.")
    with action(access.connection, access.who, "version.named", about={"name": name}) as recorder:
        store.write_version(access, recorder, name, note)
    return Named(name, recorder.seq)
