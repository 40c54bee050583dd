"""The only way to a project: through the check of who asks."""

import hashlib
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, func, insert, or_, select

from quotetree.app.store import tables as t
from quotetree.app.store.log import Who
from quotetree.coding.access import NotFound, Reader
from quotetree.coding.accounts import UNUSED_FOR

# Made once, here and in other files: to put a statement together takes longer than to run it.
SESSION = (
    select(
        t.BrowserSession.id,
        t.BrowserSession.account_id,
        func.coalesce(t.BrowserSession.seen_at, t.BrowserSession.created_at).label("seen_at"),
        t.Account.password_hash.is_not(None).label("by_password"),
    )
    .join(t.Account, t.Account.id == t.BrowserSession.account_id)
    .where(t.BrowserSession.token_hash == bindparam("token_hash"))
)
REACHED = (
    select(t.Project.check_open, t.Project.trial_open, t.Membership.role)
    .join(t.Membership, t.Membership.project_id == t.Project.id)
    .where(t.Project.id == bindparam("project"), t.Membership.account_id == bindparam("account"))
)
REACHED_TO_WRITE = REACHED.with_for_update(of=t.Project)
# A browser is one of its account's own names. Alone on one's machine, where the account has no password, it may also be
# one that belongs to no account.
MAY_SIT = or_(
    t.Coder.account_id == bindparam("account"),
    and_(
        t.Coder.account_id.is_(None),
        exists().where(t.Account.id == bindparam("account"), t.Account.password_hash.is_(None)),
    ),
)
SEAT = (
    select(t.Seat.coder_id)
    .join(t.Coder, t.Coder.id == t.Seat.coder_id)
    .where(t.Seat.session_id == bindparam("session"), t.Seat.project_id == bindparam("project"), MAY_SIT)
)
MAY_BE = select(t.Coder.id).where(
    t.Coder.id == bindparam("coder"), t.Coder.project_id == bindparam("project"), MAY_SIT
)
OWN_NAME = (
    select(t.Coder.id)
    .where(t.Coder.project_id == bindparam("project"), t.Coder.account_id == bindparam("account"))
    .order_by(t.Coder.name)
)


class Access(NamedTuple):
    """A transaction, and the person in whose name it reads or writes. Every read and every service takes one."""

    connection: Connection
    reader: Reader

    @property
    def project_id(self) -> str:
        return self.reader.project_id

    @property
    def who(self) -> Who:
        return Who(self.reader.project_id, self.reader.coder_id, self.reader.proposal_id)

    def on(self, proposal_id: str = "") -> "Access":
        """The same on the tree of a proposal, or on the project's own."""
        return Access(self.connection, replace(self.reader, proposal_id=proposal_id))


def token_hash(token: str) -> str:
    """What is kept of a browser's cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


def session_of(connection: Connection, token: str) -> Any | None:
    """The session that a cookie stands for, as a row {id, account_id, seen_at, by_password}, or None.

    `by_password` says whether its account logs in. One that was not used for 30 days has ended.
    """
    session = connection.execute(SESSION, {"token_hash": token_hash(token)}).first()
    return None if session is None or session.seen_at < t.now() - UNUSED_FOR else session


def begin_session(connection: Connection, account_id: str, token: str, browser: str = "") -> str:
    """Let a browser in that holds `token`. Returns the session's id."""
    row = t.BrowserSession(token_hash=token_hash(token), account_id=account_id, browser=browser)
    connection.execute(insert(t.BrowserSession), row.model_dump())
    return row.id


def local_account(connection: Connection, name: str) -> str:
    """The account of the person at this machine, made if it is not there. Returns its id."""
    found = connection.execute(select(t.Account.id).where(t.Account.name == name)).scalar()
    if found:
        return found
    row = t.Account(name=name)
    connection.execute(insert(t.Account), row.model_dump())
    return row.id


def reach(connection: Connection, account_id: str, project_id: str, session_id: str | None = None) -> Access:
    """A project for an account, or NotFound: an outsider does not learn that it exists.

    On PostgreSQL a writing transaction holds the project's row from here on.
    """
    asked = REACHED_TO_WRITE if connection.get_execution_options().get("writing") else REACHED
    row = connection.execute(asked, {"project": project_id, "account": account_id}).first()
    if row is None:
        raise NotFound("There is no such project, or you are not a member of it.")
    coder = _coder_of(connection, account_id, project_id, session_id)
    return Access(connection, Reader(project_id, coder, row.role, row.check_open, row.trial_open))


def _coder_of(connection: Connection, account_id: str, project_id: str, session_id: str | None) -> str:
    """The coder's name that the browser chose, else the account's own, else none ("", for a reader who has none)."""
    here = {"project": project_id, "account": account_id}
    chosen = connection.execute(SEAT, {**here, "session": session_id}).scalar() if session_id else None
    return chosen or connection.execute(OWN_NAME, here).scalar() or ""


def may_be(access: Access, account_id: str, coder_id: str) -> bool:
    """Whether a browser of this account may code under this name."""
    here = {"project": access.project_id, "account": account_id, "coder": coder_id}
    return access.connection.execute(MAY_BE, here).first() is not None


def in_tree(reader: Reader) -> ColumnElement[bool]:
    """Which codings carry a code of the tree that a person works on: the project's own, or that of a proposal."""
    proposed = select(t.Code.id).where(t.Code.project_id == reader.project_id)
    if reader.proposal_id:
        return t.Coding.code_id.in_(proposed.where(t.Code.proposal_id == reader.proposal_id))
    return t.Coding.code_id.not_in(proposed.where(t.Code.proposal_id.is_not(None)))


def sees(reader: Reader) -> ColumnElement[bool]:
    """Which codings a person may see, of the tree that they work on."""
    return and_(sees_of_any_tree(reader), in_tree(reader))


def sees_of_any_tree(reader: Reader) -> ColumnElement[bool]:
    """Which codings a person may see.

    A blind layer is its coder's and the owner's until the owner opens it; and who codes a document blind does not see
    its main codings meanwhile.
    """
    if reader.is_owner:
        return t.Coding.project_id == reader.project_id
    own = t.Coding.coder_id == reader.coder_id
    other = t.LOGGED["coding"].alias("blind")
    blind = select(other.c.document_id).where(
        other.c.project_id == reader.project_id, other.c.layer == "check", other.c.coder_id == reader.coder_id
    )
    main = t.Coding.layer == "main"
    if not reader.check_open:
        main = and_(main, t.Coding.document_id.not_in(blind))
    layers = [own, main]
    if reader.check_open:
        layers.append(t.Coding.layer == "check")
    if reader.trial_open:
        layers.append(t.Coding.layer == "trial")
    return and_(t.Coding.project_id == reader.project_id, or_(*layers))
