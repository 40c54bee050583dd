"""The code tree, its versions, and what is coded with it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Text
from sqlmodel import Field, SQLModel

from quotetree.app.store.tables.columns import LAYERS, a_moment, flag, new_id, one_of, refers_to


class Code(SQLModel, table=True):
    """A code of the tree. `position` is a fractional key among its siblings; `colour` is null where inherited.

    `proposal_id` is null in the project's own tree. A retired code is kept with its codings and offered no more.
    """

    __table_args__ = (
        Index("ix_code_siblings", "project_id", "parent_id", "name_key"),
        CheckConstraint("colour IS NULL OR colour BETWEEN 1 AND 24", name="colour_known"),
    )
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = Field(sa_column=Column(String(36), ForeignKey("project.id"), nullable=False))
    parent_id: str | None = refers_to("code", nullable=True)
    name: str
    name_key: str
    position: str
    colour: int | None = None
    heading: bool = False
    short: str = ""
    definition: str = ""
    when_to_use: str = ""
    when_not: str = ""
    example: str = ""
    retired: bool = flag()
    proposal_id: str | None = refers_to("proposal", nullable=True, index=True)


class Coding(SQLModel, table=True):
    """A passage `[start, end)` carries a code, by a coder, in a layer.

    `came_from` is the id of the coding that this one was copied from, which may be gone.
    """

    __table_args__ = (
        CheckConstraint('start >= 0 AND start < "end"', name="passage_in_order"),
        one_of("layer", LAYERS),
        Index("ix_coding_code", "code_id", "document_id", "start", "end"),
        Index("ix_coding_document", "document_id", "start"),
        Index("ix_coding_project", "project_id", "layer"),
        Index("ix_coding_coder", "coder_id", "created_at"),
    )
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = Field(sa_column=Column(String(36), ForeignKey("project.id"), nullable=False))
    document_id: str = refers_to("document")
    code_id: str = refers_to("code")
    coder_id: str = refers_to("coder")
    layer: str = "main"
    start: int
    end: int
    created_at: datetime = a_moment()
    came_from: str | None = Field(default=None, max_length=36)


class Pin(SQLModel, table=True):
    """A code on one of the keys 1 to 9 of a coder."""

    __table_args__ = (CheckConstraint("slot BETWEEN 1 AND 9", name="slot_is_a_key"),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    coder_id: str = Field(
        sa_column=Column(
            String(36),
            ForeignKey("coder.id", deferrable=True, initially="DEFERRED"),
            nullable=False,
            index=True,
        )
    )
    slot: int
    code_id: str = refers_to("code")


class TreeVersion(SQLModel, table=True):
    """A named state of the tree; `record` is JSON and never changes."""

    __tablename__ = "tree_version"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = Field(
        sa_column=Column(String(36), ForeignKey("project.id"), nullable=False, index=True)
    )
    name: str
    at_seq: int
    made_at: datetime = a_moment()
    record: str = Field(default="{}", sa_column=Column(Text, nullable=False))


class ReadingMark(SQLModel, table=True):
    """How far a coder has read a document under a tree version (none: the tree before its first version).

    With a tree of their own, a proposal, they read on trial: such a mark is of no version, and of none of the project.
    """

    __tablename__ = "reading_mark"
    __table_args__ = (Index("ix_reading_mark", "document_id", "coder_id"),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    document_id: str = refers_to("document")
    coder_id: str = refers_to("coder")
    tree_version_id: str | None = refers_to("tree_version", nullable=True)
    to_turn: int = 0
    done: bool = False
    proposal_id: str | None = refers_to("proposal", nullable=True)
