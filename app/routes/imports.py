"""Bringing transcripts in: files one by one, then who is speaking, then they are kept one by one."""

import re
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from quotetree.app.pages import page
from quotetree.app.routes.access import ToAsk, ToRead, ToWrite
from quotetree.app.routes.frame import frame
from quotetree.app.routes.import_form import chosen_of, lines_of, people_first, said_of, sample_of
from quotetree.app.services.imports import table_uploads as table_service
from quotetree.app.services.imports import uploads as service
from quotetree.app.store import imports as import_store
from quotetree.app.store import uploads as store
from quotetree.app.store.access import Access
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.tables.grid import is_table
from quotetree.coding.tables.kinds import KINDS

router = APIRouter(prefix="/projects/{project_id}/import")
MOST_BYTES = 60_000_000
_BATCH = re.compile("[0-9a-f-]{32,36}")


async def _posted(request: Request) -> FormData:
    return await request.form(max_fields=20_000)  # six a label, and a hundred files at once


Posted = Annotated[FormData, Depends(_posted)]


@router.get("")
def bring(request: Request, access: ToAsk, batch: str = "") -> HTMLResponse:
    """The page to bring transcripts and tables on; `batch`: one that was begun before, else what was left is shown."""
    left, waiting = service.batch_left(access)
    begun = batch if _BATCH.fullmatch(batch) else left
    values: dict[str, Any] = {
        "batch": begun or store.new_batch(access),
        "begun": bool(begun),
        "left": waiting,
    }
    return page(request, "pages/import.html", **frame(access, "Project"), **values)


@router.post("/{batch}/files")
def bring_file(
    request: Request,
    access: ToWrite,
    batch: str,
    file: Annotated[UploadFile, File()],
    kind: Annotated[str, Form()] = "interview",
) -> HTMLResponse:
    """One file of a batch. What is wrong with it is said in its line, and spoils nothing."""
    name, refused = as_named(file.filename or "file"), ""
    try:
        data = file.file.read(MOST_BYTES)
        if is_table(name):
            table_service.stage_table(access, batch, name, data)
        else:
            service.stage_upload(access, batch, name, data, kind)
    except QuotetreeError as error:
        refused = error.sentence
    return page(request, "parts/import-result.html", name=name, refused=refused, kept=None)


@router.get("/{batch}/found")
def found(request: Request, access: ToRead, batch: str) -> HTMLResponse:
    """What was found in the files that wait, with what was chosen before the page was left."""
    chosen = store.choices(access, batch).decode()
    return _found(request, access, batch, FormData([*parse_qsl(chosen, True)]) if chosen else None)


@router.post("/{batch}/choices")
def choose(access: ToWrite, form: Posted, batch: str) -> Response:
    """Keep what the form says of the labels, so that it is there when the page was left."""
    service.keep_choices(access, batch, chosen_of(form))
    return Response(status_code=204)


@router.post("/{batch}/found")
def found_again(request: Request, access: ToWrite, form: Posted, batch: str) -> HTMLResponse:
    """The same with what the form says already: another kind, a label named file by file, another sample."""
    kinds = {key.removeprefix("kind-"): str(kind) for key, kind in form.items() if key.startswith("kind-")}
    return _found(request, access, batch, form, kinds)


@router.post("/{batch}/keep/{upload_id}")
def keep_file(request: Request, access: ToWrite, form: Posted, batch: str, upload_id: str) -> HTMLResponse:
    """Keep one file with what the form says of its labels."""
    name = str(form.get(f"file-{upload_id}", "the file"))
    kept, refused = None, ""
    try:
        kept = service.keep(access, upload_id, said_of(form, upload_id))
    except QuotetreeError as error:
        refused = error.sentence
    return page(
        request,
        "parts/import-result.html",
        name=name,
        refused=refused,
        kept=kept,
        project_id=access.project_id,
    )


@router.post("/{batch}/drop")
def drop(access: ToWrite, batch: str) -> Response:
    """Nothing of the batch is kept that was not kept already."""
    service.drop(access, batch)
    return Response(status_code=204, headers={"HX-Redirect": f"/projects/{access.project_id}"})


def _found(
    request: Request,
    access: Access,
    batch: str,
    form: FormData | None,
    kinds: dict[str, str] | None = None,
) -> HTMLResponse:
    waiting = service.staged(access, batch, kinds)
    lines = lines_of(waiting, form)
    good = [file for file in waiting if not file.there and not file.refused]
    wanted = str(form.get("sample", "")) if form else ""
    shown = next((file for file in good if file.upload_id == wanted), good[0] if good else None)
    return page(
        request, "parts/import-found.html", **_values(access, batch, waiting, lines, good, shown, form)
    )


def _values(
    access: Access, batch: str, waiting: Any, lines: Any, good: Any, shown: Any, form: FormData | None
) -> dict[str, Any]:
    return {
        "here": f"/projects/{access.project_id}/import/{batch}",
        "waiting": waiting,
        "good": good,
        "back": f"/projects/{access.project_id}"
        + (f"/import?batch={batch}" if table_service.tables_wait(access, batch) else ""),
        "lines": lines,
        "kinds": KINDS,
        "apart": [str(label) for label in (form.getlist("apart") if form else ())],
        "names": people_first(import_store.participant_names(access)),
        "shown": shown,
        "sample": sample_of(shown, lines) if shown else [],
        "unsure": {file.upload_id: _unsure(file.upload_id, lines) for file in good},
    }


def _unsure(upload_id: str, lines: Any) -> int:
    return sum(1 for line in lines if upload_id in line.uploads and not line.chosen)


def as_named(sent: str) -> str:
    """The file's own name, without folders before it: browsers send a quotation mark in it as %22."""
    return sent.replace("\\", "/").rsplit("/", 1)[-1].replace("%22", '"') or "file"
