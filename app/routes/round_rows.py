"""Rounds of re-coding as their pages show them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from quotetree.app.store import codes as code_store
from quotetree.app.store import documents as document_store
from quotetree.app.store import growth
from quotetree.app.store import rounds as store
from quotetree.app.store.access import Access
from quotetree.app.store.origins import changes_of_codes
from quotetree.coding.names import in_order
from quotetree.coding.rounds import (
    Changes,
    Progress,
    fresh,
    last_before_changes,
    progress,
    result,
    to_look_at,
)
from quotetree.coding.tree import Tree


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in the list: `mine` is how far the reader is, None for who does not read in it."""

    id: str
    name: str
    coder: str
    opened_at: Any
    version: str
    closed: bool
    codes: int
    documents: int
    done: int
    of: int
    mine: Progress | None


def round_list(access: Access) -> list[RoundRow]:
    """All rounds, latest first."""
    return [_row(access, row) for row in store.rounds(access)]


def _row(access: Access, row: Any) -> RoundRow:
    covers = store.covers(access, row.id)
    how_far = progress(covers.documents, covers.readers, store.marks(access, row.id))
    return RoundRow(
        row.id,
        row.name,
        row.coder,
        row.opened_at,
        row.version or "",
        row.closed,
        len(covers.codes),
        len(covers.documents),
        sum(one.done for one in how_far.values()),
        sum(one.of for one in how_far.values()),
        how_far.get(access.reader.coder_id),
    )


def looked_for(access: Access, row: Any, codes: Collection[str]) -> dict[str, frozenset[str]]:
    """By code of a round the codes whose passages are to be looked at, as it was fixed when the round was opened."""
    since = store.version_seq(access, row.tree_version_id)
    return to_look_at(codes, changes_of_codes(access).until(store.opened_at(access, row.id)), since)


def sources_here(access: Access, document_id: str) -> frozenset[str]:
    """The codes whose passages the reader is to look at in a document, for open rounds not done with there."""
    found: set[str] = set()
    for row in store.of_document(access, document_id):
        if row.outcome is None:
            for sources in looked_for(access, row, store.covers(access, row.id).codes).values():
                found |= sources
    return frozenset(found)


def in_round(access: Access, round_id: str, document_id: str) -> str:
    """The address at which a document is read for a round: its bar stands above the text."""
    return f"/projects/{access.project_id}/documents/{document_id}?round={round_id}"


def here(access: Access, document_id: str, tree: Tree, round_id: str = "") -> dict[str, Any] | None:
    """What the bar of a round says above a text: of the round asked for, else of the oldest that is not done here.

    None where the reader reads the document in no open round. `others` are the other rounds in which they do.
    """
    rows = store.of_document(access, document_id)
    waiting = next((one for one in rows if one.outcome is None), rows[-1] if rows else None)
    row = next((one for one in rows if one.id == round_id), waiting)
    if row is None:
        return None
    covers = store.covers(access, row.id)
    sources = looked_for(access, row, covers.codes)
    mine = progress(covers.documents, covers.readers, store.marks(access, row.id))[access.reader.coder_id]
    every: frozenset[str] = frozenset().union(*sources.values())
    return {
        "id": row.id,
        "name": row.name,
        "outcome": row.outcome,
        "codes": [tree.told[code.id] for code in tree if code.id in sources],
        "first": [code.id for code in tree if code.id in sources],
        "whole": [tree.told[code.id] for code in tree if code.id in sources and not sources[code.id]],
        "passages": store.to_look_at(access, [document_id], every).get(document_id, 0) if every else 0,
        "mine": mine,
        "others": [(one.name, in_round(access, one.id, document_id)) for one in rows if one.id != row.id],
    }


def new_round(access: Access, asked: str | None = None) -> dict[str, Any]:
    """What the form offers: a name, all codes with those that came or changed first, documents, readers.

    They changed since a version: the one `asked` for, "" from the beginning, None as it is offered first.
    """
    tree, changes, versions = code_store.tree(access), changes_of_codes(access), growth.versions(access)
    seqs = {version.id: version.seq for version in versions}
    first = last_before_changes(tree.by_id, changes, list(seqs.values()))
    since = first if asked is None else seqs.get(asked, 0)
    came = fresh(tree.by_id, changes, since) if since else _with_origins(tree, changes)
    taken = {row.name.casefold() for row in store.rounds(access)}
    n = len(taken) + 1
    while f"round {n}" in taken:
        n += 1
    return {
        "name": f"Round {n}",
        "fresh": [(code, tree.paths[code.id]) for code in tree if code.id in came and not code.heading],
        "others": [(code, tree.paths[code.id]) for code in tree if code.id not in came and not code.heading],
        "since": next((version for version in versions if version.seq == since), None),
        "versions": list(reversed(versions)),
        "under": _under(tree, changes, versions),
        "documents": sorted(document_store.documents(access), key=lambda row: in_order(row.name)),
        "readers": document_store.coders(access),
    }


def _with_origins(tree: Tree, changes: Changes) -> frozenset[str]:
    """The codes that came from others: since the beginning all were made."""
    return frozenset(code for code, sources in to_look_at(tree.by_id, changes, 0).items() if sources)


class Under(NamedTuple):
    """The latest version of the tree when a round is opened, and whether codes came or moved after it."""

    version: growth.Version | None
    changed: bool


def _under(tree: Tree, changes: Changes, versions: Sequence[growth.Version]) -> Under:
    latest = versions[-1] if versions else None
    return Under(latest, bool(latest and fresh(tree.by_id, changes, latest.seq)))


def _opened_under(access: Access, tree: Tree, round_id: str) -> Under:
    opened = store.opened_at(access, round_id)
    versions = [version for version in growth.versions(access) if version.seq <= opened]
    return _under(tree, changes_of_codes(access).until(opened), versions)


def round_page(access: Access, round_id: str) -> dict[str, Any]:
    """All that a round's own page shows."""
    row = store.round_(access, round_id)
    covers, marks = store.covers(access, round_id), store.marks(access, round_id)
    tree = code_store.tree(access)
    sources = looked_for(access, row, covers.codes)
    every: frozenset[str] = frozenset().union(*sources.values())
    looked_at = store.to_look_at(access, covers.documents, every) if every else {}
    names = {one.id: one.name for one in document_store.documents(access)}
    coders = {one.id: one.name for one in document_store.coders(access)}
    documents = sorted((names.get(one, ""), one) for one in covers.documents)
    documents.sort(key=lambda pair: in_order(pair[0]))
    counted = result(store.steps(access, round_id, covers.documents), covers.codes)
    return {
        "round": row,
        "under": _opened_under(access, tree, round_id),
        "codes": [(code, tree.told[code.id], sources[code.id]) for code in tree if code.id in sources],
        "source_names": tree.told,
        "readers": [(one, coders.get(one, "")) for one in covers.readers],
        "how_far": progress(covers.documents, covers.readers, marks),
        "documents": [
            (
                document,
                name,
                looked_at.get(document, 0),
                [marks.get((document, one)) for one in covers.readers],
            )
            for name, document in documents
        ],
        "later": store.later_documents(access, row, covers.documents),
        "result": _told(counted, tree, coders),
        "mine": access.reader.coder_id in covers.readers,
        "me_id": access.reader.coder_id,
        "marks": marks,
        "may_close": access.reader.is_owner or row.coder_id == access.reader.coder_id,
    }


def _told(counted: Any, tree: Tree, coders: dict[str, str]) -> list[tuple[str, str, str, int]]:
    """Rows of reader, from, to and how many; "" where there was no coding before, or is none now."""

    def name(code: str | None) -> str:
        return (tree.told[code] if code in tree else "a code that is gone") if code else ""

    rows = [(coders.get(m.who, ""), name(m.before), name(m.after), n) for m, n in counted.items()]
    return sorted(rows, key=lambda row: (row[0], row[2] == "", row[2], row[1]))
