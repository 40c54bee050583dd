"""Reading the code tree, and the writing of a plan."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import String, and_, bindparam, func, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.app.store.log import Recorder, as_dicts, chunks
from quotetree.app.store.memos import delete_attached
from quotetree.app.store.naming_codes import delete_naming
from quotetree.coding.access import NotFound
from quotetree.coding.names import name_key, names_of
from quotetree.coding.recoding import Target
from quotetree.coding.tree import Code, Tree
from quotetree.coding.tree_plans import Place, TreePlan, plan_create
from quotetree.coding.tree_rules import can_be_applied
from quotetree.coding.undo_values import Change

COLUMNS = [t.LOGGED["code"].c[column.name] for column in fields(Code)]
# Codes of the tree that somebody works on: the project's own, or that of a proposal.
_here = and_(
    t.Code.project_id == bindparam("project"),
    t.Code.proposal_id.is_not_distinct_from(bindparam("proposal", type_=String)),
)
CODES = select(*COLUMNS).where(_here)
CODE = select(t.Code).where(t.Code.id == bindparam("code"), _here)
PINS = (
    select(t.Pin)
    .join(t.Code, t.Code.id == t.Pin.code_id)
    .where(t.Pin.coder_id == bindparam("coder"), _here)
    .order_by(t.Pin.slot)
)
APPLIED = (
    select(t.Coding.code_id)
    .where(t.Coding.coder_id == bindparam("coder"))
    .order_by(t.Coding.created_at.desc())
    .limit(200)
)
_these = (
    select(*COLUMNS)
    .where(t.Code.id.in_(bindparam("codes", expanding=True)), _here)
    .cte("these", recursive=True)
)
LINES = select(_these.union(select(*COLUMNS).join(_these, t.Code.id == _these.c.parent_id)))


def tree(access: Access) -> Tree:
    """The code tree as it is now: the project's own, or that of the proposal that the reader works on."""
    rows = access.connection.execute(CODES, _tree_of(access)).all()
    return Tree(Code(*row) for row in rows)


def any_there(access: Access) -> bool:
    """Whether the tree has codes."""
    return access.connection.execute(CODES.limit(1), _tree_of(access)).first() is not None


def _tree_of(access: Access) -> dict[str, str | None]:
    return {"project": access.project_id, "proposal": access.reader.proposal_id or None}


def lines(access: Access, code_ids: Iterable[str]) -> Tree:
    """Some codes and those above them, as a tree: enough for their names and colours."""
    given = {**_tree_of(access), "codes": list(code_ids)}
    return Tree(Code(*row) for row in access.connection.execute(LINES, given).all())


def code(access: Access, code_id: str) -> Any:
    """One code of the project as a row of the table. Raises NotFound."""
    row = access.connection.execute(CODE, {**_tree_of(access), "code": code_id}).first()
    if row is None:
        raise NotFound(_gone(access, code_id))
    return row


def target(access: Access, code_id: str, name: str) -> Target:
    """The code that many passages are to carry, or the main code of that name, made only where there is none.

    Raises NotFound for a code of another project, TreeError for a heading, a retired code and a name that cannot be.
    """
    now = tree(access)
    if not code_id:
        there = now.child(None, name)
        if there is None:
            plan_create(now, "", name, Place(None))
            return Target("", name)
        code_id = there.id
    can_be_applied(code(access, code_id))
    return Target(code_id, now.told[code_id])


def _gone(access: Access, code_id: str) -> str:
    """Why a code is not there: the merge is named, if it went into another."""
    asked = (
        select(t.CodeOrigin.from_path, t.Code.name)
        .join(t.Code, t.Code.id == t.CodeOrigin.code_id)
        .where(t.CodeOrigin.kind == "merged", t.CodeOrigin.from_code == code_id)
        .where(_here)
    )
    latest = asked.order_by(t.CodeOrigin.at.desc()).limit(1)
    merged = access.connection.execute(latest, _tree_of(access)).first()
    if merged is None:
        return "There is no such code in this project. It may have been deleted in the meantime."
    return (
        f"“{names_of(merged.from_path)[-1]}” was merged into “{merged.name}”. Choose “{merged.name}” instead."
    )


def codings_of_codes(access: Access, code_ids: Sequence[str]) -> Sequence[Any]:
    """All codings of codes, of every layer and coder, as rows {id, code_id, coder_id, layer, document_id, start, end}.

    Not filtered by what the reader may see: it is for changes of the tree, which lose nobody's codings.
    """
    asked = select(
        t.Coding.id,
        t.Coding.code_id,
        t.Coding.coder_id,
        t.Coding.layer,
        t.Coding.document_id,
        t.Coding.start,
        t.Coding.end,
    ).where(t.Coding.project_id == access.project_id, t.Coding.code_id.in_(list(code_ids)))
    return access.connection.execute(asked).all()


def codings(access: Access, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Whole rows of codings by id, of every layer and coder: for changes of the tree."""
    found: dict[str, dict[str, Any]] = {}
    for some in chunks(sorted(set(ids))):
        asked = select(t.LOGGED["coding"]).where(
            t.Coding.project_id == access.project_id, t.Coding.id.in_(some)
        )
        found |= {row["id"]: row for row in as_dicts(access.connection.execute(asked))}
    return found


def codings_by_code(access: Access, *, seen: bool = False, others: bool = False) -> dict[str, int]:
    """How many codings each code has: of all layers and coders, or those alone that the reader sees, or of others."""
    asked = select(t.Coding.code_id, func.count()).where(t.Coding.project_id == access.project_id)
    if seen:
        asked = asked.where(sees(access.reader))
    if others:
        asked = asked.where(t.Coding.coder_id != access.reader.coder_id)
    return {row[0]: row[1] for row in access.connection.execute(asked.group_by(t.Coding.code_id))}


def pins(access: Access) -> Sequence[Any]:
    """The reader's pinned codes of the tree that they work on, as rows of the table, by key."""
    return access.connection.execute(PINS, {**_tree_of(access), "coder": access.reader.coder_id}).all()


def of_their_trees(
    access: Access, changes: Iterable[Change], pins: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Those of the pins whose codes are of the trees that these changes took pins from: a key may hold a code of each
    tree."""
    before = [(one.table, one.row_id, one.before) for one in changes if one.before is not None]
    back = {str(row["code_id"]) for table, _, row in before if table == "pin" and "code_id" in row}
    trees = {id: row["proposal_id"] for table, id, row in before if table == "code" and "proposal_id" in row}
    asked = select(t.Code.id, t.Code.proposal_id).where(
        t.Code.id.in_({*back, *(pin["code_id"] for pin in pins)})
    )
    trees |= {row.id: row.proposal_id for row in access.connection.execute(asked)}
    return [pin for pin in pins if trees.get(pin["code_id"]) in {trees.get(code) for code in back}]


def pins_of_codes(access: Access, code_ids: Sequence[str]) -> list[str]:
    """The ids of everybody's pins of these codes."""
    return list(
        access.connection.execute(select(t.Pin.id).where(t.Pin.code_id.in_(list(code_ids)))).scalars()
    )


def recent(access: Access, most: int = 8) -> list[str]:
    """The ids of the codes that the reader applied last, latest first, among their latest two hundred codings."""
    applied = access.connection.execute(APPLIED, {"coder": access.reader.coder_id}).scalars()
    return list(dict.fromkeys(applied))[:most]


def write_tree_plan(access: Access, recorder: Recorder, plan: TreePlan) -> None:
    """Write a plan's rows; codings and pins of codes that go are moved or deleted first."""
    if plan.codings_of:
        recorder.delete_many("pin", pins_of_codes(access, plan.codings_of))
        codings = [coding.id for coding in codings_of_codes(access, plan.codings_of)]
        if plan.codings_to is None:
            delete_attached(access, recorder, "coding", codings)
            recorder.delete_many("coding", codings)
        else:
            recorder.update_many("coding", {one: {"code_id": plan.codings_to} for one in codings})
    inserts = [change.values for change in plan.changes if change.kind == "insert"]
    ours = {"project_id": access.project_id, "proposal_id": access.reader.proposal_id or None}
    recorder.insert_many("code", [{**_keyed(row), **ours} for row in inserts])
    updates = {change.id: _keyed(change.values) for change in plan.changes if change.kind == "update"}
    recorder.update_many("code", updates)
    going = [change.id for change in plan.changes if change.kind == "delete"]
    if going:
        recorder.about["memos"] = len(delete_attached(access, recorder, "code", going).memos)
        delete_naming(access, recorder, going)
    recorder.delete_many("code", going)


def _keyed(values: Any) -> dict[str, Any]:
    return {**values, "name_key": name_key(values["name"])} if "name" in values else dict(values)
