"""Answers to a survey: a row a respondent, a column a question."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.names import clean_name, name_key
from quotetree.coding.tables.grid import Corrections, Grid, Record, TableRefused

RESPONDENT, QUESTION, ATTRIBUTE, PASSED_OVER = "respondent", "question", "attribute", ""
FEW = 4  # answers that come again among fewer than so many say nothing of what was asked
_NOTHING = frozenset(("n/a", "na", "n.a.", "none", "nothing", "nil", "-", "–", "—", "."))
USES = (RESPONDENT, QUESTION, ATTRIBUTE)
_ID = re.compile(
    r"(?:respondent|response|participant|person|case|record|subject)?[ _-]*(?:id|nr|no\.?|number|code)?", re.I
)
_SURELY_ID = re.compile(
    r"id|(?:respondent|participant|person)(?:[ _-]*id)?|(?:response|case|record|subject)[ _-]*id", re.I
)
_PRIVATE = re.compile(
    r"(?:e-?mail|ip[ _-]?address|phone|telephone|(?:first|last|full|sur)[ _-]?name|name|address|post ?code|zip)\b|"
    r"time ?stamp|(?:start|end|recorded|submit\w*|completion) ?(?:date|time)|duration|latitude|longitude|user ?agent|"
    r"location(?:latitude|longitude)|status|finished|progress|distribution ?channel|(?:user)?language",
    re.I,
)
_DATE = re.compile(
    r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}\b|[0-9]{1,2}([-/.])[0-9]{1,2}\2[0-9]{2,4}\b|[0-9]{1,2}:[0-9]{2}\b|"
    r"[0-9]{1,2}\.? [^\W\d_]{3,9}\.?,? [0-9]{4}\b|[^\W\d_]{3,9}\.? [0-9]{1,2},? [0-9]{4}\b"
)


@dataclass(frozen=True, slots=True)
class Answered:
    """A person's answers (by the question's place among the questions) and attributes (by the column's key)."""

    number: int
    person: str
    answers: Mapping[int, str]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Survey:
    """`questions` in the order of their columns; `attributes`: key to name."""

    questions: tuple[str, ...]
    attributes: Mapping[str, str]
    rows: tuple[Answered, ...]


def proposed_uses(grid: Grid) -> dict[int, str]:
    """What each column is likely to be, by place: the id with a value of its own in each row, long answers, the rest.

    Names, addresses and what a survey program notes of its own (times, IP addresses) are passed over.
    """
    uses = {place: _use(name, _cells(grid, place)) for place, name in enumerate(grid.header)}
    respondent = _respondent(grid, uses)
    if respondent is not None:
        uses[respondent] = RESPONDENT
    return uses


def _respondent(grid: Grid, uses: Mapping[int, str]) -> int | None:
    """The column of the respondents' ids: one called so, also where somebody stands twice, so that this is told.

    Else the first with a value of its own in each row; dates and times are nobody's id.
    """
    ids = [place for place, use in uses.items() if use != QUESTION and _is_id(grid, place)]
    named = [
        place
        for place, use in uses.items()
        if use != QUESTION and grid.header[place].strip() and _ID.fullmatch(grid.header[place].strip())
    ]
    likely = [place for place in named if _names_people(grid, place)]
    surely = [place for place in likely if _SURELY_ID.fullmatch(grid.header[place].strip())]
    for called in (
        surely,
        likely,
    ):  # a running number beside ids is not asked: who stands twice is told by the ids
        if called:
            return next((place for place in called if place in ids), called[0])
    return next(iter(ids), None)


def _names_people(grid: Grid, place: int) -> bool:
    """Whether a column is called so that it must be the ids, or most that have a value have one of their own."""
    counted = Counter(map(name_key, _cells(grid, place)))
    if not counted or any(map(_DATE.match, counted)):
        return False
    own = sum(n == 1 for n in counted.values())
    return bool(_SURELY_ID.fullmatch(grid.header[place].strip())) or own * 2 >= len(counted) > 1


def proposed_corrections(grid: Grid) -> Corrections:
    """The same in the form that a person changes."""
    return Corrections({place: use or None for place, use in proposed_uses(grid).items()})


def _cells(grid: Grid, place: int) -> list[str]:
    found = [row.cells[place] if place < len(row.cells) else "" for row in grid.rows]
    return [cell for cell in found if cell]


def _is_id(grid: Grid, place: int) -> bool:
    cells = _cells(grid, place)
    short = all(len(cell) <= 40 and "\n" not in cell for cell in cells)
    return (
        bool(cells)
        and len(cells) == len(grid.rows)
        and short
        and not all(map(_DATE.match, cells))
        and len(set(map(name_key, cells))) == len(cells)
    )


def _use(name: str, cells: Sequence[str]) -> str:
    if not cells or not name or _PRIVATE.match(name.strip()):
        return PASSED_OVER
    if name.strip().endswith(("?", "？", "؟")) and not _closed(cells):
        return QUESTION
    long = sum(len(cell.split()) >= 5 or "\n" in cell for cell in cells)
    return QUESTION if long >= max(1, len(cells) / 5) else ATTRIBUTE


def _closed(cells: Sequence[str]) -> bool:
    """Whether a question was one to tick: numbers, yes and no, or a few answers that come again and again."""
    said = [name_key(cell) for cell in cells if name_key(cell) not in _NOTHING]
    different = set(said)
    numbers = all(re.fullmatch(r"[-+]?[0-9]+(?:[.,][0-9]+)?%?", cell) for cell in different)
    again = len(said) >= FEW and len(different) * 2 <= len(said)
    return bool(said) and (numbers or different <= {"yes", "no"} or again)


def read_survey(grid: Grid, said: Corrections) -> Survey:
    """The answers in a table. `said.columns` is the use of each column. Raises TableRefused that names all bad rows."""
    uses = {place: use for place, use in said.columns.items() if use and place < len(grid.header)}
    respondent = [place for place, use in uses.items() if use == RESPONDENT]
    questions = sorted(place for place, use in uses.items() if use == QUESTION)
    attributes = sorted(place for place, use in uses.items() if use == ATTRIBUTE)
    if len(respondent) != 1:
        raise TableRefused("Say which one column holds the respondents' ids.")
    if not questions:
        raise TableRefused("Say which columns hold the answers to open questions.")
    names = {place: _heading(grid, place) for place in (*questions, *attributes)}
    rows, bad, first = [], [], {}  # type: ignore[var-annotated]
    for record in grid.rows:
        if record.number in said.left_out:
            continue
        cells = {place: _cell(record, place, said) for place in (*respondent, *questions, *attributes)}
        if not any(cells.values()):
            continue
        person, reason = _person(cells[respondent[0]])
        before = first.setdefault(name_key(person), record.number)
        if not reason and before != record.number:
            reason = f"This respondent stands already in row {before}."
        if not reason and len(record.cells) > len(grid.header):
            reason = f"it has {len(record.cells)} cells, but there are {len(grid.header)} columns."
        if reason:
            bad.append(f"Row {record.number}, column respondent: {reason}")
        answers = {n: cells[place] for n, place in enumerate(questions) if cells[place]}
        values = {name_key(names[place]): cells[place] for place in attributes if cells[place]}
        rows.append(Answered(record.number, person, answers, values))
    if bad:
        several = f"{len(bad):,} rows are" if len(bad) > 1 else "1 row is"
        raise TableRefused(f"{several} wrong, so nothing of the survey was taken in.", bad)
    if not any(row.answers for row in rows):
        raise TableRefused("There are no answers in the columns of the questions.")
    named = {name_key(names[place]): names[place] for place in attributes}
    return Survey(tuple(names[place] for place in questions), named, tuple(rows))


def _heading(grid: Grid, place: int) -> str:
    name = " ".join(grid.header[place].split())
    if not name:
        raise TableRefused(f"Column {place + 1} of the table has no name; a question or attribute needs one.")
    return name


def _cell(record: Record, place: int, said: Corrections) -> str:
    given = said.cells.get((record.number, place))
    return given.strip() if given is not None else (record.cells[place] if place < len(record.cells) else "")


def _person(cell: str) -> tuple[str, str]:
    if not cell:
        return "", "The cell is empty."
    try:
        return clean_name(cell, "A respondent"), ""
    except QuotetreeError as error:
        return cell, error.sentence


@dataclass(frozen=True, slots=True)
class SurveyTold:
    """What is said of a survey's columns by their names; of all others what is likely is taken."""

    respondent: str | None = None
    questions: Sequence[str] = ()
    attributes: Sequence[str] = ()
    passed_over: Sequence[str] = ()


def uses_told(grid: Grid, told: SurveyTold) -> Corrections:
    """The use of each column as it was told. Raises TableRefused for a column that is not there."""
    keys = {name_key(name): place for place, name in enumerate(grid.header)}
    uses = proposed_uses(grid)
    if told.respondent:
        uses = {place: PASSED_OVER if use == RESPONDENT else use for place, use in uses.items()}
    if told.questions:
        uses = {place: PASSED_OVER if use == QUESTION else use for place, use in uses.items()}
    respondent = [told.respondent] if told.respondent else []
    named = {
        RESPONDENT: respondent,
        QUESTION: told.questions,
        ATTRIBUTE: told.attributes,
        PASSED_OVER: told.passed_over,
    }
    for use, names in named.items():
        for name in names:
            if name_key(name) not in keys:
                there = ", ".join(f"“{one}”" for one in grid.header if one)
                raise TableRefused(f"The table has no column “{name}”; its columns are {there}.")
            uses[keys[name_key(name)]] = use
    return Corrections({place: use or None for place, use in uses.items()})


def uses_sentence(grid: Grid, said: Corrections) -> str:
    """Which columns are taken as what."""
    nouns = {
        RESPONDENT: "respondents by",
        QUESTION: "questions",
        ATTRIBUTE: "attributes",
        None: "passed over",
    }
    told = [
        (noun, [f"“{grid.header[place] or place + 1}”" for place, one in said.columns.items() if one == use])
        for use, noun in nouns.items()
    ]
    return "; ".join(f"{noun} {', '.join(names)}" for noun, names in told if names) + "."
