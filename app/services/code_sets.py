"""Sets of codes: made, renamed, described, filled, emptied and deleted. A set never changes the tree."""

from collections.abc import Sequence
from typing import NamedTuple

from quotetree.app.store import code_sets as store
from quotetree.app.store import codes as code_store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import new_id
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import clean_name, name_key

LONGEST_NOTE = 4000


class SetRefused(QuotetreeError):
    """A set of codes that cannot be so."""


class SetChanged(NamedTuple):
    """The set, and the number of the action (None: it was so already)."""

    set_id: str
    seq: int | None


def make_set(access: Access, name: str, note: str = "", codes: Sequence[str] = ()) -> SetChanged:
    """A new set with some codes in it, or none yet."""
    access.reader.check_write()
    wanted = _codes(access, codes)
    row = {"id": new_id(), "project_id": access.project_id, **_named(access, name), "note": _note(note)}
    about = {"name": row["name"], "codes": len(wanted)}
    with action(access.connection, access.who, "code_set.made", about=about) as recorder:
        recorder.insert("code_set", row)
        recorder.insert_many(
            "code_set_member", [{"code_set_id": row["id"], "code_id": one} for one in wanted]
        )
    return SetChanged(row["id"], recorder.seq)


def change_set(access: Access, set_id: str, name: str, note: str = "") -> SetChanged:
    """Another name, or another note."""
    access.reader.check_write()
    there = store.code_set(access, set_id)
    values = {**_named(access, name, set_id), "note": _note(note)}
    about = {"from": there.name, "name": values["name"]}
    with action(access.connection, access.who, "code_set.changed", about=about) as recorder:
        recorder.update("code_set", set_id, values)
    return SetChanged(set_id, recorder.seq)


def delete_set(access: Access, set_id: str) -> SetChanged:
    """Delete a set; its codes stay as they are."""
    access.reader.check_write()
    there = store.code_set(access, set_id)
    with action(access.connection, access.who, "code_set.deleted", about={"name": there.name}) as recorder:
        recorder.delete_many("code_set_member", list(store.members(access, set_id).values()))
        recorder.delete_many("code_set", [set_id])
    return SetChanged(set_id, recorder.seq)


def fill_set(access: Access, set_id: str, codes: Sequence[str]) -> SetChanged:
    """Put codes into a set; what is in it already stays."""
    access.reader.check_write()
    there = store.code_set(access, set_id)
    new = [one for one in _chosen(access, codes) if one not in there.codes]
    about = {"name": there.name, "code": next(iter(new), ""), "n": len(new)}
    with action(access.connection, access.who, "code_set.filled", about=about) as recorder:
        recorder.insert_many("code_set_member", [{"code_set_id": set_id, "code_id": one} for one in new])
    return SetChanged(set_id, recorder.seq)


def empty_set(access: Access, set_id: str, codes: Sequence[str]) -> SetChanged:
    """Take codes out of a set; they stay in the tree."""
    access.reader.check_write()
    there, rows = store.code_set(access, set_id), store.members(access, set_id)
    gone = [one for one in _chosen(access, codes) if one in rows]
    about = {"name": there.name, "code": next(iter(gone), ""), "n": len(gone)}
    with action(access.connection, access.who, "code_set.emptied", about=about) as recorder:
        recorder.delete_many("code_set_member", [rows[one] for one in gone])
    return SetChanged(set_id, recorder.seq)


def _chosen(access: Access, codes: Sequence[str]) -> list[str]:
    found = _codes(access, codes)
    if not found:
        raise SetRefused("No code is chosen. Tick those that it is about.")
    return found


def _codes(access: Access, codes: Sequence[str]) -> list[str]:
    """Those that are in the tree, in its order."""
    wanted = set(codes)
    return [code.id for code in code_store.tree(access) if code.id in wanted]


def _named(access: Access, name: str, set_id: str = "") -> dict[str, str]:
    if not name.strip():
        raise SetRefused("A set of codes needs a name.")
    cleaned = clean_name(name)
    taken = store.other_of_name(access, cleaned, set_id)
    if taken:
        raise SetRefused(f"There is a set of codes “{taken}” already.")
    return {"name": cleaned, "name_key": name_key(cleaned)}


def _note(note: str) -> str:
    cleaned = note.strip()
    if len(cleaned) > LONGEST_NOTE:
        raise SetRefused(f"A note has at most {LONGEST_NOTE:,} characters; this one has {len(cleaned):,}.")
    return cleaned
