"""Many rows at once: the ids of those that are asked for as one parameter, and new ones without a statement each.

SQLAlchemy takes longer to bind thirty thousand parameters than the databases take to find or to write the rows.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, String, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import FunctionElement

MANY = 100  # fewer rows are written by a statement that waits in SQLAlchemy's cache


class _Listed(FunctionElement[str]):
    """The strings of a JSON list, as rows."""

    type = String()
    inherit_cache = True


@compiles(_Listed, "sqlite")
def _on_sqlite(element: _Listed, compiler: SQLCompiler, **given: Any) -> str:
    return f"(SELECT value FROM json_each({compiler.process(element.clauses, **given)}))"


@compiles(_Listed, "postgresql")
def _on_postgresql(element: _Listed, compiler: SQLCompiler, **given: Any) -> str:
    return f"(SELECT json_array_elements_text(CAST({compiler.process(element.clauses, **given)} AS json)))"


def among(column: Any, ids: Iterable[str]) -> ColumnElement[bool]:
    """That a column holds one of these ids, of which there may be any number."""
    condition: ColumnElement[bool] = column.op("IN", is_comparison=True)(_Listed(json.dumps(list(ids))))
    return condition


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows, all with the same columns and none with bytes."""
    columns = tuple(rows[0])
    names = ", ".join(f'"{name}"' for name in columns)
    into = f'INSERT INTO "{table.name}" ({names})'
    if connection.dialect.name == "postgresql":
        statement = f'{into} SELECT {names} FROM json_populate_recordset(NULL::"{table.name}", %s)'
        connection.exec_driver_sql(statement, (json.dumps(rows, default=datetime.isoformat),))
        return
    values: Iterable[tuple[Any, ...]] = map(itemgetter(*columns), rows)
    converted = _converted(table, columns, connection.dialect)
    if converted:
        values = (_convert(row, converted) for row in values)
    connection.exec_driver_sql(f"{into} VALUES ({', '.join('?' * len(columns))})", list(values))


@lru_cache(maxsize=128)
def _converted(table: Table, columns: tuple[str, ...], dialect: Dialect) -> tuple[tuple[int, Any], ...]:
    """By place what turns a value into one that SQLite's own module keeps, where there is need."""
    kinds = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in columns]
    return tuple((place, convert) for place, convert in enumerate(kinds) if convert is not None)


def _convert(row: tuple[Any, ...], converted: Sequence[tuple[int, Any]]) -> tuple[Any, ...]:
    new = list(row)
    for place, convert in converted:
        new[place] = convert(new[place])
    return tuple(new)
