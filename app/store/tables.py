"""The tables, all of them. A class here names columns and nothing more: the rules live in `quotetree.coding`.

Keys are GUIDs as text, made in Python. Times are UTC. Offsets count Unicode code points of the document's text.
Foreign keys are checked when the transaction ends, so that rows may be written in any order.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlmodel import Field, SQLModel

KINDS = ("interview", "focus group", "journal", "observation", "survey answers", "other text")
LAYERS = ("main", "check", "trial")
ROLES = ("participant", "placeholder", "group", "not identified", "interviewer", "not a speaker")
MEMBER_ROLES = ("owner", "coder", "reader")


def new_id() -> str:
    """A new GUID, as lower-case text."""
    return str(uuid4())


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def refers_to(target: str, *, nullable: bool = False) -> Any:
    """A column that holds the id of a row of another table."""
    key = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return Field(default=None, sa_column=Column(String(36), key, nullable=nullable))


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


class Project(SQLModel, table=True):
    """A study. `seq` is the number of its latest action; the two `open` columns show blind layers to everybody."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    name: str
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
    created_at: datetime = a_moment()


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


class Document(SQLModel, table=True):
    """A transcript. Its text is its text version that is not superseded."""

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
    added_at: datetime = a_moment()


class TextVersion(SQLModel, table=True):
    """The canonical text of a document as it was from a certain action on."""

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


class Participant(SQLModel, table=True):
    """A person. `name` is how the study calls them: an id such as S11."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = Field(
        sa_column=Column(String(36), ForeignKey("project.id"), nullable=False, index=True)
    )
    name: str
    name_key: str


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


class Attribute(SQLModel, table=True):
    """A named property of people or of documents, such as profession."""

    __table_args__ = (one_of("of", ("participant", "document")),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = Field(
        sa_column=Column(String(36), ForeignKey("project.id"), nullable=False, index=True)
    )
    of: str
    name: str
    name_key: str
    place: int = 0


class ParticipantValue(SQLModel, table=True):
    """A person's value of an attribute."""

    __tablename__ = "participant_value"
    __table_args__ = (Index("ix_participant_value", "participant_id", "attribute_id"),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    participant_id: str = refers_to("participant")
    attribute_id: str = refers_to("attribute")
    value: str


class DocumentValue(SQLModel, table=True):
    """A document's value of an attribute."""

    __tablename__ = "document_value"
    __table_args__ = (Index("ix_document_value", "document_id", "attribute_id"),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    document_id: str = refers_to("document")
    attribute_id: str = refers_to("attribute")
    value: str


class Appearance(SQLModel, table=True):
    """A person who attended what a document records."""

    __table_args__ = (Index("ix_appearance", "document_id", "participant_id"),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    document_id: str = refers_to("document")
    participant_id: str = refers_to("participant")


class AppearanceValue(SQLModel, table=True):
    """A value that held for a person at the time of one document."""

    __tablename__ = "appearance_value"
    __table_args__ = (Index("ix_appearance_value", "appearance_id", "attribute_id"),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    appearance_id: str = refers_to("appearance")
    attribute_id: str = refers_to("attribute")
    value: str


class Code(SQLModel, table=True):
    """A code of the tree. `position` is a fractional key among its siblings; `colour` is null where inherited."""

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


class Coding(SQLModel, table=True):
    """A passage `[start, end)` carries a code, by a coder, in a layer."""

    __table_args__ = (
        CheckConstraint('start >= 0 AND start < "end"', name="passage_in_order"),
        one_of("layer", LAYERS),
        Index("ix_coding_code", "code_id", "document_id", "start", "end"),
        Index("ix_coding_document", "document_id", "start"),
        Index("ix_coding_project", "project_id", "layer"),
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
    """How far a coder has read a document under a tree version (none: the tree before its first version)."""

    __tablename__ = "reading_mark"
    __table_args__ = (Index("ix_reading_mark", "document_id", "coder_id"),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    document_id: str = refers_to("document")
    coder_id: str = refers_to("coder")
    tree_version_id: str | None = refers_to("tree_version", nullable=True)
    to_turn: int = 0
    done: bool = False


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


# Tables whose every write is part of an action; the others hold accounts, the log itself and work under way.
LOGGED: dict[str, Table] = {
    str(table.__tablename__): SQLModel.metadata.tables[str(table.__tablename__)]
    for table in (
        Coder,
        Document,
        TextVersion,
        OriginalFile,
        Participant,
        Speaker,
        GroupMember,
        Turn,
        Attribute,
        ParticipantValue,
        DocumentValue,
        Appearance,
        AppearanceValue,
        Code,
        Coding,
        Pin,
        TreeVersion,
        ReadingMark,
    )
}
