"""What has happened in a project since a certain action, as far as a page that shows a document must know."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Executable, and_, bindparam, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.app.store.history_talk import ON_NO_CODING, TALK, codings_of_talk
from quotetree.coding.access import Reader
from quotetree.coding.history import QUIET
from quotetree.coding.history_proposals import tree_of

MOST_CHANGES = 1000
DRAWN_OF_A_CODE = frozenset({"name", "parent_id", "colour"})
TREE = frozenset({"code", "pin"})
SPLITTING = ("splitting", "splitting_column", "code_origin")
MEMBERS_TREES = ("proposal", "alignment")
BESIDE_THE_TEXT = frozenset({"coding", "pin", "reading_mark", "allotment", *TALK, *SPLITTING, *MEMBERS_TREES})


class News(NamedTuple):
    """What to draw again.

    `passages` are those that codings of the document had before or have now; `everything` says that the whole
    document is to be drawn again, `tree` the code tree; `codings`, `marks` and `talk` that any coding, reading
    mark, memo or discussion was changed, here or elsewhere.
    """

    passages: list[tuple[int, int]]
    everything: bool
    tree: bool
    codings: bool
    marks: bool
    talk: bool


CHANGES = (
    select(
        t.Change.table_name,
        t.Change.row_id,
        t.Change.kind,
        t.Change.before,
        t.Change.after,
        t.Action.verb,
        t.Action.about,
    )
    .join(t.Action, and_(t.Action.project_id == t.Change.project_id, t.Action.seq == t.Change.seq))
    .where(t.Change.project_id == bindparam("project"), t.Change.seq > bindparam("after"))
    .order_by(t.Change.seq, t.Change.n)
    .limit(MOST_CHANGES + 1)
)
ACTIONS = (
    select(
        t.Action.seq, t.Action.who, t.Action.at, t.Action.verb, t.Action.about, t.Coder.name.label("coder")
    )
    .join(t.Coder, t.Coder.id == t.Action.who)
    .where(t.Action.project_id == bindparam("project"), t.Action.seq > bindparam("after"))
    .where(t.Action.verb.not_in(QUIET))
    .order_by(t.Action.seq.desc())
    .limit(50)
)


def news_of(access: Access, document_id: str, after: int) -> News:
    """What changed after the action `after` and up to now."""
    found = access.connection.execute(CHANGES, {"project": access.project_id, "after": after}).all()
    changes = [change for change in found if _is_of_page(access.reader, change)]
    of_codings = [change for change in changes if change.table_name == "coding"]
    talk = {(change.table_name, change.row_id) for change in changes if change.table_name in TALK}
    talked_of = codings_of_talk(access, talk) if talk else {}
    return News(
        sorted(
            {
                *_passages(access, document_id, of_codings),
                *_talked_of(access, document_id, talked_of.values()),
            }
        ),
        len(found) > MOST_CHANGES
        or any(_draws_everything(change) or _empties(access.reader, change) for change in changes),
        # A row of the tree shows whether there are memos on the code.
        ON_NO_CODING in talked_of.values() or any(change.table_name in TREE for change in changes),
        bool(of_codings),
        any(change.table_name == "reading_mark" for change in changes),
        bool(talk),
    )


def actions_after(access: Access, after: int) -> Sequence[Any]:
    """The actions after one but quiet ones, latest first, fifty at most: rows {seq, who, at, verb, about, coder}."""
    return access.connection.execute(ACTIONS, {"project": access.project_id, "after": after}).all()


def _is_of_page(reader: Reader, change: Any) -> bool:
    """Whether a change is of the tree that the page shows, or of none: nobody learns that others work on theirs."""
    if '"proposal"' not in change.about:
        return True
    return tree_of(change.verb, json.loads(change.about)) in ("", reader.proposal_id)


def _empties(reader: Reader, change: Any) -> bool:
    """Whether the page shows a tree whose codings went over to the agreed one, or came back from it."""
    return bool(reader.proposal_id) and "proposals.merged" in (
        change.verb,
        json.loads(change.about).get("verb"),
    )


def _draws_everything(change: Any) -> bool:
    if change.table_name == "code":
        return change.kind == "update" and not DRAWN_OF_A_CODE.isdisjoint(json.loads(change.before))
    return change.table_name not in BESIDE_THE_TEXT


def _talked_of(access: Access, document_id: str, codings: Iterable[str | None]) -> list[tuple[int, int]]:
    """Ends of the codings of a document that memos and discussions are on, as far as the reader may see them."""
    ids = {coding for coding in codings if coding}
    rows = _codings(access, ids).values() if ids else []
    return [(row["start"], row["end"]) for row in rows if row["document_id"] == document_id]


def _passages(access: Access, document_id: str, changes: Iterable[Any]) -> list[tuple[int, int]]:
    """Ends before and after of the codings of a document, as far as the reader may see them."""
    before = [(change.row_id, json.loads(part)) for change in changes for part in _parts(change)]
    ids = {change.row_id for change in changes}
    whole = {row_id: row for row_id, row in before if "document_id" in row} | _codings(access, ids)
    rows = [*whole.values(), *({**whole[row_id], **row} for row_id, row in before if row_id in whole)]
    return sorted({(row["start"], row["end"]) for row in rows if row["document_id"] == document_id})


def _parts(change: Any) -> list[str]:
    return [part for part in (change.before, change.after) if part]


def _codings(access: Access, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    rows = access.connection.execute(_codings_of(access.reader), {"ids": list(ids)})
    return {row.id: dict(row._mapping) for row in rows}


@lru_cache(maxsize=64)
def _codings_of(reader: Reader) -> Executable:
    asked = select(t.Coding.id, t.Coding.document_id, t.Coding.start, t.Coding.end)
    return asked.where(t.Coding.id.in_(bindparam("ids", expanding=True)), sees(reader))
