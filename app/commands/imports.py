"""quotetree import: transcripts and tables into a project."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from quotetree.app.commands.bringing import Bringing
from quotetree.app.commands.files import StudyFiles
from quotetree.app.commands.opening import database
from quotetree.app.commands.told import Told
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.files import ENDINGS
from quotetree.coding.tables.survey import SurveyTold

SUMMARY = f"bring transcripts ({', '.join(ENDINGS)}) and tables (.csv, .xlsx) into a project, which is made if need be"
TABLES = {
    "participants": "people: id, and an attribute a further column",
    "documents": "document, kind, date, language, participants, and an attribute a further column",
    "speakers": "document, label, role, participant: what a label stands for where it does not tell itself",
    "appearances": "document, participant, and the attributes that held at that time",
}
SEVERAL = {
    "codebook": "path, description, inclusion, exclusion, …; several come in order, as the tree grew",
    "codings": "document, start, end, code, coder, layer",
    "proposal": "a member's own tree, as a codebook named for the member: Ana.csv",
    "survey": "answers to open questions: a row a respondent, a column a question",
}
SURVEY = {
    "question": "holds answers to an open question",
    "attribute": "is an attribute of the respondents",
    "pass-over": "is left out",
}


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("project", metavar="PROJECT", help="its name")
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="a transcript")
    for name, what in TABLES.items():
        parser.add_argument(f"--{name}", metavar="F.csv", type=Path, help=what)
    for name, what in SEVERAL.items():
        parser.add_argument(
            f"--{name}", metavar="F.csv", type=Path, nargs="+", action="extend", default=[], help=what
        )
    parser.add_argument(
        "--join",
        action="store_true",
        help="join codings that continue one another over nothing but labels and blanks; one action",
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help="the transcripts are corrected texts of documents that are there: codings stay on their words",
    )
    survey = parser.add_argument_group("the columns of a survey, where they are not what is told")
    survey.add_argument("--respondent", metavar="COLUMN", help="holds the respondents' ids")
    for name, what in SURVEY.items():
        survey.add_argument(f"--{name}", metavar="COLUMN", action="append", default=[], help=what)


def run(args: Namespace) -> int:
    """Import. Answers 0 only if all was done."""
    files = StudyFiles(
        transcripts=args.files,
        participants=args.participants,
        documents=args.documents,
        speakers=args.speakers,
        appearances=args.appearances,
        codebooks=args.codebook,
        codings=args.codings,
        proposals=args.proposal,
        surveys=args.survey,
        join=args.join,
        again=args.again,
        survey=SurveyTold(args.respondent, args.question, args.attribute, args.pass_over),
    )
    if not any(vars(args)[name] for name in ("files", *TABLES, *SEVERAL, "join")):
        raise QuotetreeError("Nothing was named to bring in, neither a transcript nor a table.")
    told = Told()
    with database(args.data, make=True) as engine:
        Bringing(engine, args.project, told).all(files)
    return 0 if told.all_done else 1
