"""The demo study, which comes in by the ordinary import."""

from pathlib import Path

from sqlalchemy import Engine

import quotetree.app
from quotetree.app.commands.bringing import Bringing
from quotetree.app.commands.files import StudyFiles
from quotetree.app.commands.told import Told
from quotetree.app.store import projects
from quotetree.app.store.database import transaction
from quotetree.coding.errors import QuotetreeError

FOLDER = Path(quotetree.app.__file__).parent / "demo"
NAME = "Side by Side"


def add_demo(database: Engine) -> bool:
    """Add the demo study where there is no project yet. Answers whether it was added."""
    with transaction(database, writing=False) as connection:
        if projects.all_names(connection):
            return False
    told = Told(quiet=True)
    Bringing(database, NAME, told).all(files())
    if not told.all_done:
        raise QuotetreeError("The demo study could not be added whole.")
    return True


def files() -> StudyFiles:
    """The demo's files."""
    return StudyFiles(
        transcripts=sorted((FOLDER / "transcripts").iterdir()),
        participants=FOLDER / "participants.csv",
        documents=FOLDER / "documents.csv",
        speakers=FOLDER / "speakers.csv",
        appearances=FOLDER / "appearances.csv",
        codebooks=[FOLDER / "codebook.csv"],
        codings=[FOLDER / "codings.csv"],
    )
