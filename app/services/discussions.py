"""Discussions on codings: opened with a first remark, remarked in, closed and opened again."""

from typing import Any, NamedTuple

from quotetree.app.store import discussions as store
from quotetree.app.store import documents as document_store
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder, action
from quotetree.app.store.tables import now
from quotetree.coding.errors import QuotetreeError

LONGEST = 5_000


class RemarkRefused(QuotetreeError):
    """A remark that cannot be made."""


class Discussed(NamedTuple):
    """A discussion, and the number of the action on it (None: it was so already)."""

    discussion_id: str
    seq: int | None


def open_discussion(access: Access, coding_id: str, text: str) -> Discussed:
    """Open a discussion on a coding; where one is open there the text is a remark in it."""
    access.reader.check_write()
    about = _about(access, coding_id)
    text = _checked(text)
    found = [d for d in store.discussions_of_codings(access, [coding_id]).get(coding_id, []) if not d.closed]
    if found:
        return say(access, found[0].id, text)
    row = {
        "project_id": access.project_id,
        "coding_id": coding_id,
        "coder_id": access.reader.coder_id,
        "closed": False,
        "opened_at": now(),
    }
    with action(access.connection, access.who, "discussion.opened", about=about) as recorder:
        discussion_id = recorder.insert("discussion", row)
        _say(access, recorder, discussion_id, text)
    return Discussed(discussion_id, recorder.seq)


def say(access: Access, discussion_id: str, text: str) -> Discussed:
    """Remark in an open discussion."""
    access.reader.check_write()
    row = store.discussion(access, discussion_id)
    if row.closed:
        raise RemarkRefused("This discussion is closed. Open it again to go on with it.")
    text = _checked(text)
    about = _about(access, row.coding_id)
    with action(access.connection, access.who, "remark.said", about=about) as recorder:
        _say(access, recorder, discussion_id, text)
    return Discussed(discussion_id, recorder.seq)


def close(access: Access, discussion_id: str, closed: bool = True) -> Discussed:
    """Close a discussion, or open it again."""
    access.reader.check_write()
    row = store.discussion(access, discussion_id)
    verb = "discussion.closed" if closed else "discussion.reopened"
    with action(access.connection, access.who, verb, about=_about(access, row.coding_id)) as recorder:
        recorder.update("discussion", discussion_id, {"closed": closed})
    return Discussed(discussion_id, recorder.seq)


def _say(access: Access, recorder: Recorder, discussion_id: str, text: str) -> None:
    row = {"discussion_id": discussion_id, "coder_id": access.reader.coder_id, "text": text, "said_at": now()}
    recorder.insert("remark", row)


def _about(access: Access, coding_id: str) -> dict[str, Any]:
    """What the history's sentence names. Raises NotFound for a coding that this reader does not see."""
    row = document_store.coding(access, coding_id)
    place = {"document": row.document_id, "start": row.start, "end": row.end}
    return {"coding": row.id, "code": row.code_id, **place}


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise RemarkRefused("A remark needs some words.")
    if len(text) > LONGEST:
        raise RemarkRefused(f"The remark is {len(text):,} characters long; {LONGEST:,} are the most.")
    return text
