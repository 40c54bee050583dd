"""What a person says of the labels of a transcript that is not kept yet, and what is proposed to them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.imports.plan import ImportPlan, Standing
from quotetree.coding.imports.speakers import Meaning, fits_two, meaning_of
from quotetree.coding.names import clean_name, name_key
from quotetree.coding.roles import ROLES, known_role
from quotetree.coding.transcript import FoundLabel, Transcript, labels_of, with_label, without_label

NOT_A_LABEL = "not a label"


class LabelRefused(QuotetreeError):
    """What is said of a label cannot be."""


@dataclass(frozen=True, slots=True)
class Said:
    """A label's role, or "not a label": then its lines are talk of the turn before.

    `names` are participants of the project or new ones: the one person, or the named members of a group.
    """

    role: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a label of a file is likely to stand for; `said` is None where a person has to say.

    `new`: the participant is not in the project yet. `fits`: names of participants where there are several; `roles` and
    `as_in`: what else the label was before, and the documents where it was that.
    """

    label: FoundLabel
    said: Said | None
    new: bool = False
    fits: tuple[str, ...] = ()
    as_in: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


Earlier = Mapping[str, Mapping[Said, str]]
_OPEN = Said("not identified")  # chosen, or left open: it says less than anything else that is known


def proposals(
    transcript: Transcript, names: Iterable[str], earlier: Earlier, document: str = ""
) -> list[Proposal]:
    """For each label of a transcript. `names`: the participants'; `earlier`: by a label's key what it was and where.

    A journal without labels is likely the person's whose name stands in the `document`'s.
    """
    known = {name_key(name): name for name in names}
    return [_proposal(found, known, earlier, document) for found in transcript.labels]


def _named_in(document: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The participants whose names stand in a document's, as words of it."""
    key = name_key(document)
    there = [name for one, name in known.items() if re.search(rf"(?<![^\W_]){re.escape(one)}(?![^\W_])", key)]
    return tuple(sorted(there))


def _proposal(found: FoundLabel, known: Mapping[str, str], earlier: Earlier, document: str) -> Proposal:
    if not found.label and found.role == "participant":
        named = _named_in(document, known)
        return Proposal(found, Said("participant", named) if len(named) == 1 else None, fits=named)
    if not found.label:
        said = None if found.role in ("not identified", "participant") else Said(found.role)
        return Proposal(found, said)
    if fits_two(found.label, known):
        return Proposal(found, None, fits=(known[name_key(found.label)],))
    before = _before(found.label, known, earlier)
    generic = is_generic(found.label)  # another Speaker 1 in each recording: offered, and a person says
    meaning = meaning_of(found.label, known)
    if meaning is not None:
        said = Said(meaning.role, meaning.participants)
        if set(before) <= {said}:
            return Proposal(found, said)
        return _as_before(found, before, said if generic or len(before) > 1 else None)
    if before:
        return _as_before(found, before, None)
    fits = sorted(_alike(found.label, known))
    if fits:
        said = Said("participant", (fits[0],)) if len(fits) == 1 else None
        return Proposal(found, said, fits=tuple(fits))
    if known_role(found.label) == "participant":  # "A", "Respondent": which person that is, nobody can tell
        return Proposal(found, None)
    return Proposal(found, Said("participant", (found.label,)), new=True)


def _before(label: str, known: Mapping[str, str], earlier: Earlier) -> dict[Said, str]:
    """What the label was in documents before; not identified only where nothing else is known of it."""
    found = dict(earlier.get(name_key(label), {}))
    if len(found) > 1 or name_key(label) in known or _alike(label, known):
        found.pop(_OPEN, None)
    return found


def _as_before(found: FoundLabel, before: Mapping[Said, str], otherwise: Said | None) -> Proposal:
    """What the label was before, if that was one thing and it is the same one's everywhere; else all are offered."""
    fits = sorted(name for said in before for name in said.names)
    roles = tuple(role for role in ROLES if Said(role) in before)
    where = tuple(
        dict.fromkeys(before[said] for said in sorted(before, key=lambda one: (one.names, one.role)))
    )
    sure = len(before) == 1 and not is_generic(found.label)
    return Proposal(
        found, next(iter(before)) if sure else otherwise, fits=tuple(fits), as_in=where, roles=roles
    )


def is_generic(label: str) -> bool:
    """Whether a label may be another person in each document: P1, A, Speaker 2, Respondent."""
    bare = _bare(label)
    return known_role(label) == "participant" or len(bare.rstrip("0123456789")) <= 1


def _alike(label: str, known: Mapping[str, str]) -> set[str]:
    """The participants whose name has the same letters and digits."""
    bare = _bare(label)
    return {name for key, name in known.items() if bare and _bare(key) == bare}


def _bare(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def as_said(transcript: Transcript, said: Mapping[str, Said], kind: str) -> Transcript:
    """The transcript with rows as a person says: without what is no label, and with labels that were not found."""
    rows = transcript.rows
    found = {row.label for row in rows}
    for label, one in said.items():
        if one.role == NOT_A_LABEL and label in found:
            rows = without_label(rows, transcript.text, label)
        elif one.role != NOT_A_LABEL and label and label not in found:
            rows = with_label(rows, transcript.text, label)
    return replace(transcript, rows=rows, labels=labels_of(rows, transcript.text, kind))


def said_meanings(plan: ImportPlan, standing: Standing, said: Mapping[str, Said]) -> dict[str, Meaning]:
    """What the labels stand for; participants who are not there are part of the plan. Raises LabelRefused."""
    new: dict[str, str] = {}
    meanings = {}
    for label, one in said.items():
        if one.role == NOT_A_LABEL:
            continue
        check_said(label, one)
        people = [_person(plan, standing, new, name) for name in one.names]
        meanings[label] = Meaning(one.role, tuple(dict.fromkeys(people)))
    return meanings


def check_said(label: str, said: Said) -> None:
    """Raises LabelRefused for what cannot be said of a label."""
    if said.role not in ROLES:
        raise LabelRefused(f"“{label}” cannot be “{said.role}”; a label is {', '.join(ROLES)}.")
    if said.role == "participant" and len(said.names) != 1:
        raise LabelRefused(f"“{label}” stands for a participant: say which one.")
    if said.names and said.role not in ("participant", "group"):
        raise LabelRefused(f"“{label}” is “{said.role}” and has no participant.")


def _person(plan: ImportPlan, standing: Standing, new: dict[str, str], name: str) -> str:
    key = name_key(name)
    found = standing.participants.get(key) or new.get(key)
    if found is None:
        row = {"project_id": standing.project_id, "name": clean_name(name), "name_key": key}
        found = new[key] = plan.insert("participant", row)
    return found
