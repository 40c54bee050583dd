"""Projects and the names that people code under."""

from sqlalchemy import Connection

from quotetree.app.store import documents as store
from quotetree.app.store import projects, proposals
from quotetree.app.store.access import Access, may_be
from quotetree.app.store.log import action
from quotetree.coding.access import NotAllowed, NotFound
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.language import language_code
from quotetree.coding.names import clean_name, name_key

MOST_DESCRIBED = 4000


class ProjectRefused(QuotetreeError):
    """A project or a coder that cannot be made so."""


def create_project(connection: Connection, account_id: str, name: str, coder_name: str) -> Access:
    """A new project; its name is free among the account's projects."""
    cleaned = clean_name(name, "A project")
    if projects.project_by_name(connection, account_id, cleaned) is not None:
        raise ProjectRefused(f"There is already a project “{cleaned}”.")
    return projects.create_project(connection, account_id, cleaned, clean_name(coder_name, "A coder"))


def describe_project(access: Access, name: str, description: str, language: str) -> int | None:
    """Call a project something else, describe it, say in which language its talk is mostly: an owner's alone.

    It is told in the history and not taken back by undo: one writes the old name again.
    """
    access.reader.check_owner()
    before, cleaned = store.project(access), clean_name(name, "A project")
    new = {"name": cleaned, "description": description.strip(), "language": language.strip() or "en"}
    if len(new["description"]) > MOST_DESCRIBED:
        raise ProjectRefused(f"A description has at most {MOST_DESCRIBED:,} characters.")
    if not language_code(new["language"]):
        raise ProjectRefused(f"“{new['language']}” is no language. Write a code such as en, fr or pt-BR.")
    if all(getattr(before, key) == value for key, value in new.items()):
        return None
    about = {"name": cleaned, "renamed": before.name != cleaned}
    with action(access.connection, access.who, "project.changed", about=about) as recorder:
        recorder.number()
        projects.describe(access, new)
    return recorder.seq


def add_coder(access: Access, name: str) -> str:
    """A further name under which people code here. Returns the coder's id."""
    access.reader.check_write()
    cleaned = clean_name(name, "A coder")
    if any(name_key(coder.name) == name_key(cleaned) for coder in store.coders(access)):
        raise ProjectRefused(f"There is already a coder “{cleaned}” in this project.")
    row = {
        "project_id": access.project_id,
        "name": cleaned,
        "name_key": name_key(cleaned),
        "account_id": None,
    }
    with action(access.connection, access.who, "coder.added", about={"name": cleaned}) as recorder:
        return recorder.insert("coder", row)


def rename_coder(access: Access, coder_id: str, name: str) -> int | None:
    """Call a coder otherwise: one's own name, or, for an owner, anybody's. Their codings stay theirs."""
    access.reader.check_write()
    coder = next((one for one in store.coders(access) if one.id == coder_id), None)
    if coder is None:
        raise NotFound("There is no such coder in this project.")
    if coder_id != access.reader.coder_id:
        access.reader.check_owner()
    cleaned = clean_name(name, "A coder")
    if any(name_key(one.name) == name_key(cleaned) and one.id != coder_id for one in store.coders(access)):
        raise ProjectRefused(f"There is already a coder “{cleaned}” in this project.")
    if cleaned == coder.name:
        return None
    about = {"from": coder.name, "name": cleaned}
    with action(access.connection, access.who, "coder.renamed", about=about) as recorder:
        called = {"name": cleaned, "name_key": name_key(cleaned)}
        recorder.update("coder", coder_id, called)
        own_tree = proposals.proposal_of(access, coder_id)
        if own_tree is not None:
            recorder.update("proposal", own_tree.id, called)
    return recorder.seq


def take_seat(access: Access, session_id: str, account_id: str, coder_id: str) -> None:
    """Let this browser be one of the project's coders, unless the name belongs to another account."""
    coder = next((c for c in store.coders(access) if c.id == coder_id), None)
    if coder is None:
        raise NotFound("There is no such coder in this project.")
    access.reader.check_write()
    if not may_be(access, account_id, coder_id):
        raise NotAllowed(f"{coder.name} is not a name of your account. An owner of the project can join it.")
    projects.take_seat(access.connection, session_id, access.project_id, coder_id)


def open_layer(access: Access, layer: str) -> None:
    """Open a blind layer to everybody; only an owner can, and it cannot be closed again."""
    access.reader.check_owner()
    if layer not in ("check", "trial"):
        raise ProjectRefused("Only the layers check and trial are blind and can be opened.")
    projects.open_layer(access, layer)
