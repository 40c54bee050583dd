"""Where a name stands in a project besides what its person says, and another name in its place."""

import json
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Select, bindparam, select, update
from sqlmodel import SQLModel

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder, as_dicts, as_json
from quotetree.coding.erasure import ErasureRefused
from quotetree.coding.names import name_key
from quotetree.coding.spellings import Renaming, Spot

Row = dict[str, Any]
# Where people write in their own words, and what that is called.
WRITTEN = {
    "document": ("name", "folder"),
    "speaker": ("label",),
    "participant": ("name",),
    "memo": ("title", "text"),
    "remark": ("text",),
    "code": ("name", "short", "definition", "when_to_use", "when_not", "example"),
    "attribute": ("name", "choices"),
    "participant_value": ("value",),
    "document_value": ("value",),
    "appearance_value": ("value",),
    "tree_version": ("name", "record"),
    "proposal": ("name",),
    "code_set": ("name", "note"),
    "code_origin": ("from_path",),
    "alignment": ("name", "decisions"),
    "round": ("name",),
}
# The same in rows that are no part of the log: another name is put there only for good.
UNLOGGED = {
    "project": ("name", "description", "quote_tag"),
    "action": ("reason",),
    "invitation": ("note",),
}
IN_JSON = ("choices", "record", "decisions")
# Whose rows are a project's through another table's.
THROUGH = {
    "speaker": ("document_id", "document"),
    "document_value": ("document_id", "document"),
    "appearance": ("document_id", "document"),
    "remark": ("discussion_id", "discussion"),
    "participant_value": ("participant_id", "participant"),
    "appearance_value": ("appearance_id", "appearance"),
    "code_origin": ("code_id", "code"),
}


class Sought(Protocol):
    """What is looked for in what people wrote."""

    def spots(self, text: str) -> list[Spot]: ...


class Mention(NamedTuple):
    """A name in a column of a row, or in a document's text (`text_version`, with the document's id)."""

    table: str
    column: str
    id: str
    spot: Spot


def in_rows(access: Access, spellings: Sought, without: Collection[tuple[str, str]]) -> Iterator[Mention]:
    """The name in what was written beside the texts, but not in these rows."""
    for table, columns in WRITTEN.items():
        for row in _rows(access, table):
            if (table, row["id"]) not in without:
                for column in columns:
                    for words in _told(column, row[column]):
                        for spot in spellings.spots(words):
                            yield Mention(table, column, row["id"], spot)
    for table, columns in UNLOGGED.items():
        for row in _unlogged(access, table):
            for column in columns:
                for spot in spellings.spots(str(row[column])):
                    yield Mention(table, column, str(row["seq" if table == "action" else "id"]), spot)


def texts(access: Access) -> Iterator[Any]:
    """The texts of today: rows {id, name, kind, text} by the documents' names."""
    asked = (
        select(t.Document.id, t.Document.name, t.Document.kind, t.TextVersion.text)
        .join(t.TextVersion, t.TextVersion.document_id == t.Document.id)
        .where(t.Document.project_id == access.project_id, t.TextVersion.superseded.is_(False))
    )
    yield from access.connection.execute(asked.order_by(t.Document.name_key)).all()


def replace_in_rows(access: Access, recorder: Recorder, renaming: Renaming) -> None:
    """Another name in what was written beside the texts. Raises ErasureRefused where two would then have one name."""
    for table in WRITTEN:
        changed = {}
        for row in _rows(access, table):
            new = _anew(table, row, renaming)
            if new != row:
                changed[row["id"]] = {key: new[key] for key in new if new[key] != row[key]}
        _check_names(access, table, changed)
        recorder.update_many(table, changed)


def replace_in_log(access: Access, renaming: Renaming) -> None:
    """Another name in all that the log tells of what was written beside the texts, and in what actions say."""
    asked = select(t.Change.seq, t.Change.n, t.Change.table_name, t.Change.before, t.Change.after).where(
        t.Change.project_id == access.project_id, t.Change.table_name.in_(list(WRITTEN))
    )
    here = (t.Change.project_id == access.project_id, t.Change.seq == bindparam("which"))
    written = update(t.Change).where(*here, t.Change.n == bindparam("one"))
    written = written.values(before=bindparam("earlier"), after=bindparam("later"))
    for row in access.connection.execute(asked).all():
        kept = [_kept(row.table_name, part, renaming) for part in (row.before, row.after)]
        if kept != [row.before, row.after]:
            given = {"which": row.seq, "one": row.n, "earlier": kept[0], "later": kept[1]}
            access.connection.execute(written, given)
    _replace_unlogged(access, renaming)
    _replace_in_actions(access, lambda value: renaming.spellings.replaced_within(value, renaming.other))


def _unlogged(access: Access, table: str) -> list[Row]:
    target = SQLModel.metadata.tables[table]
    here = target.c["id" if table == "project" else "project_id"] == access.project_id
    return as_dicts(access.connection.execute(select(target).where(here)))


def _replace_unlogged(access: Access, renaming: Renaming) -> None:
    """In the project's own row and in invitations; reasons go with their actions."""
    for table in ("project", "invitation"):
        target = SQLModel.metadata.tables[table]
        for row in _unlogged(access, table):
            new = {name: renaming.spellings.replaced(row[name], renaming.other) for name in UNLOGGED[table]}
            if any(row[name] != value for name, value in new.items()):
                access.connection.execute(update(target).where(target.c.id == row["id"]).values(new))


def _replace_in_actions(access: Access, anew: Callable[[Any], Any]) -> None:
    asked = select(t.Action.seq, t.Action.about, t.Action.reason)
    for row in access.connection.execute(asked.where(t.Action.project_id == access.project_id)).all():
        about = json.loads(row.about)
        told, reason = anew(about), anew(row.reason)
        if (told, reason) != (about, row.reason):
            here = (t.Action.project_id == access.project_id, t.Action.seq == row.seq)
            new = {"about": json.dumps(told, ensure_ascii=False), "reason": reason}
            access.connection.execute(update(t.Action).where(*here).values(new))


def _kept(table: str, part: str | None, renaming: Renaming) -> str | None:
    row = json.loads(part) if part else None
    new = _anew(table, row, renaming) if row else row
    return part if new == row else as_json(new)


def _anew(table: str, row: Row, renaming: Renaming) -> Row:
    """A row, or some of its columns, with the other name."""
    new = dict(row)
    for column in WRITTEN[table]:
        if isinstance(row.get(column), str):
            new[column] = _replaced(column, row[column], renaming)
    if "name_key" in row and "name" in row and new["name"] != row["name"]:
        new["name_key"] = name_key(new["name"])
    return new


def _replaced(column: str, text: str, renaming: Renaming) -> str:
    if column not in IN_JSON:
        return renaming.spellings.replaced(text, renaming.other)
    value = json.loads(text)
    new = renaming.spellings.replaced_within(value, renaming.other)
    return text if new == value else json.dumps(new, ensure_ascii=False)


def _told(column: str, text: str) -> Iterator[str]:
    """What people wrote in a column: of one in JSON each of its strings."""
    if column not in IN_JSON or not text:
        yield text
        return
    waiting: list[Any] = [json.loads(text)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list | dict):
            waiting += reversed(one if isinstance(one, list) else [*one, *one.values()])


def _check_names(access: Access, table: str, changed: dict[str, Row]) -> None:
    """Documents and participants are told apart by their names."""
    if table not in ("document", "participant") or not any("name_key" in new for new in changed.values()):
        return
    keys = {row["id"]: row["name_key"] for row in _rows(access, table)}
    keys |= {one: new["name_key"] for one, new in changed.items() if "name_key" in new}
    twice = [one for one in keys if list(keys.values()).count(keys[one]) > 1 and one in changed]
    if twice:
        name = changed[twice[0]]["name"]
        raise ErasureRefused(f"Two {table}s would be called “{name}”. Nothing was changed.")


def _rows(access: Access, table: str) -> list[Row]:
    target = t.LOGGED[table]
    asked = select(target).where(target.c.id.in_(_ids(access, table)))
    return as_dicts(access.connection.execute(asked.order_by(target.c.id)))


def _ids(access: Access, table: str) -> Select[Any]:
    target = t.LOGGED[table]
    if table in THROUGH:
        column, to = THROUGH[table]
        return select(target.c.id).where(target.c[column].in_(_ids(access, to)))
    return select(target.c.id).where(target.c.project_id == access.project_id)
