"""What a search found, as its page shows it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from quotetree.app.store import documents
from quotetree.app.store import search as store
from quotetree.app.store.access import Access
from quotetree.app.store.search import WITHOUT_INTERVIEWERS, Found, Hit, Sought, Speaking
from quotetree.coding.language import language_code
from quotetree.coding.search import InContext, in_context

ROLE_NAMES = {
    "interviewer": "Interviewers and field notes",
    "placeholder": "Speakers with a placeholder",
    "group": "Groups",
    "not identified": "Not identified",
    "not a speaker": "Headings and remarks",
}


class Place(NamedTuple):
    """Where hits stand: the project, its documents as rows, and the texts that are shown."""

    project_id: str
    documents: Sequence[Any]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HitRow:
    """One hit: its number in the list, its words in context, who says it, the way there.

    `document` is the heading above it, None where it is the same as that of the hit before.
    """

    number: int
    context: InContext
    who: str
    turn: str
    language: str
    address: str
    document: Any
    hits_there: int


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One line of a count: a document or speaker, the number of hits, and the search for these alone."""

    name: str
    hits: int
    address: str
    here: bool


def speaker_name(turn: Speaking) -> str:
    """Who speaks, as a hit says it: the person, else the label, else what stands for nobody."""
    return (
        turn.participant or turn.label.rstrip(": ") or ("" if turn.number is None else turn.role.capitalize())
    )


def hit_rows(here: Place, found: Found, first: int, some: Sequence[Hit], before: str) -> Iterator[HitRow]:
    """Rows for a stretch of the hits that begins with the number `first`, after a hit in the document `before`."""
    named = {row.id: row for row in here.documents}
    for number, hit in enumerate(some, first):
        turn = (hit.turn.words, hit.turn.end)
        yield HitRow(
            number,
            in_context(here.texts[hit.document_id], turn, hit.start, hit.end),
            speaker_name(hit.turn),
            "" if hit.turn.number is None else f"turn {hit.turn.number}",
            language_code(named[hit.document_id].language),
            f"/projects/{here.project_id}/documents/{hit.document_id}#passage-{hit.start}-{hit.end}",
            named[hit.document_id] if hit.document_id != before else None,
            found.by_document[hit.document_id],
        )
        before = hit.document_id


def narrowed(project_id: str, sought: Sought, below: str = "", **more: Any) -> str:
    """The address of a search."""
    fields: list[tuple[str, Any]] = [("q", sought.typed)]
    fields += [
        (name, value) for name, value in (("whose", sought.whose), ("document", sought.document)) if value
    ]
    fields += [("kind", kind) for kind in sorted(sought.kinds)]
    return f"/projects/{project_id}/search{below}?{urlencode([*fields, *more.items()])}"


def quotations_on(project_id: str, sought: Sought, found: Found, ticked: Collection[int] = ()) -> str:
    """The address of the quotations, in all layers, that lie on the hits of a search, or on those ticked."""
    fields = [
        ("hits", sought.typed),
        ("whose", sought.whose),
        ("document", sought.document),
        ("layer", "all"),
        ("ticked", f"{found.mark}:{','.join(map(str, sorted(ticked)))}" if ticked else ""),
    ]
    fields += [("kind", kind) for kind in sorted(sought.kinds)]
    return f"/projects/{project_id}/quotations?{urlencode([field for field in fields if field[1]])}"


def by_document(access: Access, sought: Sought, found: Found) -> list[Narrowing]:
    """Hits by document, in the order of the hits."""
    names = {row.id: row.name for row in documents.documents(access)}
    return [
        Narrowing(
            names[document_id],
            hits,
            narrowed(access.project_id, sought._replace(document=document_id)),
            sought.document == document_id,
        )
        for document_id, hits in found.by_document.items()
    ]


def by_speaker(access: Access, sought: Sought, found: Found) -> list[Narrowing]:
    """Hits by participant, and by role where nobody is named; most first."""
    return [
        Narrowing(
            turn.participant or ROLE_NAMES[turn.role],
            hits,
            narrowed(access.project_id, sought._replace(whose=turn.who)),
            sought.whose == turn.who,
        )
        for turn, hits in found.by_speaker
    ]


def whose_choices(access: Access) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of choices, each a value and a name; the first group has no title."""
    people = [(row.id, row.name) for row in store.speaking_participants(access)]
    general = [("", "everybody"), (WITHOUT_INTERVIEWERS, "everybody but the interviewer")]
    groups = [("", general), ("One participant", people), ("Others", list(ROLE_NAMES.items()))]
    return [group for group in groups if group[1]]
