"""Reading quotations: the passages that carry codes, with their words, a page at a time.

Of the transcripts only those on the page are read, whole: cutting each passage out of its text in the database took
three times as long, on SQLite and on PostgreSQL.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Executable, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.app.store.cutting import IDS, Cutting, rows_by
from quotetree.coding.access import Reader
from quotetree.coding.quotations import Said
from quotetree.coding.shown_once import shown_once


class Quotation(NamedTuple):
    """A coding with the words of its passage."""

    id: str
    document_id: str
    document: str
    language: str
    code_id: str
    coder: str
    layer: str
    start: int
    end: int
    parts: tuple[Said, ...]
    around: tuple[str, str] = ("", "")


class Single(NamedTuple):
    """One coding of a passage that several make; `parts` are its own words, none where they are the whole."""

    id: str
    code_id: str
    coder: str
    layer: str
    start: int
    end: int
    parts: tuple[Said, ...]


class Passage(NamedTuple):
    """The words that one or several codings of a document hold together."""

    document_id: str
    document: str
    language: str
    singles: tuple[Single, ...]
    start: int
    end: int
    parts: tuple[Said, ...]


def quotations(access: Access, ids: Sequence[str], around: int = 0) -> list[Quotation]:
    """Codings (ids) with their words, in the order given; one that is not there for this reader is left out.

    With `around`, also what is said before and after them in their turns: so many characters at most.
    """
    rows, cut = _codings(access, ids), Cutting(access, ids)
    found = [
        Quotation._make((*row[:9], cut.said(row.document_id, row.start, row.end, [row.id]), ("", "")))
        for row in (rows[coding_id] for coding_id in ids if coding_id in rows)
    ]
    if not around:
        return found
    return [
        one._replace(around=cut.around(one.document_id, one.start, one.end, one.id, around)) for one in found
    ]


def passages(access: Access, groups: Iterable[Sequence[str]]) -> list[Passage]:
    """The words of codings (ids) that make one comment, for each group of them.

    A coding that is not there (the counts may be of a later moment) is passed over.
    """
    groups = list(groups)
    ids = [coding_id for group in groups for coding_id in group]
    rows, cut = _codings(access, ids), Cutting(access, ids)
    found = []
    for group in groups:
        codings = [rows[one] for one in group if one in rows]
        if not codings:
            continue
        first = codings[0]
        start, end = min(row.start for row in codings), max(row.end for row in codings)
        parts = cut.said(first.document_id, start, end, group)
        in_order = sorted(codings, key=lambda row: (row.start, -row.end, row.coder, row.id))
        shown = tuple(_single(cut, one, start, end) for one, _ in shown_once(in_order))
        found.append(Passage(first.document_id, first.document, first.language, shown, start, end, parts))
    return found


def _single(cut: Cutting, row: Any, start: int, end: int) -> Single:
    whole = (row.start, row.end) == (start, end)
    parts = () if whole else cut.said(row.document_id, row.start, row.end, [row.id])
    return Single(row.id, row.code_id, row.coder, row.layer, row.start, row.end, parts)


def _codings(access: Access, ids: Sequence[str]) -> dict[str, Any]:
    """By id: rows {id, document_id, document, language, code_id, coder, layer, start, end, coder_id}."""
    return {row.id: row for row in rows_by(access, _asked_codings(access.reader), ids)}


@lru_cache(maxsize=64)
def _asked_codings(reader: Reader) -> Executable:
    return (
        select(
            t.Coding.id,
            t.Coding.document_id,
            t.Document.name.label("document"),
            t.Document.language,
            t.Coding.code_id,
            t.Coder.name.label("coder"),
            t.Coding.layer,
            t.Coding.start,
            t.Coding.end,
            t.Coding.coder_id,
        )
        .join(t.Document, t.Document.id == t.Coding.document_id)
        .join(t.Coder, t.Coder.id == t.Coding.coder_id)
        .where(sees(reader), t.Coding.id.in_(IDS))
    )
