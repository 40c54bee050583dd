"""What an action did, in a plain sentence without its subject: "coded “Waiting” in Interview 11"."""

from collections.abc import Callable, Mapping
from typing import Any

from quotetree.coding.counts.sentence import several
from quotetree.coding.history_code_sets import CODE_SETS
from quotetree.coding.history_codings import CODINGS
from quotetree.coding.history_corrections import CORRECTIONS
from quotetree.coding.history_documents import DOCUMENTS
from quotetree.coding.history_members import MEMBERS
from quotetree.coding.history_projects import PROJECTS
from quotetree.coding.history_proposals import PROPOSALS, in_a_draft
from quotetree.coding.history_rounds import ROUNDS
from quotetree.coding.history_splitting import SPLITTING
from quotetree.coding.history_tree import TREE

About = Mapping[str, Any]
Name = Callable[[str], str]

# Kept in the log, but no step of anybody's: told nowhere, and not what `z` takes back.
QUIET = frozenset({"reading.moved", "reason.given"})

FIELDS = {
    "name": "name",
    "colour": "colour",
    "heading": "being a heading",
    "short": "short definition",
    "definition": "definition",
    "when_to_use": "when to use",
    "when_not": "when not",
    "example": "example",
    "retired": "being retired",
}

NAMED = ("code", "document", "from", "to", "participant", "attribute", "coder", "proposal")


def ids_in(about: About) -> set[str]:
    """The ids of codes, documents, participants and attributes that an action's sentence names."""
    return {str(about[key]) for key in NAMED if about.get(key)}


def _code(about: About, name: Name, key: str = "code") -> str:
    return f"“{name(str(about[key]))}”"


def _where(about: About, name: Name) -> str:
    return f"in {name(str(about['document']))}"


def _added(about: About, name: Name) -> str:
    made = "made the code and coded" if about.get("new") else "coded"
    return f"{made} {_code(about, name)} {_where(about, name)}"


def _codings(about: About, name: Name) -> str:
    rows, new = int(about["n"]), int(about["new"])
    return f"brought in {several(rows, 'coding')}" + (f", {new:,} of them new" if new != rows else "")


def _moved(about: About, name: Name) -> str:
    count = int(about.get("n", 1))
    what = _code(about, name) + (f" and {several(count - 1, 'other code')}" if count > 1 else "")
    stayed = count == 1 and about.get("from", "") == about.get("to", "")
    if about.get("to"):
        return f"moved {what} {'within' if stayed else 'below'} {_code(about, name, 'to')}"
    return f"moved {what} {'among' if stayed else 'to'} the main codes"


def _deleted(about: About, name: Name) -> str:
    said = f"deleted “{about['name']}”"
    below, memos = int(about.get("codes", 1)) - 1, int(about.get("memos", 0))
    along = [several(n, noun) for n, noun in ((below, "sub-code"), (memos, "memo")) if n]
    if along:
        said += f" with {' and '.join(along)}"
    codings = int(about.get("codings", 0))
    if not codings:
        return said
    if about.get("to"):
        return f"{said}; {several(codings, 'coding')} went to {_code(about, name, 'to')}"
    return f"{said} and {several(codings, 'coding')}"


def _removed(about: About, name: Name) -> str:
    along = [several(int(n), noun) for noun in ("memo", "discussion") if (n := about.get(f"{noun}s"))]
    return f"took {_code(about, name)} off {_where(about, name)}{', with its ' if along else ''}{' and '.join(along)}"


def _memo(did: str) -> Callable[[About, Name], str]:
    def said(about: About, name: Name) -> str:
        if about.get("coding"):
            return f"{did} on {_code(about, name)} {_where(about, name)}"
        on = about.get("document") or about.get("participant") or about.get("code")
        return f"{did} on {name(str(on)) if on else 'the project'}"

    return said


def _talk(did: str) -> Callable[[About, Name], str]:
    return lambda about, name: f"{did} on {_code(about, name)} {_where(about, name)}"


def _merged(about: About, name: Name) -> str:
    names = [str(one) for one in about.get("names", ())]
    said = " and ".join(f"“{one}”" for one in names[:2])
    if len(names) > 2:
        said = f"“{names[0]}” and {several(len(names) - 1, 'other code')}"
    return f"merged {said} into {_code(about, name)}: {several(int(about.get('codings', 0)), 'coding')}"


def _defined(about: About, name: Name) -> str:
    fields = [FIELDS.get(field, field) for field in about.get("fields", ())]
    return f"changed {_code(about, name)}{': ' if fields else ''}{', '.join(fields)}"


def _pinned(about: About, name: Name) -> str:
    slot = about.get("slot")
    return f"put {_code(about, name)} on key {slot}" if slot else f"took {_code(about, name)} off its key"


def _codebook(about: About, name: Name) -> str:
    said = f"brought in a codebook: {several(about.get('new', 0), 'new code')}, {about.get('changed', 0)} changed"
    return f"{said}; the tree is version “{about['version']}” since" if about.get("version") else said


def _person(about: About, name: Name) -> str:
    return name(str(about["participant"]))


def _person_deleted(about: About, name: Name) -> str:
    labels, memos = int(about.get("labels", 0)), int(about.get("memos", 0))
    said = f"deleted the participant {_person(about, name)}"
    said += f" with {several(memos, 'memo')}" if memos else ""
    return f"{said}; {several(labels, 'label')} stood for them" if labels else said


def _consent(about: About, name: Name) -> str:
    n = int(about.get("n", 1))
    whom = _person(about, name) if n == 1 else several(n, "participant")
    return f"set the consent of {whom} to “{about['consent']}”"


def _attribute(about: About, name: Name) -> str:
    return f"“{name(str(about['attribute']))}”"


def _document(about: About, name: Name) -> str:
    return name(str(about["document"]))


def _value(about: About, name: Name) -> str:
    n, of = int(about.get("n", 1)), "document" if about.get("document") else "participant"
    whose = name(str(about[of])) if n == 1 else several(n, of)
    value = str(about.get("value", ""))
    attribute = _attribute(about, name)
    return f"set {attribute} of {whose} to “{value}”" if value else f"took {attribute} off {whose}"


def _value_then(about: About, name: Name) -> str:
    value, attribute = str(about.get("value", "")), _attribute(about, name)
    whose = f"{_person(about, name)} {_where(about, name)}"
    return f"set {attribute} of {whose} to “{value}”" if value else f"took {attribute} off {whose}"


def _attribute_changed(about: About, name: Name) -> str:
    renamed = about["from"] != about["name"]
    said = f"renamed the attribute “{about['from']}” to “{about['name']}”" if renamed else ""
    if not about.get("type"):
        return said or f"changed the attribute {_attribute(about, name)}"
    typed = f"{'made it' if renamed else f'made the attribute {_attribute(about, name)}'} {about['type']}"
    return f"{said} and {typed}" if said else typed


def _table(noun: str, before: str = "") -> Callable[[About, Name], str]:
    return lambda about, name: f"brought in {before}{several(int(about.get('n', 0)), noun)}"


SENTENCES: dict[str, Callable[[About, Name], str]] = {
    "project.created": lambda about, name: f"began the project “{about['name']}”",
    "layer.opened": lambda about, name: f"opened the layer {about.get('layer', '')} to everybody",
    **MEMBERS,
    "coder.added": lambda about, name: f"added the coder {about['name']}",
    "document.imported": lambda about, name: f"brought in {about['name']}",
    "survey.imported": lambda about, name: (
        f"brought in {about['name']}, the answers of {several(int(about.get('n', 0)), 'respondent')}"
    ),
    "codings.joined": lambda about, name: (
        f"joined {several(int(about.get('n', 0)), 'coding')} that continue one another"
        f" into {several(int(about.get('into', 0)), 'passage')}"
    ),
    "speaker.mapped": lambda about, name: (
        f"told who {about['label']} is {_where(about, name)}: {about['role']}"
    ),
    "project.changed": lambda about, name: (
        f"called the project “{about['name']}”" if about.get("renamed") else "described the project anew"
    ),
    **DOCUMENTS,
    **CORRECTIONS,
    **SPLITTING,
    **TREE,
    **PROPOSALS,
    **PROJECTS,
    **ROUNDS,
    **CODE_SETS,
    "codebook.imported": _codebook,
    "codings.imported": _codings,
    "participants.imported": _table("participant"),
    "documents.imported": _table("document", "facts of "),
    "speakers.imported": _table("speaker"),
    "appearances.imported": _table("appearance"),
    "participant.added": lambda about, name: f"added the participant {_person(about, name)}",
    "participant.renamed": lambda about, name: (
        f"renamed the participant “{about['from']}” to “{about['name']}”"
    ),
    "participant.deleted": _person_deleted,
    "consent.changed": _consent,
    "value.changed": _value,
    "attribute.added": lambda about, name: (
        f"added the attribute {_attribute(about, name)} of {about['of']}s: {about['type']}"
    ),
    "attribute.changed": _attribute_changed,
    "attribute.deleted": lambda about, name: (
        f"deleted the attribute {_attribute(about, name)} with {several(int(about['n']), 'value')}"
    ),
    "attribute.moved": lambda about, name: f"moved the attribute {_attribute(about, name)}",
    "appearance.added": lambda about, name: (
        f"told that {_person(about, name)} attended {_document(about, name)}"
    ),
    "appearance.removed": lambda about, name: (
        f"told that {_person(about, name)} did not attend {_document(about, name)}"
    ),
    "appearance.changed": _value_then,
    "group.named": lambda about, name: (
        f"told who {about['label']} are {_where(about, name)}: {several(int(about['n']), 'participant')}"
    ),
    "version.named": lambda about, name: f"named the tree “{about['name']}”",
    "code.created": lambda about, name: f"made the code {_code(about, name)}",
    "code.renamed": lambda about, name: f"renamed “{about['from']}” to “{about['name']}”",
    "code.defined": _defined,
    "code.moved": _moved,
    "code.deleted": _deleted,
    "code.merged": _merged,
    "code.pinned": _pinned,
    "coding.added": _added,
    **CODINGS,
    "coding.ends": lambda about, name: f"changed the ends of {_code(about, name)} {_where(about, name)}",
    "coding.code": lambda about, name: (
        f"changed {_code(about, name, 'from')} to {_code(about, name)} {_where(about, name)}"
    ),
    "coding.removed": _removed,
    "memo.written": _memo("wrote a memo"),
    "memo.changed": _memo("changed a memo"),
    "memo.deleted": _memo("deleted a memo"),
    "discussion.opened": _talk("opened a discussion"),
    "discussion.closed": _talk("closed the discussion"),
    "discussion.reopened": _talk("opened the discussion again"),
    "remark.said": _talk("remarked in the discussion"),
}


def sentence(verb: str, about: About, name: Name) -> str:
    """What an action did. `name` gives the name of a code or document by id, also of one that is gone."""
    tell = SENTENCES.get(verb)
    return tell(about, name) + in_a_draft(verb, about, name) if tell else f"did “{verb}”"
