"""What a participant's own page and a document's page of people show."""

from typing import Any

from quotetree.app.routes.memo_rows import memo_rows
from quotetree.app.store import attendance, documents, memo_lists, people, snapshots
from quotetree.app.store import attributes as attribute_store
from quotetree.app.store.access import Access
from quotetree.app.store.memos import On
from quotetree.coding.consent import CONSENTS, ERASED, MEANS
from quotetree.coding.counts import LAYERS, codings_on
from quotetree.coding.names import in_order


def person_page(access: Access, participant_id: str) -> dict[str, Any]:
    """A participant with attributes, appearances and how many codings their words carry."""
    person, on = people.participant(access, participant_id), On("participant", participant_id)
    own = attribute_store.values(access, "participant", [participant_id])
    attributes = attribute_store.attributes(access, "participant")
    filters = snapshots.filters(access, layers=frozenset(LAYERS))
    return {
        "person": person,
        "values": [(one, own.get((participant_id, one.id), "")) for one in attributes],
        "attributes": attributes,
        "appearances": attendance.of_person(access, participant_id),
        "then": attendance.values_then(access, participant_id),
        "codings": codings_on(snapshots.snapshot(access), filters, participant_id),
        "ties": people.ties(access, participant_id),
        "consents": CONSENTS,
        "means": MEANS,
        "erased": person.consent == ERASED,
        "on": on,
        "memos": memo_rows(access, memo_lists.memos_on(access, on), named=False),
        "may_write": access.reader.may_write,
        "here": f"/projects/{access.project_id}",
    }


def attendance_page(access: Access, document_id: str) -> dict[str, Any]:
    """Who attended a document and who speaks under its labels."""
    document = documents.document(access, document_id)
    everybody = {row.id: row for row in people.everybody(access)}
    labels = attendance.labels(access, document_id)
    members = attendance.members(access, [row.id for row in labels])
    speaking = {row.participant_id for row in labels if row.participant_id}
    speaking |= {person for group in members.values() for person in group}
    there = {*attendance.appeared(access, document_id), *speaking}
    named = sorted((everybody[one] for one in there), key=lambda row: in_order(row.name))
    ordered = sorted(everybody.values(), key=lambda row: in_order(row.name))
    return {
        "document": document,
        "labels": labels,
        "members": {
            group: sorted((everybody[one] for one in found), key=lambda row: in_order(row.name))
            for group, found in members.items()
        },
        "attended": named,
        "speaking": speaking,
        "others": [row for row in ordered if row.id not in there],
        "names": {one: row.name for one, row in everybody.items()},
        "may_write": access.reader.may_write,
        "here": f"/projects/{access.project_id}",
    }
