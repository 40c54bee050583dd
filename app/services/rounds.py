"""Rounds of re-coding: opened, gone through, closed."""

from collections.abc import Sequence
from typing import NamedTuple

from quotetree.app.store import codes as code_store
from quotetree.app.store import documents as document_store
from quotetree.app.store import growth
from quotetree.app.store import rounds as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.origins import changes_of_codes
from quotetree.app.store.tables import new_id, now
from quotetree.coding.access import NotAllowed
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import clean_name
from quotetree.coding.rounds import Outcome, last_before_changes
from quotetree.coding.tree import Tree


class RoundRefused(QuotetreeError):
    """A round that cannot be opened so, or a document that is not in it."""


class Opened(NamedTuple):
    """A round, and the number of the action."""

    round_id: str
    seq: int | None


def open_round(
    access: Access,
    name: str,
    codes: Sequence[str],
    documents: Sequence[str],
    readers: Sequence[str],
    reason: str = "",
    since: str | None = None,
    version: str = "",
) -> Opened:
    """Open a round, which fixes its codes, documents and readers, and since which version what changed is looked for.

    That is the version `since` (its id), "" for the beginning, None for the last one before the tree changed. With a
    name for a `version` the tree as it is becomes one, in the same action.
    """
    access.reader.check_write()
    tree = code_store.tree(access)
    wanted = [code for code in dict.fromkeys(codes) if code in tree]
    there = {row.id for row in document_store.documents(access)}
    read = [document for document in dict.fromkeys(documents) if document in there]
    people = {coder.id for coder in document_store.coders(access)}
    reading_it = [coder for coder in dict.fromkeys(readers) if coder in people]
    for found, what in ((wanted, "code"), (read, "document"), (reading_it, "reader")):
        if not found:
            raise RoundRefused(f"A round needs at least one {what}.")
    row = {
        "id": new_id(),
        "project_id": access.project_id,
        "name": clean_name(name, "A round"),
        "tree_version_id": _since(access, tree, since),
        "coder_id": access.reader.coder_id,
        "closed": False,
        "opened_at": now(),
    }
    about = {"name": row["name"], "codes": len(wanted), "documents": len(read)}
    with action(
        access.connection, access.who, "round.opened", about=about, reason=reason.strip()
    ) as recorder:
        recorder.insert("round", row)
        if version.strip():
            recorder.about["version"] = growth.write_version(access, recorder, clean_name(version))
        recorder.insert_many("round_code", [{"round_id": row["id"], "code_id": one} for one in wanted])
        recorder.insert_many("round_document", [{"round_id": row["id"], "document_id": one} for one in read])
        recorder.insert_many("round_reader", [{"round_id": row["id"], "coder_id": one} for one in reading_it])
    return Opened(str(row["id"]), recorder.seq)


def _since(access: Access, tree: Tree, since: str | None) -> str | None:
    versions = {version.seq: version.id for version in growth.versions(access)}
    if since is None:
        return versions.get(last_before_changes(tree.by_id, changes_of_codes(access), list(versions)))
    if since and since not in versions.values():
        raise RoundRefused("There is no such version of the tree; its naming may have been taken back.")
    return since or None


def close_round(access: Access, round_id: str, *, closed: bool = True) -> int | None:
    """Close a round, or open it again: who opened it, or an owner. Returns the action's number."""
    access.reader.check_write()
    row = store.round_(access, round_id)
    if row.coder_id != access.reader.coder_id and not access.reader.is_owner:
        raise NotAllowed(f"{row.coder} opened this round; they and an owner of the project can close it.")
    verb = "round.closed" if closed else "round.reopened"
    with action(access.connection, access.who, verb, about={"name": row.name}) as recorder:
        recorder.update("round", round_id, {"closed": closed})
    return recorder.seq


def mark(access: Access, round_id: str, document_id: str, outcome: Outcome) -> int | None:
    """The reader has been through a document for the codes of a round, and for no others: kept as evidence.

    Returns the action's number, None where they were done with it already.
    """
    name, marked = _read_here(access, round_id, document_id)
    if marked is not None:
        return None
    about = {"name": name, "document": document_id, "outcome": outcome}
    with action(access.connection, access.who, "round.marked", about=about) as recorder:
        store.mark(access, recorder, [(round_id, document_id)], outcome)
    return recorder.seq


def take_back(access: Access, round_id: str, document_id: str) -> int | None:
    """The reader has not been through a document after all. Returns the action's number, None if it was not marked."""
    name, marked = _read_here(access, round_id, document_id)
    if marked is None:
        return None
    about = {"name": name, "document": document_id}
    with action(access.connection, access.who, "round.unmarked", about=about) as recorder:
        recorder.delete_many("round_mark", store.own_marks(access, round_id, document_id))
    return recorder.seq


def _read_here(access: Access, round_id: str, document_id: str) -> tuple[str, str | None]:
    """The round's name and what the reader's mark on a document says. Raises RoundRefused if they do not read it."""
    access.reader.check_write()
    name = store.round_(access, round_id).name
    here = next((one for one in store.of_document(access, document_id) if one.id == round_id), None)
    if here is None:
        raise RoundRefused(
            f"This document is not one that you are to read in the round “{name}”, or it is closed."
        )
    return name, here.outcome
