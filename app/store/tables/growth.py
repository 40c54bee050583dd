"""What stands beside the tree while it grows: origins of codes, sets, splittings, rounds, proposals, alignments."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from quotetree.app.store.tables.columns import (
    DECISIONS,
    ORIGINS,
    OUTCOMES,
    a_moment,
    flag,
    new_id,
    of_project,
    one_of,
    refers_to,
    words,
)


class Proposal(SQLModel, table=True):
    """A member's own tree; its codes name it, and its codings are in the layer trial."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = of_project()
    coder_id: str = refers_to("coder", index=True)
    name: str
    name_key: str
    made_at: datetime = a_moment()


class CodeOrigin(SQLModel, table=True):
    """That a code came, or got codings, from another, which may be gone; `from_path` is its path at that time."""

    __tablename__ = "code_origin"
    __table_args__ = (one_of("kind", ORIGINS),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    code_id: str = refers_to("code", index=True)
    kind: str
    from_code: str = Field(max_length=36)
    from_path: str = words()
    proposal_id: str | None = refers_to("proposal", nullable=True)
    at: datetime = a_moment()


class CodeSet(SQLModel, table=True):
    """Codes from anywhere in the tree that are looked at together."""

    __tablename__ = "code_set"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = of_project()
    name: str
    name_key: str
    note: str = words()


class CodeSetMember(SQLModel, table=True):
    """A code of a set."""

    __tablename__ = "code_set_member"
    __table_args__ = (Index("ix_code_set_member", "code_set_id", "code_id"),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    code_set_id: str = refers_to("code_set")
    code_id: str = refers_to("code", index=True)


class Splitting(SQLModel, table=True):
    """A code whose quotations are being dealt out to sub-codes."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = of_project()
    code_id: str = refers_to("code", index=True)
    coder_id: str = refers_to("coder", index=True)
    closed: bool = flag()
    opened_at: datetime = a_moment()


class SplittingColumn(SQLModel, table=True):
    """A sub-code that a splitting deals out to; `place` counts from 1."""

    __tablename__ = "splitting_column"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    splitting_id: str = refers_to("splitting", index=True)
    code_id: str = refers_to("code", index=True)
    place: int


class SplittingDecision(SQLModel, table=True):
    """What somebody decided about one quotation of a splitting."""

    __tablename__ = "splitting_decision"
    __table_args__ = (
        one_of("decision", DECISIONS),
        Index("ix_splitting_decision", "splitting_id", "coding_id"),
    )
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    splitting_id: str = refers_to("splitting")
    coding_id: str = Field(max_length=36)
    decision: str
    coder_id: str = refers_to("coder", index=True)
    decided_at: datetime = a_moment()


class Round(SQLModel, table=True):
    """A re-reading of documents for some codes; what it covers was fixed when it was opened."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = of_project()
    name: str
    tree_version_id: str | None = refers_to("tree_version", nullable=True)
    coder_id: str = refers_to("coder", index=True)
    closed: bool = flag()
    opened_at: datetime = a_moment()


class RoundCode(SQLModel, table=True):
    """A code that a round looks for."""

    __tablename__ = "round_code"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    round_id: str = refers_to("round", index=True)
    code_id: str = refers_to("code", index=True)


class RoundDocument(SQLModel, table=True):
    """A document that a round covers."""

    __tablename__ = "round_document"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    round_id: str = refers_to("round", index=True)
    document_id: str = refers_to("document", index=True)


class RoundReader(SQLModel, table=True):
    """A coder who reads in a round."""

    __tablename__ = "round_reader"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    round_id: str = refers_to("round", index=True)
    coder_id: str = refers_to("coder", index=True)


class RoundMark(SQLModel, table=True):
    """That a reader of a round has been through a document."""

    __tablename__ = "round_mark"
    __table_args__ = (one_of("outcome", OUTCOMES), Index("ix_round_mark", "round_id", "document_id"))
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    round_id: str = refers_to("round")
    document_id: str = refers_to("document", index=True)
    coder_id: str = refers_to("coder", index=True)
    outcome: str
    at: datetime = a_moment()


class Alignment(SQLModel, table=True):
    """The merging of proposals into one tree, under way; `decisions` is JSON, a row each that a person has decided."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = of_project()
    name: str
    coder_id: str = refers_to("coder", index=True)
    closed: bool = flag()
    decisions: str = words("{}")
    opened_at: datetime = a_moment()
