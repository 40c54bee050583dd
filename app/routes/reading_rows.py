"""Turns and codings as the reading pane shows them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any, NamedTuple

from quotetree.app.routes.frame import Person
from quotetree.app.routes.round_rows import sources_here
from quotetree.app.store import codes as code_store
from quotetree.app.store import discussions, documents, memo_lists, reading
from quotetree.app.store.access import Access
from quotetree.coding.consent import LEFT_OUT
from quotetree.coding.counts.sentence import several
from quotetree.coding.pane import Drawing, draw, to_redraw
from quotetree.coding.shown_once import shown_once
from quotetree.coding.tree import Tree

MOST_OF_A_LABEL = 4
NOBODY = "not a speaker"


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A turn with the name of its speaker; `number` is None for rows of nobody."""

    id: str
    start: int
    words: int
    end: int
    role: str
    speaker: str
    title: str
    number: int | None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class CodeShown:
    """A code as its codings show it: its name, the names above that, its colour."""

    name: str
    path: tuple[str, ...]
    colour: int


@dataclass(frozen=True, slots=True)
class CodingRow:
    """A coding with its code, and whose it is."""

    id: str
    start: int
    end: int
    code: CodeShown
    coder: Person
    initials: str
    own: bool
    may_change: bool
    layer: str
    created_at: datetime
    memos: int = 0
    discussed: bool = False
    equal: tuple[str, ...] = ()  # the ids of all that are shown as this one, itself among them
    looked_for: bool = False

    @property
    def title(self) -> str:
        """In one line: "Referral › Waiting, coded by Marta Kowal, 1 memo"."""
        said = f"{' › '.join((*self.code.path, self.code.name))}, coded by {self.coder.name}"
        said += f", {several(self.memos, 'memo')}" if self.memos else ""
        said += ", to look at in this round" if self.looked_for else ""
        return said + (", under discussion" if self.discussed else "")


class Signs(NamedTuple):
    """What is said on the codings of a document: how many memos on each, and which are under discussion.

    `looked_for` are the codes whose passages are to be looked at in a round.
    """

    memos: Mapping[str, int]
    discussed: Collection[str]
    looked_for: Collection[str] = ()


NO_SIGNS = Signs({}, ())


def signs(access: Access, document_id: str) -> Signs:
    """The signs of a document's codings, of all layers: they are drawn only at codings that are."""
    return Signs(
        memo_lists.with_memos(access, document_id),
        discussions.under_discussion(access, document_id),
        sources_here(access, document_id),
    )


def turn_rows(rows: Sequence[Any], before: int = 0) -> list[TurnRow]:
    """Rows of the store, numbered on from those `before`: a row that nobody speaks has no number."""
    shown, number = [], before
    for row in rows:
        spoken = row.role != NOBODY
        number += spoken
        label = row.participant or row.label
        title = label if row.label == label else f"{label} ({row.label})"
        short = "I" if row.role == "interviewer" and len(label) > MOST_OF_A_LABEL else label
        at = (row.id, row.start, row.words, row.end)
        shown.append(
            TurnRow(*at, row.role, short, title, number if spoken else None, row.consent == LEFT_OUT)
        )
    return shown


def coding_rows(
    access: Access,
    rows: Sequence[Any],
    tree: Tree,
    hidden: Collection[str] = (),
    signs: Signs = NO_SIGNS,
) -> list[CodingRow]:
    """Rows of the store of one document, equal ones as one, without those of coders who are hidden."""
    reader = access.reader
    coders = {row.coder_id: Person(row.coder_id, row.coder) for row in rows}
    initials = {coder_id: coder.initials for coder_id, coder in coders.items()}
    codes = {row.code_id: _code_shown(tree, row.code_id) for row in rows}
    return [
        CodingRow(
            row.id,
            row.start,
            row.end,
            codes[row.code_id],
            coders[row.coder_id],
            initials[row.coder_id],
            row.coder_id == reader.coder_id,
            reader.may_write and (row.coder_id == reader.coder_id or reader.is_owner),
            row.layer,
            row.created_at,
            sum(signs.memos.get(one, 0) for one in equal),
            any(one in signs.discussed for one in equal),
            equal,
            row.code_id in signs.looked_for,
        )
        for row, equal in shown_once(rows)
        if row.coder_id not in hidden
    ]


def _code_shown(tree: Tree, code_id: str) -> CodeShown:
    *above, name = tree.names(code_id)
    return CodeShown(name, tuple(above), tree.colours[code_id])


def drawings(
    access: Access, document_id: str, hidden: Collection[str] = ()
) -> list[Drawing[TurnRow, CodingRow]]:
    """All turns of a document as they are drawn."""
    rows = documents.codings_of_document(access, document_id)
    codings = coding_rows(access, rows, code_store.tree(access), hidden, signs(access, document_id))
    return draw(turn_rows(documents.turns(access, document_id)), codings)


def redrawn(
    access: Access, document_id: str, changed: Sequence[tuple[int, int]], hidden: Collection[str] = ()
) -> list[Drawing[TurnRow, CodingRow]]:
    """The turns that may look different after `changed`, passages of codings; the rest is not drawn at all."""
    passages = [p for p in documents.passages_of_document(access, document_id) if p.coder_id not in hidden]
    turns = documents.turns(access, document_id)
    piece = to_redraw(turns, passages, changed)
    starts = [p.start for p in piece.codings] or [0]
    near, beginning = {p.id for p in piece.codings}, (min(starts), max(starts) + 1)
    rows = [row for row in documents.codings_of_document(access, document_id, beginning) if row.id in near]
    lines = code_store.lines(access, {row.code_id for row in rows})
    codings = coding_rows(access, rows, lines, signs=signs(access, document_id))
    again = {turn.id for turn in piece.redrawn}
    earlier = takewhile(lambda turn: not piece.turns or turn.id != piece.turns[0].id, turns)
    numbered = turn_rows(piece.turns, sum(turn.role != NOBODY for turn in earlier))
    return [drawing for drawing in draw(numbered, codings) if drawing.turn.id in again]


def own_reading(access: Access, document_id: str) -> dict[str, Any]:
    """How far the reader has read a document, for the bar above it; nothing for who cannot mark it."""
    if not access.reader.may_write:
        return {}
    own = reading.own_marks(access, [document_id]).get(document_id)
    return {
        "reading": {"to_turn": own.to_turn if own else 0, "done": bool(own and own.done)},
        "mark_here": f"/projects/{access.project_id}/documents/{document_id}",
    }


def code_list(tree: Tree, keys: Mapping[str, str]) -> list[dict[str, Any]]:
    """The codes for the palette, in tree order: all that are not retired."""
    return [
        {
            "id": code.id,
            "names": tree.names(code.id),
            "colour": tree.colours[code.id],
            "heading": code.heading,
            "key": keys.get(code.id, ""),
        }
        for code in tree
        if not code.retired
    ]
