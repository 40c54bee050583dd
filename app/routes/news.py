"""What a page that shows a document is told after each change, its own or another person's: one way for both."""

import json
from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

from fastapi import Form, Query, Request
from fastapi.responses import Response

from quotetree.app.pages import page
from quotetree.app.routes.reading_rows import drawings, own_reading, redrawn
from quotetree.app.routes.tree_pane import tree_pane
from quotetree.app.store import documents, history
from quotetree.app.store import news as store
from quotetree.app.store.access import Access
from quotetree.coding.language import language_code

Names = Annotated[list[str], Query(default_factory=list)]
FormNames = Annotated[list[str], Form(default_factory=list)]


class Asked(NamedTuple):
    """What the page shows: the document, the last action it knows of, and which coders are switched off."""

    document_id: str
    after: int
    hidden: frozenset[str]


def hidden(shown: list[str], asked: list[str]) -> frozenset[str]:
    """Coders whom a person switched off: a coder who came since is not among those asked, and is shown."""
    return frozenset(asked) - frozenset(shown)


def answer_with_news(
    request: Request, access: Access, asked: Asked, done: str = "", undo: int | None = None
) -> Response:
    """All that happened since `asked.after`, as parts to swap in; 204 if that is nothing.

    `done` is said as a toast, with a way to take the action `undo` back.
    """
    now = documents.seq_of(access)
    if now == asked.after and not done:
        return Response(status_code=204)
    found = store.news_of(access, asked.document_id, asked.after)
    actions = _seen(access, store.actions_after(access, asked.after))
    values = _drawn(access, asked, found) | {"tree_changed": found.tree, "everything": found.everything}
    if found.marks and actions:
        values |= own_reading(access, asked.document_id)
    # The part of the toast calls its action `seq`, the field of the page the number up to which it knows.
    answer = page(
        request, "parts/news.html", **values, now=now, done=done, seq=undo, said=_said(access, actions)
    )
    events = _events(found, bool(actions))
    if events:
        answer.headers["HX-Trigger"] = json.dumps(events)
    return answer


def _drawn(access: Access, asked: Asked, found: store.News) -> dict[str, Any]:
    """The turns to draw again, or all."""
    values = tree_pane(access) if found.tree else {"project": documents.project(access)}
    if not found.passages and not found.everything:
        return values | {"redrawn": []}
    document = documents.document(access, asked.document_id)
    values |= {
        "document": document,
        "text": document.text,
        "lang": language_code(document.language),
    }
    if found.everything:
        return values | {"drawings": drawings(access, asked.document_id, asked.hidden), "redrawn": []}
    return values | {"redrawn": redrawn(access, asked.document_id, found.passages, asked.hidden)}


def _events(found: store.News, told: bool) -> dict[str, dict[str, str]]:
    changed = {
        "codings-changed": found.codings,
        "tree-changed": found.tree,
        "talk-changed": found.talk,
        "history-changed": told,
    }
    return {name: {} for name, happened in changed.items() if happened}


def _seen(access: Access, actions: Sequence[Any]) -> list[Any]:
    others = [row for row in actions if row.who != access.reader.coder_id]
    unseen = history.unseen(access, others) if others else set()
    return [row for row in actions if row.seq not in unseen]


def _said(access: Access, actions: Sequence[Any]) -> str:
    """Who else has done something, in a few words."""
    others = {row.coder: None for row in actions if row.who != access.reader.coder_id}
    return f"{' and '.join(others)} just now" if others else ""
