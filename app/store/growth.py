"""Versions of the tree: naming one, and what each has kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from quotetree.app.store import snapshots
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.codes import tree
from quotetree.app.store.documents import seq_of
from quotetree.app.store.history_talk import documents_coded_blind
from quotetree.app.store.log import Recorder
from quotetree.app.store.reading import read_for
from quotetree.app.store.tables import now
from quotetree.coding.counts import counts
from quotetree.coding.growth.names import free_name
from quotetree.coding.growth.record import Counted, Record, read_record


@dataclass(frozen=True, slots=True)
class Version:
    """A named state of the tree, or what it is today (id and name "", `seq` the project's number)."""

    id: str
    name: str
    seq: int
    at: datetime
    coder: str
    record: Record


def write_version(access: Access, recorder: Recorder, name: str, note: str = "") -> str:
    """Name the tree as it is in this transaction, as part of an action. Returns its name, which is one of its own.

    The version is as old as the action: codes that it makes are of the version.
    """
    recorder.tell()
    taken = [row.name for row in _rows(access)]
    row = {
        "project_id": access.project_id,
        "name": free_name(name, taken),
        "at_seq": recorder.seq,
        "made_at": now(),
        "record": replace(state(access), note=note.strip(), counts=dict(counted(access))).as_json(),
    }
    recorder.insert("tree_version", row)
    return str(row["name"])


def versions(access: Access) -> list[Version]:
    """The versions of the tree, earliest first."""
    return [
        Version(row.id, row.name, row.at_seq, row.made_at, row.coder or "", read_record(row.record))
        for row in _rows(access)
    ]


def today(access: Access) -> Version:
    """The tree as it is now."""
    return Version("", "", seq_of(access), now(), "", state(access))


def state(access: Access) -> Record:
    """What there is now, without counts: the tree, codings of the layer main, and how much was read."""
    return Record(
        tree=tree(access),
        codings=_number(access, t.Coding, t.Coding.layer == "main"),
        documents=_number(access, t.Document),
        read=len(read_for(access)),
    )


def counted(access: Access) -> Iterator[tuple[str, Counted]]:
    """By code the counts of the layer main as they are now. Nothing is held back."""
    if not _number(access, t.Coding, t.Coding.layer == "main"):
        return  # as when codebooks come first: no text has to be read for it
    writing = access.connection.get_execution_options().get("writing")
    found = snapshots.uncommitted(access) if writing else snapshots.snapshot(access)
    own, rolled = counts(found).rows(), counts(found, with_subcodes=True).rows()
    for code, row in own.items():
        with_them = rolled[code]
        yield (
            code,
            Counted(row.comments, row.respondents, with_them.comments, with_them.respondents),
        )


def sees_numbers(access: Access) -> bool:
    """Whether a reader may know how much is coded in the layer main: not while they code documents blind."""
    return access.reader.is_owner or not documents_coded_blind(access)


def _number(access: Access, table: Any, *conditions: Any) -> int:
    asked = select(func.count()).select_from(table).where(table.project_id == access.project_id, *conditions)
    return int(access.connection.execute(asked).scalar_one())


def _rows(access: Access) -> list[Any]:
    asked = (
        select(t.TreeVersion, t.Coder.name.label("coder"))
        .outerjoin(
            t.Action,
            (t.Action.project_id == t.TreeVersion.project_id) & (t.Action.seq == t.TreeVersion.at_seq),
        )
        .outerjoin(t.Coder, t.Coder.id == t.Action.who)
        .where(t.TreeVersion.project_id == access.project_id)
        .order_by(t.TreeVersion.at_seq, t.TreeVersion.id)
    )
    return list(access.connection.execute(asked).all())
