"""speakers.csv: what a label stands for in a document, where the label alone does not tell."""

from collections.abc import Mapping
from dataclasses import dataclass

from quotetree.coding.names import name_key
from quotetree.coding.tables.kinds import ROLES, not_one_of, word_of
from quotetree.coding.tables.people import Bad, cleaned
from quotetree.coding.tables.table import Row, Table, each_row, repeated


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A label of a document and its role. `participants` is the cell as it came: for a group its named members."""

    number: int
    document: str
    label: str
    role: str
    participants: str


def speaker_rows(table: Table) -> list[SpeakerRow]:
    """The labels in a table with the columns document, label and role. Raises TableRefused that names all bad rows."""
    return each_row(table, _read, _twice)


def _twice(rows: list[SpeakerRow]) -> list[str]:
    keys: list[tuple[int, object]] = [(row.number, (name_key(row.document), row.label)) for row in rows]
    return repeated(keys, "label", "This label of this document")


def labels_of(rows: list[SpeakerRow]) -> Mapping[str, set[str]]:
    """The labels that are known for certain, by the key of the document's name."""
    labels: dict[str, set[str]] = {}
    for row in rows:
        labels.setdefault(name_key(row.document), set()).add(row.label)
    return labels


def _read(row: Row) -> SpeakerRow | list[str]:
    document = cleaned(row, "document")
    label, cell, people = row.cells["label"], row.cells["role"], row.cells.get("participant", "")
    bad = [document.sentence] if isinstance(document, Bad) else []
    role = word_of(cell, ROLES) if cell else ("participant" if people else None)
    if role is None:
        bad.append(row.bad("role", not_one_of(cell, "role", ROLES) if cell else "The cell is empty."))
    elif people and role not in ("participant", "group"):
        bad.append(row.bad("participant", f"A label that is “{role}” has no participant."))
    return bad or SpeakerRow(row.number, str(document), label, str(role), people)
