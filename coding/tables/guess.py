"""Which table of a study a file is likely to be, and which of its columns are which, told by their names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from quotetree.coding.names import name_key
from quotetree.coding.tables.grid import Grid
from quotetree.coding.tables.parents import tells_parents
from quotetree.coding.tables.study import CODEBOOKS, TABLES, fields_of

SURVEY = "survey"
# Those that need most columns first: what fits several is the one that says most.
_MOST_TELLING = ("codings", "speakers", "appearances", "documents", "codebook", "participants")
_ALSO: Mapping[str, tuple[str, ...]] = {
    "id": (
        "participant id", "participant", "respondent id", "respondent", "person id", "person", "pseudonym", "case",
        "case id", "participant code", "interviewee", "name",
    ),
    "document": ("document name", "transcript", "file", "file name", "filename", "source", "interview"),
    "participant": ("participant id", "person", "respondent", "participants"),
    "participants": ("participant", "people", "attended", "attendees", "who attended"),
    "label": ("speaker", "speaker label"),
    "role": ("speaker role", "is"),
    "path": ("code path", "code", "theme", "node", "code name", "name"),
    "description": ("definition", "full definition"),
    "inclusion": ("when to use", "use when", "inclusion criteria"),
    "exclusion": ("when not", "when not to use", "exclusion criteria"),
    "example": ("examples", "example quote", "typical quotation"),
    "short": ("short definition", "short description", "brief definition"),
    "colour": ("color",),
    "start": ("start position", "from", "begin", "begins"),
    "end": ("end position", "to", "ends"),
    "code": ("code path", "path", "theme", "node"),
    "coder": ("coded by", "author", "user", "created by"),
    "kind": ("type", "document kind", "document type"),
    "language": ("lang",),
    "date": ("interview date", "date of interview"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """`table` is one of TABLES or "survey"; `columns`: by place the field that a column of another name is."""

    table: str
    columns: Mapping[int, str | None] = field(default_factory=dict)


def guess(file: str, grid: Grid) -> Guess:
    """What a file is, by its own name if that is a table's, else by its columns."""
    stem = name_key(PurePath(file).stem).replace("_", " ").replace("-", " ")
    named = [table for table in (*TABLES, SURVEY) if table in stem.split()]
    for table in named or _MOST_TELLING:
        columns = None if table == SURVEY else renamed(table, grid)
        if columns is not None:
            return Guess(table, columns)
    return Guess(named[0] if named else SURVEY)


def renamed(table: str, grid: Grid) -> dict[int, str | None] | None:
    """The columns that have another name than a field of the table; None where one that it needs is not there."""
    needed, known = fields_of(table)
    keys = {name_key(name): place for place, name in enumerate(grid.header)}
    found = dict(_renamed(known, keys))
    there = set(keys) | set(found.values())
    if table in CODEBOOKS and tells_parents(grid.header):
        return {}
    return found if all(column in there for column in needed) else None


def _renamed(known: Sequence[str], keys: Mapping[str, int]) -> Iterator[tuple[int, str | None]]:
    taken: set[int] = set()
    fields = list(known)
    for one in fields:
        if one in keys:
            continue
        for other in _ALSO.get(one, ()):
            for key, place in keys.items():
                if (
                    key.replace("_", " ").replace("-", " ") == other
                    and key not in fields
                    and place not in taken
                ):
                    taken.add(place)
                    yield place, one
                    break
            else:
                continue
            break
