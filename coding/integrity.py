"""What must hold of everything that is kept; each function gives a sentence for each thing that does not."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from quotetree.coding.edits import Edits
from quotetree.coding.text import canonical, sha256


class Version(NamedTuple):
    """A text of a document."""

    superseded: bool
    text: str
    length: int
    sha256: str
    n: int = 1
    edits: Edits = ()


class TurnPlace(NamedTuple):
    """A turn's place, and whether its speaker is one of its document's."""

    id: str
    start: int
    words: int
    end: int
    own_speaker: bool


class CodingPlace(NamedTuple):
    """A coding's place, and what it refers to: whether that is its project's, and whether the code is a heading."""

    id: str
    start: int
    end: int
    own_project: bool
    heading: bool


class Step(NamedTuple):
    """One change of the log. `after` holds the columns that an update gave, as they are kept."""

    table: str
    row_id: str
    kind: str
    after: Mapping[str, Any] | None


def wrong_texts(versions: Sequence[Version]) -> Iterator[str]:
    """A document has one text that is not superseded; each is canonical and has its length and hash."""
    current = sum(not version.superseded for version in versions)
    if current != 1:
        yield f"it has {current} current texts instead of one"
    for version in versions:
        if version.length != len(version.text) or version.sha256 != sha256(version.text):
            yield "a text is not the one of which the length and hash were kept"
        if canonical(version.text).text != version.text:
            yield "a text holds line ends or control characters that it should not"
    for before, after in pairwise(sorted(versions, key=lambda version: version.n)):
        if not before.superseded and after.superseded:
            yield "its current text is not the latest"
        if after.n == before.n:
            yield f"two of its texts have the number {after.n}"
        elif after.n == before.n + 1 and not _leads_to(before.text, after.edits, after.text):
            yield f"the text {after.n} is not what its changes make of the one before it"


def _leads_to(old: str, edits: Edits, new: str) -> bool:
    """Whether edits lie in a text in order, and all that they leave of it is at its place in the other.

    Of a text whose words were erased only the length tells.
    """
    erased = not old.strip() or not new.strip()
    at = to = 0
    for start, end, length in edits:
        if not at <= start <= end <= len(old) or length < 0:
            return False
        if not erased and old[at:start] != new[to : to + start - at]:
            return False
        at, to = end, to + start - at + length
    return len(old) - at == len(new) - to if erased else old[at:] == new[to:]


def wrong_turns(text: str, turns: Sequence[TurnPlace]) -> Iterator[str]:
    """Turns lie in the text, in order, and do not overlap; all words are in a turn."""
    last = 0
    for turn in sorted(turns, key=lambda one: (one.start, one.end)):
        if not 0 <= turn.start <= turn.words <= turn.end <= len(text):
            yield f"the turn {turn.id} lies outside of the text"
            continue
        if turn.start < last:
            yield f"the turn {turn.id} overlaps the one before it"
        elif text[last : turn.start].strip():
            yield f"words before the turn {turn.id} are in no turn"
        if not turn.own_speaker:
            yield f"the turn {turn.id} has a speaker of another document"
        last = max(last, turn.end)
    if text[last:].strip():
        yield "words at the end are in no turn"


def wrong_codings(text: str, codings: Iterable[CodingPlace]) -> Iterator[str]:
    """Codings lie in the text, on something to read; what they refer to is their project's; no code is a heading."""
    for coding in codings:
        if not 0 <= coding.start < coding.end <= len(text):
            yield f"the coding {coding.id} lies outside of the text"
        elif not text[coding.start : coding.end].strip():
            yield f"the coding {coding.id} is on blanks alone"
        if not coding.own_project:
            yield f"the coding {coding.id} has a code or a coder of another project"
        if coding.heading:
            yield f"the coding {coding.id} has a heading for its code"


def wrong_numbers(seq: int, actions: Iterable[int]) -> Iterator[str]:
    """Actions are numbered from 1 to the project's number without gaps."""
    there = set(actions)
    missing = set(range(1, seq + 1)) - there
    if missing:
        yield f"{len(missing)} of its actions are missing from the log, the first of them number {min(missing)}"
    if there and max(there) > seq:
        yield f"the log goes on to action {max(there)}, but the project stands at {seq}"


def wrong_rows(
    steps: Iterable[Step],
    ids: Mapping[str, Collection[str]],
    kept: Callable[[str, Sequence[str]], Mapping[str, Mapping[str, Any]]],
) -> Iterator[str]:
    """What the log says is there is there, as it was last changed, and nothing else.

    `ids` of all rows by table; `kept` answers, by id, columns of a table's rows as the log would keep them.
    """
    there: dict[str, dict[str, dict[str, Any]]] = {table: {} for table in ids}
    for step in steps:
        rows = there.setdefault(step.table, {})
        if step.kind == "insert":
            rows[step.row_id] = {}
        elif step.row_id not in rows:
            yield f"it changes or deletes {step.table} {step.row_id}, which it had not made"
        elif step.kind == "delete":
            del rows[step.row_id]
        else:
            rows[step.row_id] |= step.after or {}
    for table, rows in there.items():
        now = set(ids.get(table, ()))
        yield from (f"{table} {row_id} is in it and not in the database" for row_id in rows.keys() - now)
        yield from (f"{table} {row_id} is in the database and not in it" for row_id in now - rows.keys())
        yield from _otherwise(table, {one: rows[one] for one in rows.keys() & now if rows[one]}, kept)


def _otherwise(
    table: str,
    changed: Mapping[str, Mapping[str, Any]],
    kept: Callable[[str, Sequence[str]], Mapping[str, Mapping[str, Any]]],
) -> Iterator[str]:
    for row_id, row in kept(table, sorted(changed)).items():
        given = changed[row_id]
        other = sorted(column for column in given.keys() & row.keys() if given[column] != row[column])
        if other:
            yield f"{table} {row_id} is not as it was last changed: {', '.join(other)}"
