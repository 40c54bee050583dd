"""Reading memos: those on something, those of the codings of a document, and the list of all with its search."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from quotetree.app.store import tables as t
from quotetree.app.store.access import Access, sees
from quotetree.app.store.memos import ON, On, seen_by

COLUMNS = (
    t.Memo.id,
    t.Memo.coder_id,
    t.Memo.title,
    t.Memo.text,
    t.Memo.created_at,
    t.Memo.changed_at,
    *(t.LOGGED["memo"].c[f"{table}_id"] for table in ON),
)


class Sought(NamedTuple):
    """Which memos: with all these words, on things of this table ("project" for the project), by a coder, on a code or
    its codings; "" for all."""

    words: str = ""
    table: str = ""
    coder: str = ""
    code: str = ""


def memos_on(access: Access, on: On) -> Sequence[Any]:
    """The memos on something, latest first: rows {id, coder_id, coder, title, text, created_at, changed_at, …_id}."""
    return access.connection.execute(_latest_first(_on(access, on, _memos(access)))).all()


def all_memos(access: Access) -> Sequence[Any]:
    """All memos that the reader may see, latest first, as rows like those of `memos_on`."""
    return access.connection.execute(_latest_first(_memos(access))).all()


def memos_of_codings(access: Access, coding_ids: Collection[str]) -> dict[str, list[Any]]:
    """By coding the memos on it, the first first."""
    asked = _memos(access).where(t.Memo.coding_id.in_(list(coding_ids)))
    found: dict[str, list[Any]] = {}
    for row in access.connection.execute(asked.order_by(t.Memo.created_at, t.Memo.id)):
        found.setdefault(row.coding_id, []).append(row)
    return found


def count_on(access: Access, on: On) -> int:
    """How many memos are on something."""
    asked = select(func.count()).select_from(t.Memo).where(seen_by(access.reader))
    return int(access.connection.execute(_on(access, on, asked)).scalar_one())


def count(access: Access) -> int:
    """How many memos the reader may see."""
    asked = select(func.count()).select_from(t.Memo).where(seen_by(access.reader))
    return access.connection.execute(asked).scalar_one()


def counts_by_code(access: Access) -> Mapping[str, int]:
    """How many memos are on each code that has any; not on its codings."""
    asked = select(t.Memo.code_id, func.count()).where(
        t.Memo.project_id == access.project_id, t.Memo.code_id.is_not(None)
    )
    return {str(row[0]): row[1] for row in access.connection.execute(asked.group_by(t.Memo.code_id))}


def count_with_codings(access: Access, code_ids: Collection[str]) -> tuple[int, int]:
    """How many memos are on these codes, and how many on those of their codings that the reader sees."""
    on_codes = select(func.count()).select_from(t.Memo).where(t.Memo.code_id.in_(list(code_ids)))
    codings = select(t.Coding.id).where(t.Coding.code_id.in_(list(code_ids)), sees(access.reader))
    on_codings = select(func.count()).select_from(t.Memo).where(t.Memo.coding_id.in_(codings))
    first, second = (access.connection.execute(asked).scalar_one() for asked in (on_codes, on_codings))
    return first, second


def with_memos(access: Access, document_id: str) -> dict[str, int]:
    """How many memos each coding of a document has; codings without are left out. Of all layers."""
    asked = (
        select(t.Memo.coding_id, func.count())
        .join(t.Coding, t.Coding.id == t.Memo.coding_id)
        .where(t.Memo.project_id == access.project_id, t.Coding.document_id == document_id)
    )
    return {str(row[0]): row[1] for row in access.connection.execute(asked.group_by(t.Memo.coding_id))}


def find(access: Access, sought: Sought, first: int, most: int) -> tuple[int, Sequence[Any]]:
    """How many memos are sought, and of these, latest first, `most` from the place `first` on (beginning at 0)."""
    asked = _sought(access, sought)
    words = folded(sought.words).split()
    if words:
        ids = _with_words(access, asked, words)
        asked = _memos(access).where(t.Memo.id.in_(ids[first : first + most]))
        return len(ids), access.connection.execute(_latest_first(asked)).all()
    counted = select(func.count()).select_from(asked.subquery())
    rows = access.connection.execute(_latest_first(asked).offset(first).limit(most)).all()
    return access.connection.execute(counted).scalar_one(), rows


def folded(words: str) -> str:
    """Words without differences of case and accents, as they are compared."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _memos(access: Access) -> Select[Any]:
    asked = select(*COLUMNS, t.Coder.name.label("coder")).join(t.Coder, t.Coder.id == t.Memo.coder_id)
    return asked.where(seen_by(access.reader))


def _latest_first(asked: Select[Any]) -> Select[Any]:
    return asked.order_by(t.Memo.created_at.desc(), t.Memo.id)


def _on(access: Access, on: On, asked: Select[Any]) -> Select[Any]:
    if on.table:
        return asked.where(t.LOGGED["memo"].c[f"{on.table}_id"] == on.id)
    return asked.where(*(t.LOGGED["memo"].c[f"{table}_id"].is_(None) for table in ON))


def _sought(access: Access, sought: Sought) -> Select[Any]:
    asked = _memos(access)
    if sought.table == "project":
        asked = _on(access, On("", ""), asked)
    elif sought.table in ON:
        asked = asked.where(t.LOGGED["memo"].c[f"{sought.table}_id"].is_not(None))
    if sought.coder:
        asked = asked.where(t.Memo.coder_id == sought.coder)
    if sought.code:
        codings = select(t.Coding.id).where(t.Coding.code_id == sought.code)
        asked = asked.where((t.Memo.code_id == sought.code) | t.Memo.coding_id.in_(codings))
    return asked


def _with_words(access: Access, asked: Select[Any], words: Sequence[str]) -> list[str]:
    """The ids of those memos whose title and text hold all the words, latest first. Databases fold letters differently,
    so it is done here, on the memos that the other choices leave."""
    found = access.connection.execute(_latest_first(asked))
    return [row.id for row in found if all(word in folded(f"{row.title} {row.text}") for word in words)]
