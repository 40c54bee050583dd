"""Brings the files of a study into a project: each is taken in whole, in a transaction and an action of its own."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine

from quotetree.app.commands.bringing_again import brought_again
from quotetree.app.commands.files import FileRefused, StudyFiles, contents
from quotetree.app.commands.opening import me, project
from quotetree.app.commands.told import Told
from quotetree.app.services import joining
from quotetree.app.services.imports import proposals, surveys, tables
from quotetree.app.services.imports.transcripts import keep_transcript
from quotetree.app.services.imports.uploads import as_before
from quotetree.app.services.projects import create_project
from quotetree.app.store import imports as store
from quotetree.app.store.access import Access, local_account
from quotetree.app.store.database import transaction
from quotetree.app.store.tables import new_id
from quotetree.coding.counts.sentence import several
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.imports.speakers import open_labels
from quotetree.coding.imports.transcripts import Brought, document_name
from quotetree.coding.names import name_key
from quotetree.coding.tables.grid import read_grid
from quotetree.coding.tables.speakers import labels_of
from quotetree.coding.tables.study import StudyTable, read_study_table
from quotetree.coding.tables.survey import SurveyTold, uses_sentence, uses_told
from quotetree.coding.transcript import read_transcript


class Bringing:
    """One command's or one folder's files on their way into a project, which is made with the first that is taken."""

    def __init__(self, database: Engine, project: str, told: Told) -> None:
        self.database, self.project, self.told = database, project, told
        self.batch = new_id()
        self.kept: dict[str, str] = {}  # the name of each document of this batch, by its id

    def all(self, files: StudyFiles) -> None:
        """Kinds of documents and known labels are read first: transcripts are read by them."""
        if files.participants:
            self._table("participants", files.participants)
        about_documents = self._read("documents", files.documents)
        about_speakers = self._read("speakers", files.speakers)
        if files.again:
            self._again(files.transcripts)
        else:
            self._transcripts(files.transcripts, about_documents, about_speakers)
        for path in files.surveys:
            self._survey(path, files.survey)
        self._take("documents", files.documents, about_documents)
        self._take("speakers", files.speakers, about_speakers)
        if files.appearances:
            self._table("appearances", files.appearances)
        for name, paths in (("codebook", files.codebooks), ("codings", files.codings)):
            for path in paths:
                self._table(name, path)
            if name == "codebook":
                for path in files.proposals:
                    self._proposal(path)
        if files.join or files.codings:
            self._joins(files.join)
        self._ask(about_speakers)

    def _table(self, name: str, path: Path) -> None:
        self._take(name, path, self._read(name, path))

    def _read(self, name: str, path: Path | None) -> StudyTable | None:
        """A table's values; None where there is none, or it was refused."""
        if path is None:
            return None
        try:
            table = read_study_table(name, contents(path), path.name)
        except QuotetreeError as error:
            self.told.refused(path.name, error)
            return None
        if table.passed_over:
            columns = ", ".join(f"“{column}”" for column in table.passed_over)
            self.told.notice(f"{path.name}: passed over the columns that are not of this table: {columns}.")
        return table

    def _take(self, name: str, path: Path | None, table: StudyTable | None) -> None:
        if path is None or table is None:
            return

        def take(access: Access) -> str:
            done = tables.import_table(access, name, table.rows, table.attributes, self.batch, path.name)
            return _sentence(len(table.rows), done)

        self._unit(path.name, take)

    def _proposal(self, path: Path) -> None:
        """The own tree of the coder that the file is named for."""
        table = self._read("codebook", path)
        if table is None:
            return

        def take(access: Access) -> str:
            done = proposals.import_proposal(access, path.stem, table.rows, self.batch)
            return _sentence(len(table.rows), done)

        self._unit(path.name, take)

    def _survey(self, path: Path, told: SurveyTold) -> None:
        """A survey, with what was said of its columns, else with what is likely; which that is is told."""
        try:
            data = contents(path)
            grid = read_grid(path.name, data)
            said = uses_told(grid, told)
        except QuotetreeError as error:
            self.told.refused(path.name, error)
            return
        chosen = told.respondent or told.questions or told.attributes or told.passed_over
        hint = "" if chosen else f" {_OTHERWISE}"
        self.told.notice(f"{path.name}: {uses_sentence(grid, said)}{hint}")

        def take(access: Access) -> str:
            done = surveys.import_survey(access, path.name, data, grid, said, self.batch)
            if done.seq is None:
                return "already there."
            rows = done.new + done.matches
            told = f"{rows:,} respondents, {'new' if done.new else 'with other attributes than before'}."
            return " ".join((told, *done.said))

        self._unit(path.name, take)

    def _joins(self, join: bool) -> None:
        """Codings that continue one another are counted, and joined if that was asked for."""

        def do(access: Access) -> str:
            done = joining.join_codings(access, self.batch)
            return f"{done.codings:,} codings that continue one another, into {several(done.passages, 'passage')}."

        if join:
            self._unit("Joined", do)
            return
        with transaction(self.database, writing=True) as connection:
            there = project(connection, self.project)
            found = joining.joinable(there) if there else None
        if found and found.codings:
            self.told.done(
                f"{found.codings:,} codings continue one another over nothing but labels and blanks; "
                f"--join makes {several(found.passages, 'passage')} of them."
            )

    def _unit(self, what: str, do: Callable[[Access], str]) -> None:
        """One file: a transaction that is told of when it is committed, or that leaves nothing."""
        try:
            with transaction(self.database, writing=True) as connection:
                sentence = do(self._access(connection))
        except QuotetreeError as error:
            self.told.refused(what, error)
        else:
            self.told.done(f"{what}: {sentence}")

    def _access(self, connection: Connection) -> Access:
        found = project(connection, self.project)
        return found or create_project(connection, local_account(connection, me()), self.project, me())

    def _transcripts(
        self, paths: Sequence[Path], documents: StudyTable | None, speakers: StudyTable | None
    ) -> None:
        kinds = (
            {name_key(row.name): row.fields.get("kind", "interview") for row in documents.rows}
            if documents
            else {}
        )
        labels = labels_of(speakers.rows) if speakers else {}
        people = self._people()
        named: dict[str, str] = {}
        for path in paths:
            try:
                key = name_key(document_name(path.name))
                if key in named:
                    raise FileRefused(
                        f"{named[key]} was named before it; a document is called as its file is, so rename one of them."
                    )
                data, kind = contents(path), kinds.get(key, "interview")
                known = people | labels.get(key, set())
                brought = Brought(path.name, data, kind, read_transcript(path.name, data, kind, known))
                named[key] = path.name
            except QuotetreeError as error:
                self.told.refused(path.name, error)
            else:
                self._unit(path.name, partial(self._keep, brought))

    def _keep(self, brought: Brought, access: Access) -> str:
        before = as_before(access, brought.transcript)
        said = {label: one for label, (one, _) in before.items()}
        kept = keep_transcript(access, brought, said, self.batch)
        self.kept[kept.document_id] = kept.name
        if kept.seq is None:
            return "already there."
        removed = brought.transcript.removed
        gone = f", {removed:,} control characters taken out" if removed else ""
        roles = "".join(f"; “{label}” {one.role}, as in {where}" for label, (one, where) in before.items())
        return f"{kept.turns:,} turns{gone}{roles}."

    def _again(self, paths: Sequence[Path]) -> None:
        for path in paths:
            try:
                data = contents(path)
            except QuotetreeError as error:
                self.told.refused(path.name, error)
            else:
                self._unit(path.name, partial(brought_again, path.name, data))

    def _people(self) -> set[str]:
        """The participants' ids, which are labels wherever they stand."""
        with transaction(self.database, writing=True) as connection:
            found = project(connection, self.project)
            return store.participant_names(found) if found else set()

    def _ask(self, speakers: StudyTable | None) -> None:
        """Labels of this batch that nobody is yet, and those that fit two."""
        if not self.kept:
            return
        told = {(name_key(row.document), row.label) for row in speakers.rows} if speakers else set()
        with transaction(self.database, writing=True) as connection:
            access = self._access(connection)
            standing = store.standing(access)
            found = open_labels(store.speakers(access).values(), self.kept, standing.participants)
        for label, one in found.items():
            where = [name for name in one.documents if (name_key(name), label) not in told]
            if where and one.fits_two:
                self.told.refused(
                    _some(where),
                    FileRefused(
                        f"The label “{label}” is a participant's id and also a word for a role. {_SAY}"
                    ),
                )
            elif where:
                who = f"“{label}” is not identified. {_SAY}" if label else _UNLABELLED
                self.told.notice(f"{_some(where)}: {who}")


_OTHERWISE = (
    "If a column is something else, say so: --respondent, --question, --attribute or --pass-over COLUMN."
)
_UNLABELLED = "No labels were found, so whose words these are is not known. Say so in the browser."
_SAY = "Say in a table of --speakers, or in the browser, what it stands for."


def _some(names: Sequence[str]) -> str:
    """The first names of many."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{', '.join(names[:3])}{more}"


def _sentence(rows: int, done: tables.Imported) -> str:
    """What became of a table's rows."""
    if done.seq is None:
        return f"{rows:,} rows, all there already."
    parts = [(done.new, "new"), (done.changed, "changed"), (done.matches, "already there")]
    told = ", ".join(f"{number:,} {what}" for number, what in parts if number)
    return " ".join((f"{rows:,} rows: {told or 'nothing new'}.", *done.said))
