"""Quotations as the pages show them: the words with who says them, a tag, and the way to the place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from quotetree.app.store import people, snapshots
from quotetree.app.store.access import Access
from quotetree.app.store.quotations import Passage, Quotation, Single
from quotetree.coding.counts import Beside, Respondent
from quotetree.coding.names import name_key
from quotetree.coding.quotations import Said, speakers_of, turns_of
from quotetree.coding.tree import Tree

ATTRIBUTES_IN_A_TAG = 2
MOST_TOLD = 90
Place = tuple[str, int, int]  # a document and a passage of it


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One coding of a comment that several make: its code's path and colour, who coded so, and how its words begin
    ("" where they are the whole comment)."""

    id: str
    code: tuple[str, int]
    notes: tuple[str, ...]
    begins: str
    place: str


@dataclass(frozen=True, slots=True)
class BesideRow:
    """What another coder coded on words of a quotation: who, and each code's path and colour with its place."""

    who: str
    codes: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """A quotation. `tag` is "S11, nurse, RS2, turn 34"; `notes` tell of its coder and layer where that matters,
    `consents` who of those who speak do not simply let themselves be quoted. `coding` is its id, ""
    for a comment that several codings make: those are the `singles`.
    """

    parts: tuple[Said, ...]
    several: bool
    tag: str
    document: str
    language: str
    place: str
    code: tuple[str, int] | None
    notes: tuple[str, ...]
    consents: tuple[str, ...] = ()
    coding: str = ""
    singles: tuple[CodingRow, ...] = ()
    beside: BesideRow | None = None


def rows_of(access: Access, found: Iterable[Quotation], tree: Tree) -> list[QuotationRow]:
    """Quotations of codes, each with its code's path and colour, its coder and its layer."""
    known, consents = _attributes(access), people.consents(access)
    return [
        QuotationRow(
            one.parts,
            _several(one.parts),
            _tag(one.parts, one.document_id, known),
            one.document,
            one.language,
            place_of(access, one, one.id),
            (tree.paths[one.code_id], tree.colours[one.code_id]),
            _by(one),
            _consents(one.parts, consents),
            one.id,
        )
        for one in found
    ]


def rows_of_passages(
    access: Access, found: Iterable[Passage], tree: Tree, beside: Mapping[Place, BesideRow] | None = None
) -> list[QuotationRow]:
    """Comments: passages that several codings may make; `beside` is what another coder coded there."""
    known, consents, beside = _attributes(access), people.consents(access), beside or {}
    return [
        _with_beside(
            _comment(access, one, tree, known, consents),
            one,
            tree,
            beside.get((one.document_id, one.start, one.end)),
        )
        for one in found
    ]


def _with_beside(row: QuotationRow, passage: Passage, tree: Tree, beside: BesideRow | None) -> QuotationRow:
    """A comment beside what another coded there, with who made it and with which code."""
    if beside is None or row.singles:
        return replace(row, beside=beside)
    alone = passage.singles[0]
    code = (tree.paths[alone.code_id], tree.colours[alone.code_id])
    return replace(row, beside=beside, notes=_by(alone), code=code)


def _comment(
    access: Access,
    one: Passage,
    tree: Tree,
    known: Callable[[str, str], list[str]],
    consents: Mapping[str, str],
) -> QuotationRow:
    alone = one.singles[0].id if len(one.singles) == 1 else ""
    return QuotationRow(
        one.parts,
        _several(one.parts),
        _tag(one.parts, one.document_id, known),
        one.document,
        one.language,
        place_of(access, one, alone),
        None,
        () if alone else (f"{len(one.singles)} codings",),
        _consents(one.parts, consents),
        alone,
        () if alone else tuple(_single(access, one, single, tree) for single in one.singles),
    )


def _single(access: Access, passage: Passage, one: Single, tree: Tree) -> CodingRow:
    words = " ".join(part.words.replace("\n", " ") for part in one.parts)
    cut = words if len(words) <= MOST_TOLD else words[:MOST_TOLD].rsplit(" ", 1)[0] + " […]"
    place = place_of(access, passage._replace(start=one.start, end=one.end), one.id)
    return CodingRow(one.id, (tree.paths[one.code_id], tree.colours[one.code_id]), _by(one), cut, place)


def _by(one: Quotation | Single) -> tuple[str, ...]:
    return (one.coder, *([] if one.layer == "main" else [one.layer]))


def _consents(parts: tuple[Said, ...], consents: Mapping[str, str]) -> tuple[str, ...]:
    """What those who speak consent to, said of each by name: "S11: ask first"."""
    found = {part.speaker: consents.get(part.participant_id or "") for part in parts}
    return tuple(f"{name}: {consent}" for name, consent in found.items() if consent)


def _several(parts: tuple[Said, ...]) -> bool:
    return len({part.speaker for part in parts}) > 1


def place_of(access: Access, found: Quotation | Passage | Beside, coding_id: str) -> str:
    """The address of the passage in the reading pane, which shows it selected, and its coding if it has one alone."""
    passage = f"#passage-{found.start}-{found.end}" + (f"-{coding_id}" if coding_id else "")
    return f"/projects/{access.project_id}/documents/{found.document_id}{passage}"


def _attributes(access: Access) -> Callable[[str, str], list[str]]:
    """From a document and a participant to the values of the first attributes of people, as they held there."""
    known = snapshots.snapshot(access).people
    keys = [name_key(name) for name in known.names() if not name.startswith("document.")]

    def values(document_id: str, participant_id: str) -> list[str]:
        person = Respondent(participant_id)
        return [v for key in keys[:ATTRIBUTES_IN_A_TAG] if (v := known.value(document_id, person, key))]

    return values


def _tag(parts: tuple[Said, ...], document_id: str, known: Callable[[str, str], list[str]]) -> str:
    people = {part.participant_id for part in parts if part.participant_id}
    speakers = speakers_of(parts)
    said = [*speakers, *(known(document_id, people.pop()) if len(speakers) == len(people) == 1 else [])]
    turns = turns_of(parts)
    if turns:
        said.append(f"turns {turns}" if "–" in turns else f"turn {turns}")
    return ", ".join(said)
