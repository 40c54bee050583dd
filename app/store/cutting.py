"""Cutting passages out of transcripts: the one reading of texts and turns for pages and exports of quotations."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Executable, String, bindparam, cast, func, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access
from quotetree.app.store.log import chunks
from quotetree.coding.quotations import Said, after, before, said

NOBODY = "not a speaker"
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
TURNS = (
    select(
        t.Coding.id.label("coding_id"),
        t.Turn.document_id,
        t.Turn.start,
        t.Turn.words,
        t.Turn.end,
        t.Turn.speaker_id,
        t.Speaker.label,
        t.Speaker.role,
        t.Speaker.participant_id,
        t.Participant.name.label("participant"),
    )
    .join(
        t.Turn,
        (t.Turn.document_id == t.Coding.document_id)
        & (t.Turn.start < t.Coding.end)
        & (t.Turn.end > t.Coding.start),
    )
    .join(t.Speaker, t.Speaker.id == t.Turn.speaker_id)
    .outerjoin(t.Participant, t.Participant.id == t.Speaker.participant_id)
    .where(t.Coding.id.in_(IDS))
)
TEXTS = select(t.TextVersion.document_id, t.TextVersion.text).where(
    t.TextVersion.superseded.is_(False), t.TextVersion.document_id.in_(IDS)
)
# Joined to one string a document by the database: as rows they took twice as long.
STARTS = (
    select(t.Turn.document_id, func.aggregate_strings(cast(t.Turn.start, String), ","))
    .join(t.Speaker, t.Speaker.id == t.Turn.speaker_id)
    .where(t.Speaker.role != NOBODY, t.Turn.document_id.in_(IDS))
    .group_by(t.Turn.document_id)
)


class _Turn(NamedTuple):
    """A row of a transcript with its turn number, None for what nobody says."""

    words: int
    end: int
    number: int | None
    label: str
    role: str
    participant_id: str | None
    participant: str | None


class Transcripts:
    """Texts, and where their turns begin, kept while cutting goes on; of no more than so many documents."""

    def __init__(self, access: Access, most: int = 200) -> None:
        self.access, self.most = access, most
        self.texts: dict[str, str] = {}
        self.starts: dict[str, list[int]] = {}

    def read(self, documents: Sequence[str]) -> None:
        """Have these documents (ids) at hand."""
        missing = [one for one in documents if one not in self.texts]
        if len(self.texts) + len(missing) > self.most:
            self.texts, self.starts, missing = {}, {}, list(documents)
        self.texts |= _texts(self.access, missing)
        self.starts |= _starts(self.access, missing)


class Cutting:
    """The texts and turns that some codings (ids) stand in. The words of speakers in `out` (ids) are not there."""

    def __init__(
        self,
        access: Access,
        ids: Sequence[str],
        transcripts: Transcripts | None = None,
        out: Set[str] = frozenset(),
    ) -> None:
        self.turns = _turns(access, ids, out)
        transcripts = transcripts or Transcripts(access)
        transcripts.read(list({row.document_id for rows in self.turns.values() for row in rows}))
        self.texts, self.starts = transcripts.texts, transcripts.starts

    def said(self, document_id: str, start: int, end: int, codings: Sequence[str]) -> tuple[Said, ...]:
        """The words of a passage, which these codings hold together."""
        rows = {row.start: row for coding_id in codings for row in self.turns[coding_id]}
        if not rows:
            return ()
        turns = [self._turn(document_id, rows[place]) for place in sorted(rows)]
        return said(self.texts[document_id], start, end, turns)

    def around(self, document_id: str, start: int, end: int, coding: str, most: int) -> tuple[str, str]:
        """What is said right before and after a passage in its first and last turn: so many characters at most."""
        turns = sorted(self.turns[coding], key=lambda row: int(row.start))
        if not turns:
            return "", ""
        text = self.texts[document_id]
        return before(text, turns[0].words, start, most), after(text, end, turns[-1].end, most)

    def _turn(self, document_id: str, row: Any) -> _Turn:
        number = bisect_right(self.starts[document_id], row.start) if row.role != NOBODY else None
        return _Turn(row.words, row.end, number, row.label, row.role, row.participant_id, row.participant)


def _turns(access: Access, ids: Sequence[str], out: Set[str]) -> dict[str, list[Any]]:
    """By coding the rows of its transcript that share text with it."""
    found: dict[str, list[Any]] = {coding_id: [] for coding_id in ids}
    for row in rows_by(access, TURNS, ids):
        if row.speaker_id not in out:
            found[row.coding_id].append(row)
    return found


def _texts(access: Access, documents: Sequence[str]) -> dict[str, str]:
    """The texts of documents by their ids."""
    return {row[0]: row[1] for row in rows_by(access, TEXTS, documents)}


def _starts(access: Access, documents: Sequence[str]) -> dict[str, list[int]]:
    """Where the turns of documents begin, without rows that nobody says: a turn's place in the list is its number."""
    found: dict[str, list[int]] = {document_id: [] for document_id in documents}
    for document_id, starts in rows_by(access, STARTS, documents):
        found[document_id] = sorted(map(int, starts.split(",")))
    return found


def rows_by(access: Access, asked: Executable, ids: Sequence[str]) -> Iterable[Any]:
    """The rows that are asked for by `ids`, in pieces that a statement can take."""
    for piece in chunks(list(ids)):
        yield from access.connection.execute(asked, {"ids": piece})
