"""Bringing tables in: participants, documents, speakers, appearances, codebooks and codings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

from quotetree.app.store import codes as code_store
from quotetree.app.store import growth
from quotetree.app.store import imports as store
from quotetree.app.store import proposals as proposal_store
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder, action
from quotetree.app.store.tables import new_id, now
from quotetree.coding.codebook import CodebookRow, added_above, plan_codebook
from quotetree.coding.growth.names import version_of_file
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
    """What an import did: rows that are new, that got other values, that stood already; its action; what else."""

    new: int
    changed: int
    matches: int
    seq: int | None
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """What an import would do, and how it is written as one action."""

    new: int
    changed: int
    matches: int
    verb: str
    write: Callable[[Recorder], None]
    about: Mapping[str, Any] = field(default_factory=dict)
    said: tuple[str, ...] = ()


def plan_table(access: Access, name: str, rows: Sequence[Any], columns: Mapping[str, str]) -> Planned:
    """What a table of this name would do; `columns` (key to name) are its attributes. Nothing is written.

    Raises TableRefused or CodebookError that names all bad rows.
    """
    if name == "codings":
        access.reader.check_owner()
    access.reader.check_write()
    return PLANS[name](access, rows, columns)


def import_table(
    access: Access,
    name: str,
    rows: Sequence[Any],
    columns: Mapping[str, str],
    batch: str | None = None,
    file: str = "",
) -> Imported:
    """Bring a table in as one action. A codebook that comes as a `file` and changes the tree names a version of it."""
    return apply(access, plan_table(access, name, rows, columns), batch, file)


def apply(access: Access, planned: Planned, batch: str | None = None, file: str = "") -> Imported:
    """Write what was planned in this transaction; see `import_table`."""
    about = {**planned.about}
    with action(access.connection, access.who, planned.verb, about=about, batch=batch) as recorder:
        planned.write(recorder)
        if planned.verb == "codebook.imported" and file and recorder.seq and not access.reader.proposal_id:
            recorder.about["version"] = growth.write_version(access, recorder, version_of_file(file))
    return Imported(planned.new, planned.changed, planned.matches, recorder.seq, planned.said)


def import_codebook(access: Access, rows: Sequence[CodebookRow], batch: str | None = None) -> Imported:
    """Growth of the code tree. Nothing is deleted or moved."""
    return import_table(access, "codebook", rows, {}, batch)


def _participants(access: Access, rows: Sequence[ParticipantRow], columns: Mapping[str, str]) -> Planned:
    """People and their attributes. Labels equal to a new one's id become theirs."""
    standing = store.standing(access, "participant_value")
    plan = plan_participants(standing, rows, columns, new_id, store.unmapped(access))
    return _planned("participants.imported", plan, "participant", len(rows))


def _documents(access: Access, rows: Sequence[DocumentRow], columns: Mapping[str, str]) -> Planned:
    """Kinds, dates, languages and attributes of documents that are there, and who attended."""
    standing = store.standing(access, "document_value")
    plan = plan_documents(
        standing, store.appearances(access), store.unlabelled(access), rows, columns, new_id
    )
    return _planned("documents.imported", plan, "appearance", len(rows))


def _speakers(access: Access, rows: Sequence[SpeakerRow], _columns: Mapping[str, str]) -> Planned:
    """What labels stand for."""
    plan = plan_speakers(store.standing(access), store.speakers(access), rows, new_id)
    return _planned("speakers.imported", plan, "speaker", len(rows))


def _appearances(access: Access, rows: Sequence[AppearanceRow], columns: Mapping[str, str]) -> Planned:
    """What held of people in single documents."""
    standing = store.standing(access, "appearance_value")
    plan = plan_appearances(standing, store.appearances(access), rows, columns, new_id)
    return _planned("appearances.imported", plan, "appearance", len(rows))


def _codebook(access: Access, rows: Sequence[CodebookRow], _columns: Mapping[str, str]) -> Planned:
    tree = code_store.tree(access)
    plan = plan_codebook(tree, rows, new_id, code_store.codings_by_code(access))
    new = sum(change.kind == "insert" for change in plan.changes)
    changed = len({change.id for change in plan.changes if change.kind == "update"})
    about = {"n": len(rows), "new": new, "changed": changed}
    write = partial(code_store.write_tree_plan, access, plan=plan)
    said = added_above(tree, rows, plan)
    matches = max(len(rows) - new - changed, 0)
    return Planned(new, changed, matches, "codebook.imported", write, about, said)


def _codings(access: Access, rows: Sequence[CodingRow], _columns: Mapping[str, str]) -> Planned:
    """Codings of any coder and layer, which only an owner can bring; coders who are not there are made."""
    standing = store.standing(access)
    named = {standing.document(name) for name in {row.document for row in rows}}
    documents = [document.id for document in named if document]
    quotes = any(row.quote for row in rows)
    study = store.coded_study(access, code_store.tree(access), documents, quotes=quotes)
    study = replace(study, proposed=proposal_store.trees_by_coder(access))
    plan = plan_codings(standing, study, rows, new_id, now())
    about = {"layers": sorted({row.layer for row in rows}), "coders": sorted({row.coder for row in rows})}
    return _planned("codings.imported", plan, "coding", len(rows), **about)


PLANS: dict[str, Callable[[Access, Sequence[Any], Mapping[str, str]], Planned]] = {
    "participants": _participants,
    "documents": _documents,
    "speakers": _speakers,
    "appearances": _appearances,
    "codebook": _codebook,
    "codings": _codings,
}


def _planned(verb: str, plan: ImportPlan, table: str, rows: int, **about: Any) -> Planned:
    """`table`: of which rows are told as new or changed."""
    new, matches = plan.number_of(table), plan.matches
    told = {"n": rows, "new": new, "matches": matches, **about}

    def write(recorder: Recorder) -> None:
        store.write(recorder, plan)

    return Planned(new, max(rows - new - matches, 0), matches, verb, write, told, tuple(plan.said))
