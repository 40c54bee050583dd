"""The tables, all of them. A class here names columns and nothing more: the rules live in `quotetree.coding`.

Keys are GUIDs as text, made in Python. Times are UTC. Offsets count Unicode code points of the document's text.
Foreign keys are checked when the transaction ends, so that rows may be written in any order.
"""

from sqlalchemy import Table
from sqlmodel import SQLModel

from quotetree.app.store.tables.codes import Code, Coding, Pin, ReadingMark, TreeVersion
from quotetree.app.store.tables.columns import (
    ATTRIBUTE_TYPES,
    CONSENTS,
    KINDS,
    LAYERS,
    MEMBER_ROLES,
    ROLES,
    Moment,
    a_moment,
    new_id,
    now,
    one_of,
    refers_to,
)
from quotetree.app.store.tables.documents import (
    Document,
    GroupMember,
    OriginalFile,
    Speaker,
    TextVersion,
    Turn,
)
from quotetree.app.store.tables.log import Action, Change, TakenBack
from quotetree.app.store.tables.people import (
    Appearance,
    AppearanceValue,
    Attribute,
    DocumentValue,
    Participant,
    ParticipantValue,
)
from quotetree.app.store.tables.projects import (
    Account,
    BrowserSession,
    Coder,
    FailedLogin,
    Invitation,
    Membership,
    Project,
    Seat,
)
from quotetree.app.store.tables.talk import Allotment, Discussion, Memo, Remark
from quotetree.app.store.tables.work import Upload

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
        Memo,
        Discussion,
        Remark,
        Allotment,
    )
}

__all__ = [
    "ATTRIBUTE_TYPES",
    "CONSENTS",
    "KINDS",
    "LAYERS",
    "LOGGED",
    "MEMBER_ROLES",
    "ROLES",
    "Account",
    "Action",
    "Allotment",
    "Appearance",
    "AppearanceValue",
    "Attribute",
    "BrowserSession",
    "Change",
    "Code",
    "Coder",
    "Coding",
    "Discussion",
    "Document",
    "DocumentValue",
    "FailedLogin",
    "GroupMember",
    "Invitation",
    "Membership",
    "Memo",
    "Moment",
    "OriginalFile",
    "Participant",
    "ParticipantValue",
    "Pin",
    "Project",
    "ReadingMark",
    "Remark",
    "Seat",
    "Speaker",
    "TakenBack",
    "TextVersion",
    "TreeVersion",
    "Turn",
    "Upload",
    "a_moment",
    "new_id",
    "now",
    "one_of",
    "refers_to",
]
