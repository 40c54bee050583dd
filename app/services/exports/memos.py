"""Memos as a table: what they are on, the quotation of those on codings, and their words."""

from collections.abc import Mapping, Sequence
from typing import Any

from quotetree.app.services.exports.chosen import Held
from quotetree.app.store import codes, exports, history, memo_lists, people
from quotetree.app.store import memos as store
from quotetree.app.store.access import Access
from quotetree.coding.consent import OUT
from quotetree.coding.counts.sentence import several
from quotetree.coding.exports import Column, Sheet
from quotetree.coding.exports.book import Cell
from quotetree.coding.quotations import words_of

COLUMNS = (
    Column("on", 12), Column("name", 44), Column("document", 18), Column("quotation", 60, long=True),
    Column("author", 16), Column("date", 19), Column("changed", 19), Column("title", 28),
    Column("text", 80, long=True),
)  # fmt: skip


def memo_sheet(access: Access, held: Held) -> Sheet:
    """All memos that this person may see, latest first; of one on a coding its code, document and quotation.

    Those on people who are left out of the study, and on what they alone say, are left out and counted; a quotation
    that may not be taken out is empty.
    """
    memos = memo_lists.all_memos(access)
    consents = people.consents(access)
    kept = [row for row in memos if not _left_out(row, consents)]
    ids = list(dict.fromkeys(row.coding_id for row in kept if row.coding_id))
    taken = {one.id: one for one in exports.taken(access, ids)}
    kept = [row for row in kept if not _said_by_nobody(taken.get(row.coding_id), held)]
    if len(kept) < len(memos):
        out = len(memos) - len(kept)
        told = f"{several(out, 'memo')} on people who are left out of the study, or on their words"
        held.further.append(f"{told} {'is' if out == 1 else 'are'} left out.")
    if any(row.coding_id in held.reasons for row in kept):
        held.further.append(
            "The words of people who may not be quoted, or must be asked first, are left out."
        )
    return Sheet("Memos", COLUMNS, _rows(access, kept, taken, held))


def _left_out(row: Any, consents: Mapping[str, str]) -> bool:
    return consents.get(row.participant_id or "") in OUT


def _said_by_nobody(coding: exports.Taken | None, held: Held) -> bool:
    return coding is not None and not coding.parts and coding.id in held.reasons


def _rows(
    access: Access, memos: Sequence[Any], taken: Mapping[str, exports.Taken], held: Held
) -> list[tuple[Cell, ...]]:
    paths = codes.tree(access).paths
    names = history.names(access, {one for row in memos if (one := row.document_id or row.participant_id)})

    def of(row: Any) -> tuple[str, str, str]:
        """Name, document and quotation."""
        if row.coding_id:
            one = taken[row.coding_id]
            return paths[one.code_id], one.document, "" if one.id in held.reasons else words_of(one.parts)
        if row.code_id:
            return paths[row.code_id], "", ""
        name = names.get(row.document_id or row.participant_id or "", "")
        return name, name if row.document_id else "", ""

    return [
        (
            store.on(row).table or "project", *of(row), row.coder, f"{row.created_at:%Y-%m-%d %H:%M:%S}",
            f"{row.changed_at:%Y-%m-%d %H:%M:%S}" if row.changed_at > row.created_at else "", row.title, row.text,
        )
        for row in memos
    ]  # fmt: skip
