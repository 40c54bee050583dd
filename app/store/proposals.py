"""Members' own trees, and what they coded on trial."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.app.store.codes import COLUMNS
from quotetree.coding.align.passages import Extent
from quotetree.coding.tree import Code, Tree


class Trial(NamedTuple):
    """What a coder did on trial: passages by the path of their code, and the documents marked as read."""

    passages: dict[str, list[Extent]]
    read: frozenset[str]


def trial(access: Access, coder_id: str) -> Trial:
    """A coder's trial codings, as far as the reader may see them."""
    every = Tree(
        Code(*row)
        for row in access.connection.execute(
            select(*COLUMNS).where(t.Code.project_id == access.project_id)
        ).all()
    )
    asked = select(t.Coding.code_id, t.Coding.document_id, t.Coding.start, t.Coding.end).where(
        t.Coding.layer == "trial", t.Coding.coder_id == coder_id, sees(access.reader)
    )
    passages: dict[str, list[Extent]] = defaultdict(list)
    for code_id, document_id, start, end in access.connection.execute(asked):
        passages[every.paths[code_id]].append((document_id, start, end))
    return Trial(dict(passages), _read(access, coder_id))


def _read(access: Access, coder_id: str) -> frozenset[str]:
    asked = (
        select(t.ReadingMark.document_id)
        .join(t.Document, t.Document.id == t.ReadingMark.document_id)
        .where(
            t.Document.project_id == access.project_id,
            t.ReadingMark.coder_id == coder_id,
            t.ReadingMark.done.is_(True),
        )
    )
    return frozenset(access.connection.execute(asked).scalars())
