"""Bringing tables in: participants, documents, speakers, appearances, codebooks and codings."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from quotetree.app.store import codes as code_store
from quotetree.app.store import imports as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import new_id, now
from quotetree.coding.codebook import CodebookRow, plan_codebook
from quotetree.coding.imports.codings import plan_codings
from quotetree.coding.imports.documents import plan_documents
from quotetree.coding.imports.people import plan_appearances, plan_participants
from quotetree.coding.imports.plan import ImportPlan
from quotetree.coding.imports.speakers import plan_speakers
from quotetree.coding.tables.codings import CodingRow
from quotetree.coding.tables.documents import DocumentRow
from quotetree.coding.tables.people import AppearanceRow, ParticipantRow
from quotetree.coding.tables.speakers import SpeakerRow


class Imported(NamedTuple):
    """What an import did: rows that are new, rows that got other values, rows that stood already; its action."""

    new: int
    changed: int
    matches: int
    seq: int | None


def import_participants(
    access: Access, rows: Sequence[ParticipantRow], columns: dict[str, str], batch: str | None = None
) -> Imported:
    """People and their attributes (`columns`: key to name). Labels equal to a new one's id become theirs."""
    access.reader.check_write()
    standing = store.standing(access, "participant_value")
    plan = plan_participants(standing, rows, columns, new_id, store.unmapped(access))
    return _apply(access, "participants.imported", plan, "participant", len(rows), batch)


def import_documents(
    access: Access, rows: Sequence[DocumentRow], columns: dict[str, str], batch: str | None = None
) -> Imported:
    """Kinds, dates, languages and attributes of documents that are there, and who attended."""
    access.reader.check_write()
    standing = store.standing(access, "document_value")
    plan = plan_documents(
        standing, store.appearances(access), store.unlabelled(access), rows, columns, new_id
    )
    return _apply(access, "documents.imported", plan, "appearance", len(rows), batch)


def import_speakers(access: Access, rows: Sequence[SpeakerRow], batch: str | None = None) -> Imported:
    """What labels stand for."""
    access.reader.check_write()
    plan = plan_speakers(store.standing(access), store.speakers(access), rows, new_id)
    return _apply(access, "speakers.imported", plan, "speaker", len(rows), batch)


def import_appearances(
    access: Access, rows: Sequence[AppearanceRow], columns: dict[str, str], batch: str | None = None
) -> Imported:
    """What held of people in single documents."""
    access.reader.check_write()
    standing = store.standing(access, "appearance_value")
    plan = plan_appearances(standing, store.appearances(access), rows, columns, new_id)
    return _apply(access, "appearances.imported", plan, "appearance", len(rows), batch)


def import_codebook(access: Access, rows: Sequence[CodebookRow], batch: str | None = None) -> Imported:
    """Growth of the code tree. Nothing is deleted or moved."""
    access.reader.check_write()
    plan = plan_codebook(code_store.tree(access), rows, new_id, code_store.codings_by_code(access))
    new = sum(change.kind == "insert" for change in plan.changes)
    changed = len({change.id for change in plan.changes if change.kind == "update"})
    about = {"n": len(rows), "new": new, "changed": changed}
    with action(access.connection, access.who, "codebook.imported", about=about, batch=batch) as recorder:
        code_store.write_tree_plan(access, recorder, plan)
    return Imported(new, changed, max(len(rows) - new - changed, 0), recorder.seq)


def import_codings(access: Access, rows: Sequence[CodingRow], batch: str | None = None) -> Imported:
    """Codings of any coder and layer, which only an owner can bring; coders who are not there are made."""
    access.reader.check_owner()
    standing = store.standing(access)
    named = {standing.document(name) for name in {row.document for row in rows}}
    documents = [document.id for document in named if document]
    quotes = any(row.quote for row in rows)
    study = store.coded_study(access, code_store.tree(access), documents, quotes=quotes)
    plan = plan_codings(standing, study, rows, new_id, now())
    about = {"layers": sorted({row.layer for row in rows}), "coders": sorted({row.coder for row in rows})}
    return _apply(access, "codings.imported", plan, "coding", len(rows), batch, **about)


def _apply(
    access: Access, verb: str, plan: ImportPlan, table: str, rows: int, batch: str | None, **about: Any
) -> Imported:
    """Write the plan as one action. `table`: of which rows are told as new or changed."""
    new, matches = plan.number_of(table), plan.matches
    told = {"n": rows, "new": new, "matches": matches, **about}
    with action(access.connection, access.who, verb, about=told, batch=batch) as recorder:
        store.write(recorder, plan)
    return Imported(new, max(rows - new - matches, 0), matches, recorder.seq)
