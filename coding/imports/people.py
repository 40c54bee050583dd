"""Plans for participants.csv and appearances.csv."""

from collections.abc import Callable, Mapping, Sequence

from quotetree.coding.consent import QUOTABLE
from quotetree.coding.imports.attributes import Attributes
from quotetree.coding.imports.plan import ImportPlan, Standing, nobody
from quotetree.coding.names import name_key
from quotetree.coding.tables.people import AppearanceRow, ParticipantRow
from quotetree.coding.tables.table import refuse

Unmapped = Mapping[str, Sequence[str]]


def plan_participants(
    standing: Standing,
    rows: Sequence[ParticipantRow],
    columns: Mapping[str, str],
    new_id: Callable[[], str],
    unmapped: Unmapped,
) -> ImportPlan:
    """People with their attributes. `unmapped`: by a label's key the speakers (ids) whom it does not name yet.

    A label equal to a new participant's id is theirs from now on.
    """
    plan = ImportPlan(new_id)
    attributes = Attributes(plan, standing, "participant", columns)
    attributes.guess(row.values for row in rows)
    refuse([sentence for row in rows for sentence in attributes.misfits(row.number, row.values)])
    for row in rows:
        key = name_key(row.name)
        person = standing.participants.get(key)
        new = person is None
        if person is None:
            made = {"project_id": standing.project_id, "name": row.name, "name_key": key}
            person = plan.insert("participant", made | {"consent": row.consent or QUOTABLE})
        elif row.consent and row.consent != standing.consents.get(person):
            plan.update("participant", person, {"consent": row.consent})
        given = attributes.give("participant_value", "participant_id", person, row.values)
        for speaker in unmapped.get(key, ()) if new else ():
            plan.update("speaker", speaker, {"role": "participant", "participant_id": person})
        plan.matches += not (new or given or row.consent not in ("", standing.consents.get(person)))
    return plan


def plan_appearances(
    standing: Standing,
    appearances: Mapping[tuple[str, str], str],
    rows: Sequence[AppearanceRow],
    columns: Mapping[str, str],
    new_id: Callable[[], str],
) -> ImportPlan:
    """What held of people in single documents. `appearances` stand: (document, participant) to id.

    Raises TableRefused that names each row whose document or participant is not there.
    """
    plan = ImportPlan(new_id)
    attributes = Attributes(plan, standing, "participant", columns)
    attributes.guess(row.values for row in rows)
    bad: list[str] = [bad for row in rows for bad in attributes.misfits(row.number, row.values)]
    for row in rows:
        document, person = standing.document(row.document), standing.participant(row.participant)
        if document is None:
            bad.append(no_document(row.number, row.document))
        if person is None:
            bad.append(f"Row {row.number}, column participant: {nobody([row.participant])}")
        if document is None or person is None or bad:
            continue
        appearance = appearances.get((document.id, person))
        new = appearance is None
        if appearance is None:
            appearance = plan.insert("appearance", {"document_id": document.id, "participant_id": person})
        given = attributes.give("appearance_value", "appearance_id", appearance, row.values)
        plan.matches += not (new or given)
    refuse(bad)
    return plan


def no_document(number: int, name: str) -> str:
    """The sentence for a row whose document is not there."""
    return f"Row {number}, column document: There is no document “{name}” in this project."
