"""The form "Who is speaking?": one line a label over all files that wait, or one a file where a person asks for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData

from quotetree.app.services.imports.uploads import Waiting
from quotetree.coding.imports.said import Proposal, Said
from quotetree.coding.names import in_order, name_key

PERSON = "person "
NEW, GROUP, ASK = "new", "group", ""
OF_LABELS = ("line", "label-", "upload-", "is-", "name-", "members-", "apart")


@dataclass(frozen=True, slots=True)
class Line:
    """A label of some files, and what is chosen for it. `number` names its fields."""

    number: int
    label: str
    uploads: tuple[str, ...]
    files: tuple[str, ...]
    turns: int
    first_words: str
    chosen: str
    name: str = ""
    members: str = ""
    fits: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    as_in: str = ""

    @property
    def as_before(self) -> bool:
        """Whether what is chosen is what the label was in a document before."""
        return bool(self.as_in) and self.chosen in (*self.roles, *(PERSON + name for name in self.fits))


@dataclass(slots=True)
class _Found:
    label: str
    proposals: list[Proposal] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def lines_of(waiting: Sequence[Waiting], form: FormData | None = None) -> list[Line]:
    """The lines for the files that can be kept; what the form says already is kept, the rest is proposed."""
    apart = {name_key(str(label)) for label in (form.getlist("apart") if form else ())}
    given = _given(form) if form else {}
    found: dict[tuple[str, str], _Found] = {}
    for file in waiting:
        if file.there or file.refused:
            continue
        for proposal in file.proposals:
            label = proposal.label.label
            which = file.upload_id if name_key(label) in apart or not label else ""
            one = found.setdefault((name_key(label), which), _Found(label))
            one.proposals.append(proposal)
            one.uploads.append(file.upload_id)
            one.files.append(file.file)
    lines = [_line(number, one, given) for number, one in enumerate(found.values())]
    return sorted(lines, key=lambda line: (line.chosen != "interviewer", in_order(line.label), line.files))


def _line(number: int, found: _Found, given: Mapping[tuple[str, str], tuple[str, str, str]]) -> Line:
    known = next(
        (given[found.label, upload] for upload in found.uploads if (found.label, upload) in given), None
    )
    chosen, name, members = known or _proposed(found.proposals)
    return Line(
        number,
        found.label,
        tuple(found.uploads),
        tuple(found.files),
        sum(one.label.turns for one in found.proposals),
        next((one.label.first_words for one in found.proposals if one.label.first_words), ""),
        chosen,
        name,
        members,
        tuple(dict.fromkeys(name for one in found.proposals for name in one.fits)),
        tuple(dict.fromkeys(role for one in found.proposals for role in one.roles)),
        _as_in(dict.fromkeys(name for one in found.proposals for name in one.as_in)),
    )


def _as_in(documents: Iterable[str]) -> str:
    """ "Interview 1", "Interview 1 and others"; "" where the label was nowhere before."""
    first, *more = [*documents] or [""]
    return f"{first} and others" if more else first


def _proposed(proposals: Iterable[Proposal]) -> tuple[str, str, str]:
    """What is chosen, a new person's name, and a group's members; nothing where files do not agree."""
    said = {proposal.said for proposal in proposals}
    new = any(proposal.new for proposal in proposals)
    one = said.pop() if len(said) == 1 else None
    if one is None:
        return ASK, "", ""
    if one.role == "participant":
        return (NEW, one.names[0], "") if new else (PERSON + one.names[0], "", "")
    return one.role, "", ", ".join(one.names)


def _given(form: FormData) -> dict[tuple[str, str], tuple[str, str, str]]:
    """What the form holds, by label and upload: what is chosen, the name, the members."""
    given = {}
    for number in form.getlist("line"):
        values = tuple(str(form.get(f"{what}-{number}", "")) for what in ("is", "name", "members"))
        for upload in form.getlist(f"upload-{number}"):
            given[str(form.get(f"label-{number}", "")), str(upload)] = values
    return given  # type: ignore[return-value]


def chosen_of(form: FormData) -> bytes:
    """What the form says of the labels, as it was sent."""
    return urlencode(
        [(key, str(one)) for key, one in form.multi_items() if key.startswith(OF_LABELS)]
    ).encode()


def said_of(form: FormData, upload_id: str) -> dict[str, Said]:
    """What the form says of the labels of one file; labels that nothing is chosen for are left out."""
    said = {}
    for (label, upload), (chosen, name, members) in _given(form).items():
        if upload == upload_id and chosen != ASK:
            said[label] = _said(chosen, name, members)
    return said


def _said(chosen: str, name: str, members: str) -> Said:
    if chosen == NEW:
        return Said("participant", (name.strip(),) if name.strip() else ())
    if chosen.startswith(PERSON):
        return Said("participant", (chosen.removeprefix(PERSON),))
    if chosen == GROUP:
        named = [one.strip() for one in members.split(",") if one.strip()]
        return Said("group", tuple(named))
    return Said(chosen)


def sample_of(waiting: Waiting, lines: Iterable[Line], most: int = 12) -> list[dict[str, Any]]:
    """The first turns of a file as they would be drawn."""
    by_label = {name_key(one.label): one for one in lines if waiting.upload_id in one.uploads}
    text = waiting.transcript.text
    turns = []
    for row in waiting.transcript.rows[:most]:
        line = by_label.get(name_key(row.label))
        chosen = line.chosen if line else ASK
        words = text[row.words : row.end]
        turns.append(
            {
                "label": row.label,
                "is": _told(chosen, line),
                "role": chosen,
                "words": words,
                "unsure": chosen == ASK,
            }
        )
    return turns


def _told(chosen: str, line: Line | None) -> str:
    if chosen == NEW and line:
        return f"new, {line.name}"
    return chosen.removeprefix(PERSON) or "not known"


def people_first(names: Iterable[str]) -> list[str]:
    """Participants' names in the order of people: S2 before S10."""
    return sorted(names, key=in_order)
