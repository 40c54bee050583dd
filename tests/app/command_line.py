"""The command line as a person meets it: a command, what it prints, what it answers; and a small study in files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.pool import NullPool

from quotetree.app.cli import main
from quotetree.app.store import tables

FILES = {
    "I1.txt": "Date: 3 May\nInterviewer: How is it going?\nP1: We talk more – café 🙂 now.\nP1: Yes, daily.\n",
    "FG.txt": "I: Welcome.\nP1: Thank you.\nFemale 2: No.\nALL: We agree.\nRuth: Hello everyone.\nP2: Bye.\n",
    "J1.txt": "A long day.\n\nWe met nobody.\n",
    "participants.csv": "id,profession,site\nP1,Nursing,North\nP2,Therapy,\nP3,Nursing,South\n",
    "documents.csv": "document,kind,phase,date,language,participants\n"
    "I1,interview,1,2025-05-03,en,P1\nFG,focus group,2,,,P1 P2 P3\nJ1,journal,2,2025-06-01,,P2\n",
    "speakers.csv": "document,label,role,participant\nFG,ALL,group,P1 P2\nFG,Ruth,participant,P3\n",
    "appearances.csv": "document,participant,site\nFG,P1,South\n",
    "codebook.csv": "path,description\nContact,Any contact\nContact > Daily,Every day\nMood,\n",
    "codings.csv": "document,start,end,code,coder,layer\n"
    "I1,46,72,Contact,Ana,main\nI1,77,88,Contact > Daily,Ana,main\nJ1,0,11,Mood,Ben,check\n",
}
TABLES = ("participants", "documents", "speakers", "appearances", "codebook", "codings")


class Answer(NamedTuple):
    """What a command answered."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Run = Callable[..., Answer]


def runner(capsys: pytest.CaptureFixture[str], url: str) -> Run:
    """Runs commands on one database."""

    def run(*args: object) -> Answer:
        status = main([*map(str, args), "--data", url])
        return Answer(status, *capsys.readouterr())

    return run


def study(folder: Path, **changed: str | bytes | None) -> list[str]:
    """Write the small study; the arguments that bring it in. `changed`: other contents by file (`_` for `.`)."""
    files: dict[str, str | bytes | None] = {
        **FILES,
        **{name.replace("_", "."): text for name, text in changed.items()},
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        if text is not None:
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    there = [name for name, text in files.items() if text is not None]
    options = [
        part for name in TABLES if f"{name}.csv" in there for part in (f"--{name}", f"{folder}/{name}.csv")
    ]
    return ["import", "Study", *(f"{folder}/{name}" for name in there if not name.endswith(".csv")), *options]


def rows(url: str, table: str) -> list[dict[str, Any]]:
    """All rows of a table."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return [
            dict(row) for row in connection.execute(select(tables.SQLModel.metadata.tables[table])).mappings()
        ]


def numbers(url: str) -> dict[str, int]:
    """How many rows each logged table has, and the log itself."""
    return {table: len(rows(url, table)) for table in (*tables.LOGGED, "action", "change", "project")}
