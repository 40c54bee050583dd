"""The cast of the tests: Ana owns the project, Ben codes in it, Carla reads, Olga is an outsider."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Engine, select

from quotetree.app.services.codings import Selected
from quotetree.app.services.projects import add_coder, create_project
from quotetree.app.store import projects, tables
from quotetree.app.store.access import Access, begin_session, local_account, reach
from quotetree.app.store.database import open_database, transaction
from quotetree.app.store.log import action
from quotetree.coding.text import sha256

T = TypeVar("T")
ROLES = {"Ana": "owner", "Ben": "coder", "Carla": "reader", "Olga": None}
WORDS = "P1: We talk more – café 🙂 now.\nInterviewer: Really?\nP2: No. Not with the doctors, naïve as it sounds.\n"


@dataclass
class Cast:
    """A database with one project; `as_` does something in one of its members' names, in a transaction."""

    database: Engine
    project_id: str = ""
    accounts: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def as_(self, name: str, what: Callable[..., T], *args: Any, writing: bool = True, **values: Any) -> T:
        """What a call answers when this person makes it."""
        with transaction(self.database, writing=writing) as connection:
            access = reach(connection, self.accounts[name], self.project_id, self.sessions[name])
            return what(access, *args, **values)

    def rows(self) -> dict[str, dict[str, Any]]:
        """All logged rows: by table, by id."""
        found = {}
        with transaction(self.database, writing=False) as connection:
            for name, table in tables.LOGGED.items():
                rows = connection.execute(select(table)).mappings()
                found[name] = {row["id"]: dict(row) for row in rows}
        return found


def cast(url: str) -> Cast:
    """Ana's project, with Ben and Carla in it, on an empty migrated database."""
    people = Cast(open_database(url))
    with transaction(people.database, writing=True) as connection:
        for name in ROLES:
            people.accounts[name] = local_account(connection, name)
            people.sessions[name] = begin_session(connection, people.accounts[name], f"token of {name}")
        people.project_id = create_project(connection, people.accounts["Ana"], "Study", "Ana").project_id
        for name in ("Ben", "Carla"):
            projects.add_member(connection, people.project_id, people.accounts[name], ROLES[name] or "")
    ben = people.as_("Ana", add_coder, "Ben")
    with transaction(people.database, writing=True) as connection:
        projects.take_seat(connection, people.sessions["Ben"], people.project_id, ben)
    return people


def add_document(
    access: Access, text: str = WORDS, name: str = "Interview 1", kind: str = "interview"
) -> str:
    """A document whose lines read `LABEL: words`; P1, P2, ... become participants of these names."""
    with action(access.connection, access.who, "document.imported", about={"name": name}) as recorder:
        document = recorder.insert(
            "document",
            {"project_id": access.project_id, "name": name, "name_key": name.casefold(), "kind": kind,
             "language": "en", "date": "", "added_at": tables.now()},
        )  # fmt: skip
        recorder.insert(
            "text_version",
            {"document_id": document, "n": 1, "text": text, "length": len(text), "sha256": sha256(text),
             "superseded": False},
        )  # fmt: skip
        known = {
            row.name: row.id
            for row in access.connection.execute(
                select(tables.Participant).where(tables.Participant.project_id == access.project_id)
            )
        }
        speakers: dict[str, str] = {}
        at = 0
        for line in text.split("\n")[:-1]:
            label = line.partition(": ")[0]
            if label not in speakers:
                role = "interviewer" if label == "Interviewer" else "participant"
                if role == "participant" and label not in known:
                    row = {"project_id": access.project_id, "name": label, "name_key": label.casefold()}
                    known[label] = recorder.insert("participant", row)
                row = {"document_id": document, "label": label, "role": role}
                speakers[label] = recorder.insert("speaker", row | {"participant_id": known.get(label)})
            recorder.insert(
                "turn",
                {"document_id": document, "start": at, "words": at + len(label) + 2, "end": at + len(line),
                 "speaker_id": speakers[label], "from_ms": None, "to_ms": None},
            )  # fmt: skip
            at += len(line) + 1
    return document


def selected(start: int, end: int, text: str = WORDS) -> Selected:
    """The passage as the browser would post it."""
    return Selected(start, end, text[start:end], sha256(text))
