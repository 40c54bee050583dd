"""A turn's words corrected, and turns split, joined and given to other speakers."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BeforeValidator

from quotetree.app.pages import page
from quotetree.app.routes.access import ToAsk, ToWrite
from quotetree.app.routes.news import Asked, FormNames, answer_with_news, hidden
from quotetree.app.routes.touched_rows import touched_rows
from quotetree.app.services import corrections
from quotetree.app.services import turns as service
from quotetree.app.services.turns import Whose
from quotetree.app.store import corrections as store
from quotetree.app.store import documents
from quotetree.app.store.access import Access
from quotetree.app.store.tables import ROLES
from quotetree.coding.access import NotFound
from quotetree.coding.corrections import Correction

router = APIRouter(prefix="/projects/{project_id}/documents/{document_id}/turns/{turn_id}")
Text = Annotated[str, Form()]
Number = Annotated[int, Form()]
# A field that holds no offset, because nothing is selected, is sent empty.
Offset = Annotated[int | None, BeforeValidator(lambda sent: sent or None)]


@router.get("")
def ask_turn(
    request: Request,
    access: ToAsk,
    document_id: str,
    turn_id: str,
    place: Offset = None,
    to: Offset = None,
) -> Response:
    """All that can be done with a turn; `place` is where one reads, to split it there, and `to` where a selection
    ends."""
    document = documents.document(access, document_id)
    rows = documents.turns(access, document_id)
    turn = _turn(rows, turn_id)
    n = rows.index(turn)
    chosen = _between(rows, place, to)
    at = place if place is not None and turn.words < place < turn.end else None
    return page(
        request,
        "parts/turn-dialog.html",
        project_id=access.project_id,
        turn=turn,
        hash=document.sha256,
        words=document.text[turn.words : turn.end],
        at=at,
        before=document.text[max(turn.words, (at or 0) - 40) : at] if at else "",
        behind=document.text[at : min(turn.end, at + 40)] if at else "",
        speakers=store.speakers(access, document_id),
        roles=ROLES,
        label=document.text[turn.start : turn.words].strip(),
        following=rows[n + 1] if n + 1 < len(rows) else None,
        next_label=document.text[rows[n + 1].start : rows[n + 1].words].strip() if n + 1 < len(rows) else "",
        is_first=n == 0,
        chosen=[one.id for one in chosen] if turn in chosen and len(chosen) > 1 else [],
        here=f"/projects/{access.project_id}/documents/{document_id}/turns/{turn_id}",
        here_of=f"/projects/{access.project_id}/documents/{document_id}/turns",
    )


@router.post("/correct")
def correct(
    request: Request,
    access: ToWrite,
    document_id: str,
    turn_id: str,
    text_hash: Annotated[str, Form(alias="hash")],
    after: Number,
    shown: FormNames,
    asked: FormNames,
    words: Text = "",
    sure: Text = "",
) -> Response:
    """Other words for a turn; first, where codings would change or be lost, what would become of them."""
    if not sure:
        plan = corrections.plan_turn(access, document_id, turn_id, words, text_hash)
        if plan.changed or plan.lost:
            return _told_first(request, access, document_id, turn_id, words, text_hash, plan)
    done = corrections.correct_turn(access, document_id, turn_id, words, text_hash)
    return _done(request, access, Asked(document_id, after, hidden(shown, asked)), "Corrected", done.seq)


@router.post("/split")
def split(
    request: Request,
    access: ToWrite,
    document_id: str,
    turn_id: str,
    at: Number,
    after: Number,
    shown: FormNames,
    asked: FormNames,
    speaker: Text = "",
    label: Text = "",
    role: Text = "participant",
) -> Response:
    """Split a turn; the second part is the chosen speaker's."""
    seq = service.split_turn(access, document_id, turn_id, at, Whose(speaker, label, role))
    return _done(request, access, Asked(document_id, after, hidden(shown, asked)), "Split the turn", seq)


@router.post("/join")
def join(
    request: Request,
    access: ToWrite,
    document_id: str,
    turn_id: str,
    after: Number,
    shown: FormNames,
    asked: FormNames,
    words: Text = "",
) -> Response:
    """Join a turn with the next one; `words` says that the label between them is none."""
    seq = service.join_turns(access, document_id, turn_id, label_is_words=bool(words))
    return _done(request, access, Asked(document_id, after, hidden(shown, asked)), "Joined the turns", seq)


@router.post("/unlabel")
def unlabel(
    request: Request,
    access: ToWrite,
    document_id: str,
    turn_id: str,
    after: Number,
    shown: FormNames,
    asked: FormNames,
    spread: Text = "this",
) -> Response:
    """Take a turn's label for words of the turn before, or wherever it stands."""
    seq = service.unlabel_turns(access, document_id, turn_id, everywhere=spread == "all")
    return _done(request, access, Asked(document_id, after, hidden(shown, asked)), "Took it for words", seq)


@router.post("/relabel")
def relabel(
    request: Request,
    access: ToWrite,
    document_id: str,
    turn_id: str,
    after: Number,
    shown: FormNames,
    asked: FormNames,
    turn: FormNames,
    speaker: Text = "",
    label: Text = "",
    role: Text = "participant",
    spread: Text = "this",
) -> Response:
    """Give a turn, those that are selected, or all of its speaker's, to another speaker."""
    turns, spread = ([turn_id, *turn], "this") if spread == "chosen" else ([turn_id], spread)
    seq = service.relabel_turns(access, document_id, turns, Whose(speaker, label, role), spread)
    return _done(request, access, Asked(document_id, after, hidden(shown, asked)), "Changed the speaker", seq)


def _done(request: Request, access: Access, asked: Asked, said: str, seq: int | None) -> Response:
    """The news, and word to the dialog that it may close."""
    answer = answer_with_news(request, access, asked, said, seq)
    events = json.loads(answer.headers["HX-Trigger"]) | {"turn-done": {"target": "body"}}
    answer.headers["HX-Trigger"] = json.dumps(events)
    return answer


def _between(rows: Sequence[Any], start: int | None, end: int | None) -> list[Any]:
    """The turns that have words between two places."""
    return [
        row for row in rows if start is not None and end is not None and row.words < end and start < row.end
    ]


def _turn(rows: Sequence[Any], turn_id: str) -> Any:
    found = next((row for row in rows if row.id == turn_id), None)
    if found is None:
        raise NotFound("There is no such turn in this document any more.")
    return found


def _told_first(
    request: Request,
    access: Access,
    document_id: str,
    turn_id: str,
    words: str,
    text_hash: str,
    plan: Correction,
) -> Response:
    """Which codings would change or be lost: those that the reader sees with their words, the others as a number."""
    found = touched_rows(access, document_id, plan)
    return page(
        request,
        "parts/turn-corrected.html",
        listed=found.listed,
        unseen=found.unseen,
        lost=len(plan.lost),
        changed=len(plan.changed),
        words=words,
        hash=text_hash,
        here=f"/projects/{access.project_id}/documents/{document_id}/turns/{turn_id}",
    )
