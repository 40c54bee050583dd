"""What stands below a quotation, by a project's template: "{participant}, {profession}, {document}, turn {turn}".

A part between commas whose fields are all unknown goes, with its comma: `S11, nurse, RS2, turn 34`, `S27, RS2, turn 8`.
So does one that says again what stands before it: `I15, turn 2` of a document that is named as its person.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import name_key

USUAL = "{participant}, {document}, turn {turn}"
FIELDS = ("participant", "document", "turn", "coder", "date", "code")
MOST_CHARACTERS = 300
BETWEEN = "; "  # the tags of several people
_FIELD = re.compile(r"\{([^{}]*)\}")
_SEPARATOR = re.compile(r"(\s*[,;·]\s*)(?![^{}]*\})")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]")


class TagRefused(QuotetreeError):
    """A template that cannot be filled in."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands before it where something does, an opening bracket, what it says, and a closing bracket."""

    separator: str
    opening: str
    said: str
    closing: str


def checked(template: str, attributes: Collection[str]) -> str:
    """The template without spaces round it, "" for the usual one. Raises TagRefused.

    `attributes` are the names that may stand in braces besides `FIELDS`: "profession", "document.phase".
    """
    text = " ".join(template.split())
    if len(text) > MOST_CHARACTERS:
        raise TagRefused(f"A tag has at most {MOST_CHARACTERS} characters; this one has {len(text)}.")
    known = {name_key(name) for name in (*FIELDS, *attributes)}
    for found in _FIELD.finditer(text):
        if name_key(found.group(1)) not in known:
            fields = ", ".join(f"{{{name}}}" for name in (*FIELDS, *attributes))
            raise TagRefused(f"There is no field {found.group()}. The fields are {fields}.")
    if re.search("[{}]", _FIELD.sub("", text)):
        raise TagRefused(
            "A brace stands alone: a field has one before it and one behind it, as in {participant}."
        )
    if text and not _FIELD.search(text):
        raise TagRefused("The tag has no field, so that all quotations would have the same one.")
    return "" if text == USUAL else text


def tag(template: str, values: Mapping[str, str]) -> str:
    """The template with its fields filled in; `values` by field, "" or none where it is not known."""
    by_key = {name_key(name): value for name, value in values.items()}
    filled = waiting = before = ""
    for part in _parts(template or USUAL):
        said = _filled(part.said, by_key)
        if said is None or said == before:  # a document that is named as its person
            waiting += part.opening
            filled += part.closing if filled else ""
        else:
            filled += (part.separator if filled else "") + waiting + part.opening + said + part.closing
            waiting, before = "", said
    return " ".join(_EMPTY.sub("", filled).split())


def tags(template: str, people: Iterable[Mapping[str, str]]) -> str:
    """The tags of all who speak in a quotation, each once."""
    return BETWEEN.join(dict.fromkeys(filter(None, (tag(template, values) for values in people))))


def _parts(template: str) -> list[_Part]:
    pieces = ["", *_SEPARATOR.split(template)]
    return [_part(separator, said) for separator, said in zip(pieces[::2], pieces[1::2], strict=True)]


def _part(separator: str, said: str) -> _Part:
    """Brackets that are not closed within the part belong to more than this one."""
    opening = closing = ""
    while said[:1] in ("(", "[") and said.count("(") + said.count("[") > said.count(")") + said.count("]"):
        opening, said = opening + said[0], said[1:]
    while said[-1:] in (")", "]") and said.count(")") + said.count("]") > said.count("(") + said.count("["):
        closing, said = said[-1] + closing, said[:-1]
    return _Part(separator, opening, said, closing)


def _filled(said: str, values: Mapping[str, str]) -> str | None:
    """The part filled in; None where it has fields and none of them is known."""
    fields = [name_key(found.group(1)) for found in _FIELD.finditer(said)]
    if fields and not any(values.get(name) for name in fields):
        return None
    if "–" in values.get("turn", ""):
        said = re.sub(r"\bturn (?=\{turn\})", "turns ", said, flags=re.IGNORECASE)
    text = _FIELD.sub(lambda found: values.get(name_key(found.group(1)), ""), said)
    return " ".join(_EMPTY.sub("", text).split())
