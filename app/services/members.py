"""The members of a project: their roles, and which of the project's names are theirs."""

from typing import Any

from quotetree.app.store import documents
from quotetree.app.store import members as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.coding.access import NotFound
from quotetree.coding.accounts import ROLES, AccountRefused


def change_role(access: Access, account_id: str, role: str) -> None:
    """Give a member another role. One owner who can log in stays; whoever may code has a name to code under."""
    access.reader.check_owner()
    member = _member(access, account_id)
    if role not in ROLES:
        raise AccountRefused("The roles are owner, coder and reader.")
    if role == member.role:
        return
    if member.role == "owner":
        _check_owner_stays(access, account_id)
    about = {"account": member.name, "role": role}
    with action(access.connection, access.who, "role.changed", about=about) as recorder:
        recorder.tell()
        store.change_role(access, account_id, role)
        if role != "reader" and not store.own_names(access.connection, access.project_id, account_id):
            store.give_name(recorder, access.project_id, account_id, member.name)


def remove_member(access: Access, account_id: str) -> None:
    """Let a member out of the project. What they coded stays under their name."""
    access.reader.check_owner()
    member = _member(access, account_id)
    if member.role == "owner":
        _check_owner_stays(access, account_id)
    with action(access.connection, access.who, "member.removed", about={"account": member.name}) as recorder:
        recorder.tell()
        store.remove_member(access, account_id)


def join_coder(access: Access, coder_id: str, account_id: str) -> None:
    """A name that belongs to nobody, such as an imported one, is a member's from now on."""
    access.reader.check_owner()
    coder, member = _coder(access, coder_id), _member(access, account_id)
    if coder.account_id is not None:
        raise AccountRefused(f"The name {coder.name} belongs to an account: separate it first.")
    about = {"name": coder.name, "account": member.name}
    with action(access.connection, access.who, "coder.joined", about=about) as recorder:
        recorder.update("coder", coder_id, {"account_id": account_id})


def separate_coder(access: Access, coder_id: str) -> None:
    """A name belongs to nobody's account any more; its codings stay."""
    access.reader.check_owner()
    coder = _coder(access, coder_id)
    if coder.account_id is None:
        return
    member = next((one for one in store.members(access) if one.id == coder.account_id), None)
    names = store.own_names(access.connection, access.project_id, coder.account_id)
    if member is not None and member.role != "reader" and len(names) == 1:
        raise AccountRefused(
            f"{coder.name} is the only name that {member.name} has here. "
            "Join another to the account first, or make it a reader's."
        )
    about = {"name": coder.name, "account": member.name if member else "of a former member"}
    with action(access.connection, access.who, "coder.separated", about=about) as recorder:
        recorder.update("coder", coder_id, {"account_id": None})


def _member(access: Access, account_id: str) -> Any:
    found = next((one for one in store.members(access) if one.id == account_id), None)
    if found is None:
        raise NotFound("There is no such member of this project.")
    return found


def _coder(access: Access, coder_id: str) -> Any:
    found = next((one for one in documents.coders(access) if one.id == coder_id), None)
    if found is None:
        raise NotFound("There is no such coder in this project.")
    return found


def _check_owner_stays(access: Access, account_id: str) -> None:
    others = (one for one in store.members(access) if one.id != account_id)
    if not any(one.role == "owner" and one.logs_in for one in others):
        raise AccountRefused("A project has an owner who can log in: make somebody else one first.")
