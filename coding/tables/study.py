"""Each table of a study by its name: which columns it needs, and what its rows are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from quotetree.coding import codebook
from quotetree.coding.tables import codings, documents, people, speakers
from quotetree.coding.tables.grid import Grid, read_grid
from quotetree.coding.tables.parents import with_paths
from quotetree.coding.tables.table import Table, table_of


@dataclass(frozen=True, slots=True)
class StudyTable:
    """What was read: rows as values, attributes (column's key to name), and columns that were passed over."""

    rows: list[Any]
    attributes: dict[str, str]
    passed_over: list[str]


@dataclass(frozen=True, slots=True)
class _Form:
    needed: Sequence[str]
    read: Callable[[Table], list[Any]]
    known: Sequence[str]
    attributes: bool = False


def _codebook_rows(table: Table) -> list[Any]:
    first, rows = 2, {row.number: row.cells for row in table.rows}
    blank = dict.fromkeys(table.columns, "")
    return codebook.read_codebook(
        [rows.get(number, blank) for number in range(first, max(rows, default=1) + 1)]
    )


_FORMS = {
    "participants": _Form(("id",), people.participant_rows, people.OF_PARTICIPANTS, attributes=True),
    "documents": _Form(
        ("document",), documents.document_rows, ("document", *documents.FIELDS), attributes=True
    ),
    "speakers": _Form(
        ("document", "label", "role"), speakers.speaker_rows, ("document", "label", "role", "participant")
    ),
    "appearances": _Form(
        ("document", "participant"), people.appearance_rows, ("document", "participant"), attributes=True
    ),
    "codebook": _Form(("path",), _codebook_rows, codebook.COLUMNS),
    "proposal": _Form(("path",), _codebook_rows, codebook.COLUMNS),
    "codings": _Form(
        ("document", "start", "end", "code", "coder"),
        codings.coding_rows,
        (*codings.COLUMNS, *codings.QUOTES, *codings.EXPORTED),
    ),
}


TABLES = tuple(_FORMS)
CODEBOOKS = ("codebook", "proposal")


def fields_of(name: str) -> tuple[Sequence[str], Sequence[str]]:
    """The columns that a table needs, and all that it knows."""
    return _FORMS[name].needed, _FORMS[name].known


def has_attributes(name: str) -> bool:
    """Whether further columns of a table are attributes; else they are passed over."""
    return _FORMS[name].attributes


def read_study_table(name: str, data: bytes, file: str = "the table") -> StudyTable:
    """The table `name` (participants, documents, speakers, appearances, codebook, codings) in a file's bytes.

    Raises TableRefused or CodebookError that names all bad rows.
    """
    return study_table(name, read_grid(file, data, name))


def study_table(name: str, grid: Grid) -> StudyTable:
    """The same of a table that is read already."""
    form = _FORMS[name]
    table = table_of(with_paths(grid) if name in CODEBOOKS else grid, form.needed)
    rows = form.read(table)
    further = table.further(form.known)
    if form.attributes:
        return StudyTable(rows, people.attribute_columns(table, tuple(form.known)), [])
    return StudyTable(rows, {}, list(further.values()))
