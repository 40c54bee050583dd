"""The plan for documents.csv."""

from collections.abc import Callable, Mapping, Sequence

from quotetree.coding.imports.attributes import Attributes
from quotetree.coding.imports.people import no_document
from quotetree.coding.imports.plan import DocumentNow, ImportPlan, Standing, nobody
from quotetree.coding.tables.documents import DocumentRow
from quotetree.coding.tables.table import refuse

OWN_WORDS = ("journal", "survey answers")
NO_LABEL = ""


def plan_documents(
    standing: Standing,
    appearances: Mapping[tuple[str, str], str],
    unlabelled: Mapping[str, str],
    rows: Sequence[DocumentRow],
    columns: Mapping[str, str],
    new_id: Callable[[], str],
) -> ImportPlan:
    """Fields, attributes and who attended. `appearances` stand: (document, participant) to id.

    `unlabelled`: by document the speaker (id) of its talk without labels whom nobody is yet: in a journal that is its
    one participant, in field notes the researcher. Raises TableRefused that names each row whose document or
    participants are not there.
    """
    plan = ImportPlan(new_id)
    attributes = Attributes(plan, standing, "document", columns)
    attributes.guess(row.values for row in rows)
    bad: list[str] = [bad for row in rows for bad in attributes.misfits(row.number, row.values)]
    for row in rows:
        document = standing.document(row.name)
        people, unknown = standing.people(row.participants)
        if document is None:
            bad.append(no_document(row.number, row.name))
        if unknown:
            bad.append(f"Row {row.number}, column participants: {nobody(unknown)}")
        if document is None or unknown or bad:
            continue
        changed = {key: value for key, value in row.fields.items() if getattr(document, key) != value}
        if changed:
            plan.update("document", document.id, changed)
        new = _attended(plan, appearances, document, people)
        given = attributes.give("document_value", "document_id", document.id, row.values)
        mapped = _whose(plan, document, row.fields.get("kind", document.kind), unlabelled, people)
        plan.matches += not (changed or new or given or mapped)
    refuse(bad)
    return plan


def _attended(
    plan: ImportPlan, appearances: Mapping[tuple[str, str], str], document: DocumentNow, people: Sequence[str]
) -> int:
    new = [person for person in dict.fromkeys(people) if (document.id, person) not in appearances]
    for person in new:
        plan.insert("appearance", {"document_id": document.id, "participant_id": person})
    return len(new)


def _whose(
    plan: ImportPlan, document: DocumentNow, kind: str, unlabelled: Mapping[str, str], people: Sequence[str]
) -> bool:
    """Map talk without labels; whether there was something to map."""
    speaker = unlabelled.get(document.id)
    if speaker is None:
        return False
    if kind in OWN_WORDS and len(people) == 1:
        plan.update("speaker", speaker, {"role": "participant", "participant_id": people[0]})
        return True
    if kind == "observation":
        plan.update("speaker", speaker, {"role": "interviewer", "participant_id": None})
        return True
    return False
