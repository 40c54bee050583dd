"""The plan of a merge of two projects, and what a person has to know of it."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from quotetree.coding.consent import CONSENTS
from quotetree.coding.edits import Edits, edits_between, passage_after
from quotetree.coding.names import name_key
from quotetree.coding.project_merge.codes import take_codes
from quotetree.coding.project_merge.rows import Row, Rows, Taking
from quotetree.coding.tree import Tree

Text = Literal["", "ours", "both"]
MOST_SHOWN = 240
STRICT = {consent: n for n, consent in enumerate(CONSENTS)}


class Conflict(NamedTuple):
    """Where the two projects say something else: `kind` is text, definition, value or consent.

    `id` is their document for a text. What stands is `mine`, but for a consent, of which the stricter one stands.
    """

    kind: str
    what: str
    mine: str
    theirs: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person said. `codes`: their code to the one of ours that is the same.

    `texts`: for their document whose name is ours but whose text is not: "ours" (their codings come to our text, as far
    as the words are there), "both" (theirs comes as a further document), "" (it is left out, with its codings).
    """

    codes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProjectMerge:
    """Rows to insert and to change, what is added and what is there already by table, and what differs.

    `lost`: their codings whose words are not in our text; `left`: those of documents that are left out.
    """

    inserts: dict[str, list[Row]]
    updates: dict[str, dict[str, Row]]
    added: Counter[str]
    matched: Counter[str]
    conflicts: tuple[Conflict, ...]
    new_codes: tuple[str, ...]
    lost: int = 0
    left: int = 0

    @property
    def is_empty(self) -> bool:
        return not any(self.inserts.values()) and not any(self.updates.values())

    @property
    def digest(self) -> str:
        """What tells whether a plan that is made again is the one that was shown."""
        counted = (sorted(self.added.items()), sorted(self.matched.items()), self.lost, self.left)
        return hashlib.sha256(f"{counted}{sorted(self.conflicts)}".encode()).hexdigest()


def plan_project_merge(
    mine: Rows, theirs: Rows, trees: tuple[Tree, Tree], choices: Choices, new: Callable[[], str], at: Any
) -> ProjectMerge:
    """Merge their project into ours. `trees` are our code tree and theirs; `at` is noted with origins of codes."""
    project_id = next(row["project_id"] for row in mine["coder"])
    return _Plan(Taking(mine, theirs, project_id, new), trees, choices, at).made()


class _Plan:
    def __init__(self, taking: Taking, trees: tuple[Tree, Tree], choices: Choices, at: Any) -> None:
        self.taking, self.trees, self.choices, self.at = taking, trees, choices, at
        self.conflicts: list[Conflict] = []
        self.edits: dict[str, Edits] = {}  # by their document, from their text to ours
        self.new_codes: list[str] = []
        self.lost = 0
        self.talk: dict[tuple[str, str], list[Row]] = defaultdict(list)  # by table and their document
        for table in ("original_file", "speaker", "turn"):
            for row in taking.theirs.get(table, ()):
                self.talk[table, row["document_id"]].append(row)

    def made(self) -> ProjectMerge:
        self._people()
        left = self._documents()
        self._values()
        self._codes()
        left_codings = sum(row["document_id"] in left for row in self.taking.theirs["coding"])
        self._codings()
        self._talk_about_it()
        taking = self.taking
        return ProjectMerge(
            taking.inserts,
            taking.updates,
            taking.added,
            taking.matched,
            tuple(self.conflicts),
            tuple(self.new_codes),
            self.lost,
            left_codings,
        )

    def _people(self) -> None:
        self.taking.table("coder", ("name_key",), also=lambda row: {"account_id": None})
        self.taking.table("participant", ("name_key",), on_match=self._consent)
        self.taking.table("attribute", ("of", "name_key"))

    def _consent(self, ours: Row, theirs: Row) -> None:
        """Of two consents the stricter one stands."""
        if ours["consent"] == theirs["consent"]:
            return
        self.conflicts.append(Conflict("consent", ours["name"], ours["consent"], theirs["consent"]))
        if STRICT.get(theirs["consent"], 0) > STRICT.get(ours["consent"], 0):
            self.taking.updates["participant"].setdefault(ours["id"], {})["consent"] = theirs["consent"]

    def _documents(self) -> set[str]:
        """Match documents by text; returns those of theirs that are left out."""
        taking = self.taking
        texts = {row["document_id"]: row for row in taking.mine["text_version"]}
        ours = {row["id"]: row for row in taking.mine["document"]}
        by_text: dict[str, list[Row]] = {}
        for document, version in texts.items():
            by_text.setdefault(version["sha256"], []).append(ours[document])
        versions = {row["document_id"]: row for row in taking.theirs["text_version"]}
        by_name = {row["name_key"]: row for row in ours.values()}
        names = set(by_name)
        left: set[str] = set()
        for row in taking.theirs["document"]:
            version = versions[row["id"]]
            equal = by_text.get(version["sha256"], [])
            if equal:
                same_name = [one for one in equal if one["name_key"] == row["name_key"]]
                taking.match("document", row["id"], (same_name or equal)[0]["id"])
            elif row["name_key"] in by_name:
                self._differing(row, version, by_name[row["name_key"]], texts, names, left)
            else:
                self._new_document(row, version)
        return left

    def _differing(
        self, row: Row, version: Row, ours: Row, texts: dict[str, Row], names: set[str], left: set[str]
    ) -> None:
        standing = texts[ours["id"]]["text"]
        choice = self.choices.texts.get(row["id"], "")
        at = _first_difference(standing, version["text"])
        shown = (standing[at : at + MOST_SHOWN], version["text"][at : at + MOST_SHOWN])
        self.conflicts.append(Conflict("text", row["name"], *shown, row["id"]))
        if choice == "ours":
            self.edits[row["id"]] = edits_between(version["text"], standing)
            self.taking.match("document", row["id"], ours["id"])
        elif choice == "both":
            name = next(one for n in range(2, 1000) if name_key(one := f"{row['name']} ({n})") not in names)
            names.add(name_key(name))
            self._new_document(row | {"name": name, "name_key": name_key(name)}, version)
        else:
            left.add(row["id"])

    def _new_document(self, row: Row, version: Row) -> None:
        """A document with its text, as a first version of its own, its file, speakers and turns."""
        taking = self.taking
        here = taking.add("document", row["id"], row)
        text = version | {"document_id": here["id"], "n": 1, "superseded": False, "edits": "[]"}
        taking.add("text_version", version["id"], text)
        for table in ("original_file", "speaker"):
            refers = {"participant_id": "participant"} if table == "speaker" else {}
            for one in self.talk[table, row["id"]]:
                pointed = taking.pointed(one, refers)
                if pointed is not None:
                    taking.add(table, one["id"], pointed | {"document_id": here["id"]})
        for turn in self.talk["turn", row["id"]]:
            pointed = taking.pointed(turn, {"speaker_id": "speaker"})
            if pointed is not None:
                taking.add("turn", turn["id"], pointed | {"document_id": here["id"]})

    def _values(self) -> None:
        taking = self.taking
        named = {"speaker_id": "speaker", "participant_id": "participant"}
        taking.table("group_member", ("speaker_id", "participant_id"), named)
        there = {"document_id": "document", "participant_id": "participant"}
        taking.table("appearance", ("document_id", "participant_id"), there)
        for of in ("participant", "document", "appearance"):
            refers = {f"{of}_id": of, "attribute_id": "attribute"}
            taking.table(f"{of}_value", (f"{of}_id", "attribute_id"), refers, on_match=self._value)

    def _value(self, ours: Row, theirs: Row) -> None:
        if ours["value"] != theirs["value"]:
            names = {row["id"]: row["name"] for row in self.taking.mine["attribute"]}
            what = names.get(ours["attribute_id"], "a value")
            self.conflicts.append(Conflict("value", what, ours["value"], theirs["value"]))

    def _codes(self) -> None:
        rows = {row["id"]: row for row in self.taking.theirs["code"]}
        found = take_codes(self.taking, *self.trees, rows, self.choices.codes, self.at)
        self.new_codes = found.new
        self.conflicts += [Conflict("definition", one.path, one.mine, one.theirs) for one in found.differing]
        carrying = {self.taking.to["code"].get(row["code_id"]) for row in self.taking.theirs["coding"]}
        for code in self.trees[0]:
            if code.heading and code.id in carrying:
                self.taking.updates["code"].setdefault(code.id, {})["heading"] = False
        self.taking.table("code_set", ("name_key",))
        both = {"code_set_id": "code_set", "code_id": "code"}
        self.taking.table("code_set_member", ("code_set_id", "code_id"), both)

    def _codings(self) -> None:
        """Codings that are not there already: by place, code, coder and layer, or because they came before."""
        taking = self.taking
        came = {row["came_from"]: row["id"] for row in taking.mine["coding"] if row["came_from"]}
        fresh = []
        for row in self._on_our_texts():
            if row["id"] in came:
                taking.match("coding", row["id"], came[row["id"]])
            else:
                fresh.append(row | {"came_from": row["id"]})
        equal = ("document_id", "code_id", "coder_id", "layer", "start", "end")
        refers = {"document_id": "document", "code_id": "code", "coder_id": "coder"}
        taking.table("coding", equal, refers, rows=fresh)

    def _on_our_texts(self) -> Iterator[Row]:
        for row in self.taking.theirs["coding"]:
            edits = self.edits.get(row["document_id"])
            if edits is None:
                yield row
                continue
            place = passage_after(edits, row["start"], row["end"])
            if place is None:
                self.lost += 1
            else:
                yield row | {"start": place[0], "end": place[1]}

    def _talk_about_it(self) -> None:
        taking = self.taking
        on = {f"{table}_id": table for table in ("document", "participant", "code", "coding", "coder")}
        taking.table("memo", (*on, "title", "text"), on)
        opened = {"coding_id": "coding", "coder_id": "coder"}
        taking.table("discussion", ("coding_id", "coder_id", "opened_at"), opened)
        said = {"discussion_id": "discussion", "coder_id": "coder"}
        taking.table("remark", ("discussion_id", "coder_id", "text", "said_at"), said)
        read = {"document_id": "document", "coder_id": "coder"}
        marks = [row | {"tree_version_id": None} for row in taking.theirs.get("reading_mark", ())]
        taking.table("reading_mark", ("document_id", "coder_id"), read, rows=marks)


def _first_difference(one: str, other: str) -> int:
    """Where two texts differ first, from a little before on."""
    at = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return max(0, at - 40)
