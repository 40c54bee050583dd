"""All rows of a project that a merge compares, and the writing of a merge."""

from typing import Any

from sqlalchemy import Select, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder, as_dicts
from quotetree.coding.project_merge import ProjectMerge
from quotetree.coding.project_merge.rows import Row

OF_PROJECT = (
    "coder",
    "participant",
    "attribute",
    "document",
    "code",
    "coding",
    "code_set",
    "memo",
    "discussion",
)
# Rows that belong to a project through another, and that other's column.
THROUGH = {
    "text_version": ("document", "document_id"),
    "original_file": ("document", "document_id"),
    "speaker": ("document", "document_id"),
    "turn": ("document", "document_id"),
    "appearance": ("document", "document_id"),
    "document_value": ("document", "document_id"),
    "reading_mark": ("document", "document_id"),
    "participant_value": ("participant", "participant_id"),
    "code_origin": ("code", "code_id"),
    "code_set_member": ("code", "code_id"),
    "remark": ("discussion", "discussion_id"),
}
# Of our own project these are not compared: they come with documents that are new.
OF_NEW_DOCUMENTS = ("original_file", "speaker", "turn", "group_member")
# Rows that others refer to come first.
ORDER = (
    "coder",
    "participant",
    "attribute",
    "document",
    "text_version",
    "original_file",
    "speaker",
    "group_member",
    "turn",
    "appearance",
    "participant_value",
    "document_value",
    "appearance_value",
    "code",
    "code_origin",
    "code_set",
    "code_set_member",
    "coding",
    "memo",
    "discussion",
    "remark",
    "reading_mark",
)


def rows(access: Access, *, ours: bool) -> dict[str, list[Row]]:
    """A project's rows by table: of all layers, without members' draft trees. For its owner alone."""
    access.reader.check_owner()
    asked = {name: _of_project(name, access.project_id) for name in OF_PROJECT}
    asked |= {name: _through(name, access.project_id) for name in THROUGH}
    asked |= {
        "group_member": _twice("group_member", "speaker", "document", access.project_id),
        "appearance_value": _twice("appearance_value", "appearance", "document", access.project_id),
    }
    found = {
        name: as_dicts(access.connection.execute(statement))
        for name, statement in asked.items()
        if not (ours and name in OF_NEW_DOCUMENTS)
    }
    found["text_version"] = [row for row in found["text_version"] if not row["superseded"]]
    return _without_drafts(found)


def _of_project(name: str, project_id: str) -> Select[Any]:
    table = t.LOGGED[name]
    return select(table).where(table.c.project_id == project_id).order_by(table.c.id)


def _through(name: str, project_id: str) -> Select[Any]:
    table, (other, column) = t.LOGGED[name], THROUGH[name]
    to = t.LOGGED[other]
    asked = select(table).join(to, to.c.id == table.c[column])
    return asked.where(to.c.project_id == project_id).order_by(table.c.id)


def _twice(name: str, first: str, second: str, project_id: str) -> Select[Any]:
    table, one, two = t.LOGGED[name], t.LOGGED[first], t.LOGGED[second]
    asked = select(table).join(one, one.c.id == table.c[f"{first}_id"])
    asked = asked.join(two, two.c.id == one.c[f"{second}_id"])
    return asked.where(two.c.project_id == project_id).order_by(table.c.id)


def _without_drafts(found: dict[str, list[Row]]) -> dict[str, list[Row]]:
    drafts = {row["id"] for row in found["code"] if row["proposal_id"] is not None}
    codings = {row["id"] for row in found["coding"] if row["code_id"] in drafts}
    found["code"] = [row for row in found["code"] if row["id"] not in drafts]
    found["reading_mark"] = [row for row in found["reading_mark"] if row["proposal_id"] is None]
    found["coding"] = [row for row in found["coding"] if row["id"] not in codings]
    return found


def write(recorder: Recorder, plan: ProjectMerge) -> None:
    """Write a merge as part of an action."""
    for table in ORDER:
        recorder.insert_many(table, plan.inserts.get(table, ()))
        recorder.update_many(table, plan.updates.get(table, {}))
