"""What a snapshot is built from: plain rows, as a database hands them over, all read at one `seq`."""

from collections.abc import Iterable
from dataclasses import dataclass, field

LAYERS = ("main", "check", "trial")
OF_DOCUMENTS = "document."

DocumentRow = tuple[str, str]  # id, kind
TextRow = tuple[str, str]  # document id, text
TurnRow = tuple[str, int, int, int, str]  # document id, start, words, end, speaker id
SpeakerRow = tuple[str, str, str, str | None]  # id, document id, role, participant id
MemberRow = tuple[str, str]  # speaker id, participant id
AppearanceRow = tuple[str, str]  # document id, participant id
AttributeRow = tuple[str, str]  # "participant" or "document", name
ValueRow = tuple[str, str, str]  # participant or document id, attribute's name, value
AppearanceValueRow = tuple[str, str, str, str]  # document id, participant id, attribute's name, value
CodeRow = tuple[str, str | None]  # id, parent's id
CodingRow = tuple[str, str, str, str, str, int, int]  # id, document, code, coder (ids), layer, start, end


@dataclass(frozen=True, slots=True)
class TalkRows:
    """Who said what: documents in the order in which they are shown, and who stands behind each turn.

    `texts` and `turns` may leave out documents whose text, turns and speakers are those of an earlier snapshot.
    """

    documents: Iterable[DocumentRow]
    texts: Iterable[TextRow]
    turns: Iterable[TurnRow]
    speakers: Iterable[SpeakerRow]
    members: Iterable[MemberRow] = ()
    appearances: Iterable[AppearanceRow] = ()
    left_out: Iterable[str] = ()  # participants whose words count as if nobody had said them


@dataclass(frozen=True, slots=True)
class PeopleRows:
    """The participants' ids, the attributes, and the values that are given for them."""

    participants: Iterable[str]
    attributes: Iterable[AttributeRow] = ()
    values: Iterable[ValueRow] = ()
    appearance_values: Iterable[AppearanceValueRow] = ()
    document_values: Iterable[ValueRow] = ()


@dataclass(frozen=True, slots=True)
class StudyRows:
    """A whole project at one `seq`; `codes` in the order of the tree."""

    seq: int
    talk: TalkRows
    people: PeopleRows
    codes: Iterable[CodeRow] = field(default=())
    codings: Iterable[CodingRow] = field(default=())
