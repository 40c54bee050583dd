"""Transcripts: their text, its turns, and the labels of speakers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, String, Text
from sqlmodel import Field, SQLModel

from quotetree.app.store.tables.columns import KINDS, ROLES, a_moment, new_id, one_of, refers_to, words


class Document(SQLModel, table=True):
    """A transcript. Its text is its text version that is not superseded. `folder`: a path, parts joined by "/"."""

    __table_args__ = (one_of("kind", KINDS),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = Field(
        sa_column=Column(String(36), ForeignKey("project.id"), nullable=False, index=True)
    )
    name: str
    name_key: str
    kind: str = "interview"
    language: str = ""
    date: str = ""
    folder: str = words()
    added_at: datetime = a_moment()


class TextVersion(SQLModel, table=True):
    """The canonical text of a document as it was from a certain action on.

    `edits` is JSON: how this text came from the version before, as [start, end, new length] in that one's code points,
    in order and without words.
    """

    __tablename__ = "text_version"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    document_id: str = Field(
        sa_column=Column(
            String(36),
            ForeignKey("document.id", deferrable=True, initially="DEFERRED"),
            nullable=False,
            index=True,
        )
    )
    n: int = 1
    superseded: bool = False
    text: str = Field(sa_column=Column(Text, nullable=False))
    length: int
    sha256: str = Field(max_length=64)
    edits: str = words("[]")


class OriginalFile(SQLModel, table=True):
    """The file that a document was made from, byte for byte."""

    __tablename__ = "original_file"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    document_id: str = Field(
        sa_column=Column(
            String(36),
            ForeignKey("document.id", deferrable=True, initially="DEFERRED"),
            nullable=False,
            index=True,
        )
    )
    name: str
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Speaker(SQLModel, table=True):
    """What a label stands for in one document. A participant only where the role is participant."""

    __table_args__ = (
        one_of("role", ROLES),
        CheckConstraint("participant_id IS NULL OR role = 'participant'", name="participant_by_role"),
        Index("ix_speaker_document", "document_id"),
    )
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    document_id: str = refers_to("document")
    label: str
    role: str
    participant_id: str | None = refers_to("participant", nullable=True)


class GroupMember(SQLModel, table=True):
    """A person whom somebody named as one of those who spoke under a group's label."""

    __tablename__ = "group_member"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    speaker_id: str = refers_to("speaker")
    participant_id: str = refers_to("participant")


class Turn(SQLModel, table=True):
    """A stretch of one speaker's talk: label `[start, words)`, words `[words, end)`; times in milliseconds."""

    __table_args__ = (
        CheckConstraint('start >= 0 AND start <= words AND words <= "end"', name="turn_in_order"),
        Index("ix_turn_document", "document_id", "start"),
    )
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    document_id: str = refers_to("document")
    start: int
    words: int
    end: int
    speaker_id: str = refers_to("speaker")
    from_ms: int | None = None
    to_ms: int | None = None
