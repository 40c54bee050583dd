"""Coding by structure: what is found by who speaks or what was asked, shown first, and the coding of it."""

import json
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse

from quotetree.app.pages import page
from quotetree.app.routes.access import ToAsk, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.routes.options import document_options
from quotetree.app.routes.recoding_rows import recoding_fields
from quotetree.app.routes.structure_rows import group_rows
from quotetree.app.services import search as service
from quotetree.app.services.search import Proposal
from quotetree.app.store import codes, documents, search, structure
from quotetree.app.store.access import Access
from quotetree.coding.counts.sentence import several
from quotetree.coding.passage import TextChanged
from quotetree.coding.search import BadQuery
from quotetree.coding.structure import Group, Talk, answers, chosen, mark_of, turns_of, whole

router = APIRouter(prefix="/projects/{project_id}/structure")
What = Literal["person", "answers", "documents"]
Extent = Literal["whole", "turns"]
Words = Annotated[str, Query(max_length=300)]
Text = Annotated[str, Form(max_length=300)]


class Sought(NamedTuple):
    """What is looked for: a person's turns, the answers to the question of a `turn`, or whole documents; and where."""

    what: str
    participant: str
    turn: str
    document: str
    named: str
    extent: str

    @property
    def complete(self) -> bool:
        return bool({"person": self.participant, "answers": self.turn, "documents": "yes"}[self.what])


def _sought(
    what: What = "person",
    participant: Words = "",
    turn: Words = "",
    document: Words = "",
    named: Words = "",
    extent: Extent = "whole",
) -> Sought:
    return Sought(what, participant, turn, document, named.strip(), extent)


Asked = Annotated[Sought, Depends(_sought)]


class Found(NamedTuple):
    """The documents looked through, and the passages found."""

    talks: list[Talk]
    groups: list[Group]


@router.get("")
def coding_by_structure(request: Request, access: ToAsk, sought: Asked) -> HTMLResponse:
    """The page: what to look for, and what is found."""
    found = _find(access, sought)
    tree = codes.tree(access)
    asked = structure.turn(access, sought.turn) if sought.turn else None
    where = next((talk for talk in found.talks if asked and talk.document_id == asked.document_id), None)
    return page(
        request,
        "pages/structure.html",
        **frame(access, "Quotations"),
        **recoding_fields(access, tree),
        sought=sought,
        persons=search.speaking_participants(access),
        document_options=document_options(access, sought.document),
        question=where.text[asked.words : asked.end] if where and asked else "",
        rows=group_rows(access, found.talks, found.groups),
        mark=mark_of(found.groups),
        **_here(request),
        **_proposed(found, None, None),
    )


@router.get("/proposal")
def proposal(
    request: Request,
    access: ToAsk,
    sought: Asked,
    mark: Words = "",
    pick: Annotated[list[int] | None, Query()] = None,
    code: Words = "",
    name: Words = "",
) -> HTMLResponse:
    """What coding the chosen passages would do."""
    found = _find(access, sought)
    made = _propose(access, found, mark, set(pick or ()), code, name)
    return page(request, "parts/structure-proposal.html", **_proposed(found, made, pick), **_here(request))


@router.post("/codings")
def code_found(
    request: Request,
    access: ToWrite,
    sought: Asked,
    mark: Text = "",
    pick: Annotated[list[int] | None, Form()] = None,
    code: Text = "",
    name: Text = "",
    expected: Text = "",
) -> HTMLResponse:
    """Code the chosen passages, if that does what was shown; else it is shown again."""
    found = _find(access, sought)
    made = _propose(access, found, mark, set(pick or ()), code, name)
    if made is None:
        raise BadQuery("Choose passages and the code that they are to carry.")
    done, seq = "", None
    if made.mark == expected:
        seq = service.code_hits(access, made)
        done = f"Coded {several(len(made.passages), 'passage')} with {made.code.name}"
        made = _propose(access, found, mark, set(pick or ()), code, name)
    answer = page(
        request,
        "parts/structure-coded.html",
        project=documents.project(access),
        done=done,
        seq=seq,
        **recoding_fields(access, codes.tree(access)),
        **_proposed(found, made, pick, changed=not done),
        **_here(request),
    )
    answer.headers["HX-Trigger"] = json.dumps({"history-changed": {"target": "body"}})
    return answer


def _find(access: Access, sought: Sought) -> Found:
    if not sought.complete:
        return Found([], [])
    talks = structure.talks(access, sought.document, sought.named)
    if sought.what == "person":
        return Found(talks, turns_of(talks, sought.participant))
    if sought.what == "documents":
        return Found(talks, whole(talks, sought.extent))
    asked = structure.turn(access, sought.turn)
    if asked.document_id not in {talk.document_id for talk in talks}:
        talks = [*structure.talks(access, asked.document_id), *talks]
    return Found(talks, answers(talks, asked.id, sought.extent))


def _propose(
    access: Access, found: Found, mark: str, picked: set[int], code: str, name: str
) -> Proposal | None:
    """What coding would do; None while something is to be chosen."""
    if not (code or name.strip()) or not picked:
        return None
    if mark_of(found.groups) != mark:
        raise TextChanged("The transcripts have changed since this list was made. Load the page again.")
    passages = chosen(found.groups, picked)
    return service.propose_passages(access, passages, len(picked), code, name.strip())


def _here(request: Request) -> dict[str, Any]:
    """What is looked for, as it stands in the address."""
    pairs = request.query_params.multi_items()
    return {"listing": urlencode([(key, value) for key, value in pairs if key in Sought._fields])}


def _proposed(
    found: Found, made: Proposal | None, pick: list[int] | None, *, changed: bool = False
) -> dict[str, Any]:
    groups = found.groups if pick is None else [found.groups[n] for n in pick if n < len(found.groups)]
    return {
        "proposal": made,
        "changed": changed,
        "passages": sum(len(group.passages) for group in groups),
        "documents": len({group.document_id for group in groups}),
    }
