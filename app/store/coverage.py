"""For which codes the documents were read: when codes were made, and who was done with which document when."""

from collections.abc import Iterable

from sqlalchemy import and_, func, select

from quotetree.app.store import snapshots
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import chunks
from quotetree.coding.counts import Coverage, Done, Filters, coverage


def coverage_of(access: Access, filters: Filters, *, with_subcodes: bool) -> Coverage | None:
    """How many of the documents chosen were read for each code; None where nobody ever said that they were done."""
    done = _done(access)
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
        .where(t.Document.project_id == access.project_id, t.ReadingMark.done.is_(True))
        .group_by(t.ReadingMark.id, t.ReadingMark.document_id, t.ReadingMark.coder_id)
    )
    return [Done(*row) for row in access.connection.execute(asked)]


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
