"""participants.csv and appearances.csv: people and what is known of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from quotetree.coding.consent import checked_consent
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import clean_name, name_key
from quotetree.coding.tables.table import Row, Table, each_row, refuse, repeated

OF_PARTICIPANTS = ("id", "consent")  # the columns that are no attributes


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A person by the study's id, and values of attributes (by the column's key; empty cells left out).

    `consent` is "" where the table does not say.
    """

    number: int
    name: str
    values: Mapping[str, str]
    consent: str = ""


@dataclass(frozen=True, slots=True)
class AppearanceRow:
    """What held of a person in one document."""

    number: int
    document: str
    participant: str
    values: Mapping[str, str]


def participant_rows(table: Table) -> list[ParticipantRow]:
    """The people in a table with the column id, and maybe consent. Raises TableRefused that names all bad rows."""
    attributes = attribute_columns(table, OF_PARTICIPANTS)
    named: list[tuple[int, object]] = []  # also of rows that are wrong otherwise: all is told at once

    def read(row: Row) -> ParticipantRow | list[str]:
        name, consent = cleaned(row, "id"), _consent(row)
        if isinstance(name, str):
            named.append((row.number, name_key(name)))
        bad = [one.sentence for one in (name, consent) if isinstance(one, Bad)]
        if bad:
            return bad
        return ParticipantRow(row.number, str(name), filled(row, attributes), str(consent))

    def twice(rows: list[ParticipantRow]) -> list[str]:
        return repeated(named, "id", "This participant")

    return each_row(table, read, twice)


def appearance_rows(table: Table) -> list[AppearanceRow]:
    """The appearances in a table with the columns document and participant. Raises TableRefused."""
    attributes = attribute_columns(table, ("document", "participant"))

    def read(row: Row) -> AppearanceRow | list[str]:
        document, participant = cleaned(row, "document"), cleaned(row, "participant")
        bad = [one.sentence for one in (document, participant) if isinstance(one, Bad)]
        if bad:
            return bad
        return AppearanceRow(row.number, str(document), str(participant), filled(row, attributes))

    def twice(rows: list[AppearanceRow]) -> list[str]:
        keys: list[tuple[int, object]] = [
            (row.number, (name_key(row.document), name_key(row.participant))) for row in rows
        ]
        return repeated(keys, "participant", "This participant in this document")

    return each_row(table, read, twice)


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a cell cannot be read."""

    sentence: str


def cleaned(row: Row, column: str) -> str | Bad:
    """A name in a cell that cannot be empty."""
    cell = row.cells[column]
    if not cell:
        return Bad(row.bad(column, "The cell is empty."))
    try:
        return clean_name(cell, "A participant")
    except QuotetreeError as error:
        return Bad(row.bad(column, error.sentence))


def _consent(row: Row) -> str | Bad:
    """What the person consents to; "" where nothing is said."""
    cell = row.cells.get("consent", "")
    try:
        return checked_consent(cell) if cell else ""
    except QuotetreeError as error:
        return Bad(row.bad("consent", error.sentence))


def filled(row: Row, columns: Mapping[str, str]) -> dict[str, str]:
    """The cells of these columns that are not empty, by the column's key."""
    return {key: row.cells[key] for key in columns if row.cells[key]}


def attribute_columns(table: Table, known: tuple[str, ...]) -> dict[str, str]:
    """The further columns, each an attribute: key to name. Raises TableRefused for a name that cannot be one."""
    columns = {key: clean_name(name) for key, name in table.further(known).items()}
    for name in columns.values():
        if name.lower().startswith("document."):
            refuse([f"Row 1, column {name}: “document.” at the beginning stands for documents' attributes."])
    keys = [name_key(name) for name in columns.values()]
    twice = next((name for name in columns.values() if keys.count(name_key(name)) > 1), None)
    if twice:
        refuse([f"Row 1: the attribute “{twice}” has two columns."])
    return columns
