"""Coding the hits of a search: many passages with one code, as one action."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quotetree.app.store import codes as code_store
from quotetree.app.store import documents as document_store
from quotetree.app.store import search as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.search import Hit
from quotetree.app.store.tables import new_id, now
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.language import sentences_of
from quotetree.coding.recoding import Target
from quotetree.coding.search import EXTENTS, extended
from quotetree.coding.tree_plans import Place, plan_create

PassageIn = tuple[str, int, int]


class HitsRefused(QuotetreeError):
    """Hits that cannot be coded so."""


class Proposal(NamedTuple):
    """What coding the hits would do.

    `passages` are new: document, start, end. `already` passages carry the code by this coder and stay as they are.
    `mark` is the same only for the same passages and code.
    """

    code: Target
    hits: int
    passages: tuple[PassageIn, ...]
    already: int
    mark: str


def propose(access: Access, hits: Sequence[Hit], extent: str, code_id: str, name: str = "") -> Proposal:
    """What coding these hits would do; several in one sentence or turn are one passage there."""
    if extent not in EXTENTS:
        raise HitsRefused(f"There is no extent “{extent}”. It is the hit, its sentence or its turn.")
    return propose_passages(access, _passages(access, hits, extent), len(hits), code_id, name)


def propose_passages(
    access: Access, passages: Iterable[PassageIn], hits: int, code_id: str, name: str = ""
) -> Proposal:
    """What coding passages would do that somebody found, as so many `hits`."""
    wanted = code_store.target(access, code_id, name)
    there = store.own_codings(access, wanted.code_id) if wanted.code_id else set()
    found = list(dict.fromkeys(passages))
    new = tuple(passage for passage in found if passage not in there)
    named = repr((wanted, access.reader.coder_id, new)).encode()
    return Proposal(wanted, hits, new, len(found) - len(new), hashlib.sha256(named).hexdigest()[:16])


def code_hits(access: Access, proposal: Proposal) -> int | None:
    """Code the passages of a proposal made in this transaction. Returns the action's number, None without passages."""
    access.reader.check_write()
    if not proposal.passages:
        return None
    code_id = proposal.code.code_id or new_id()
    about = {
        "code": code_id,
        "n": len(proposal.passages),
        "documents": len({document_id for document_id, _, _ in proposal.passages}),
    }
    with action(access.connection, access.who, "codings.added", about=about) as recorder:
        if not proposal.code.code_id:
            plan = plan_create(code_store.tree(access), code_id, proposal.code.name, Place(None))
            code_store.write_tree_plan(access, recorder, plan)
            recorder.about["new"] = True
        shared = {
            "project_id": access.project_id,
            "code_id": code_id,
            "coder_id": access.reader.coder_id,
            "layer": "main",
            "created_at": now(),
        }
        recorder.insert_many(
            "coding",
            [
                {**shared, "document_id": document_id, "start": start, "end": end}
                for document_id, start, end in proposal.passages
            ],
        )
    return recorder.seq


def _passages(access: Access, hits: Iterable[Hit], extent: str) -> list[PassageIn]:
    if extent == "hit":
        return [(hit.document_id, hit.start, hit.end) for hit in hits]
    by_document: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_document[hit.document_id].append(hit)
    texts = store.texts(access, list(by_document))
    languages = {row.id: row.language for row in document_store.documents(access)}
    otherwise = document_store.project(access).language
    return [
        (document_id, *passage)
        for document_id, here in by_document.items()
        for passage in _extended(texts[document_id], here, extent, languages[document_id] or otherwise)
    ]


def _extended(text: str, hits: Sequence[Hit], extent: str, language: str) -> list[tuple[int, int]]:
    turns = tuple(dict.fromkeys((hit.turn.words, hit.turn.end) for hit in hits))
    sentences = sentences_of(text, turns, language) if extent == "sentence" else ()
    return [
        extended(text, (hit.turn.words, hit.turn.end), (hit.start, hit.end), extent, sentences)
        for hit in hits
    ]
