"""Work under way: files brought but not yet kept, and long jobs."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Text
from sqlmodel import Field, SQLModel

from quotetree.app.store.tables.columns import a_moment, new_id, one_of, refers_to


class Upload(SQLModel, table=True):
    """A file that was brought and not yet kept: it waits while its speakers are put right."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = Field(
        sa_column=Column(String(36), ForeignKey("project.id"), nullable=False, index=True)
    )
    batch: str = Field(index=True)
    name: str
    kind: str = "interview"
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    brought_at: datetime = a_moment()


class Job(SQLModel, table=True):
    """Long work in a process of its own, and how far it has come."""

    __table_args__ = (one_of("state", ("waiting", "running", "done", "failed", "cancelled")),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = Field(
        sa_column=Column(String(36), ForeignKey("project.id"), nullable=False, index=True)
    )
    account_id: str | None = refers_to("account", nullable=True)
    kind: str
    state: str = "waiting"
    request: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    done: int = 0
    total: int = 0
    message: str = ""
    result_name: str = ""
    result: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    created_at: datetime = a_moment()
