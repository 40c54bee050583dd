"""Words that are to be found nowhere any more go from the log too.

A row of the log that has lost what was before stays, empty: that something was changed or deleted is known, but it
does not come back. Places are numbers and stay; the texts in which they count become as many blanks.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import as_json, chunks, from_json
from quotetree.app.store.naming import replace_in_log
from quotetree.app.store.texts import now_in
from quotetree.app.store.undo import REFERENCES
from quotetree.coding.erasure import Erased, blank, wordless
from quotetree.coding.spellings import Renaming, Spellings
from quotetree.coding.text import sha256

Key = tuple[str, str]
Row = dict[str, Any]
# Rows that hold a person's name or what was said of them, by the column that says whose they are.
OF_A_PERSON = {
    "participant": "id",
    "participant_value": "participant_id",
    "speaker": "participant_id",
    "memo": "participant_id",
}
ON_CODINGS = ("memo", "discussion", "remark")


def scrub(access: Access, participant_id: str, plan: Iterable[Erased], labels: Mapping[str, Collection[str]],
          speakers: Iterable[str], codings: Iterable[str]) -> None:  # fmt: skip
    """Take out of the log what it holds of a person who was deleted by `plan`.

    `labels` stood for them, by document; `speakers` and `codings` (ids) were theirs alone.
    """
    there = [one.document for one in plan if not one.whole]
    gone = {("document", one.document) for one in plan if one.whole}
    empty = {("speaker", one) for one in speakers} | _of_person(access, participant_id)
    empty |= _talk(access, {*codings, *_codings_gone_before(access, there)})
    gone |= _deleted_documents(access, participant_id)
    empty |= _below(access, gone)
    empty |= _originals(access, there)
    _empty(access, empty)
    _blank_texts(access, there)
    _tell_less(access, participant_id, labels, {one for _, one in gone})
    _drop_waiting(access)


def scrub_name(access: Access, plan: Iterable[Erased], renaming: Renaming) -> None:
    """Take a name out of the log that was replaced in the documents of `plan` and in rows.

    Documents that were deleted earlier with the name in them do not come back.
    """
    there = [one.document for one in plan if not one.whole]
    gone = {("document", one) for one in named_before(access, renaming.spellings) - _standing(access)}
    _empty(access, _below(access, gone) | _originals(access, there))
    _blank_texts(access, there)
    replace_in_log(access, renaming)
    _drop_waiting(access)


def named_before(access: Access, spellings: Spellings) -> set[str]:
    """Documents of which an earlier text has the name, where it stands or in the log."""
    version = t.LOGGED["text_version"]
    asked = select(version.c.document_id, version.c.text).where(
        version.c.superseded.is_(True), version.c.document_id.in_(_standing(access))
    )
    rows = [(row.document_id, row.text) for row in access.connection.execute(asked)]
    rows += [(row["document_id"], row["text"]) for _, row, _ in _deletes(access, ("text_version",))]
    return {document for document, text in rows if spellings.spots(text)}


def _changes(access: Access, tables: Iterable[str], *more: Any) -> list[Any]:
    asked = select(t.Change.seq, t.Change.n, t.Change.table_name, t.Change.row_id, t.Change.before).where(
        t.Change.project_id == access.project_id, t.Change.table_name.in_(list(tables)), *more
    )
    return list(access.connection.execute(asked))


def _deletes(access: Access, tables: Iterable[str]) -> Iterator[tuple[Key, Row, int]]:
    for row in _changes(access, tables, t.Change.kind == "delete", t.Change.before.is_not(None)):
        yield (row.table_name, row.row_id), json.loads(row.before), row.seq


def _of_person(access: Access, participant_id: str) -> set[Key]:
    """Rows of theirs, standing or gone at any time."""
    found = {("participant", participant_id)}
    appearances = set()
    for key, row, _ in _deletes(access, (*OF_A_PERSON, "appearance")):
        if key[0] == "appearance" and row["participant_id"] == participant_id:
            appearances.add(key[1])
        elif row.get(OF_A_PERSON.get(key[0], "")) == participant_id:
            found.add(key)
    values = _deletes(access, ("appearance_value",)) if appearances else ()
    return found | {key for key, row, _ in values if row["appearance_id"] in appearances}


def _talk(access: Access, codings: Collection[str]) -> set[Key]:
    """Memos and discussions on these codings, with their remarks."""
    rows = [(key, row) for key, row, _ in _deletes(access, ON_CODINGS)]
    found = {key for key, row in rows if row.get("coding_id") in codings}
    talks = {one for table, one in found if table == "discussion"}
    return found | {key for key, row in rows if row.get("discussion_id") in talks}


def _codings_gone_before(access: Access, documents: Collection[str]) -> Iterator[str]:
    """Codings of these documents that were deleted earlier and of whose words nothing is left."""
    now = {one: now_in(access, one) for one in documents}
    for key, row, seq in _deletes(access, ("coding",)):
        target = now.get(row["document_id"])
        if target is not None:
            place = target.place("coding", row, target.texts.at(seq - 1))
            if place["start"] >= place["end"]:
                yield key[1]


def _deleted_documents(access: Access, participant_id: str) -> set[Key]:
    """Documents that were deleted earlier and in which a label or an appearance was theirs."""
    rows = _deletes(access, ("speaker", "appearance"))
    spoke = {row["document_id"] for _, row, _ in rows if row["participant_id"] == participant_id}
    return {("document", one) for one in spoke - _standing(access)}


def _standing(access: Access) -> set[str]:
    there = select(t.Document.id).where(t.Document.project_id == access.project_id)
    return set(access.connection.execute(there).scalars())


def _below(access: Access, roots: set[Key]) -> set[Key]:
    """Rows that were deleted and refer to these, or to rows that do; with these."""
    rows = [(key, row) for key, row, _ in _deletes(access, t.LOGGED)] if roots else []
    found = set(roots)
    while True:
        more = {
            key
            for key, row in rows
            if key not in found
            and any((to, row.get(column)) in found for column, to in REFERENCES[key[0]].items())
        }
        if not more:
            return found
        found |= more


def _originals(access: Access, documents: Collection[str]) -> set[Key]:
    rows = _deletes(access, ("original_file",))
    return {key for key, row, _ in rows if row["document_id"] in documents}


def _empty(access: Access, keys: Collection[Key]) -> None:
    """What was before and after goes from every change of these rows."""
    for table in {key[0] for key in keys}:
        for some in chunks(sorted(one for name, one in keys if name == table)):
            emptied = update(t.Change).where(
                t.Change.project_id == access.project_id,
                t.Change.table_name == table,
                t.Change.row_id.in_(some),
            )
            access.connection.execute(emptied.values(before=None, after=None))


def _blank_texts(access: Access, documents: Collection[str]) -> None:
    """Texts that these documents had earlier become blanks, where they stand and in the log."""
    version = t.LOGGED["text_version"]
    asked = select(version.c.id, version.c.text).where(
        version.c.document_id.in_(list(documents)), version.c.superseded.is_(True)
    )
    for row in access.connection.execute(asked).all():
        values = {"text": blank(row.text), "sha256": sha256(blank(row.text))}
        blanked = update(version).where(version.c.id == row.id).values(values)
        access.connection.execute(blanked, execution_options={"logged": True})
    _rewrite(
        access,
        _changes(access, ("text_version",), t.Change.before.is_not(None)),
        lambda row: (
            row | {"text": blank(row["text"]), "sha256": sha256(blank(row["text"]))}
            if row.get("document_id") in documents
            else row
        ),
    )


def _rewrite(access: Access, changes: Iterable[Any], anew: Callable[[Row], Row]) -> None:
    written = (
        update(t.Change)
        .where(t.Change.project_id == access.project_id)
        .where(t.Change.seq == bindparam("which"), t.Change.n == bindparam("one"))
        .values(before=bindparam("kept"))
    )
    for change in changes:
        row = from_json(change.table_name, change.before) or {}
        other = anew(row)
        if other != row:
            given = {"which": change.seq, "one": change.n, "kept": as_json(other)}
            access.connection.execute(written, given)


def _tell_less(
    access: Access, participant_id: str, labels: Mapping[str, Collection[str]], gone: Collection[str]
) -> None:
    """Actions that were about the person, a label of theirs or a document that went whole are told without a name."""
    touched = select(t.Change.seq).where(
        t.Change.project_id == access.project_id, t.Change.table_name == "document", t.Change.row_id.in_(gone)
    )
    named = set(access.connection.execute(touched).scalars())
    asked = select(t.Action.seq, t.Action.about).where(
        t.Action.project_id == access.project_id,
        or_(t.Action.seq.in_(named), *(t.Action.about.contains(one) for one in (participant_id, *labels))),
    )
    for row in access.connection.execute(asked).all():
        about = json.loads(row.about)
        told = wordless(about) if row.seq in named else _told(about, participant_id, labels)
        if told != about:
            here = (t.Action.project_id == access.project_id, t.Action.seq == row.seq)
            kept = json.dumps(told, ensure_ascii=False)
            access.connection.execute(update(t.Action).where(*here).values(about=kept))


def _told(about: Row, participant_id: str, labels: Mapping[str, Collection[str]]) -> Row:
    if about.get("participant") == participant_id and int(about.get("n", 1)) <= 1:
        return wordless(about)
    return wordless(about) if about.get("label") in labels.get(str(about.get("document")), ()) else about


def _drop_waiting(access: Access) -> None:
    access.connection.execute(delete(t.Upload).where(t.Upload.project_id == access.project_id))
