"""The plan for codings.csv."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.imports.people import no_document
from quotetree.coding.imports.plan import DocumentNow, ImportPlan, Standing
from quotetree.coding.names import clean_name, name_key, names_of
from quotetree.coding.passage import passage
from quotetree.coding.tables.codings import CodingRow
from quotetree.coding.tables.table import refuse
from quotetree.coding.tree import Tree
from quotetree.coding.tree_rules import heading_sentence

Equal = tuple[str, int, int, str, str, str]  # document, start, end, code, coder, layer


@dataclass(frozen=True, slots=True)
class CodedStudy:
    """What codings are compared with: by document's id its text, the code tree, coders by name's key, and codings.

    `spoken`: by document's id the words of its turns as `(words, end)`, needed only where a table has quotations.
    `proposed`: by coder's id the own tree that this coder has proposed.
    """

    texts: Mapping[str, str]
    tree: Tree
    coders: Mapping[str, str]
    codings: set[Equal]
    spoken: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    proposed: Mapping[str, Tree] = field(default_factory=dict)


def plan_codings(
    standing: Standing, study: CodedStudy, rows: Iterable[CodingRow], new_id: Callable[[], str], at: Any
) -> ImportPlan:
    """Codings that are not there yet, made at a moment, and coders that are not. Ends are never trimmed.

    What a coder did on trial belongs to the coder's own tree if the code is there, else to the project's.

    Raises TableRefused that names each row with what is wrong in it.
    """
    plan = ImportPlan(new_id)
    places = _Places(standing, study, plan)
    seen = set(study.codings)
    bad: list[str] = []
    for row in rows:
        wrong = places.wrong(row)
        if wrong:
            bad.extend(wrong)
            continue
        document, code, coder = places.document(row.document), places.code(row), places.coder(row.coder)
        equal = (str(document and document.id), row.start, row.end, str(code), coder, row.layer)
        if equal in seen:
            plan.matches += 1
            continue
        seen.add(equal)
        plan.insert("coding", _coding(standing.project_id, equal, at))
    refuse(bad)
    return plan


def _coding(project_id: str, equal: Equal, at: Any) -> dict[str, Any]:
    document, start, end, code, coder, layer = equal
    return {
        "project_id": project_id,
        "document_id": document,
        "code_id": code,
        "coder_id": coder,
        "layer": layer,
        "start": start,
        "end": end,
        "created_at": at,
    }


class _Places:
    """Documents, codes and coders by the names in a table, each looked up once."""

    def __init__(self, standing: Standing, study: CodedStudy, plan: ImportPlan) -> None:
        self.standing, self.study, self.plan = standing, study, plan
        self._documents: dict[str, DocumentNow | None] = {}
        self._codes: dict[str, tuple[str | None, str]] = {}
        self._proposed: dict[tuple[str, str], str | None] = {}
        self._coders: dict[str, str] = {}
        self._by_key = dict(study.coders)

    def document(self, name: str) -> DocumentNow | None:
        if name not in self._documents:
            self._documents[name] = self.standing.document(name)
        return self._documents[name]

    def code(self, row: CodingRow) -> str | None:
        return self._of_proposal(row) or self._code(row.code)[0]

    def _of_proposal(self, row: CodingRow) -> str | None:
        """The code in the coder's own tree, for what was coded on trial."""
        coder = self._by_key.get(name_key(row.coder), "") if row.layer == "trial" else ""
        tree = self.study.proposed.get(coder)
        if tree is None:
            return None
        if (coder, row.code) not in self._proposed:
            self._proposed[coder, row.code] = _applicable(tree, row.code)[0]
        return self._proposed[coder, row.code]

    def coder(self, name: str) -> str:
        """The coder's id; a coder who is not there is made."""
        if name not in self._coders:
            key = name_key(name)
            if key not in self._by_key:
                row = {"project_id": self.standing.project_id, "name": clean_name(name), "name_key": key}
                self._by_key[key] = self.plan.insert("coder", row | {"account_id": None})
            self._coders[name] = self._by_key[key]
        return self._coders[name]

    def wrong(self, row: CodingRow) -> list[str]:
        """The sentences for all that is wrong in a row."""
        document = self.document(row.document)
        found = [] if document else [no_document(row.number, row.document)]
        if not self._of_proposal(row) and (reason := self._code(row.code)[1]):
            found.append(f"Row {row.number}, column code: {reason}")
        if row.coder not in self._coders and (reason := _bad_name(row.coder)):
            found.append(f"Row {row.number}, column coder: {reason}")
        if document:
            found.extend(self._wrong_passage(row, document.id))
        return found

    def _code(self, path: str) -> tuple[str | None, str]:
        """The code's id, or why there is none."""
        if path not in self._codes:
            self._codes[path] = _applicable(self.study.tree, path)
        return self._codes[path]

    def _wrong_passage(self, row: CodingRow, document: str) -> list[str]:
        text = self.study.texts[document]
        if reason := _no_passage(text, row.start, row.end):
            return [f"Row {row.number}, columns start and end: {reason}"]
        quotes = (text[row.start : row.end], self._words(document, row)) if row.quote else ()
        if row.quote and _plain(row.quote) not in [_plain(quote) for quote in quotes]:
            stands = text[row.start : row.end]
            short = stands if len(stands) <= 60 else f"{stands[:57]}…"
            return [
                f"Row {row.number}, column quotation: The quotation does not fit; at this place stands “{short}”."
            ]
        return []

    def _words(self, document: str, row: CodingRow) -> str:
        """The words of the turns in the passage, joined by newlines."""
        text = self.study.texts[document]
        pieces = [
            (max(words, row.start), min(end, row.end)) for words, end in self.study.spoken.get(document, ())
        ]
        return "\n".join(text[start:end] for start, end in pieces if start < end)


def _plain(quote: str) -> str:
    """A quotation without what a spreadsheet may change: the blanks around it and its line ends."""
    return quote.replace("\r\n", "\n").replace("\r", "\n").strip()


def _applicable(tree: Tree, path: str) -> tuple[str | None, str]:
    try:
        found = tree.at(names_of(path))
    except QuotetreeError as error:
        return None, error.sentence
    if found is None:
        return None, f"There is no code “{path}” in the tree."
    if found.heading:
        return None, heading_sentence(path)
    return found.id, ""


def _no_passage(text: str, start: int, end: int) -> str:
    """Why this is no passage; the sentences of `passage` are for who selects with a mouse."""
    if start == end:
        return f"The passage is empty: it begins and ends at {start}."
    try:
        passage(text, start, end)
    except QuotetreeError as error:
        inside = 0 <= start < end <= len(text)
        return f"There are only blanks in the passage [{start}, {end})." if inside else error.sentence
    return ""


def _bad_name(name: str) -> str:
    try:
        clean_name(name)
    except QuotetreeError as error:
        return error.sentence
    return ""
