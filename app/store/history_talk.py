"""What the log says of memos, discussions and remarks, as far as the reader may see the codings that they are on."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees_of_any_tree
from quotetree.coding.access import Reader

# What is on codings, and so not to be told of codings that are held back.
TALK = ("memo", "discussion", "remark", "splitting_decision")
ON_NO_CODING = ""


def shown_by_talk(access: Access, seqs: Sequence[int]) -> set[int]:
    """Those of the actions that wrote a memo on something else than a coding, or talk on a coding that is seen.

    A coding that is gone was seen by everybody if it was of the main layer, and not by who codes its document blind.
    """
    changes = _changes(access, seqs)
    on = codings_of_talk(access, (key for _, key in changes))
    visible = _visible(access, {coding for coding in on.values() if coding})
    return {seq for seq, key in changes if on[key] == ON_NO_CODING or on[key] in visible}


def _changes(access: Access, seqs: Sequence[int]) -> list[tuple[int, tuple[str, str]]]:
    """Pairs of an action's number and the memo, discussion or remark that it changed."""
    if not seqs:
        return []
    asked = select(t.Change.seq, t.Change.table_name, t.Change.row_id).where(
        t.Change.project_id == access.project_id,
        t.Change.seq.in_(list(seqs)),
        t.Change.table_name.in_(TALK),
    )
    return [(row.seq, (row.table_name, row.row_id)) for row in access.connection.execute(asked)]


def codings_of_talk(access: Access, rows: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str | None]:
    """By table and id the coding that a row is on, standing or gone: ON_NO_CODING for other memos, None if unknown."""
    keys = set(rows)
    remarks = _rows(access, "remark", {one for table, one in keys if table == "remark"})
    discussions = {one for table, one in keys if table == "discussion"}
    known = {
        "memo": _rows(access, "memo", {one for table, one in keys if table == "memo"}),
        "discussion": _rows(
            access, "discussion", discussions | {row["discussion_id"] for row in remarks.values()}
        ),
        "splitting_decision": _rows(
            access, "splitting_decision", {one for table, one in keys if table == "splitting_decision"}
        ),
    }

    def on(table: str, row_id: str) -> str | None:
        if table == "remark":
            return on("discussion", remarks[row_id]["discussion_id"]) if row_id in remarks else None
        row = known[table].get(row_id)
        return None if row is None else row["coding_id"] or ON_NO_CODING

    return {key: on(*key) for key in keys}


def _rows(access: Access, table: str, ids: set[str]) -> dict[str, dict[str, Any]]:
    """Rows by id as they are, or as they were when they went."""
    target = t.LOGGED[table]
    found = {
        row["id"]: dict(row)
        for row in access.connection.execute(select(target).where(target.c.id.in_(ids))).mappings()
    }
    return found | _gone(access, table, ids - found.keys())


def _gone(access: Access, table: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    asked = select(t.Change.row_id, t.Change.before).where(
        t.Change.project_id == access.project_id,
        t.Change.table_name == table,
        t.Change.kind == "delete",
        t.Change.row_id.in_(list(ids)),
    )
    return {
        row.row_id: json.loads(row.before)
        for row in access.connection.execute(asked.order_by(t.Change.seq))
        if row.before
    }


def _visible(access: Access, codings: set[str]) -> set[str]:
    """Those of the codings that the reader sees, or saw while they stood."""
    if not codings:
        return set()
    standing = select(t.Coding.id).where(t.Coding.id.in_(codings))
    there = set(access.connection.execute(standing).scalars())
    seen = set(access.connection.execute(standing.where(sees_of_any_tree(access.reader))).scalars())
    hidden = documents_coded_blind(access)
    for coding, row in _gone(access, "coding", codings - there).items():
        if saw(access.reader, row, hidden):
            seen.add(coding)
    return seen


def held_back(reader: Reader) -> list[str]:
    """The layers of which others' codings are held back from the reader."""
    return [
        layer
        for layer, is_open in (("check", reader.check_open), ("trial", reader.trial_open))
        if not is_open
    ]


def saw(reader: Reader, row: Mapping[str, Any], blind: Collection[str]) -> bool:
    """Whether the reader saw a coding that is gone; `blind` are documents whose main codings are held back."""
    if row["coder_id"] == reader.coder_id:
        return True
    return row["layer"] not in held_back(reader) and (
        row["layer"] != "main" or row["document_id"] not in blind
    )


def documents_coded_blind(access: Access) -> set[str]:
    """The documents whose main codings are held back from the reader, who codes them blind."""
    if access.reader.check_open:
        return set()
    asked = select(t.Coding.document_id).where(
        t.Coding.project_id == access.project_id,
        t.Coding.layer == "check",
        t.Coding.coder_id == access.reader.coder_id,
    )
    return set(access.connection.execute(asked).scalars())
