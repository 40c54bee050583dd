"""Re-coding many codings at once: planned, shown, done as one action."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quotetree.app.store import codes as code_store
from quotetree.app.store import memos as memo_store
from quotetree.app.store import recoding as store
from quotetree.app.store import snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import new_id
from quotetree.coding.counts.count import counts_of
from quotetree.coding.counts.figures import Count
from quotetree.coding.counts.filters import Filters
from quotetree.coding.counts.snapshot import Snapshot
from quotetree.coding.recoding import NO_TARGET, Coded, Recoding, plan_recoding
from quotetree.coding.tree_plans import Place, plan_create

VERBS = {"move": "codings.moved", "copy": "codings.copied", "off": "codings.taken_off"}
NOTHING = Count(0, 0, 0, 0, 0, 0, 0)


class Figures(NamedTuple):
    """The counts of a code ("" for one that is to be made) now and then, own and with those of its sub-codes."""

    code_id: str
    own: tuple[Count, Count]
    with_subcodes: tuple[Count, Count]


class Preview(NamedTuple):
    """What a re-coding does to counts, and what goes with codings that are taken off."""

    figures: tuple[Figures, ...]
    memos: int
    discussions: int


def propose(access: Access, ids: Iterable[str], how: str, code_id: str = "", name: str = "") -> Recoding:
    """What re-coding these codings would do; a code that is not there is made with that name. Writes nothing."""
    rows = store.codings(access, ids)
    target = NO_TARGET if how == "off" else code_store.target(access, code_id, name.strip())
    carried = store.carried(access, target.code_id) if target.code_id else {}
    return plan_recoding(how, rows, target, access.reader, carried)


def preview(access: Access, recoding: Recoding, layers: frozenset[str]) -> Preview:
    """What it does to the counts in some layers. In a reading transaction."""
    now = snapshots.snapshot(access)
    then = _after(access, now, recoding)
    filters = snapshots.filters(access, layers=layers)
    figures = _figures(filters, now, then, _touched(recoding, now))
    gone = [one.id for one in recoding.changes] if recoding.how == "off" else []
    attached = memo_store.attached(access, "coding", gone)
    return Preview(figures, len(attached.memos), len(attached.discussions))


def _touched(recoding: Recoding, now: Snapshot) -> list[str]:
    """The codes whose counts may change, "" for one that is to be made."""
    known = [code for code in recoding.codes if code in now.lines.number]
    return [*known, *([""] if recoding.target.name and not recoding.target.code_id else [])]


def _after(access: Access, now: Snapshot, recoding: Recoding) -> Snapshot:
    """The project as it would be; a code that is to be made has the id "" there."""
    base = now
    if recoding.target.name and not recoding.target.code_id:
        codes = [(code.id, code.parent_id) for code in code_store.tree(access).in_order]
        base = now.with_codes(now.seq, [*codes, ("", None)])
    moved = [one._replace(code_id=recoding.target.code_id) for one in recoding.changes]
    added = [one._replace(id=f"+{n}") for n, one in enumerate(recoding.adds)]
    new: list[Coded] = added if recoding.how == "off" else [*moved, *added]
    return base.with_codings(now.seq, new, {one.id for one in recoding.changes})


def _figures(filters: Filters, now: Snapshot, then: Snapshot, codes: Sequence[str]) -> tuple[Figures, ...]:
    def of(snapshot: Snapshot, *, below: bool) -> dict[str, Count]:
        there = [code for code in codes if code in snapshot.lines.number]
        return dict.fromkeys(codes, NOTHING) | counts_of(snapshot, there, filters, with_subcodes=below)

    own, own_then = of(now, below=False), of(then, below=False)
    rolled, rolled_then = of(now, below=True), of(then, below=True)
    return tuple(
        Figures(code, (own[code], own_then[code]), (rolled[code], rolled_then[code])) for code in codes
    )


def recode(access: Access, recoding: Recoding) -> int | None:
    """Do what was planned in this transaction. Answers the action's number, None where there is nothing to do."""
    access.reader.check_write()
    if not recoding.does:
        return None
    code_id = recoding.target.code_id or (new_id() if recoding.target.name else "")
    sources = list(dict.fromkeys(one.code_id for one in recoding.changes))
    about = {
        "n": recoding.does,
        "documents": len({one.document_id for one in (*recoding.changes, *recoding.adds)}),
        "sources": len(sources),
        **({"code": code_id} if code_id else {}),
        **({"from": sources[0]} if len(sources) == 1 else {}),
    }
    with action(access.connection, access.who, VERBS[recoding.how], about=about) as recorder:
        if code_id and not recoding.target.code_id:
            plan = plan_create(code_store.tree(access), code_id, recoding.target.name, Place(None))
            code_store.write_tree_plan(access, recorder, plan)
            recorder.about["new"] = True
        gone = store.write_recoding(access, recorder, recoding, code_id)
        if gone:
            recorder.about |= {"memos": len(gone.memos), "discussions": len(gone.discussions)}
    return recorder.seq
