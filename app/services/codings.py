"""Coding passages: add, change the ends or the code, take off."""

from typing import Any, NamedTuple

from quotetree.app.store import codes as code_store
from quotetree.app.store import documents as document_store
from quotetree.app.store import memos as memo_store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import LAYERS, new_id, now
from quotetree.coding.access import NotAllowed
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.passage import Passage, checked_passage
from quotetree.coding.tree_plans import Place, plan_create
from quotetree.coding.tree_rules import can_be_applied


class CodingRefused(QuotetreeError):
    """A passage that cannot be coded so."""


class Selected(NamedTuple):
    """What a person selected: the passage in code points, its words, and the hash of the text that they read."""

    start: int
    end: int
    quote: str
    text_hash: str


class Coded(NamedTuple):
    """A coding, and the number of the action that made or changed it (None: it was so already)."""

    coding_id: str
    seq: int | None


def add_coding(access: Access, document_id: str, selected: Selected, code_id: str, layer: str = "") -> Coded:
    """Code a passage, in the layer of the tree that one works on if no other is asked for.

    If it carries that code by this coder in this layer already, nothing changes.
    """
    access.reader.check_write()
    passage = _passage(access, document_id, selected)
    check_applicable(access, code_id)
    layer = layer or access.reader.layer
    if layer not in LAYERS:
        raise CodingRefused(f"There is no layer “{layer}”. The layers are main, check and trial.")
    row = _row(access, document_id, passage, code_id, layer)
    equal = document_store.equal_coding(access, row)
    if equal:
        return Coded(equal, None)
    about = {"document": document_id, "code": code_id, "start": passage.start, "end": passage.end}
    with action(access.connection, access.who, "coding.added", about=about) as recorder:
        coding_id = recorder.insert("coding", {"id": new_id(), **row, "created_at": now()})
    return Coded(coding_id, recorder.seq)


def add_coding_with_new_code(
    access: Access, document_id: str, selected: Selected, name: str, parent_id: str | None = None
) -> Coded:
    """Code a passage with a code that is made for it, as one action. A code of that name there is taken as it is."""
    access.reader.check_write()
    tree = code_store.tree(access)
    there = tree.child(parent_id, name)
    if there is not None:
        return add_coding(access, document_id, selected, there.id)
    passage = _passage(access, document_id, selected)
    code_id = new_id()
    plan = plan_create(tree, code_id, name, Place(parent_id))
    about = {
        "document": document_id,
        "code": code_id,
        "start": passage.start,
        "end": passage.end,
        "new": True,
    }
    with action(access.connection, access.who, "coding.added", about=about) as recorder:
        code_store.write_tree_plan(access, recorder, plan)
        row = _row(access, document_id, passage, code_id, access.reader.layer)
        coding_id = recorder.insert("coding", {"id": new_id(), **row, "created_at": now()})
    return Coded(coding_id, recorder.seq)


def _row(access: Access, document_id: str, passage: Passage, code_id: str, layer: str) -> dict[str, Any]:
    return {
        "project_id": access.project_id,
        "document_id": document_id,
        "code_id": code_id,
        "coder_id": access.reader.coder_id,
        "layer": layer,
        "start": passage.start,
        "end": passage.end,
    }


def change_ends(access: Access, coding_id: str, selected: Selected) -> Coded:
    """Give a coding another passage."""
    row = _own(access, coding_id)
    passage = _passage(access, row.document_id, selected)
    about = {"document": row.document_id, "code": row.code_id, "start": passage.start, "end": passage.end}
    with action(access.connection, access.who, "coding.ends", about=about) as recorder:
        new = {"start": passage.start, "end": passage.end}
        recorder.update_many("coding", dict.fromkeys(_shown_as_one(access, row), new))
    return Coded(coding_id, recorder.seq)


def change_code(access: Access, coding_id: str, code_id: str) -> Coded:
    """Let a coding carry another code."""
    row = _own(access, coding_id)
    check_applicable(access, code_id)
    about = {
        "document": row.document_id,
        "from": row.code_id,
        "code": code_id,
        "start": row.start,
        "end": row.end,
    }
    with action(access.connection, access.who, "coding.code", about=about) as recorder:
        recorder.update_many("coding", {one: {"code_id": code_id} for one in _shown_as_one(access, row)})
    return Coded(coding_id, recorder.seq)


def change_to_new_code(access: Access, coding_id: str, name: str, parent_id: str | None = None) -> Coded:
    """Let a coding carry a code that is made for it, as one action."""
    tree = code_store.tree(access)
    there = tree.child(parent_id, name)
    if there is not None:
        return change_code(access, coding_id, there.id)
    row = _own(access, coding_id)
    code_id = new_id()
    plan = plan_create(tree, code_id, name, Place(parent_id))
    about = {
        "document": row.document_id,
        "from": row.code_id,
        "code": code_id,
        "start": row.start,
        "end": row.end,
        "new": True,
    }
    with action(access.connection, access.who, "coding.code", about=about) as recorder:
        code_store.write_tree_plan(access, recorder, plan)
        recorder.update_many("coding", {one: {"code_id": code_id} for one in _shown_as_one(access, row)})
    return Coded(coding_id, recorder.seq)


def remove_coding(access: Access, coding_id: str) -> Coded:
    """Take a coding off, and those shown as one with it, with the memos and discussions on them."""
    row = _own(access, coding_id)
    about = {"document": row.document_id, "code": row.code_id, "start": row.start, "end": row.end}
    with action(access.connection, access.who, "coding.removed", about=about) as recorder:
        going = _shown_as_one(access, row)
        gone = memo_store.delete_attached(access, recorder, "coding", going)
        recorder.about |= {"memos": len(gone.memos), "discussions": len(gone.discussions)}
        recorder.delete_many("coding", going)
    return Coded(coding_id, recorder.seq)


def _shown_as_one(access: Access, row: Any) -> list[str]:
    """The ids of all codings that are equal to one: what is done to the one that is shown is done to them all."""
    return document_store.equal_codings(access, row._mapping)


def check_applicable(access: Access, code_id: str) -> None:
    """Raises NotFound for a code of another project, TreeError for a heading and a retired code."""
    can_be_applied(code_store.code(access, code_id))


def _passage(access: Access, document_id: str, selected: Selected) -> Passage:
    document = document_store.document(access, document_id)
    start, end, quote, text_hash = selected
    turns = document_store.turns_of_passage(access, document_id, start, end)
    return checked_passage(document.text, document.sha256, start, end, quote, text_hash, turns)


def _own(access: Access, coding_id: str) -> Any:
    access.reader.check_write()
    row = document_store.coding(access, coding_id)
    if row.coder_id != access.reader.coder_id and not access.reader.is_owner:
        raise NotAllowed(
            "This is another coder's coding. Its coder and an owner of the project can change it."
        )
    return row
