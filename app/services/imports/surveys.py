"""Bringing the answers of a survey in: one document, its respondents and their attributes, as one action."""

from quotetree.app.services.imports.tables import Imported, Planned, apply
from quotetree.app.store import imports as store
from quotetree.app.store.access import Access
from quotetree.app.store.log import Recorder
from quotetree.app.store.tables import new_id, now
from quotetree.coding.imports.plan import DocumentNow, ImportPlan
from quotetree.coding.imports.surveys import KIND, check_text, plan_attended, plan_people, survey_transcript
from quotetree.coding.imports.transcripts import Brought, document_name, plan_transcript
from quotetree.coding.names import name_key
from quotetree.coding.tables.grid import Corrections, Grid
from quotetree.coding.tables.survey import Survey, proposed_corrections, read_survey
from quotetree.coding.text import sha256

VERB = "survey.imported"


def proposed(grid: Grid) -> Corrections:
    """What each column is likely to be."""
    return proposed_corrections(grid)


def plan_survey(access: Access, file: str, data: bytes, grid: Grid, said: Corrections) -> Planned:
    """What a survey would do. The same file again is a match. Raises TableRefused."""
    access.reader.check_write()
    survey = read_survey(grid, said)
    transcript = survey_transcript(survey)
    standing = store.standing(access, "participant_value")
    there = standing.document(document_name(file))
    plan = ImportPlan(new_id)
    if there is not None:
        _check(access, there, survey, transcript.text)
    meanings, people = plan_people(plan, standing, survey)
    about = {"name": document_name(file), "n": len(survey.rows), "people": people}
    if there is None:
        brought = Brought(file, data, KIND, transcript)
        document = plan_transcript(plan, standing, brought, meanings, now())
        plan_attended(plan, document["id"], meanings)
        about["document"] = document["id"]
    else:
        about["document"] = there.id
    changed = plan.changed("participant_value") + (plan.number_of("participant_value") if there else 0)

    def write(recorder: Recorder) -> None:
        store.write(recorder, plan)

    rows = len(survey.rows)
    if there is None:
        return Planned(rows, 0, 0, VERB, write, about, tuple(plan.said))
    return Planned(0, min(changed, rows), rows - min(changed, rows), VERB, write, about, tuple(plan.said))


def import_survey(
    access: Access, file: str, data: bytes, grid: Grid, said: Corrections, batch: str | None = None
) -> Imported:
    """Bring a survey in as one action."""
    return apply(access, plan_survey(access, file, data, grid, said), batch)


def _check(access: Access, there: DocumentNow, survey: Survey, text: str) -> None:
    people = store.attended(access, there.id)
    stands = text if there.sha256 == sha256(text) else ""
    check_text(there.name, stands, survey, text, frozenset(name_key(name) for name in people))
