"""For which codes the documents were read: when codes were made, and who was done with which document when."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import and_, func, select

from quotetree.app.store import snapshots
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import chunks
from quotetree.app.store.reading import of_tree
from quotetree.coding.counts import Coverage, Done, Filters, coverage


def coverage_of(access: Access, filters: Filters, *, with_subcodes: bool) -> Coverage | None:
    """How many of the documents chosen were read for each code; None where nobody ever said that they were done."""
    done = [*_done(access), *([] if access.reader.proposal_id else _done_in_rounds(access))]
    if not done:
        return None
    snapshot = snapshots.snapshot(access)
    born = _born(access, snapshot.lines.codes)
    return coverage(snapshot, filters, born, done, with_subcodes=with_subcodes)


def _done(access: Access) -> list[Done]:
    """Marks that say done, each at its last change: what is done is not changed but by being opened again."""
    change = and_(t.Change.row_id == t.ReadingMark.id, t.Change.project_id == access.project_id)
    asked = (
        select(t.ReadingMark.document_id, t.ReadingMark.coder_id, func.coalesce(func.max(t.Change.seq), 0))
        .join(t.Document, t.Document.id == t.ReadingMark.document_id)
        .outerjoin(t.Change, change)
        .where(t.Document.project_id == access.project_id, t.ReadingMark.done.is_(True), of_tree(access))
        .group_by(t.ReadingMark.id, t.ReadingMark.document_id, t.ReadingMark.coder_id)
    )
    return [Done(*row) for row in access.connection.execute(asked)]


def _done_in_rounds(access: Access) -> list[Done]:
    """What readers of rounds have been through, each for the codes of its round."""
    codes: dict[str, set[str]] = defaultdict(set)
    asked = select(t.RoundCode.round_id, t.RoundCode.code_id).join(
        t.Round, t.Round.id == t.RoundCode.round_id
    )
    for round_id, code in access.connection.execute(asked.where(t.Round.project_id == access.project_id)):
        codes[round_id].add(code)
    change = and_(t.Change.row_id == t.RoundMark.id, t.Change.project_id == access.project_id)
    marks = (
        select(t.RoundMark.document_id, t.RoundMark.coder_id, func.max(t.Change.seq), t.RoundMark.round_id)
        .join(t.Round, t.Round.id == t.RoundMark.round_id)
        .join(t.Change, change)
        .where(t.Round.project_id == access.project_id)
        .group_by(t.RoundMark.id, t.RoundMark.document_id, t.RoundMark.coder_id, t.RoundMark.round_id)
    )
    return [
        Done(document, coder, seq, frozenset(codes[round_id]))
        for document, coder, seq, round_id in access.connection.execute(marks)
    ]


def _born(access: Access, codes: Iterable[str]) -> dict[str, int]:
    """By code the action that first made it; one that was deleted and brought back is as old as before."""
    found: dict[str, int] = {}
    for some in chunks(sorted(codes)):
        asked = (
            select(t.Change.row_id, func.min(t.Change.seq))
            .where(t.Change.row_id.in_(some), t.Change.project_id == access.project_id)
            .where(t.Change.kind == "insert")
            .group_by(t.Change.row_id)
        )
        found |= {row[0]: row[1] for row in access.connection.execute(asked)}
    return found
