"""Work under way: files brought but not yet kept."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, LargeBinary, String
from sqlmodel import Field, SQLModel

from quotetree.app.store.tables.columns import a_moment, new_id


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
