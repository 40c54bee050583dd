"""The workbench: a document's text with its codings, and what is asked for while one reads."""

from collections.abc import Collection
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator

from quotetree.app.pages import page
from quotetree.app.routes.access import ToRead
from quotetree.app.routes.draft_rows import draft_switch
from quotetree.app.routes.frame import frame
from quotetree.app.routes.history_rows import sentences
from quotetree.app.routes.memo_rows import memo_rows
from quotetree.app.routes.news import Names, hidden
from quotetree.app.routes.reading_rows import code_list, coding_rows, drawings, own_reading, signs, turn_rows
from quotetree.app.routes.round_rows import here
from quotetree.app.routes.tree_pane import tree_pane
from quotetree.app.store import codes, discussions, documents, history, memo_lists, proposals
from quotetree.app.store.access import Access
from quotetree.app.store.memos import On
from quotetree.coding.language import language_code, sentences_of, words_of
from quotetree.coding.names import in_order

router = APIRouter(prefix="/projects/{project_id}/documents/{document_id}")
MOST_HISTORY = 6
# A field of the page that holds no offset, because nothing is chosen, is sent empty.
Offset = Annotated[int | None, BeforeValidator(lambda sent: sent or None)]
InRound = Annotated[str, Query(alias="round")]


@router.get("")
def reading(
    request: Request,
    access: ToRead,
    document_id: str,
    tree: Literal["", "mine"] = "",
    round_id: InRound = "",
) -> HTMLResponse:
    """The three panes: codes, text, passage; with the agreed tree, or with the reader's own.

    A reader of several rounds says by `round` for which one they read.
    """
    drafts = draft_switch(access, mine=tree == "mine")
    if drafts["drafting"]:
        access = proposals.on_own_proposal(access)
    shared = frame(access, "Reading") | tree_pane(access) | drafts
    round_here = None if drafts["drafting"] else here(access, document_id, codes.tree(access), round_id)
    asking = f"?round={round_here['id']}" if round_here and round_id else drafts["asking"]
    return page(
        request,
        "pages/reading.html",
        **shared,
        **_turns(access, document_id),
        **_codes(access, round_here["first"] if round_here else ()),
        round_here=round_here,
        **_neighbours(access, document_id, asking),
        **own_reading(access, document_id),
        now=shared["project"].seq,
        document_memos=memo_lists.count_on(access, On("document", document_id)),
    )


@router.get("/turns")
def turns(request: Request, access: ToRead, document_id: str, shown: Names, asked: Names) -> HTMLResponse:
    """All turns, with the codings of those coders only who are shown."""
    return page(request, "parts/turns.html", **_turns(access, document_id, hidden(shown, asked)))


@router.get("/codes")
def code_data(request: Request, access: ToRead, document_id: str, round_id: InRound = "") -> HTMLResponse:
    """The codes for the palette."""
    found = here(access, document_id, codes.tree(access), round_id)
    return page(request, "parts/codes.html", **_codes(access, found["first"] if found else ()))


@router.get("/sentences")
def sentence_ends(request: Request, access: ToRead, document_id: str) -> HTMLResponse:
    """Where the sentences of the document begin and end, one offset after the other."""
    document = documents.document(access, document_id)
    spoken = tuple((turn.words, turn.end) for turn in documents.turns(access, document_id))
    language = document.language or documents.project(access).language
    found = sentences_of(document.text, spoken, language)
    return page(request, "parts/sentences.html", ends=[end for span in found for end in span])


@router.get("/passage")
def passage(
    request: Request,
    access: ToRead,
    document_id: str,
    shown: Names,
    asked: Names,
    start: Offset = None,
    end: Offset = None,
    place: Offset = None,
    coding: str = "",
) -> HTMLResponse:
    """The codings that share words with a passage, or lie where one reads if none is chosen."""
    if start is None and place is not None:
        start, end = place, place + 1
    if start is None or end is None:
        return page(request, "parts/passage-empty.html")
    rows = [
        row
        for row in documents.codings_of_document(access, document_id)
        if row.start < end and start < row.end
    ]
    found = coding_rows(access, rows, codes.tree(access), hidden(shown, asked), signs(access, document_id))
    ids = [one for row in found for one in row.equal]
    threads = discussions.discussions_of_codings(access, ids)
    memos = memo_lists.memos_of_codings(access, ids)
    actions = history.of_codings(access, ids, MOST_HISTORY)
    turns = turn_rows(documents.turns(access, document_id))
    touched = [turn for turn in turns if turn.words < end and start < turn.end]
    text = documents.document(access, document_id).text
    return page(
        request,
        "parts/passage-codings.html",
        codings=found,
        memos={coding: memo_rows(access, rows, named=False) for coding, rows in memos.items()},
        threads=threads,
        remarks=discussions.remarks(access, [row.id for rows in threads.values() for row in rows]),
        may_write=access.reader.may_write,
        project=documents.project(access),
        actions=actions,
        said=sentences(access, actions),
        chosen=coding,
        start=start,
        end=end,
        touched=touched,
        words=sum(len(words_of(text[max(start, turn.words) : min(end, turn.end)])) for turn in touched),
    )


def _turns(access: Access, document_id: str, without: Collection[str] = ()) -> dict[str, Any]:
    document = documents.document(access, document_id)
    drawn = drawings(access, document_id, without)
    return {
        "document": document,
        "text": document.text,
        "lang": language_code(document.language),
        "drawings": drawn,
        "here": f"/projects/{access.project_id}/documents/{document_id}",
    }


def _codes(access: Access, first: Collection[str] = ()) -> dict[str, Any]:
    """The codes for the palette; those of a round stand `first`."""
    keys = {pin.code_id: str(pin.slot) for pin in codes.pins(access)}
    tree = codes.tree(access)
    return {
        "code_list": code_list(tree, keys),
        "recent": [one for one in codes.recent(access) if one in tree and not tree[one].retired],
        "first": list(first),
    }


def _neighbours(access: Access, document_id: str, asking: str) -> dict[str, Any]:
    """Addresses of the documents before and after this one."""
    in_a_row = sorted(documents.documents(access), key=lambda row: in_order(row.name))
    ids = [row.id for row in in_a_row]
    at = ids.index(document_id)
    address = f"/projects/{access.project_id}/documents/"
    return {
        "before": address + ids[at - 1] + asking if at else None,
        "after": address + ids[at + 1] + asking if at + 1 < len(ids) else None,
    }
