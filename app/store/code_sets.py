"""Sets of codes from across the tree: what they are called, and which codes are in them."""

from typing import NamedTuple

from sqlalchemy import select

from quotetree.app.store import codes
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.coding.access import NotFound
from quotetree.coding.code_sets import codes_taken
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import in_order, name_key


class CodeSet(NamedTuple):
    """A set, and the ids of its codes."""

    id: str
    name: str
    note: str
    codes: frozenset[str]


def names(access: Access) -> list[tuple[str, str]]:
    """The id and the name of each set, by name."""
    asked = select(t.CodeSet.id, t.CodeSet.name).where(t.CodeSet.project_id == access.project_id)
    found = [(row.id, row.name) for row in access.connection.execute(asked)]
    return sorted(found, key=lambda pair: in_order(pair[1]))


def code_sets(access: Access) -> list[CodeSet]:
    """All sets of the project, by name."""
    notes = select(t.CodeSet.id, t.CodeSet.note).where(t.CodeSet.project_id == access.project_id)
    note = {row.id: row.note for row in access.connection.execute(notes)}
    inside: dict[str, set[str]] = {}
    asked = (
        select(t.CodeSetMember.code_set_id, t.CodeSetMember.code_id)
        .join(t.CodeSet, t.CodeSet.id == t.CodeSetMember.code_set_id)
        .where(t.CodeSet.project_id == access.project_id)
    )
    for row in access.connection.execute(asked):
        inside.setdefault(row.code_set_id, set()).add(row.code_id)
    return [CodeSet(one, name, note[one], frozenset(inside.get(one, ()))) for one, name in names(access)]


def code_set(access: Access, set_id: str) -> CodeSet:
    """One set. Raises NotFound."""
    asked = select(t.CodeSet).where(t.CodeSet.project_id == access.project_id, t.CodeSet.id == set_id)
    row = access.connection.execute(asked).one_or_none()
    if row is None:
        raise NotFound("There is no such set of codes in this project. It may have been deleted.")
    return CodeSet(row.id, row.name, row.note, frozenset(members(access, set_id)))


def named(access: Access, name: str) -> CodeSet:
    """The set of a name. Raises QuotetreeError that names those that there are."""
    there = names(access)
    found = next((one for one, called in there if name_key(called) == name_key(name)), None)
    if found is None:
        known = ", ".join(f"“{called}”" for _, called in there)
        raise QuotetreeError(
            f"There is no set of codes “{name}” in this project; there is {known or 'none'}."
        )
    return code_set(access, found)


def empty(access: Access, set_id: str) -> CodeSet | None:
    """The set, if no code is in it. Raises NotFound."""
    found = code_set(access, set_id)
    return None if found.codes else found


def members(access: Access, set_id: str) -> dict[str, str]:
    """By the id of a code in a set the id of the row that puts it there."""
    asked = select(t.CodeSetMember.code_id, t.CodeSetMember.id).where(t.CodeSetMember.code_set_id == set_id)
    return {row.code_id: row.id for row in access.connection.execute(asked)}


def other_of_name(access: Access, name: str, set_id: str = "") -> str | None:
    """The name of another set that is called so, as it is written there."""
    key = name_key(name)
    return next((called for one, called in names(access) if one != set_id and name_key(called) == key), None)


def taken(access: Access, set_id: str, *, with_subcodes: bool) -> frozenset[str] | None:
    """The codes (ids) that a set lets through; of no set ("") None: all. Raises NotFound."""
    if not set_id:
        return None
    return codes_taken(codes.tree(access), code_set(access, set_id).codes, with_subcodes=with_subcodes)
