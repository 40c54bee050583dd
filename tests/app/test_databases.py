"""The databases that tests get: empty, migrated, each test's own; and what migrations must keep."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, func, inspect, select, text
from sqlmodel import SQLModel

from quotetree.app.store import migrate, tables

TABLES = SQLModel.metadata


@pytest.fixture
def engine(database_url: str):
    made = create_engine(database_url)
    yield made
    made.dispose()


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_database_is_empty_and_ones_own(engine, time: str):
    with engine.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(TABLES.tables["project"])) == 0
        connection.execute(text("CREATE TABLE left_behind (id integer)"))
        assert inspect(connection).has_table("left_behind")


def test_migrations_give_the_tables_that_the_program_declares(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, TABLES) == []


def test_migrations_go_down_and_up_again(database_url: str, engine):
    declared = set(TABLES.tables)
    assert declared <= set(inspect(engine).get_table_names())
    migrate.migrate(database_url, "base", down=True)
    assert not declared & set(inspect(engine).get_table_names())
    migrate.upgrade(database_url)
    assert declared <= set(inspect(engine).get_table_names())


def test_a_newer_database_is_left_alone(database_url: str, engine):
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(migrate.DatabaseNewer, match="9999"):
        migrate.upgrade(database_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_every_table_is_declared_in_one_place():
    assert all(model.__module__.startswith(f"{tables.__name__}.") for model in SQLModel.__subclasses__())
