"""Codings that are to be re-coded, and the writing of it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlalchemy import Executable, and_, bindparam, select
from sqlalchemy.orm import aliased

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.app.store.cutting import IDS, rows_by
from quotetree.app.store.documents import OF_A_CODING
from quotetree.app.store.log import Recorder
from quotetree.app.store.memos import Attached, delete_attached
from quotetree.app.store.tables import new_id, now
from quotetree.coding.access import Reader
from quotetree.coding.recoding import Coded, Recoding, Spot

CODED = (
    t.Coding.id,
    t.Coding.document_id,
    t.Coding.code_id,
    t.Coding.coder_id,
    t.Coding.layer,
    t.Coding.start,
    t.Coding.end,
)


def codings(access: Access, ids: Iterable[str]) -> list[Coded]:
    """The codings of those ids that the reader may see, each once in the order given, with those shown as one."""
    place = {one: n for n, one in enumerate(dict.fromkeys(ids))}
    found = {row.id: Coded(*row) for row in rows_by(access, _seen(access.reader), list(place))}
    return sorted(found.values(), key=lambda one: (place.get(one.id, len(place)), one.id))


@lru_cache(maxsize=64)
def _seen(reader: Reader) -> Executable:
    chosen = aliased(t.Coding)
    equal = and_(*(getattr(chosen, name) == getattr(t.Coding, name) for name in OF_A_CODING))
    return select(*CODED).join(chosen, equal).where(sees(reader), chosen.id.in_(IDS))


def carried(access: Access, code_id: str) -> dict[Spot, set[str]]:
    """The passages that carry a code, as far as the reader sees them, each with the coders (ids) who coded it so."""
    found: dict[Spot, set[str]] = {}
    for row in access.connection.execute(_carrying(access.reader), {"code": code_id}):
        one = Coded(*row)
        found.setdefault(one.spot, set()).add(one.coder_id)
    return found


@lru_cache(maxsize=64)
def _carrying(reader: Reader) -> Executable:
    return select(*CODED).where(sees(reader), t.Coding.code_id == bindparam("code"))


def write_recoding(access: Access, recorder: Recorder, recoding: Recoding, code_id: str) -> Attached | None:
    """Write it, with the target's id. Answers what was attached to codings that are taken off."""
    ids = [one.id for one in recoding.changes]
    if recoding.how == "off":
        gone = delete_attached(access, recorder, "coding", ids)
        recorder.delete_many("coding", ids)
        return gone
    recorder.update_many("coding", {one: {"code_id": code_id} for one in ids})
    recorder.insert_many("coding", _rows(access, recoding.adds, code_id))
    return None


def _rows(access: Access, adds: Sequence[Coded], code_id: str) -> list[dict[str, object]]:
    at = now()
    return [
        {
            "id": new_id(),
            "project_id": access.project_id,
            "document_id": one.document_id,
            "code_id": code_id,
            "coder_id": one.coder_id,
            "layer": one.layer,
            "start": one.start,
            "end": one.end,
            "created_at": at,
        }
        for one in adds
    ]
