"""Projects: which there are for an account, and the making of one."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, reach
from quotetree.app.store.log import Who, action
from quotetree.coding.names import name_key


def projects_of(connection: Connection, account_id: str) -> Sequence[Any]:
    """The account's projects by name: rows {id, name, role, created_at, documents}."""
    documents = select(func.count()).where(t.Document.project_id == t.Project.id).scalar_subquery()
    asked = (
        select(
            t.Project.id,
            t.Project.name,
            t.Project.created_at,
            t.Membership.role,
            documents.label("documents"),
        )
        .join(t.Membership, t.Membership.project_id == t.Project.id)
        .where(t.Membership.account_id == account_id)
    )
    return connection.execute(asked.order_by(func.lower(t.Project.name), t.Project.created_at)).all()


def project_by_name(connection: Connection, account_id: str, name: str) -> Access | None:
    """A project of the account by its name (compared by `name_key`) or its id; the oldest where several share one."""
    wanted = name_key(name)
    rows = sorted(projects_of(connection, account_id), key=lambda row: row.created_at)
    for row in rows:
        if row.id == name or name_key(row.name) == wanted:
            return reach(connection, account_id, row.id)
    return None


def account_name(connection: Connection, account_id: str) -> str:
    """What an account is called."""
    return connection.execute(select(t.Account.name).where(t.Account.id == account_id)).scalar_one()


def all_names(connection: Connection) -> list[str]:
    """The names of all projects of everybody, for who has the database itself."""
    return list(connection.execute(select(t.Project.name).order_by(func.lower(t.Project.name))).scalars())


def owned(connection: Connection, account_id: str, coder_name: str, name: str) -> Access | None:
    """Somebody else's project by name or id, of which the account becomes an owner; for who has the database itself."""
    rows = connection.execute(select(t.Project.id, t.Project.name).order_by(t.Project.created_at)).all()
    found = next((row.id for row in rows if row.id == name or name_key(row.name) == name_key(name)), None)
    if found is None:
        return None
    add_member(connection, found, account_id, "owner")
    taken = select(t.Coder.name_key).where(t.Coder.project_id == found)
    names = set(connection.execute(taken).scalars())
    free = (coder_name if n == 1 else f"{coder_name} {n}" for n in count(1))
    own = next(one for one in free if name_key(one) not in names)
    row = {"id": t.new_id(), "project_id": found, "account_id": account_id, "name": own}
    with action(connection, Who(found, row["id"]), "coder.added", about={"name": own}) as recorder:
        recorder.insert("coder", {**row, "name_key": name_key(own)})
    return reach(connection, account_id, found)


def create_project(connection: Connection, account_id: str, name: str, coder_name: str) -> Access:
    """A new project that the account owns, with one coder: the account under that name."""
    project, coder = t.Project(name=name), t.new_id()
    connection.execute(insert(t.Project), project.model_dump())
    connection.execute(
        insert(t.Membership), {"project_id": project.id, "account_id": account_id, "role": "owner"}
    )
    with action(connection, Who(project.id, coder), "project.created", about={"name": name}) as recorder:
        row = {"id": coder, "project_id": project.id, "account_id": account_id}
        recorder.insert("coder", row | {"name": coder_name, "name_key": name_key(coder_name)})
    return reach(connection, account_id, project.id)


def take_seat(connection: Connection, session_id: str, project_id: str, coder_id: str) -> None:
    """Let a browser be one of the project's coders."""
    same = (t.Seat.session_id == session_id, t.Seat.project_id == project_id)
    found = connection.execute(update(t.Seat).where(*same).values(coder_id=coder_id))
    if not found.rowcount:
        row = {"session_id": session_id, "project_id": project_id, "coder_id": coder_id}
        connection.execute(insert(t.Seat), row)


def add_member(connection: Connection, project_id: str, account_id: str, role: str) -> None:
    """Give an account a role in a project."""
    connection.execute(
        insert(t.Membership), {"project_id": project_id, "account_id": account_id, "role": role}
    )


def describe(access: Access, values: dict[str, str]) -> None:
    """Write a project's name, description and language."""
    asked = update(t.Project).where(t.Project.id == access.project_id).values(values)
    access.connection.execute(asked)


def open_layer(access: Access, layer: str) -> None:
    """Show a blind layer (check or trial) to everybody in the project."""
    column = {"check": t.Project.check_open, "trial": t.Project.trial_open}[layer]
    asked = update(t.Project).where(t.Project.id == access.project_id).values({column: True})
    access.connection.execute(asked)


def set_quote_tag(access: Access, template: str) -> None:
    """The template of what stands below a quotation that is taken out; empty for the usual one."""
    asked = update(t.Project).where(t.Project.id == access.project_id).values(quote_tag=template)
    access.connection.execute(asked)
