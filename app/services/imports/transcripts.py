"""Keeping a transcript."""

from collections.abc import Mapping
from typing import NamedTuple

from quotetree.app.store import imports as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import action
from quotetree.app.store.tables import new_id, now
from quotetree.coding.imports.plan import ImportPlan
from quotetree.coding.imports.said import Said, said_meanings
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


def keep_transcript(
    access: Access, brought: Brought, said: Mapping[str, Said] | None = None, batch: str | None = None
) -> Kept:
    """Keep a transcript. Labels of which nothing is said map themselves, or are not identified until somebody says.

    The same file again adds nothing. Raises TranscriptRefused where its name has another text already, LabelRefused
    for what cannot be said of a label.
    """
    access.reader.check_write()
    standing = store.standing(access)
    turns = sum(row.speaks for row in brought.transcript.rows)
    there = standing_document(standing, brought)
    if there is not None:
        return Kept(there.id, there.name, turns, None)
    plan = ImportPlan(new_id)
    meanings = proposed_meanings(brought.transcript, standing.participants)
    meanings |= said_meanings(plan, standing, said or {})
    document = plan_transcript(plan, standing, brought, meanings, now())
    about = {"document": document["id"], "name": document["name"], "turns": turns}
    with action(access.connection, access.who, "document.imported", about=about, batch=batch) as recorder:
        store.write(recorder, plan)
    return Kept(document["id"], document["name"], turns, recorder.seq)
