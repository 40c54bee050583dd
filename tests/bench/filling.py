"""Puts the study into a fresh database, as years of work would have left it: each coding its own action."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, insert, update

from quotetree.app.store import projects, tables
from quotetree.app.store.access import begin_session, local_account
from quotetree.app.store.database import transaction
from quotetree.coding.names import name_key
from quotetree.coding.order import spread
from quotetree.coding.text import sha256

from .corpus import CODERS, Corpus, Document

BEGAN = datetime(2024, 3, 4, 9, tzinfo=UTC)
CLIENTS = (*CODERS, "Dana")
ATTRIBUTES = (("participant", "profession"), ("participant", "site"), ("document", "phase"))
PIECE = 50_000
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Study:
    """Where the corpus stands: ids in its order, and by client's name; a client's cookie is `token of NAME`."""

    project_id: str
    documents: list[str]
    codes: list[str]
    coders: list[str]
    accounts: dict[str, str]
    sessions: dict[str, str]


def fill(engine: Engine, corpus: Corpus, seed: int) -> Study:
    """The study in an empty, migrated database."""
    with transaction(engine, writing=True) as connection:
        accounts = {name: local_account(connection, name) for name in CLIENTS}
        sessions = {name: begin_session(connection, accounts[name], f"token of {name}") for name in CLIENTS}
        ana = projects.create_project(connection, accounts["Ana"], "Measured study", "Ana")
        for name in CLIENTS[1:]:
            projects.add_member(connection, ana.project_id, accounts[name], "coder")
        filling = Filling(connection, ana.project_id, Random(seed))
        coders = {"Ana": ana.reader.coder_id, **filling.coders(accounts)}
        documents, codes = filling.documents(corpus), filling.codes(corpus)
        filling.codings(corpus, documents, codes, coders)
    return Study(ana.project_id, documents, codes, list(coders.values()), accounts, sessions)


class Filling:
    """Writes the tables past the log, and for each coding an action with one change."""

    def __init__(self, connection: Connection, project_id: str, rng: Random) -> None:
        self.connection = connection
        self.project_id = project_id
        self.rng = rng

    def an_id(self) -> str:
        return str(UUID(int=self.rng.getrandbits(128), version=4))

    def named(self, name: str) -> Row:
        return {"project_id": self.project_id, "name": name, "name_key": name_key(name)}

    def write(self, table: Any, rows: Iterable[Row]) -> list[str]:
        """Insert rows, in pieces; returns their ids, made where a row has none."""
        given = [{"id": self.an_id(), **row} for row in rows]
        for at in range(0, len(given), PIECE):
            self.connection.execute(insert(table), given[at : at + PIECE], execution_options={"logged": True})
        return [row["id"] for row in given]

    def coders(self, accounts: dict[str, str]) -> dict[str, str]:
        names = CLIENTS[1:]
        rows = ({"account_id": accounts[name], **self.named(name)} for name in names)
        return dict(zip(names, self.write(tables.Coder, rows), strict=True))

    def documents(self, corpus: Corpus) -> list[str]:
        names = [name for name, _, _ in corpus.people]
        ids = self.write(tables.Participant, (self.named(name) for name in names))
        people = dict(zip(names, ids, strict=True))
        rows = ({"of": of, "place": n, **self.named(name)} for n, (of, name) in enumerate(ATTRIBUTES))
        *of_people, phase = self.write(tables.Attribute, rows)
        values = [
            {"participant_id": people[name], "attribute_id": attribute, "value": value}
            for name, *own in corpus.people
            for attribute, value in zip(of_people, own, strict=True)
        ]
        self.write(tables.ParticipantValue, values)
        return [self.document(document, people, phase) for document in corpus.documents]

    def document(self, document: Document, people: dict[str, str], phase: str) -> str:
        row = {"kind": document.kind, "language": "en", "date": "", "added_at": BEGAN}
        here = self.write(tables.Document, [{**row, **self.named(document.name)}])[0]
        kept = {"document_id": here, "n": 1, "superseded": False, "text": document.text}
        kept |= {"length": len(document.text), "sha256": sha256(document.text)}
        self.write(tables.TextVersion, [kept])
        value = {"document_id": here, "attribute_id": phase, "value": document.phase}
        self.write(tables.DocumentValue, [value])
        labels = ("Interviewer", *document.voices)
        roles = ("participant" if label in people else "interviewer" for label in labels)
        rows = (
            {"document_id": here, "label": label, "role": role, "participant_id": people.get(label)}
            for label, role in zip(labels, roles, strict=True)
        )
        speaker = dict(zip(labels, self.write(tables.Speaker, rows), strict=True))
        times = {"from_ms": None, "to_ms": None}
        turns = (
            {"document_id": here, "start": turn.start, "words": turn.words, "end": turn.end, **times}
            | {"speaker_id": speaker[turn.label]}
            for turn in document.turns
        )
        self.write(tables.Turn, turns)
        return here

    def codes(self, corpus: Corpus) -> list[str]:
        ids = [self.an_id() for _ in corpus.codes]
        said = {"short": "", "definition": "What people say of it.", "when_to_use": "", "when_not": ""}
        placed = zip(ids, spread(len(ids), None, None), corpus.codes, strict=True)
        rows = (
            {"id": one, "position": key, "parent_id": None if parent is None else ids[parent]}
            | {"colour": n % 24 + 1 if parent is None else None, "heading": False, "example": ""}
            | {**said, **self.named(name)}
            for n, (one, key, (name, parent)) in enumerate(placed)
        )
        return self.write(tables.Code, rows)

    def codings(self, corpus: Corpus, documents: list[str], codes: list[str], coders: dict[str, str]) -> None:
        rows = [
            {"id": self.an_id(), "project_id": self.project_id, "document_id": documents[one.document]}
            | {"code_id": codes[one.code], "coder_id": coders[one.coder], "layer": "main"}
            | {"start": one.start, "end": one.end, "created_at": BEGAN + timedelta(seconds=40 * n)}
            for n, one in enumerate(corpus.codings)
        ]
        self.write(tables.Coding, rows)
        first = 2  # the making of the project was the first action
        numbered = list(enumerate(rows, first))
        for at in range(0, len(numbered), PIECE):
            some = numbered[at : at + PIECE]
            self.connection.execute(insert(tables.Action), [self.action(seq, row) for seq, row in some])
            self.connection.execute(insert(tables.Change), [self.change(seq, row) for seq, row in some])
        here = update(tables.Project).where(tables.Project.id == self.project_id)  # type: ignore[arg-type]
        self.connection.execute(here.values(seq=first + len(rows) - 1))

    def action(self, seq: int, row: Row) -> Row:
        about = {"document": row["document_id"], "code": row["code_id"]}
        about |= {"start": row["start"], "end": row["end"]}
        when = {"who": row["coder_id"], "at": row["created_at"], "verb": "coding.added", "reason": ""}
        here = {"project_id": self.project_id, "seq": seq, "batch": None, "undoes": None}
        return {**here, **when, "about": json.dumps(about)}

    def change(self, seq: int, row: Row) -> Row:
        what = {"table_name": "coding", "row_id": row["id"], "kind": "insert", "before": None, "after": None}
        return {"project_id": self.project_id, "seq": seq, "n": 0, **what}
