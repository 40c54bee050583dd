"""Reading: how far somebody has got is kept for them, and only they say that they are done.

Reading with a tree of one's own is marked apart from reading with the agreed one: neither is the other.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from quotetree.app.store import reading as store
from quotetree.app.store import rounds
from quotetree.app.store.access import Access
from quotetree.app.store.log import action


def move_on(access: Access, document_id: str, to_turn: int) -> bool:
    """Keep that the reader has read to a turn. Marks only grow, and not of what is done. Returns whether it was kept.

    The action is a quiet one: it is no step of the person's that `z` would take back.
    """
    access.reader.check_write()
    store.known(access, [document_id])
    turn = min(to_turn, store.spoken_turns(access, [document_id]).get(document_id, 0))
    own = store.own_marks(access, [document_id]).get(document_id)
    if turn <= (own.to_turn if own else 0) or (own and own.done):
        return False
    about = {"document": document_id, "turn": turn}
    with action(access.connection, access.who, "reading.moved", about=about) as recorder:
        if own:
            recorder.update("reading_mark", own.id, {"to_turn": turn})
        else:
            recorder.insert("reading_mark", _new(access, document_id, _version(access), to_turn=turn))
    return True


def finish(access: Access, documents: Sequence[str]) -> int | None:
    """The reader says that they are done with the whole of documents; with the agreed tree for their open rounds too.

    Returns the action's number, None where they were already.
    """
    access.reader.check_write()
    names = store.known(access, documents)
    own, version = store.own_marks(access, names), _version(access)
    with action(access.connection, access.who, "reading.finished", about=_about(names)) as recorder:
        missing = [document for document in names if document not in own]
        recorder.insert_many("reading_mark", [_new(access, one, version, done=True) for one in missing])
        recorder.update_many("reading_mark", {row.id: {"done": True} for row in own.values()})
        if not access.reader.proposal_id:
            rounds.mark(access, recorder, rounds.left_to_read(access, names), "done")
    return recorder.seq


def reopen(access: Access, documents: Sequence[str]) -> int | None:
    """The reader is not done with documents after all. Returns the action's number, None where they were not."""
    access.reader.check_write()
    names = store.known(access, documents)
    own = store.own_marks(access, names)
    with action(access.connection, access.who, "reading.reopened", about=_about(names)) as recorder:
        recorder.update_many("reading_mark", {row.id: {"done": False} for row in own.values()})
        if not access.reader.proposal_id:
            rounds.unmark(access, recorder, list(names))
    return recorder.seq


def _about(names: Iterable[str]) -> dict[str, Any]:
    ids = list(names)
    return {"document": ids[0]} if len(ids) == 1 else {"documents": len(ids)}


def _version(access: Access) -> str | None:
    latest = store.latest_version(access)
    return latest.id if latest else None


def _new(
    access: Access, document: str, version: str | None, *, to_turn: int = 0, done: bool = False
) -> dict[str, Any]:
    return {
        "document_id": document,
        "coder_id": access.reader.coder_id,
        "tree_version_id": version,
        "to_turn": to_turn,
        "done": done,
        "proposal_id": access.reader.proposal_id or None,
    }
