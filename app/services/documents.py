"""Documents as things with a name, a kind and a folder: one or many at once, each change one action."""

import re
from collections.abc import Mapping, Sequence

from quotetree.app.store import document_list as store
from quotetree.app.store import documents as coders_store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.reading import known
from quotetree.app.store.tables import KINDS
from quotetree.coding.access import NotFound
from quotetree.coding.documents import DocumentRefused, clean_folder, moved_folders
from quotetree.coding.names import clean_name, name_key

# As `coding/tables` reads them; a study may know the year or the month only.
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def rename(access: Access, document_id: str, name: str) -> int | None:
    """Give a document another name. Returns the action's number, None where it has that name already."""
    access.reader.check_write()
    before, cleaned = known(access, [document_id])[document_id], clean_name(name, "A document")
    if store.name_keys(access).get(name_key(cleaned), document_id) != document_id:
        raise DocumentRefused(f"There is already a document “{cleaned}”.")
    about = {"document": document_id, "before": before, "name": cleaned}
    with action(access.connection, access.who, "document.renamed", about=about) as recorder:
        recorder.update("document", document_id, {"name": cleaned, "name_key": name_key(cleaned)})
    return recorder.seq


def change(access: Access, documents: Sequence[str], facts: Mapping[str, str]) -> int | None:
    """Give documents another kind, date or language; only what `facts` holds is changed."""
    access.reader.check_write()
    if facts.get("kind", KINDS[0]) not in KINDS:
        raise DocumentRefused(f"There is no kind “{facts['kind']}”. The kinds are {', '.join(KINDS)}.")
    if facts.get("date") and not DATE.fullmatch(facts["date"]):
        raise DocumentRefused(f"“{facts['date']}” is no date. Write 2024-11-18, 2024-11 or 2024.")
    names = known(access, documents)
    values = {key: value.strip() for key, value in facts.items() if key in ("kind", "date", "language")}
    about = {**_about(list(names)), "facts": values}
    with action(access.connection, access.who, "documents.changed", about=about) as recorder:
        recorder.update_many("document", dict.fromkeys(names, values) if values else {})
    return recorder.seq


def move(access: Access, documents: Sequence[str], folder: str) -> int | None:
    """Put documents into a folder, which need not be there yet; "" takes them out of theirs."""
    access.reader.check_write()
    names, path = known(access, documents), clean_folder(folder)
    with action(
        access.connection, access.who, "documents.moved", about={**_about(list(names)), "folder": path}
    ) as recorder:
        recorder.update_many("document", {one: {"folder": path} for one in names})
    return recorder.seq


def rename_folder(access: Access, before: str, after: str) -> int | None:
    """Give a folder another path, with all that lies below it."""
    access.reader.check_write()
    standing, path = store.folders(access), clean_folder(after)
    renamed = moved_folders(standing.values(), before, path)
    if not renamed:
        raise NotFound(f"There is no folder “{before}” in this project.")
    with action(
        access.connection, access.who, "folder.renamed", about={"name": path, "before": before}
    ) as recorder:
        recorder.update_many(
            "document", {id_: {"folder": renamed[old]} for id_, old in standing.items() if old in renamed}
        )
    return recorder.seq


def delete(access: Access, documents: Sequence[str]) -> int | None:
    """Delete documents with their codings and memos, of every coder: an owner's alone. Undo brings all back."""
    access.reader.check_owner()
    names = known(access, documents)
    about = {**_about(list(names)), **store.lost_with(access, list(names))}
    with action(access.connection, access.who, "documents.deleted", about=about) as recorder:
        store.delete(access, recorder, list(names))
    return recorder.seq


def allot(access: Access, documents: Sequence[str], coder_id: str, *, off: bool = False) -> int | None:
    """Ask a coder to read documents, or no longer (`off`): an owner's alone."""
    access.reader.check_owner()
    names, standing = known(access, documents), store.allotments(access)
    if coder_id not in {coder.id for coder in coders_store.coders(access)}:
        raise NotFound("There is no such coder in this project.")
    verb = "documents.released" if off else "documents.allotted"
    about = {**_about(list(names)), "coder": coder_id}
    with action(access.connection, access.who, verb, about=about) as recorder:
        if off:
            recorder.delete_many(
                "allotment", [standing[one, coder_id] for one in names if (one, coder_id) in standing]
            )
        else:
            rows = [
                {"document_id": one, "coder_id": coder_id} for one in names if (one, coder_id) not in standing
            ]
            recorder.insert_many("allotment", rows)
    return recorder.seq


def _about(ids: list[str]) -> dict[str, object]:
    return {"document": ids[0]} if len(ids) == 1 else {"documents": len(ids)}
