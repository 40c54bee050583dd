"""Two coders side by side: who has codings that the reader sees, and the documents that both went through."""

from collections.abc import Collection, Iterable

from sqlalchemy import select

from quotetree.app.store import snapshots
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.coding.counts import Side, Work, documents_read, documents_seen
from quotetree.coding.counts import works as works_of


def works(access: Access) -> list[Work]:
    """The coders in their layers, and layers of several coders, with the codings that this reader may see of them."""
    return works_of(snapshots.snapshot(access), snapshots.filters(access))


def comparable(access: Access, sides: Iterable[Side]) -> frozenset[str]:
    """The documents (ids) in which nothing of these sides is held back from this reader."""
    snapshot, withheld = snapshots.snapshot(access), snapshots.filters(access).withheld
    seen = [documents_seen(snapshot.talk.documents, side, withheld) for side in sides]
    return frozenset.intersection(*seen)


def read_by_both(access: Access, sides: Collection[Side]) -> frozenset[str]:
    """Of those the documents that each side coded in its layer, or is done with."""
    found, done = works(access), _done(access)
    read = [documents_read(found, side, done) for side in sides]
    return comparable(access, sides).intersection(*read)


def _done(access: Access) -> set[tuple[str, str]]:
    """Pairs of document and coder."""
    asked = (
        select(t.ReadingMark.document_id, t.ReadingMark.coder_id)
        .join(t.Document, t.Document.id == t.ReadingMark.document_id)
        .where(t.Document.project_id == access.project_id, t.ReadingMark.done.is_(True))
    )
    return {(row[0], row[1]) for row in access.connection.execute(asked)}
