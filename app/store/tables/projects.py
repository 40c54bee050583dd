"""Projects, and who may do what in them under which name."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, String
from sqlmodel import Field, SQLModel

from quotetree.app.store.tables.columns import (
    MEMBER_ROLES,
    Moment,
    a_moment,
    new_id,
    of_project,
    one_of,
    refers_to,
    words,
)


class Project(SQLModel, table=True):
    """A study. `seq` is the number of its latest action; the two `open` columns show blind layers to everybody.

    `quote_tag` is the template of what stands below a quotation in a report; empty stands for the usual one.
    """

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    name: str
    description: str = words()
    quote_tag: str = words()
    language: str = "en"
    seq: int = 0
    check_open: bool = False
    trial_open: bool = False
    created_at: datetime = a_moment()


class Account(SQLModel, table=True):
    """Somebody who can log in; alone on one's machine there is one, without a password."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    name: str = Field(unique=True)
    password_hash: str | None = None
    created_at: datetime = a_moment()


class Membership(SQLModel, table=True):
    """What an account may do in a project."""

    __table_args__ = (one_of("role", MEMBER_ROLES),)
    project_id: str = Field(sa_column=Column(String(36), ForeignKey("project.id"), primary_key=True))
    account_id: str = Field(
        sa_column=Column(String(36), ForeignKey("account.id"), primary_key=True, index=True)
    )
    role: str


class BrowserSession(SQLModel, table=True):
    """A browser that was let in; only a hash of its cookie is kept."""

    __tablename__ = "browser_session"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    token_hash: str = Field(unique=True, max_length=64)
    account_id: str = refers_to("account")
    browser: str = words()
    created_at: datetime = a_moment()
    seen_at: datetime | None = Field(default=None, sa_column=Column(Moment, nullable=True))


class Seat(SQLModel, table=True):
    """Which of a project's coders a browser is."""

    session_id: str = Field(sa_column=Column(String(36), ForeignKey("browser_session.id"), primary_key=True))
    project_id: str = Field(sa_column=Column(String(36), ForeignKey("project.id"), primary_key=True))
    coder_id: str = refers_to("coder")


class Coder(SQLModel, table=True):
    """A name under which passages are coded; it may belong to an account."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = Field(
        sa_column=Column(String(36), ForeignKey("project.id"), nullable=False, index=True)
    )
    name: str
    name_key: str
    account_id: str | None = refers_to("account", nullable=True)


class Invitation(SQLModel, table=True):
    """A link that lets one person join a project in a role; only a hash of it is kept.

    `coder_id` is the name in the project that the person takes over, if there is one already.
    """

    __table_args__ = (one_of("role", MEMBER_ROLES),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = of_project()
    role: str
    coder_id: str | None = refers_to("coder", nullable=True)
    token_hash: str = Field(unique=True, max_length=64)
    note: str = words()
    made_by: str = refers_to("account")
    made_at: datetime = a_moment()
    ends_at: datetime = a_moment()
    used_by: str | None = refers_to("account", nullable=True)


class FailedLogin(SQLModel, table=True):
    """A log-in that was refused, for slowing down who guesses passwords."""

    __tablename__ = "failed_login"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    name_key: str = Field(index=True)
    address: str = Field(index=True)
    at: datetime = a_moment()
