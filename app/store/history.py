"""Reading the log: what was done, by whom and when, as far as the reader may see it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, bindparam, func, or_, select, true

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees_of_any_tree
from quotetree.app.store.history_talk import TALK, documents_coded_blind, saw, shown_by_talk
from quotetree.coding.access import Reader
from quotetree.coding.history import QUIET

COUNTED = (
    select(t.Change.seq, func.count())
    .where(t.Change.project_id == bindparam("project"), t.Change.seq.in_(bindparam("seqs", expanding=True)))
    .group_by(t.Change.seq)
)
COUNTED_CODINGS = COUNTED.where(t.Change.table_name.in_(("coding", *TALK)))
NAMED: dict[str, Any] = {
    "code": t.Code,
    "document": t.Document,
    "coder": t.Coder,
    "participant": t.Participant,
    "attribute": t.Attribute,
    "proposal": t.Proposal,
}


def history(access: Access, before: int | None, *, mine: bool, most: int) -> Sequence[Any]:
    """Actions, latest first, before a number: rows {seq, who, coder, at, verb, about, reason, batch, undoes}.

    What others did to trees that are blind is not among them. What they did to nothing but codings of a layer that the
    reader does not see is left out later, so that there may be fewer than `most` although earlier ones exist; None
    stands for "from the latest".
    """
    asked = (
        select(t.Action, t.Coder.name.label("coder"))
        .join(t.Coder, t.Coder.id == t.Action.who)
        .where(t.Action.project_id == access.project_id, t.Action.verb.not_in(QUIET))
        .where(of_trees_seen(access.reader))
    )
    if before is not None:
        asked = asked.where(t.Action.seq < before)
    if mine:
        asked = asked.where(t.Action.who == access.reader.coder_id)
    return access.connection.execute(asked.order_by(t.Action.seq.desc()).limit(most)).all()


def of_trees_seen(reader: Reader) -> ColumnElement[bool]:
    """Which actions were not done to the tree of a proposal that is blind to the reader."""
    if reader.is_owner or reader.trial_open:
        return true()
    # The action says so in JSON, in which a quotation mark within a name is written with a backslash.
    return or_(t.Action.who == reader.coder_id, t.Action.about.not_like('%"proposal": "%'))


def of_codings(access: Access, coding_ids: Iterable[str], most: int) -> Sequence[Any]:
    """The latest actions on some codings, as rows of `history`."""
    touched = select(t.Change.seq).where(
        t.Change.project_id == access.project_id,
        t.Change.table_name == "coding",
        t.Change.row_id.in_(list(coding_ids)),
    )
    asked = (
        select(t.Action, t.Coder.name.label("coder"))
        .join(t.Coder, t.Coder.id == t.Action.who)
        .where(t.Action.project_id == access.project_id, t.Action.seq.in_(touched))
    )
    return access.connection.execute(asked.order_by(t.Action.seq.desc()).limit(most)).all()


def unseen(access: Access, rows: Iterable[Any]) -> set[int]:
    """The numbers of those actions that the reader may not see: others', of codings in layers held back from them,
    of what is said on such codings, and of proposals that are blind."""
    if access.reader.is_owner:
        return set()
    foreign = [row for row in rows if row.who != access.reader.coder_id]
    blind = {row.seq for row in foreign if _is_blind(access.reader, row.about)}
    others = [row.seq for row in foreign]
    of_codings = _counted(access, others, of_codings=True)
    whole = _counted(access, others, of_codings=False)
    only = [seq for seq, number in of_codings.items() if whole[seq] == number]
    seen = _seen(access, only) | shown_by_talk(access, only)
    return blind | {seq for seq in only if seq not in seen and not _was_seen(access, seq)}


def _is_blind(reader: Reader, about: str) -> bool:
    """Whether an action was on the tree of a proposal, which is another member's; or merged trees that are blind."""
    return not reader.trial_open and '"proposal"' in about and bool(json.loads(about).get("proposal"))


def _counted(access: Access, seqs: Sequence[int], *, of_codings: bool) -> dict[int, int]:
    given = {"project": access.project_id, "seqs": list(seqs)}
    rows = access.connection.execute(COUNTED_CODINGS if of_codings else COUNTED, given)
    return {row[0]: row[1] for row in rows}


def _seen(access: Access, seqs: Sequence[int]) -> set[int]:
    """The actions of which a coding stands that the reader sees."""
    return set(access.connection.execute(_seen_by(access.reader), {"seqs": list(seqs)}).scalars())


@lru_cache(maxsize=64)
def _seen_by(reader: Reader) -> Executable:
    return (
        select(t.Change.seq)
        .distinct()
        .join(t.Coding, t.Coding.id == t.Change.row_id)
        .where(t.Change.project_id == reader.project_id)
        .where(t.Change.seq.in_(bindparam("seqs", expanding=True)))
        .where(t.Change.table_name == "coding", sees_of_any_tree(reader))
    )


def _was_seen(access: Access, seq: int) -> bool:
    """Whether the reader saw one of an action's codings, all gone by now."""
    gone = t.Change.__table__.alias("gone")  # type: ignore[attr-defined]
    asked = (
        select(gone.c.before)
        .join(t.Change, t.Change.row_id == gone.c.row_id)
        .where(t.Change.project_id == access.project_id, t.Change.seq == seq, t.Change.table_name == "coding")
        .where(gone.c.project_id == access.project_id, gone.c.table_name == "coding", gone.c.kind == "delete")
        .where(gone.c.before.is_not(None))
        .limit(20)
    )
    hidden = documents_coded_blind(access)
    rows = [json.loads(before) for before in access.connection.execute(asked).scalars()]
    return any(saw(access.reader, row, hidden) for row in rows)


def standing_undos(access: Access) -> dict[int, int]:
    """By the number of an action that was taken back, the undo that took it back and stands."""
    asked = (
        select(t.TakenBack.seq, t.TakenBack.undone)
        .where(t.TakenBack.project_id == access.project_id)
        .order_by(t.TakenBack.seq.desc())
    )
    found: dict[int, int] = {}
    for seq, undone in access.connection.execute(asked):
        if seq not in found:
            found.setdefault(undone, seq)
    return found


def names(access: Access, ids: Iterable[str]) -> Mapping[str, str]:
    """The names of codes, documents, people and attributes by id; of those gone the last that they had."""
    wanted = set(ids)
    found: dict[str, str] = {}
    for table in NAMED.values():
        asked = select(table.id, table.name).where(
            table.project_id == access.project_id, table.id.in_(wanted)
        )
        found |= {row.id: row.name for row in access.connection.execute(asked)}
    gone = select(t.Change.row_id, t.Change.before).where(
        t.Change.project_id == access.project_id,
        t.Change.kind == "delete",
        t.Change.table_name.in_(list(NAMED)),
        t.Change.row_id.in_(wanted - found.keys()),
        t.Change.before.is_not(None),
    )
    for row in access.connection.execute(gone.order_by(t.Change.seq)):
        found[row.row_id] = json.loads(row.before)["name"]
    return found


def batch(access: Access, name: str) -> list[int]:
    """The numbers of the actions of one import, a file each, latest first."""
    asked = select(t.Action.seq).where(t.Action.project_id == access.project_id, t.Action.batch == name)
    return list(access.connection.execute(asked.order_by(t.Action.seq.desc())).scalars())
