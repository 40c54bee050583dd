"""What a project holds at a moment, and the rules that hold of it at each: for the properties of undo."""

from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from quotetree.app.store import documents as document_store
from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.database import transaction
from quotetree.app.store.projects import create_project
from quotetree.coding.tree import Code
from quotetree.coding.tree_rules import broken
from quotetree.coding.turns import in_order

from .cast import Cast, add_document

State = dict[str, dict[str, Any]]


def anew(people: Cast) -> int:
    """A fresh project with a document for the next example. Returns the number of its latest action."""
    with transaction(people.database, writing=True) as connection:
        people.project_id = create_project(connection, people.accounts["Ana"], t.new_id(), "Ana").project_id
        row = {"project_id": people.project_id, "account_id": people.accounts["Ben"], "role": "coder"}
        connection.execute(t.Membership.__table__.insert(), row)
    people.as_("Ana", ben_joins, people)
    people.as_("Ana", add_document)
    return people.as_("Ana", document_store.seq_of)


def ben_joins(access: Access, people: Cast) -> None:
    from quotetree.app.services.projects import add_coder

    ben = add_coder(access, "Ben")
    access.connection.execute(
        t.Seat.__table__.insert(),
        {"session_id": people.sessions["Ben"], "project_id": people.project_id, "coder_id": ben},
    )


def rows(people: Cast) -> State:
    """All rows of the project of this example, of every table that the log keeps."""
    return people.as_("Ana", _rows, writing=False)


def _rows(access: Access) -> State:
    return {
        name: {
            row["id"]: dict(row)
            for row in access.connection.execute(_of_project(name), {"project": access.project_id}).mappings()
        }
        for name in t.LOGGED
    }


@cache
def _of_project(table: str) -> Select[Any]:
    """The rows of a table that are the project's, through as many others as it takes."""
    target = t.LOGGED[table]
    return select(target).where(_belongs(table))


def _belongs(table: str) -> Any:
    target = t.LOGGED[table]
    if "project_id" in target.c:
        return target.c.project_id == bindparam("project")
    key = next(
        key
        for key in sorted(target.foreign_key_constraints, key=lambda one: str(next(iter(one.columns)).name))
        if key.referred_table.name in t.LOGGED and not next(iter(key.columns)).nullable
    )
    to = key.referred_table
    return target.c[next(iter(key.columns)).name].in_(select(to.c.id).where(_belongs(to.name)))


def check_rules(people: Cast) -> None:
    """No loop, no twins, no code in use below a retired one, everything in bounds, no codings on headings, no key of a
    tree taken twice."""
    now = rows(people)
    codes = now["code"]
    for of in {row["proposal_id"] for row in codes.values()}:
        assert broken([as_code(row) for row in codes.values() if row["proposal_id"] == of]) == []
    for code in codes.values():
        assert code["retired"] or not codes.get(code["parent_id"], code)["retired"]
    for coding in now["coding"].values():
        assert 0 <= coding["start"] < coding["end"] <= len(text_of(now, coding["document_id"]))
        assert not codes[coding["code_id"]]["heading"]
    for document in now["document"]:
        turns = [turn for turn in now["turn"].values() if turn["document_id"] == document]
        places = [(turn["start"], turn["words"], turn["end"]) for turn in turns]
        assert in_order(text_of(now, document), places)
    tree_of = {code: row["proposal_id"] for code, row in codes.items()}
    slots = [(pin["coder_id"], pin["slot"], tree_of[pin["code_id"]]) for pin in now["pin"].values()]
    assert len(slots) == len(set(slots))
    assert all(pin["code_id"] in codes for pin in now["pin"].values())


def as_code(row: dict[str, Any]) -> Code:
    return Code(**{field.name: row[field.name] for field in fields(Code)})


def text_of(now: State, document: str) -> str:
    """The one text of a document that stands."""
    (text,) = [
        row["text"]
        for row in now["text_version"].values()
        if row["document_id"] == document and not row["superseded"]
    ]
    return str(text)


def placeless(table: str, row: dict[str, Any] | None, changed: bool) -> dict[str, Any] | None:
    """A row without its offsets where these count in a text that was changed."""
    if row is None or not changed or table not in ("coding", "turn"):
        return row
    return {name: value for name, value in row.items() if name not in ("start", "words", "end")}


def changes_of(access: Access, seqs: list[int]) -> dict[tuple[str, str], object]:
    """The first change that these actions made to each row."""
    asked = select(t.Change).where(t.Change.project_id == access.project_id, t.Change.seq.in_(seqs))
    found = access.connection.execute(asked.order_by(t.Change.seq.desc(), t.Change.n.desc())).all()
    return {(row.table_name, row.row_id): row for row in found}
