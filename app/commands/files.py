"""The files of a study, as they are named on a command line or lie in a folder."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quotetree.coding.errors import QuotetreeError
from quotetree.coding.tables.survey import SurveyTold


class FileRefused(QuotetreeError):
    """A file that is not there or cannot be read."""


@dataclass(frozen=True, slots=True)
class StudyFiles:
    """Transcripts, and the tables about them; codebooks in the order in which the tree grew."""

    transcripts: Sequence[Path] = ()
    participants: Path | None = None
    documents: Path | None = None
    speakers: Path | None = None
    appearances: Path | None = None
    codebooks: Sequence[Path] = ()
    codings: Sequence[Path] = ()
    proposals: Sequence[Path] = ()
    join: bool = False
    again: bool = False
    surveys: Sequence[Path] = ()
    survey: SurveyTold = field(default_factory=SurveyTold)


def contents(path: Path) -> bytes:
    """A file's bytes. Raises FileRefused."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FileRefused("There is no such file.") from None
    except IsADirectoryError:
        raise FileRefused("This is a folder; name the files in it.") from None
    except OSError as error:
        raise FileRefused(f"The file cannot be read: {error.strerror}.") from error
