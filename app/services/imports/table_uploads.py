"""Tables that are shown before they are taken in: what each is a table of, what it would do, what is wrong in it."""

from dataclasses import dataclass, field
from typing import Any

from quotetree.app.services.imports import proposals, surveys, tables
from quotetree.app.services.imports.uploads import UploadRefused
from quotetree.app.store import uploads as store
from quotetree.app.store.access import Access
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.tables.grid import Corrections, Grid, corrected, places, read_grid
from quotetree.coding.tables.guess import SURVEY, guess
from quotetree.coding.tables.mistakes import Mistake, mistakes_of
from quotetree.coding.tables.study import TABLES, fields_of, study_table
from quotetree.coding.tables.survey import RESPONDENT

KIND = store.TABLE


@dataclass(frozen=True, slots=True)
class TableFound:
    """A table that waits. `planned` is what it would do; where it is None, `refused` says why, and `mistakes` where."""

    upload_id: str
    file: str
    table: str
    grid: Grid
    corrections: Corrections
    rows: int = 0
    planned: tables.Planned | None = None
    refused: str = ""
    details: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    passed_over: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = field(default=())

    @property
    def places(self) -> dict[str, int]:
        """The place of each column that a mistake can name."""
        return _columns(self.table, self.grid, self.corrections)

    @property
    def outcome(self) -> str:
        """What would be done, to tell whether it is still what was shown."""
        planned = self.planned
        return f"{self.rows} {planned.new} {planned.changed} {planned.matches}" if planned else ""


def stage_table(access: Access, batch: str, name: str, data: bytes) -> str:
    """Let a table wait. Returns its id. Raises TableRefused or Unreadable for a file that is none."""
    access.reader.check_write()
    read_grid(name, data)
    return store.add_upload(access, batch, name, data, KIND)


def waiting_tables(access: Access, batch: str) -> list[TableFound]:
    """The tables of a batch, each as what it is likely to be."""
    return [look(access, row.id) for row in store.uploads(access, batch) if row.kind == KIND]


def tables_wait(access: Access, batch: str) -> bool:
    """Whether tables of a batch wait."""
    return store.tables_wait(access, batch)


def look(
    access: Access, upload_id: str, table: str = "", corrections: Corrections | None = None
) -> TableFound:
    """What a table would do, with what a person says of it; without that it is guessed. Nothing is written."""
    row = store.upload(access, upload_id)
    if row.kind != KIND:
        raise UploadRefused(f"“{row.name}” is no table.")
    if table not in ("", SURVEY, *TABLES):
        raise UploadRefused(f"“{table}” is no table of a study; there are {', '.join(TABLES)} and survey.")
    grid = read_grid(row.name, row.data, table)
    if not table or corrections is None:
        found = guess(row.name, grid)
        table = table or found.table
        same = found.table == table
        corrections = (
            surveys.proposed(grid) if table == SURVEY else Corrections(found.columns if same else {})
        )
    return _looked_at(access, row, table, grid, corrections)


def _looked_at(access: Access, row: Any, table: str, grid: Grid, said: Corrections) -> TableFound:
    found = {"upload_id": row.id, "file": row.name, "table": table, "grid": grid, "corrections": said}
    try:
        if table == SURVEY:
            planned = surveys.plan_survey(access, row.name, row.data, grid, said)
            return TableFound(**found, rows=planned.new + planned.matches, planned=planned)
        read = study_table(table, corrected(grid, said))
        if table == "proposal":
            planned = proposals.plan_proposal(access, proposals.whose(access, row.name), read.rows)
        else:
            planned = tables.plan_table(access, table, read.rows, read.attributes)
    except QuotetreeError as error:
        needed = ("respondent",) if table == SURVEY else fields_of(table)[0]
        wrong = mistakes_of(error.details, _columns(table, grid, said), needed)
        waits = _waits_for(access, row.batch, error.details)
        return TableFound(
            **found, refused=error.sentence, details=error.details, mistakes=tuple(wrong), waits_for=waits
        )
    return TableFound(**found, rows=len(read.rows), planned=planned, passed_over=tuple(read.passed_over))


def _columns(table: str, grid: Grid, said: Corrections) -> dict[str, int]:
    if table == SURVEY:
        return dict([(RESPONDENT, place) for place, use in said.columns.items() if use == RESPONDENT][:1])
    return places(grid, said)


def _waits_for(access: Access, batch: str, details: tuple[str, ...]) -> tuple[str, ...]:
    """The documents that the table lacks and that wait in the same batch."""
    missing = [(name.rsplit(".", 1)[0], name) for name in store.names_waiting(access, batch)]
    return tuple(
        file for stem, file in missing if any(f"There is no document “{stem}”" in one for one in details)
    )


def take(
    access: Access, upload_id: str, table: str, corrections: Corrections, shown: str
) -> TableFound | tables.Imported:
    """Take a table in as one action; where it would do something else by now than was shown, it is shown again."""
    access.reader.check_write()
    row = store.upload(access, upload_id)
    found = look(access, upload_id, table, corrections)
    if found.planned is None or found.outcome != shown:
        return found
    done = tables.apply(access, found.planned, row.batch, row.name)
    store.remove_upload(access, upload_id)
    return done


def leave(access: Access, upload_id: str) -> str:
    """Leave a table out. Returns its name."""
    access.reader.check_write()
    row = store.upload(access, upload_id)
    store.remove_upload(access, upload_id)
    return str(row.name)
