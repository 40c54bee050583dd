"""Participants, where they appear, and the attributes of people and documents."""

from sqlalchemy import Column, ForeignKey, Index, String
from sqlmodel import Field, SQLModel

from quotetree.app.store.tables.columns import ATTRIBUTE_TYPES, CONSENTS, new_id, one_of, refers_to, words


class Participant(SQLModel, table=True):
    """A person. `name` is how the study calls them: an id such as S11."""

    __table_args__ = (one_of("consent", CONSENTS),)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = Field(
        sa_column=Column(String(36), ForeignKey("project.id"), nullable=False, index=True)
    )
    name: str
    name_key: str
    consent: str = words("quotable")


class Attribute(SQLModel, table=True):
    """A named property of people or of documents, such as profession. `choices` is a JSON list for the type choice."""

    __table_args__ = (one_of("of", ("participant", "document")), one_of("type", ATTRIBUTE_TYPES))
    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    project_id: str = Field(
        sa_column=Column(String(36), ForeignKey("project.id"), nullable=False, index=True)
    )
    of: str
    name: str
    name_key: str
    place: int = 0
    type: str = words("text")
    choices: str = words("[]")


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
