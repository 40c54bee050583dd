"""What hangs on codes that are merged, and the writing of a merge."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from quotetree.app.store import codes as code_store
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.app.store.log import Recorder, as_dicts, chunks
from quotetree.app.store.tables import now
from quotetree.coding.merging import MergePlan
from quotetree.coding.tree import Tree

# Rows that name a code, and what else must differ between two rows that name the same one.
NAMING_A_CODE: Mapping[str, tuple[str, ...]] = {
    "memo": (),
    "pin": ("coder_id",),
    "code_set_member": ("code_set_id",),
    "splitting": (),
    "splitting_column": ("splitting_id",),
    "round_code": ("round_id",),
    "code_origin": (),
}


def write_merge(access: Access, recorder: Recorder, tree: Tree, plan: MergePlan) -> None:
    """Write a merge: codings and all that names the codes that go come to those that stay; each origin is kept."""
    codings = code_store.codings_of_codes(access, list(plan.goes))
    recorder.update_many("coding", {row.id: {"code_id": plan.goes[row.code_id]} for row in codings})
    for table, apart in NAMING_A_CODE.items():
        _point_elsewhere(access, recorder, table, apart, plan.goes)
    _one_splitting_each(access, recorder, sorted(set(plan.goes.values())))
    origins = [
        {
            "code_id": into,
            "kind": "merged",
            "from_code": source,
            "from_path": tree.path(source),
            "proposal_id": None,
            "at": now(),
        }
        for source, into in plan.goes.items()
    ]
    recorder.insert_many("code_origin", origins)
    code_store.write_tree_plan(access, recorder, plan.tree)


def _point_elsewhere(
    access: Access, recorder: Recorder, table: str, apart: Sequence[str], goes: Mapping[str, str]
) -> None:
    """Let rows name the code that stays; a row that one there says already goes."""
    involved = _naming(access, table, [*goes, *goes.values()])
    there = {_said(row, apart) for row in involved if row["code_id"] not in goes}
    moving: dict[str, dict[str, Any]] = {}
    doubled: list[str] = []
    for row in involved:
        if row["code_id"] not in goes:
            continue
        said = _said(row | {"code_id": goes[row["code_id"]]}, apart)
        if apart and said in there:
            doubled.append(row["id"])
        else:
            moving[row["id"]] = {"code_id": said[0]}
            there.add(said)
    recorder.delete_many(table, doubled)
    recorder.update_many(table, moving)


def _one_splitting_each(access: Access, recorder: Recorder, codes: Sequence[str]) -> None:
    """Of several open splittings of a code the earliest goes on; a code is no column of its own splitting."""
    open_ones = select(t.Splitting.id, t.Splitting.code_id).where(
        t.Splitting.code_id.in_(codes), t.Splitting.closed.is_(False)
    )
    going_on: dict[str, str] = {}
    for row in access.connection.execute(open_ones.order_by(t.Splitting.opened_at, t.Splitting.id)):
        if going_on.setdefault(row.code_id, row.id) != row.id:
            recorder.update("splitting", row.id, {"closed": True})
    own = select(t.SplittingColumn.id).join(
        t.Splitting,
        (t.Splitting.id == t.SplittingColumn.splitting_id)
        & (t.Splitting.code_id == t.SplittingColumn.code_id),
    )
    own = own.where(t.Splitting.code_id.in_(codes))
    recorder.delete_many("splitting_column", access.connection.execute(own).scalars())


def _said(row: Mapping[str, Any], apart: Sequence[str]) -> tuple[Any, ...]:
    return (row["code_id"], *(row[column] for column in apart))


def _naming(access: Access, table: str, code_ids: Iterable[str]) -> list[dict[str, Any]]:
    target = t.LOGGED[table]
    found: list[dict[str, Any]] = []
    for some in chunks(sorted(set(code_ids))):
        asked = select(target).where(target.c.code_id.in_(some)).order_by(target.c.id)
        found.extend(as_dicts(access.connection.execute(asked)))
    return found


def hanging_on(access: Access, code_ids: Sequence[str]) -> dict[str, Counter[str]]:
    """By code how many codings (that the reader sees) and memos hang on it: {"codings": ..., "memos": ...}."""
    codings = (
        select(t.Coding.code_id, func.count())
        .where(t.Coding.code_id.in_(list(code_ids)), sees(access.reader))
        .group_by(t.Coding.code_id)
    )
    memos = (
        select(t.Memo.code_id, func.count())
        .where(t.Memo.code_id.in_(list(code_ids)), t.Memo.project_id == access.project_id)
        .group_by(t.Memo.code_id)
    )
    return {
        name: Counter({str(row[0]): row[1] for row in access.connection.execute(asked)})
        for name, asked in (("codings", codings), ("memos", memos))
    }


def told_codings(access: Access, code_ids: Sequence[str]) -> int:
    """How many codings of codes the history may tell to everybody: those of layers that are not blind."""
    reader = access.reader
    opened = [
        name
        for name, is_open in (("main", True), ("check", reader.check_open), ("trial", reader.trial_open))
        if is_open
    ]
    asked = (
        select(func.count())
        .select_from(t.Coding)
        .where(t.Coding.code_id.in_(list(code_ids)), t.Coding.layer.in_(opened))
    )
    return int(access.connection.execute(asked).scalar_one())


def memo_writers(access: Access, code_ids: Sequence[str]) -> tuple[str, ...]:
    """The names of those who wrote memos on codes."""
    asked = (
        select(t.Coder.name)
        .distinct()
        .join(t.Memo, t.Memo.coder_id == t.Coder.id)
        .where(t.Memo.code_id.in_(list(code_ids)), t.Memo.project_id == access.project_id)
        .order_by(t.Coder.name)
    )
    return tuple(access.connection.execute(asked).scalars())
