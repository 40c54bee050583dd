"""Brings a database to the program's version."""

from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError

import quotetree.app
from quotetree.coding.errors import QuotetreeError

HERE = Path(quotetree.app.__file__).parent.parent / "migrations"


class DatabaseNewer(QuotetreeError):
    """The database was written by a later version of the program."""


def upgrade(url: str) -> None:
    """Create or bring up to date the tables at a URL.

    Raises DatabaseNewer, changing nothing, where the database knows a version that this program does not.
    """
    found = _version(url)
    known = sorted(file.stem.split("_")[0] for file in (HERE / "versions").glob("[0-9]*.py"))
    if found == known[-1]:
        return
    if found is not None and found not in known:
        raise DatabaseNewer(
            f"The database is of a later version ({found}) than this program ({known[-1]}). "
            "Nothing was changed. Install the newer Quotetree to open it."
        )
    migrate(url, "head")


def migrate(url: str, to: str, *, down: bool = False) -> None:
    """Run migrations up, or down, to a revision."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["url"] = url
    (command.downgrade if down else command.upgrade)(config, to)


def _version(url: str) -> str | None:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except ProgrammingError:
        return None
    except SQLAlchemyError as error:
        if "no such table" in str(error):
            return None
        raise
    finally:
        engine.dispose()
