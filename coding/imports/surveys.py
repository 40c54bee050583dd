"""A survey as a document: a heading for each question, and under it a turn for each who answered.

One document a file and not one a respondent, because answers are read and coded question by question, and because the
counts hold as they stand: the turns of a person are theirs under whatever question, and a percentage has the people of
the survey below it. The question's line is a row that is not a speaker, so no count and no search takes it for talk.
Rows are made from the table, never by looking for labels: an answer that reads "Note: none" stays an answer.
"""

from quotetree.coding.imports.attributes import Attributes
from quotetree.coding.imports.plan import ImportPlan, Standing
from quotetree.coding.imports.speakers import Meaning
from quotetree.coding.names import name_key
from quotetree.coding.tables.grid import TableRefused
from quotetree.coding.tables.survey import Survey
from quotetree.coding.tables.table import refuse
from quotetree.coding.text import sha256
from quotetree.coding.transcript import Row, Transcript, labels_of

KIND = "survey answers"
NOBODY = Meaning("not a speaker")


def survey_transcript(survey: Survey) -> Transcript:
    """The survey's text and turns; who left a question out has no turn under it."""
    pieces: list[str] = []
    rows: list[Row] = []
    at = 0
    for n, question in enumerate(survey.questions):
        said = [(row.person, row.answers[n]) for row in survey.rows if n in row.answers]
        if pieces and said:
            pieces.append("\n")
            at += 1
        for label, words in [("", question), *said] if said else []:
            before = f"{label}: " if label else ""
            line = f"{before}{words}"
            start = at + len(before)
            rows.append(Row(at, start, at + len(line), label, speaks=bool(label)))
            pieces.append(f"{line}\n")
            at += len(line) + 1
    text = "".join(pieces)
    return Transcript(text, sha256(text), tuple(rows), labels_of(rows, text, KIND), 0)


def plan_people(plan: ImportPlan, standing: Standing, survey: Survey) -> tuple[dict[str, Meaning], int]:
    """The respondents with their attributes. Returns what each label stands for, and how many people are new."""
    attributes = Attributes(plan, standing, "participant", survey.attributes)
    attributes.guess(row.values for row in survey.rows)
    refuse([sentence for row in survey.rows for sentence in attributes.misfits(row.number, row.values)])
    meanings = {"": NOBODY}
    new = 0
    for row in survey.rows:
        key = name_key(row.person)
        person = standing.participants.get(key)
        if person is None:
            made = {"project_id": standing.project_id, "name": row.person, "name_key": key}
            person = plan.insert("participant", made)
            new += 1
        attributes.give("participant_value", "participant_id", person, row.values)
        meanings[row.person] = Meaning("participant", (person,))
    return meanings, new


def plan_attended(plan: ImportPlan, document: str, meanings: dict[str, Meaning]) -> None:
    """Everybody of the survey appears in it, also who answered no open question."""
    for meaning in meanings.values():
        if meaning.participant:
            plan.insert("appearance", {"document_id": document, "participant_id": meaning.participant})


def check_text(name: str, stands: str, survey: Survey, text: str, known: frozenset[str]) -> None:
    """Raises TableRefused where a survey of this name is there with another text, and says what to do."""
    if stands == text:
        return
    later = [row.person for row in survey.rows if name_key(row.person) not in known]
    if later:
        shown = ", ".join(later[:3]) + (f" and {len(later) - 3:,} more" if len(later) > 3 else "")
        raise TableRefused(
            f"“{name}” is in the project already, with {len(known):,} respondents, and this file has {len(later):,} "
            f"more ({shown}). Nothing was changed. Leave the rows of the earlier respondents out of the file, give it "
            "another name, such as the date, and bring it in as a document of its own."
        )
    raise TableRefused(
        f"“{name}” is in the project already, with other answers or other questions. Nothing was changed. "
        "To keep both, give the file another name; to put an answer right, correct it in the document."
    )
