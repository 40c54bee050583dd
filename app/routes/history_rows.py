"""The history as the page shows it: a line an action, with what can be done about it."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quotetree.app.routes.draft_rows import OWN_TREE
from quotetree.app.services.reasons import may_explain
from quotetree.app.services.undo import FOR_GOOD, Proposal
from quotetree.app.store import codes, documents
from quotetree.app.store import history as store
from quotetree.app.store import undo as undo_store
from quotetree.app.store.access import Access
from quotetree.app.store.gone import gone_for_good
from quotetree.app.store.history_seen import partly_seen
from quotetree.app.store.history_talk import documents_coded_blind
from quotetree.app.store.reasons import told_later
from quotetree.coding.history import ids_in, sentence
from quotetree.coding.history_corrections import TEXT_VERBS, blind, codings_told
from quotetree.coding.history_kinds import kind_of
from quotetree.coding.history_proposals import tree_of
from quotetree.coding.history_seen import as_seen, of_main
from quotetree.coding.history_undo import undo_sentence, why_kept
from quotetree.coding.tree import Tree

OF_TREE = "changes of the tree"
HELD_BACK = "What became of codings"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """An action. `stands` says that it was not taken back; `back` is the number to take back, None where one may not.

    For an action that was taken back, `back` is the undo that did it. `place` is the address where it happened,
    `code` the code of the tree that it was about, if it is there; both "" otherwise.
    `files` is how many files of the import `batch` stand; it is told with the latest of them, with others it is 0.
    `touched` tells how many codings a correction touched, the end of `said`; where their numbers are held back, it is
    "what became of codings" and no part of that.
    `told` says who gave the reason later, and when; "" where it was given with the action. `explains`: the reader may
    give it. `of_tree`: it changed the tree.
    """

    seq: int
    coder: str
    own: bool
    at: datetime
    said: str
    reason: str
    stands: bool
    is_undo: bool
    back: int | None
    place: str
    code: str
    batch: str
    files: int
    touched: str
    told: str
    explains: bool
    of_tree: bool


def history_rows(access: Access, actions: Sequence[Any]) -> list[HistoryRow]:
    """Lines for rows of store/history.py, without those that the reader may not see."""
    hidden = store.unseen(access, actions)
    seen = [row for row in actions if row.seq not in hidden]
    undos = store.standing_undos(access)
    gone = gone_for_good(access, [row.seq for row in seen])
    told = sentences(access, seen)
    tree = codes.tree(access)
    held_back = _coded_blind(access, seen)
    partly = partly_seen(access, seen)
    coders = {coder.id: coder.name for coder in documents.coders(access)}
    batches = {name: store.batch(access, name) for name in {row.batch for row in seen if row.batch}}
    return [
        HistoryRow(
            row.seq,
            row.coder,
            row.who == access.reader.coder_id,
            row.at,
            told[row.seq],
            row.reason,
            row.seq not in undos,
            row.verb in ("undone", "redone"),
            _back(access, row, undos, gone),
            "" if row.seq in partly else _place(access, row),
            _code(row, tree),
            row.batch or "",
            _files(batches.get(row.batch, []), row, undos)
            if _back(access, row, undos, gone) == row.seq
            else 0,
            _touched(row, held_back),
            _told(row, coders),
            may_explain(access, row),
            kind_of(row.verb) == OF_TREE,
        )
        for row in seen
    ]


def _touched(row: Any, held_back: Collection[str]) -> str:
    about = json.loads(row.about)
    if row.verb not in TEXT_VERBS:
        return ""
    return HELD_BACK if about.get("document") in held_back else codings_told(about)


def _told(row: Any, coders: Mapping[str, str]) -> str:
    """ "given by Ben on 3 Nov 2026"; "" for one that was given at once, or on the same day by who did it"""
    told = told_later(row)
    if told is None:
        return ""
    at = datetime.fromisoformat(told.at).astimezone()
    if told.coder_id == row.who and at.date() == row.at.astimezone().date():
        return ""
    return f"given by {coders.get(told.coder_id, 'somebody')} on {at.day} {at:%b %Y}"


def _coded_blind(access: Access, rows: Iterable[Any]) -> Collection[str]:
    """The documents of which no numbers of codings are told to the reader, who codes them blind."""
    wanted = not access.reader.is_owner and any(row.verb in TEXT_VERBS for row in rows)
    return documents_coded_blind(access) if wanted else ()


def _code(row: Any, tree: Tree) -> str:
    """The code that a change of the tree was about; a coding has a place of its own."""
    code = str(json.loads(row.about).get("code", ""))
    return code if row.verb.startswith("code.") and code in tree else ""


def _files(batch: Sequence[int], row: Any, undos: Mapping[int, int]) -> int:
    standing = [seq for seq in batch if seq not in undos]
    return len(standing) if standing and standing[0] == row.seq else 0


def sentences(access: Access, actions: Iterable[Any]) -> dict[int, str]:
    """By number what each action did. An undo is told with the action that it took back, through redos of it."""
    rows = {row.seq: row for row in actions}
    asked = {row.undoes for row in rows.values() if row.undoes is not None} - rows.keys()
    while asked:
        more = undo_store.actions(access, asked)
        rows |= more
        asked = {row.undoes for row in more.values() if row.undoes is not None} - rows.keys()
    held_back = _coded_blind(access, rows.values())
    about: dict[int, Any] = {seq: json.loads(row.about) for seq, row in rows.items()}
    about |= {
        seq: blind(rows[seq].verb, one) for seq, one in about.items() if one.get("document") in held_back
    }
    if not access.reader.is_owner:
        about = {seq: of_main(one) for seq, one in about.items()}
    verbs = {seq: row.verb for seq, row in rows.items()}
    for seq, seen in partly_seen(access, rows.values()).items():
        verbs[seq], about[seq] = as_seen(verbs[seq], about[seq], seen)
    names = store.names(access, {found for one in about.values() for found in ids_in(one)})
    return {seq: _said(rows, verbs, about, names, seq) for seq in rows}


def said_of(access: Access, seq: int) -> str:
    """What one action did, as a sentence of its own without a stop."""
    said = sentences(access, undo_store.actions(access, [seq]).values())[seq]
    return said[0].upper() + said[1:]


def _said(
    rows: Mapping[int, Any],
    verbs: Mapping[int, str],
    about: Mapping[int, Any],
    names: Mapping[str, str],
    seq: int,
) -> str:
    row = rows[seq]
    first = row
    while first.undoes is not None:
        first = rows[first.undoes]
    of = sentence(
        verbs[first.seq], about[first.seq], lambda found: names.get(found, "something that is gone")
    )
    return of if first is row else undo_sentence(row.verb, of, about[seq])


def _back(access: Access, row: Any, undos: Mapping[int, int], gone: Collection[int]) -> int | None:
    mine = row.who == access.reader.coder_id or access.reader.is_owner
    if not (mine and access.reader.may_write) or row.verb in FOR_GOOD or row.seq in gone:
        return None
    if row.seq not in undos:
        return int(row.seq)
    return None if row.verb in ("undone", "redone") else undos[row.seq]


def _place(access: Access, row: Any) -> str:
    about = json.loads(row.about)
    document = about.get("document")
    in_a_draft = bool(tree_of(row.verb, about))
    if not document or (in_a_draft and row.who != access.reader.coder_id):
        return ""
    address = f"/projects/{access.project_id}/documents/{document}{OWN_TREE if in_a_draft else ''}"
    return f"{address}#passage-{about['start']}-{about['end']}" if "start" in about else address


def exceptions(access: Access, proposal: Proposal) -> list[dict[str, Any]]:
    """What would stay as it is if an action were taken back: {why, cause, coder, at}, cause "" if unknown."""
    causes = [found.cause for found in proposal.exceptions if found.cause is not None]
    hidden = store.unseen(access, causes)
    told = sentences(access, causes)
    listed = []
    for found in proposal.exceptions:
        cause = found.cause if found.cause is None or found.cause.seq not in hidden else None
        listed.append(
            {
                "why": why_kept(found.kept.why, found.kept.key[0]),
                "cause": told[cause.seq] if cause else "",
                "coder": cause.coder if cause else "",
                "at": cause.at if cause else None,
            }
        )
    return listed
