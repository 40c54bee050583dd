"""What coders write beside the text: memos, discussions, and who is asked to read what."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from quotetree.app.store.tables.columns import a_moment, flag, new_id, of_project, refers_to, words


class Memo(SQLModel, table=True):
    """A coder's note in Markdown on one document, participant, code or coding; on none of them: on the project."""

    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN document_id IS NULL THEN 0 ELSE 1 END + CASE WHEN participant_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN code_id IS NULL THEN 0 ELSE 1 END + CASE WHEN coding_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name="memo_on_one_thing",
        ),
    )
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = of_project()
    document_id: str | None = refers_to("document", nullable=True, index=True)
    participant_id: str | None = refers_to("participant", nullable=True, index=True)
    code_id: str | None = refers_to("code", nullable=True, index=True)
    coding_id: str | None = refers_to("coding", nullable=True, index=True)
    coder_id: str = refers_to("coder", index=True)
    title: str = words()
    text: str = words()
    created_at: datetime = a_moment()
    changed_at: datetime = a_moment()


class Discussion(SQLModel, table=True):
    """A question on a coding for the team; it is on the agenda of the next meeting while it is open."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = of_project()
    coding_id: str = refers_to("coding", index=True)
    coder_id: str = refers_to("coder", index=True)
    closed: bool = flag()
    opened_at: datetime = a_moment()


class Remark(SQLModel, table=True):
    """What somebody says in a discussion."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    discussion_id: str = refers_to("discussion", index=True)
    coder_id: str = refers_to("coder", index=True)
    text: str = words()
    said_at: datetime = a_moment()


class Allotment(SQLModel, table=True):
    """A document that a coder is asked to read and code."""

    __table_args__ = (Index("ix_allotment", "document_id", "coder_id"),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    document_id: str = refers_to("document")
    coder_id: str = refers_to("coder", index=True)
