"""Actions of which an erasure has left nothing: they are told, and cannot be taken back."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import aliased

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import Row, from_json
from quotetree.app.store.rewriting import ERASED, NAME_ERASED
from quotetree.coding.history_corrections import TEXT_VERBS

ERASURES = (ERASED, NAME_ERASED)


def gone_for_good(access: Access, seqs: Collection[int]) -> set[int]:
    """Those of the actions all of whose rows were erased since; of a correction, all turns whose words it changed."""
    erased = select(t.Action.seq).where(t.Action.project_id == access.project_id, t.Action.verb.in_(ERASURES))
    erasures = [seq for seq in access.connection.execute(erased).scalars() if seqs and seq > min(seqs)]
    return _whole(access, seqs, erasures) | _corrections(access, seqs, erasures) if erasures else set()


def _whole(access: Access, seqs: Collection[int], erasures: list[int]) -> set[int]:
    own, later = aliased(t.Change), aliased(t.Change)
    went = exists().where(
        later.row_id == own.row_id,
        later.project_id == access.project_id,
        later.seq.in_(erasures),
        later.seq > own.seq,
        later.table_name == own.table_name,
        later.kind == "delete",
    )
    here = (own.project_id == access.project_id, own.seq == t.Action.seq)
    asked = select(t.Action.seq).where(
        t.Action.project_id == access.project_id,
        t.Action.seq.in_(list(seqs)),
        t.Action.seq < max(erasures),
        exists().where(*here),
        ~exists().where(*here, ~went),
    )
    return set(access.connection.execute(asked).scalars())


def _corrections(access: Access, seqs: Collection[int], erasures: list[int]) -> set[int]:
    """A correction also moves the turns behind it; what it is about are those that it made longer or shorter."""
    here = t.Change.project_id == access.project_id
    turns = (here, t.Change.table_name == "turn")
    went = select(t.Change.row_id).where(*turns, t.Change.seq.in_(erasures), t.Change.kind == "delete")
    gone = set(access.connection.execute(went).scalars())
    asked = (
        select(t.Change.seq, t.Change.row_id, t.Change.before, t.Change.after)
        .join(t.Action, and_(t.Action.project_id == t.Change.project_id, t.Action.seq == t.Change.seq))
        .where(*turns, t.Change.seq.in_(list(seqs)), t.Change.seq < max(erasures))
        .where(t.Action.verb.in_(TEXT_VERBS))
    )
    about: dict[int, set[str]] = defaultdict(set)
    for row in access.connection.execute(asked):
        if not _only_moved(from_json("turn", row.before), from_json("turn", row.after)):
            about[row.seq].add(row.row_id)
    return {seq for seq, turns_of in about.items() if turns_of <= gone}


def _only_moved(before: Row | None, after: Row | None) -> bool:
    if not before or not after:
        return False
    return "start" in before and len({after[name] - before[name] for name in before}) == 1
