"""A study as `make_study.py` writes it, read straight from its files into the rows that counts are built from."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from quotetree.coding.counts import PeopleRows, StudyRows, TalkRows

MAKE_STUDY = Path(__file__).resolve().parents[3] / "shared" / "study" / "make_study.py"
SEPARATOR = " > "


def made(folder: Path, seed: int) -> Path:
    """The folder with the study of that seed, made now."""
    if not MAKE_STUDY.exists():
        pytest.skip("the script that makes the study is not beside this checkout")
    subprocess.run([sys.executable, MAKE_STUDY, "--out", folder, "--seed", str(seed)], check=True)
    return folder


def expected(folder: Path) -> dict[str, Any]:
    """What the study's counts must be."""
    found: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return found


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by their columns' names."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(folder: Path) -> StudyRows:
    """The whole study; ids are the names in its files, a code's id is its path."""
    documents = table(folder / "documents.csv")
    texts = {row["document"]: _text(folder, row["document"]) for row in documents}
    talk = _Talk(folder)
    for row in documents:
        talk.read(row["document"], row["kind"], row["participants"].split(), texts[row["document"]])
    paths = [row["path"] for row in table(folder / "codebook-v4.csv")]
    codings = table(folder / "codings.csv") + table(folder / "double-coding.csv")
    return StudyRows(
        seq=1,
        talk=TalkRows(
            documents=[(row["document"], row["kind"]) for row in documents],
            texts=texts.items(),
            turns=talk.turns,
            speakers=talk.speakers.values(),
            members=talk.members,
            appearances=[(row["document"], who) for row in documents for who in row["participants"].split()],
        ),
        people=_people(folder, documents),
        codes=[(path, path.rpartition(SEPARATOR)[0] or None) for path in paths],
        codings=[
            (
                f"c{n}",
                row["document"],
                row["code"],
                row["coder"],
                row["layer"],
                int(row["start"]),
                int(row["end"]),
            )
            for n, row in enumerate(codings)
        ],
    )


class _Talk:
    """Turns and speakers, by the labels and speakers.csv."""

    def __init__(self, folder: Path) -> None:
        self.participants = {row["id"] for row in table(folder / "participants.csv")}
        self.roles = {(row["document"], row["label"]): row for row in table(folder / "speakers.csv")}
        self.turns: list[tuple[str, int, int, int, str]] = []
        self.speakers: dict[str, tuple[str, str, str, str | None]] = {}
        self.members: list[tuple[str, str]] = []

    def read(self, document: str, kind: str, attended: list[str], text: str) -> None:
        place = 0
        for line in text.split("\n"):
            if line and kind in ("journal", "observation"):
                self._row(document, "", place, place, place + len(line), attended)
            elif line:
                label = line.partition(": ")[0]
                self._row(document, label, place, place + len(label) + 2, place + len(line), [])
            place += len(line) + 1

    def _row(self, document: str, label: str, start: int, words: int, end: int, own: list[str]) -> None:
        speaker = f"{document}/{label}"
        if speaker not in self.speakers:
            self.speakers[speaker] = (speaker, document, *self._role(speaker, document, label, own))
        self.turns.append((document, start, words, end, speaker))

    def _role(self, speaker: str, document: str, label: str, own: list[str]) -> tuple[str, str | None]:
        if not label:
            return ("participant", own[0]) if own else ("not identified", None)
        if label == "Interviewer":
            return "interviewer", None
        if label in self.participants:
            return "participant", label
        row = self.roles[document, label]
        if row["role"] == "group":
            self.members.extend((speaker, who) for who in row["participant"].split())
        return row["role"], row["participant"] if row["role"] == "participant" else None


def _people(folder: Path, documents: list[dict[str, str]]) -> PeopleRows:
    participants = table(folder / "participants.csv")
    appearances = table(folder / "appearances.csv")
    return PeopleRows(
        participants=[row["id"] for row in participants],
        attributes=[
            *(("participant", name) for name in participants[0] if name != "id"),
            ("document", "site"),
            ("document", "phase"),
        ],
        values=[(row["id"], name, row[name]) for row in participants for name in row if name != "id"],
        appearance_values=[
            (row["document"], row["participant"], name, row[name])
            for row in appearances
            for name in row
            if name not in ("document", "participant")
        ],
        document_values=[
            (row["document"], name, row[name]) for row in documents for name in ("site", "phase")
        ],
    )


def _text(folder: Path, document: str) -> str:
    return (folder / "text" / f"{document}.txt").read_text(encoding="utf-8")
