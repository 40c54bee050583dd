"""What is taken out of a project: tables as .csv and .xlsx, and reports for people to read as .docx and .html."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from quotetree.app.services.exports.chosen import Chosen, Held, conditions_of
from quotetree.app.services.exports.reports import REPORTS, report_of
from quotetree.app.services.exports.tables import KINDS, book_of
from quotetree.app.store import documents, snapshots
from quotetree.app.store.access import Access
from quotetree.coding.exports import ENDINGS, PAGES, ExportRefused, write_book, write_report

__all__ = ["KINDS", "REPORTS", "Chosen", "conditions_of", "file_name", "write_export"]


def write_export(
    access: Access,
    what: str,
    path: Path,
    chosen: Chosen | None = None,
    check: Callable[[], None] = lambda: None,
) -> tuple[str, ...]:
    """Write one of `KINDS` in the form of the path's ending; sentences of what is left out. Raises ExportRefused.

    `check` is asked at each block or row, and raises ExportStopped where the file is not wanted any more.
    """
    if what not in KINDS:
        raise ExportRefused(f"“{what}” cannot be taken out; there are {', '.join(KINDS)}.")
    if path.suffix.lower() not in (*ENDINGS, *PAGES):
        forms = ", ".join((*ENDINGS, *PAGES))
        raise ExportRefused(f"“{path.name}” ends in none of the forms that can be written: {forms}.")
    chosen = chosen or Chosen(snapshots.filters(access))
    held = Held(access, chosen)
    if path.suffix.lower() in ENDINGS:
        write_book(book_of(access, what, chosen, held), path, check)
    elif what in REPORTS:
        write_report(report_of(access, what, chosen, held), path, check)
    else:
        name = {"together": "codes together", "coders": "coders compared"}.get(what, what)
        raise ExportRefused(f"The {name} come out as a table alone: {', '.join(ENDINGS)}.")
    return held.sentences() if what in ("quotations", "memos") else ()


def file_name(access: Access, what: str, ending: str) -> str:
    """A name for the file: project, what it holds, and the day."""
    project = "".join(c if c.isalnum() else "-" for c in documents.project(access).name).strip("-")
    return f"{project or 'project'}-{what}-{datetime.now().astimezone():%Y-%m-%d}{ending}"
