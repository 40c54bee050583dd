"""The log: actions, what each changed, and which an undo took back."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Text
from sqlmodel import Field, SQLModel

from quotetree.app.store.tables.columns import a_moment, one_of, refers_to


class Action(SQLModel, table=True):
    """A named change. `about` is JSON with what a sentence needs; `batch` joins the files of one import."""

    project_id: str = Field(sa_column=Column(String(36), ForeignKey("project.id"), primary_key=True))
    seq: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    who: str = refers_to("coder")
    at: datetime = a_moment()
    verb: str
    reason: str = ""
    about: str = "{}"
    batch: str | None = None
    undoes: int | None = None


class TakenBack(SQLModel, table=True):
    """Which actions an undo took back: its `undoes`, and later ones that went with it."""

    __tablename__ = "taken_back"
    __table_args__ = (
        ForeignKeyConstraint(
            ["project_id", "seq"], ["action.project_id", "action.seq"], deferrable=True, initially="DEFERRED"
        ),
        Index("ix_taken_back_undone", "project_id", "undone"),
    )
    project_id: str = Field(primary_key=True, max_length=36)
    seq: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    undone: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))


class Change(SQLModel, table=True):
    """One row that an action inserted, updated or deleted.

    `before` and `after` are JSON: an update keeps the changed columns, a delete the row, an insert nothing.
    """

    __table_args__ = (
        ForeignKeyConstraint(
            ["project_id", "seq"], ["action.project_id", "action.seq"], deferrable=True, initially="DEFERRED"
        ),
        one_of("kind", ("insert", "update", "delete")),
        Index("ix_change_row", "row_id", "seq"),
    )
    project_id: str = Field(primary_key=True, max_length=36)
    seq: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    n: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    table_name: str
    row_id: str
    kind: str
    before: str | None = Field(default=None, sa_column=Column(Text))
    after: str | None = Field(default=None, sa_column=Column(Text))
