"""The tags of quotations, by the project's template, with the attributes as they held there."""

from collections.abc import Iterator

from quotetree.app.store import codes, documents, exports
from quotetree.app.store.access import Access
from quotetree.coding.counts.rows import OF_DOCUMENTS
from quotetree.coding.names import in_order
from quotetree.coding.quotations import Said, turns_of
from quotetree.coding.quote_tag import FIELDS, tags


class Tagging:
    """What is known of people and documents, read once."""

    def __init__(self, access: Access) -> None:
        self.template = documents.project(access).quote_tag
        self.paths = codes.tree(access).paths
        self.people = documents.values_of_people(access)
        self.documents = exports.values_of_documents(access)

    def tag(self, one: exports.Taken, coders: str = "") -> str:
        """Who says a quotation, and where: "S11, nurse, RS2, turn 34"; of several people each."""
        known = {
            **{
                f"{OF_DOCUMENTS}{name}": value
                for name, value in self.documents.get(one.document_id, {}).items()
            },
            "document": one.document,
            "coder": coders or one.coder,
            "date": one.date,
            "code": self.paths[one.code_id],
        }
        return tags(self.template, [known | said for said in self._speakers(one)] or [known])

    def _speakers(self, one: exports.Taken) -> Iterator[dict[str, str]]:
        """Each who speaks, with their turns; interviewers only where nobody else does."""
        heard = [part for part in one.parts if part.turn is not None]
        heard = [part for part in heard if part.role != "interviewer"] or heard
        by_speaker: dict[tuple[str, str | None], list[Said]] = {}
        for part in heard:
            by_speaker.setdefault((part.speaker, part.participant_id), []).append(part)
        for (speaker, person), parts in by_speaker.items():
            values = self.values(one.document_id, person) if person else {}
            own = {name: value for name, value in values.items() if name not in FIELDS}
            yield {**own, "participant": speaker, "turn": turns_of(parts)}

    def values(self, document_id: str, person: str) -> dict[str, str]:
        """A person's values by attribute, as they held in a document."""
        return self.people.get(("", person), {}) | self.people.get((document_id, person), {})


def attributes_of_tags(access: Access) -> list[str]:
    """The names of attributes that a tag may hold: people's, and documents' as "document.phase"."""
    of_documents = [f"{OF_DOCUMENTS}{name}" for name in exports.attributes_of_documents(access)]
    return [*documents.attributes_of_people(access), *of_documents]


def example_of(access: Access, template: str) -> str:
    """The tag of somebody in the project, by a template; of one of whom most is known."""
    tagging = Tagging(access)
    tagging.template = template
    found = ""
    for row in sorted(documents.documents(access), key=lambda row: in_order(row.name))[:5]:
        person = next((turn for turn in documents.turns(access, row.id) if turn.participant_id), None)
        if person is not None:
            part = Said(0, 1, "", person.participant, person.role, person.participant_id, 34)
            place = (row.kind, row.date, row.language, 0, 1)
            code = next(iter(tagging.paths), "")
            tagging.paths.setdefault("", "")
            one = exports.Taken("", row.id, row.name, *place, code, _somebody(access), "main", None, (part,))
            found = max(found, tagging.tag(one), key=len)
    return found


def _somebody(access: Access) -> str:
    people = documents.coders(access)
    return next(
        (one.name for one in people if one.id == access.reader.coder_id), people[0].name if people else ""
    )
