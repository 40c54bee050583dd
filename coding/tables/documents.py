"""documents.csv: what kind each document is, its date and language, who attended, and its attributes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quotetree.coding.names import name_key
from quotetree.coding.tables.kinds import KINDS, not_one_of, word_of
from quotetree.coding.tables.people import Bad, attribute_columns, cleaned, filled
from quotetree.coding.tables.table import Row, Table, each_row, repeated

FIELDS = ("kind", "date", "language", "participants")
_LANGUAGE = re.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document by its file's name without the ending; `fields` holds kind, date and language where they are given.

    `participants` is the cell as it came: ids with blanks between.
    """

    number: int
    name: str
    fields: Mapping[str, str]
    participants: str
    values: Mapping[str, str]


def document_rows(table: Table) -> list[DocumentRow]:
    """The documents in a table with the column document. Raises TableRefused that names all bad rows."""
    attributes = document_attributes(table)

    def read(row: Row) -> DocumentRow | list[str]:
        name, fields = cleaned(row, "document"), _fields(row)
        bad = [one.sentence for one in (name, *fields.values()) if isinstance(one, Bad)]
        if bad:
            return bad
        given = {key: str(value) for key, value in fields.items()}
        return DocumentRow(
            row.number, str(name), given, row.cells.get("participants", ""), filled(row, attributes)
        )

    def twice(rows: list[DocumentRow]) -> list[str]:
        return repeated([(row.number, name_key(row.name)) for row in rows], "document", "This document")

    return each_row(table, read, twice)


def document_attributes(table: Table) -> dict[str, str]:
    """The columns that are documents' attributes: key to name."""
    return attribute_columns(table, ("document", *FIELDS))


def _fields(row: Row) -> dict[str, str | Bad]:
    fields: dict[str, str | Bad] = {}
    if kind := row.cells.get("kind"):
        fields["kind"] = word_of(kind, KINDS) or Bad(
            row.bad("kind", not_one_of(kind, "kind of document", KINDS))
        )
    if date := row.cells.get("date"):
        fields["date"] = date
    if language := row.cells.get("language"):
        fields["language"] = (
            language.lower().replace("_", "-")
            if _LANGUAGE.fullmatch(language)
            else Bad(row.bad("language", f"“{language}” is no code of a language, such as en or fr."))
        )
    return fields
