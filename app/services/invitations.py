"""Invitations: a link that lets one person join a project, once and not for long."""

import secrets
from typing import Any

from sqlalchemy import Connection

from quotetree.app.store import accounts, documents, projects
from quotetree.app.store import members as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import Who, action
from quotetree.app.store.tables import new_id, now
from quotetree.coding.access import NotFound
from quotetree.coding.accounts import INVITED_FOR, ROLES, AccountRefused
from quotetree.coding.names import clean_name


def invite(access: Access, account_id: str, role: str, coder_id: str = "", note: str = "") -> str:
    """Make an invitation. Returns what its link ends in, which is kept nowhere.

    With `coder_id` the person takes over that name, which belongs to nobody yet.
    """
    access.reader.check_owner()
    if role not in ROLES:
        raise AccountRefused("The roles are owner, coder and reader.")
    if coder_id:
        coder = next((one for one in documents.coders(access) if one.id == coder_id), None)
        if coder is None:
            raise NotFound("There is no such coder in this project.")
        if coder.account_id is not None:
            raise AccountRefused(f"The name {coder.name} belongs to an account already.")
        if any(one.coder_id == coder_id for one in store.invitations(access)):
            raise AccountRefused(
                f"An invitation that gives the name {coder.name} waits already. "
                "Withdraw it first: a name is given once."
            )
    token, moment = secrets.token_urlsafe(24), now()
    store.add_invitation(
        access,
        token,
        role=role,
        coder_id=coder_id or None,
        note=clean_name(note) if note.strip() else "",
        made_by=account_id,
        made_at=moment,
        ends_at=moment + INVITED_FOR,
    )
    return token


def withdraw(access: Access, invitation_id: str) -> None:
    """Take an invitation back before it is used."""
    access.reader.check_owner()
    if not store.withdraw_invitation(access, invitation_id):
        raise NotFound("This invitation has been used or withdrawn.")


def invitation(connection: Connection, token: str) -> Any:
    """The invitation of a link. Raises NotFound for one that has been used or withdrawn or has ended."""
    found = store.invitation_of(connection, token)
    # An invitation ends with the rights of who made it.
    if found is None or store.role_of(connection, found.project_id, found.made_by) != "owner":
        raise NotFound(
            "This invitation has been used or withdrawn, or its 14 days are over. "
            "Ask who sent it to you for another."
        )
    if found.coder_account is not None:
        raise NotFound(
            f"This invitation gives the name {found.coder}, which has been given to somebody in the meantime. "
            f"Ask {found.inviter} for another."
        )
    return found


def join(connection: Connection, token: str, account_id: str, name: str = "") -> str:
    """Join the project as an account. Returns the project's id.

    Whoever may code gets a name: the one that the invitation gives, else one they had here, else `name`.
    """
    found = invitation(connection, token)
    account = accounts.account(connection, account_id)
    own, is_new = _own_name(connection, found, account_id)
    about = {"account": account.name, "role": found.role}
    if own:
        about |= {"by": "self", "took": found.coder if own == found.coder_id else ""}
    who = Who(found.project_id, own or _inviters_name(connection, found))
    with action(connection, who, "member.joined", about=about) as recorder:
        recorder.tell()  # locks the project: of two at once, one waits here
        role = store.role_of(connection, found.project_id, account_id)
        if role is not None:
            raise AccountRefused(f"You are in “{found.project}” already, as {role}.")
        if not store.use_invitation(connection, found.id, account_id):
            raise NotFound("This invitation has just been used.")
        projects.add_member(connection, found.project_id, account_id, found.role)
        if is_new:
            store.give_name(recorder, found.project_id, account_id, clean_name(name or account.name), own)
        elif own == found.coder_id:
            recorder.update("coder", own, {"account_id": account_id})
    return str(found.project_id)


def _own_name(connection: Connection, found: Any, account_id: str) -> tuple[str, bool]:
    """The id of the name that the person has in the project from now on, and whether it is to be made.

    "" for a reader, who needs none.
    """
    if found.coder_id:
        return found.coder_id, False
    names = store.own_names(connection, found.project_id, account_id)
    if names:
        return names[0].id, False
    return ("", False) if found.role == "reader" else (new_id(), True)


def _inviters_name(connection: Connection, found: Any) -> str:
    return str(store.own_names(connection, found.project_id, found.made_by)[0].id)
