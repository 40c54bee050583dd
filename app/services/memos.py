"""Memos: written, changed and deleted, on the project, a document, a participant, a code or a coding."""

from typing import Any, NamedTuple

from quotetree.app.store import codes as code_store
from quotetree.app.store import documents as document_store
from quotetree.app.store import memos as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import now
from quotetree.coding.access import NotAllowed
from quotetree.coding.errors import QuotetreeError

LONGEST = 100_000
LONGEST_TITLE = 200


class MemoRefused(QuotetreeError):
    """A memo that cannot be written so."""


class Written(NamedTuple):
    """A memo, and the number of the action that wrote it (None: it was so already)."""

    memo_id: str
    seq: int | None


def write_memo(access: Access, on: store.On, text: str, title: str = "") -> Written:
    """A new memo on something of the project; On("", "") is the project itself. Raises NotFound and MemoRefused."""
    access.reader.check_write()
    about = _about(access, on)
    title, text = _checked(title, text)
    moment = now()
    row = {
        "project_id": access.project_id,
        **{f"{table}_id": on.id if table == on.table else None for table in store.ON},
        "coder_id": access.reader.coder_id,
        "title": title,
        "text": text,
        "created_at": moment,
        "changed_at": moment,
    }
    with action(access.connection, access.who, "memo.written", about=about) as recorder:
        memo_id = recorder.insert("memo", row)
    return Written(memo_id, recorder.seq)


def change_memo(access: Access, memo_id: str, text: str, title: str = "") -> Written:
    """Other words for a memo of one's own. Raises NotFound, NotAllowed and MemoRefused."""
    access.reader.check_write()
    row = store.memo(access, memo_id)
    if row.coder_id != access.reader.coder_id:
        raise NotAllowed("This is another coder's memo. Its author alone can change its words.")
    title, text = _checked(title, text)
    if (title, text) == (row.title, row.text):
        return Written(memo_id, None)
    about = _about(access, store.on(row))
    with action(access.connection, access.who, "memo.changed", about=about) as recorder:
        recorder.update("memo", memo_id, {"title": title, "text": text, "changed_at": now()})
    return Written(memo_id, recorder.seq)


def delete_memo(access: Access, memo_id: str) -> Written:
    """Delete a memo: its author may, and an owner. Raises NotFound and NotAllowed."""
    access.reader.check_write()
    row = store.memo(access, memo_id)
    if row.coder_id != access.reader.coder_id and not access.reader.is_owner:
        raise NotAllowed(
            "This is another coder's memo. Its author and an owner of the project can delete it."
        )
    about = _about(access, store.on(row))
    with action(access.connection, access.who, "memo.deleted", about=about) as recorder:
        recorder.delete_many("memo", [memo_id])
    return Written(memo_id, recorder.seq)


def _about(access: Access, on: store.On) -> dict[str, Any]:
    """What the history's sentence names. Raises NotFound where the thing is not there for this reader."""
    if on.table == "coding":
        row = document_store.coding(access, on.id)
        return {
            "coding": row.id,
            "code": row.code_id,
            "document": row.document_id,
            "start": row.start,
            "end": row.end,
        }
    if on.table == "code":
        code_store.code(access, on.id)
    elif on.table == "document":
        document_store.document(access, on.id)
    elif on.table == "participant":
        store.participant(access, on.id)
    return {on.table: on.id} if on.table else {}


def _checked(title: str, text: str) -> tuple[str, str]:
    title, text = " ".join(title.split()), text.replace("\r\n", "\n").strip()
    if not text and not title:
        raise MemoRefused("A memo needs some words.")
    if len(title) > LONGEST_TITLE:
        raise MemoRefused(f"The title is {len(title)} characters long; {LONGEST_TITLE} are the most.")
    if len(text) > LONGEST:
        raise MemoRefused(f"The memo is {len(text):,} characters long; {LONGEST:,} are the most.")
    return title, text
