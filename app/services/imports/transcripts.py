"""Bringing a transcript in."""

from collections.abc import Mapping
from typing import NamedTuple

from quotetree.app.store import imports as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import new_id, now
from quotetree.coding.imports.speakers import Meaning
from quotetree.coding.imports.transcripts import (
    Brought,
    plan_transcript,
    proposed_meanings,
    standing_document,
)


class Kept(NamedTuple):
    """A transcript in the project; `seq` is None where the same file was there already."""

    document_id: str
    name: str
    turns: int
    seq: int | None


def import_transcript(
    access: Access,
    brought: Brought,
    meanings: Mapping[str, Meaning] | None = None,
    batch: str | None = None,
) -> Kept:
    """Keep a transcript. Labels that `meanings` does not tell map themselves, or are not identified.

    The same file again adds nothing. Raises TranscriptRefused where its name has another text already.
    """
    access.reader.check_write()
    standing = store.standing(access)
    turns = sum(row.speaks for row in brought.transcript.rows)
    there = standing_document(standing, brought)
    if there is not None:
        return Kept(there.id, there.name, turns, None)
    told = proposed_meanings(brought.transcript, standing.participants) | dict(meanings or {})
    plan = plan_transcript(standing, brought, told, new_id, now())
    document = plan.inserts["document"][0]
    about = {"document": document["id"], "name": document["name"], "turns": turns}
    with action(access.connection, access.who, "document.imported", about=about, batch=batch) as recorder:
        store.write(recorder, plan)
    return Kept(document["id"], document["name"], turns, recorder.seq)
