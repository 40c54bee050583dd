"""Small studies in plain values, for tests of counting: what was said, by whom, and what was coded."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quotetree.coding.counts import PeopleRows, StudyRows, TalkRows
from quotetree.coding.counts.rows import CodingRow

Values = Mapping[str, str]


@dataclass(frozen=True)
class Speaker:
    """Who stands behind a label."""

    role: str
    participant: str | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A text as turns of (key of the speaker, label as it stands in the text, words), each followed by `gap`."""

    id: str
    turns: tuple[tuple[str, str, str], ...]
    speakers: Mapping[str, Speaker]
    kind: str = "interview"
    attended: tuple[str, ...] = ()
    values: Values = field(default_factory=dict)
    gap: str = "\n"

    @property
    def text(self) -> str:
        return "".join(label + words + self.gap for _, label, words in self.turns)

    def spans(self) -> list[tuple[str, int, int, int]]:
        """By turn the key of its speaker, and where the turn starts, its words start, and it ends."""
        found, place = [], 0
        for who, label, words in self.turns:
            found.append((who, place, place + len(label), place + len(label) + len(words)))
            place += len(label) + len(words) + len(self.gap)
        return found


@dataclass(frozen=True)
class SmallStudy:
    """Documents, people's values (also at an appearance), parents of codes in the order of the tree, and codings."""

    documents: tuple[Document, ...]
    people: Mapping[str, Values]
    codes: Mapping[str, str | None]
    codings: tuple[CodingRow, ...]
    then: Mapping[tuple[str, str], Values] = field(default_factory=dict)
    attributes: tuple[tuple[str, str], ...] = ()
    left_out: frozenset[str] = frozenset()

    def rows(self, texts_of: frozenset[str] | None = None) -> StudyRows:
        """As rows; with the texts and turns of those documents alone, or of all."""
        return StudyRows(1, self.talk(texts_of), self.who(), self.codes.items(), self.codings)

    def talk(self, texts_of: frozenset[str] | None = None) -> TalkRows:
        told = [one for one in self.documents if texts_of is None or one.id in texts_of]
        speakers = [(one.id, key, who) for one in self.documents for key, who in one.speakers.items()]
        return TalkRows(
            documents=[(one.id, one.kind) for one in self.documents],
            texts=[(one.id, one.text) for one in told],
            turns=[(one.id, *span[1:], f"{one.id}/{span[0]}") for one in told for span in one.spans()],
            speakers=[(f"{one}/{key}", one, who.role, who.participant) for one, key, who in speakers],
            members=[(f"{one}/{key}", member) for one, key, who in speakers for member in who.members],
            appearances=[(one.id, person) for one in self.documents for person in one.attended],
            left_out=self.left_out,
        )

    def who(self) -> PeopleRows:
        return PeopleRows(
            participants=[person for person in self.people if person not in self.left_out],
            attributes=self.attributes,
            values=[(who, name, value) for who, row in self.people.items() for name, value in row.items()],
            appearance_values=[
                (document, who, name, value)
                for (document, who), row in self.then.items()
                for name, value in row.items()
            ],
            document_values=[
                (one.id, name, value) for one in self.documents for name, value in one.values.items()
            ],
        )


def coding(
    n: int, document: str, code: str, start: int, end: int, coder: str = "Ana", layer: str = "main"
) -> CodingRow:
    """A coding's row; its id is c and the number."""
    return (f"c{n}", document, code, coder, layer, start, end)
