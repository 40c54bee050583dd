"""Who is in a project in which role, and the invitations to it."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, token_hash
from quotetree.app.store.log import Recorder
from quotetree.coding.names import name_key


def members(access: Access) -> Sequence[Any]:
    """The project's members by name: rows {id, name, role, logs_in}. `logs_in` is whether they have a password."""
    asked = (
        select(
            t.Account.id,
            t.Account.name,
            t.Membership.role,
            t.Account.password_hash.is_not(None).label("logs_in"),
        )
        .join(t.Membership, t.Membership.account_id == t.Account.id)
        .where(t.Membership.project_id == access.project_id)
    )
    return access.connection.execute(asked.order_by(func.lower(t.Account.name))).all()


def role_of(connection: Connection, project_id: str, account_id: str) -> str | None:
    """The role of an account in a project, or None for an outsider."""
    asked = select(t.Membership.role).where(
        t.Membership.project_id == project_id, t.Membership.account_id == account_id
    )
    return connection.execute(asked).scalar()


def change_role(access: Access, account_id: str, role: str) -> None:
    """A member's other role."""
    asked = update(t.Membership).where(
        t.Membership.project_id == access.project_id, t.Membership.account_id == account_id
    )
    access.connection.execute(asked.values(role=role))


def remove_member(access: Access, account_id: str) -> None:
    """Somebody is no member any more; what they did stays, and their names stay theirs."""
    asked = delete(t.Membership).where(
        t.Membership.project_id == access.project_id, t.Membership.account_id == account_id
    )
    access.connection.execute(asked)


def own_names(connection: Connection, project_id: str, account_id: str) -> Sequence[Any]:
    """The names of an account in a project: rows {id, name}."""
    asked = select(t.Coder.id, t.Coder.name).where(
        t.Coder.project_id == project_id, t.Coder.account_id == account_id
    )
    return connection.execute(asked.order_by(t.Coder.name)).all()


def give_name(
    recorder: Recorder, project_id: str, account_id: str, wanted: str, coder_id: str | None = None
) -> str:
    """A new name in the project for an account: the one wanted, or with a number where it is taken. Returns its id."""
    taken = select(t.Coder.name_key).where(t.Coder.project_id == project_id)
    names = set(recorder.connection.execute(taken).scalars())
    free = (wanted if n == 1 else f"{wanted} {n}" for n in count(1))
    name = next(one for one in free if name_key(one) not in names)
    row = {"id": coder_id or t.new_id(), "project_id": project_id, "account_id": account_id}
    row |= {"name": name, "name_key": name_key(name)}
    return recorder.insert("coder", row)


def invitations(access: Access) -> Sequence[Any]:
    """The invitations that can still be used, the latest first.

    Rows {id, role, note, coder_id, coder, made_by, ends_at}. One that gives a name which is somebody's by now cannot.
    """
    asked = (
        select(
            t.Invitation.id,
            t.Invitation.role,
            t.Invitation.note,
            t.Invitation.coder_id,
            t.Coder.name.label("coder"),
            t.Account.name.label("made_by"),
            t.Invitation.made_at,
            t.Invitation.ends_at,
        )
        .join(t.Account, t.Account.id == t.Invitation.made_by)
        .outerjoin(t.Coder, t.Coder.id == t.Invitation.coder_id)
        .where(
            t.Invitation.project_id == access.project_id,
            t.Invitation.used_by.is_(None),
            t.Invitation.ends_at > t.now(),
            t.Coder.account_id.is_(None),
        )
    )
    return access.connection.execute(asked.order_by(t.Invitation.made_at.desc())).all()


def add_invitation(access: Access, token: str, **values: Any) -> str:
    """Keep an invitation of which `token` is the link. Returns its id."""
    row = t.Invitation(project_id=access.project_id, token_hash=token_hash(token), **values)
    access.connection.execute(insert(t.Invitation), row.model_dump())
    return row.id


def withdraw_invitation(access: Access, invitation_id: str) -> bool:
    """Take back an invitation that nobody has used. Returns whether there was one."""
    asked = delete(t.Invitation).where(
        t.Invitation.id == invitation_id,
        t.Invitation.project_id == access.project_id,
        t.Invitation.used_by.is_(None),
    )
    return bool(access.connection.execute(asked).rowcount)


def invitation_of(connection: Connection, token: str) -> Any | None:
    """The invitation whose link this is, if it can still be used, or None.

    A row {id, project_id, project, role, coder_id, coder, coder_account, made_by, inviter}.
    """
    asked = (
        select(
            t.Invitation.id,
            t.Invitation.project_id,
            t.Project.name.label("project"),
            t.Invitation.role,
            t.Invitation.coder_id,
            t.Coder.name.label("coder"),
            t.Coder.account_id.label("coder_account"),
            t.Invitation.made_by,
            t.Account.name.label("inviter"),
        )
        .join(t.Project, t.Project.id == t.Invitation.project_id)
        .join(t.Account, t.Account.id == t.Invitation.made_by)
        .outerjoin(t.Coder, t.Coder.id == t.Invitation.coder_id)
        .where(
            t.Invitation.token_hash == token_hash(token),
            t.Invitation.used_by.is_(None),
            t.Invitation.ends_at > t.now(),
        )
    )
    return connection.execute(asked).first()


def use_invitation(connection: Connection, invitation_id: str, account_id: str) -> bool:
    """Use up an invitation. Returns whether it could be used: of two at once, one can."""
    asked = update(t.Invitation).where(t.Invitation.id == invitation_id, t.Invitation.used_by.is_(None))
    return bool(connection.execute(asked.values(used_by=account_id)).rowcount)
