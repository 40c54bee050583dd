"""What the columns of several tables share."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    String,
    Text,
    TypeDecorator,
    false,
)
from sqlmodel import Field

KINDS = ("interview", "focus group", "journal", "observation", "survey answers", "other text")
LAYERS = ("main", "check", "trial")
ROLES = ("participant", "placeholder", "group", "not identified", "interviewer", "not a speaker")
MEMBER_ROLES = ("owner", "coder", "reader")
CONSENTS = ("quotable", "ask first", "not quotable", "left out", "erased")
ORIGINS = ("split", "merged", "moved", "proposal")
DECISIONS = ("moved", "several", "stays", "not this code")
OUTCOMES = ("done", "nothing here")
ATTRIBUTE_TYPES = ("text", "whole number", "choice", "yes/no", "date")


def new_id() -> str:
    """A new GUID, as lower-case text."""
    return str(uuid4())


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def refers_to(target: str, *, nullable: bool = False, index: bool = False) -> Any:
    """A column that holds the id of a row of another table."""
    key = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return Field(default=None, sa_column=Column(String(36), key, nullable=nullable, index=index))


def of_project(*, index: bool = True) -> Any:
    """The column that holds the id of the project that a row belongs to."""
    key = ForeignKey("project.id")
    return Field(default=None, sa_column=Column(String(36), key, nullable=False, index=index))


def words(default: str = "") -> Any:
    """A column of text that a row has without being told."""
    return Field(default=default, sa_column=Column(Text, nullable=False, server_default=default))


def flag() -> Any:
    """A column that is false unless told."""
    return Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so it is given back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def a_moment() -> Any:
    """A column with a moment in time, now unless told."""
    return Field(default_factory=now, sa_column=Column(Moment, nullable=False))


def one_of(column: str, allowed: tuple[str, ...]) -> CheckConstraint:
    """A CHECK that a column holds one of the words allowed."""
    words = ", ".join(f"'{word}'" for word in allowed)
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")
