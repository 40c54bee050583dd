"""A transcript as rows: one a labelled line with the unlabelled lines after it, and what the labels are likely to be.

Rows are values beside a canonical text. They stand in order and do not overlap, and each line that is not blank is in
exactly one of them. What a person decides about labels changes rows only: `without_label`, `with_label`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from quotetree.coding.files import read_text_file
from quotetree.coding.labels import Mark, find_labels, label_at
from quotetree.coding.roles import Role, role_of
from quotetree.coding.text import lines, sha256

_FIRST_WORDS = 80  # characters
_WITHOUT_LABELS = ("journal", "observation")
_ROLE_OF_UNLABELLED: dict[str, Role] = {
    "journal": "participant",
    "survey answers": "participant",
    "observation": "interviewer",  # field notes are the researcher's voice
}


@dataclass(frozen=True, slots=True)
class Row:
    """A turn: label `[start, words)`, words `[words, end)`, times in milliseconds where the file had them.

    A row that does not speak (`Date:`, what stands before the first label) has no turn number.
    """

    start: int
    words: int
    end: int
    label: str
    speaks: bool
    from_ms: int | None = None
    to_ms: int | None = None


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """A label of a transcript with the role that its words speak for; a person puts it right.

    `turns` and `words` are how many it has; `first_words` the beginning of what stands first under it.
    """

    label: str
    role: Role
    turns: int
    first_words: str
    words: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """A file as it comes in: canonical text with its hash, rows, labels, and how many characters were taken out."""

    text: str
    sha256: str
    rows: tuple[Row, ...]
    labels: tuple[FoundLabel, ...]
    removed: int


def read_transcript(name: str, data: bytes, kind: str, known: Collection[str] = ()) -> Transcript:
    """The transcript in a file of this name; `known` are labels for certain, such as the participants' ids.

    Raises Unreadable with a sentence that names the file.
    """
    raw = read_text_file(name, data)
    rows = rows_of(raw.text, kind, known) if raw.marks is None else rows_at(raw.text, raw.marks)
    return Transcript(raw.text, sha256(raw.text), rows, labels_of(rows, raw.text, kind), raw.removed)


def rows_of(
    text: str, kind: str, known: Collection[str] = (), refused: Collection[str] = ()
) -> tuple[Row, ...]:
    """The rows of a canonical text; in journals and observation notes labels are not looked for."""
    return rows_at(text, [] if kind in _WITHOUT_LABELS else find_labels(text, known, refused))


def rows_at(text: str, marks: Sequence[Mark], silent: Collection[str] | None = None) -> tuple[Row, ...]:
    """The rows of a canonical text whose labels stand at these marks, in order.

    `silent` are the labels of nobody; by default those whose words say so. Where all are silent, each line is a row of
    its own, so that a date at the top does not swallow the talk.
    """
    if silent is None:
        silent = {mark.label for mark in marks if role_of(mark.label) == "not a speaker"}
    labelled = any(mark.label and mark.label not in silent for mark in marks)
    begins = {mark.start: mark for mark in marks if mark.label or not labelled}
    rows: list[Row] = []
    for start, end in _pieces(text, sorted(begins)):
        last = rows[-1] if rows else None
        if start in begins:
            rows.append(_begun(begins[start], end, silent, labelled))
        elif last and last.label and (labelled or last.end <= last.words):
            rows[-1] = _continued(last, text, start, end)
        else:
            rows.append(Row(start, start, end, "", speaks=not labelled))
    # a label that stood alone has no words left where the line after it became a row
    return tuple(row if row.words <= row.end else replace(row, words=row.end) for row in rows)


def _pieces(text: str, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The lines that are not blank, cut where a row begins within one."""
    following = iter([*cuts, len(text) + 1])
    cut = next(following)
    for start, end in lines(text):
        if start == end or text[start:end].isspace():
            continue
        while cut <= end:
            if start < cut < end:
                yield start, cut
                start = cut
            cut = next(following)
        yield start, end


def _begun(mark: Mark, end: int, silent: Collection[str], labelled: bool) -> Row:
    speaks = mark.label not in silent if mark.label else not labelled
    return Row(mark.start, mark.words, end, mark.label, speaks, mark.from_ms, mark.to_ms)


def _continued(row: Row, text: str, start: int, end: int) -> Row:
    """The row with one more line; under a label that stood alone, the words begin there."""
    if row.end <= row.words <= start:
        indent = len(text[start:end]) - len(text[start:end].lstrip())
        return replace(row, words=start + indent, end=end)
    return replace(row, end=end)


def without_label(rows: Sequence[Row], text: str, label: str) -> tuple[Row, ...]:
    """The rows when what looked like this label is talk: its lines join the row before."""
    return rows_at(text, [_mark(row) for row in rows if row.label != label], _silent(rows))


def with_label(rows: Sequence[Row], text: str, label: str) -> tuple[Row, ...]:
    """The rows when this beginning of lines is a label: each such line begins a row."""
    begun = {row.start: _mark(row) for row in rows}
    for span in lines(text):
        found = label_at(text, *span, label)
        if found and not (found.start in begun and begun[found.start].label):
            begun[found.start] = found
    silent = _silent(rows) | ({label} if role_of(label) == "not a speaker" else set())
    return rows_at(text, [begun[start] for start in sorted(begun)], silent)


def _mark(row: Row) -> Mark:
    return Mark(row.start, row.words, row.label, row.from_ms, row.to_ms)


def _silent(rows: Sequence[Row]) -> set[str]:
    return {row.label for row in rows if row.label and not row.speaks}


def labels_of(rows: Sequence[Row], text: str, kind: str) -> tuple[FoundLabel, ...]:
    """The labels in the order of their first rows; unlabelled lines stand under the empty label."""
    under: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        under[row.label].append(row)
    return tuple(_found(label, group, text, kind) for label, group in under.items())


def _found(label: str, rows: Sequence[Row], text: str, kind: str) -> FoundLabel:
    said = [text[row.words : row.end] for row in rows]
    first = next((" ".join(words[:200].split()) for words in said if words.strip()), "")
    role = _role(label, rows[0].speaks, kind)
    return FoundLabel(label, role, len(rows), first[:_FIRST_WORDS], sum(len(words.split()) for words in said))


def _role(label: str, speaks: bool, kind: str) -> Role:
    if not speaks:
        return "not a speaker"
    return role_of(label) if label else _ROLE_OF_UNLABELLED.get(kind, "not identified")
