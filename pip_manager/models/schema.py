"""The schema of a store: made whole for a new one, step by step for an older one.

A new store gets every table at once and is stamped; `models.upgrade` takes an older
one through the steps of `models/migrations`, which end at the same tables and triggers.
Step 1 is the tables frozen as SQL: ``python -m pip_manager.models.migrations`` writes
it anew, for as long as no version has been released with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, String, Table, inspect, update
from sqlalchemy.schema import CreateIndex, CreateTable

from pip_manager.models import header, tables, triggers

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.engine import Dialect

SCHEMA = 1
"""The schema this program writes: the mark ``schema``, and SQLite's user_version."""

stamps = Table(
    "alembic_version",
    MetaData(naming_convention={"pk": "%(table_name)s_pkc"}),
    Column("version_num", String(32), primary_key=True),
)
"""Where Alembic looks for the last step taken; outside the tables it compares."""


def make(connection: Connection, made_at: str) -> None:
    """Make every table and trigger of a new store, and stamp it."""
    for statement in statements(connection.dialect):
        connection.exec_driver_sql(statement)
    stamps.create(connection)
    connection.execute(stamps.insert().values(version_num=revision(SCHEMA)))
    install_triggers(connection)
    connection.execute(
        tables.marks.insert(),
        [
            {"name": "schema", "value": str(SCHEMA)},
            {"name": "made_at", "value": made_at},
        ],
    )
    number(connection, SCHEMA)


def revision(schema: int) -> str:
    """Return the name of the step that ends at a schema."""
    return f"{schema:04d}"


def number(connection: Connection, schema: int) -> None:
    """Write our mark and the schema into a file's header; with the transaction."""
    if connection.dialect.name == "sqlite":
        mark = f"PRAGMA application_id={header.APPLICATION_ID}"
        connection.exec_driver_sql(mark)
        connection.exec_driver_sql(f"PRAGMA user_version={schema}")


def is_made(connection: Connection) -> bool:
    """Tell whether there is a store."""
    return inspect(connection).has_table("marks")


def install_triggers(connection: Connection) -> None:
    """Put every rule into the database."""
    on_file = connection.dialect.name == "sqlite"
    for statement in (triggers.SQLITE if on_file else triggers.POSTGRES).values():
        connection.exec_driver_sql(statement)


def drop_triggers(connection: Connection) -> None:
    """Take every rule out, also those another version put there."""
    if connection.dialect.name == "sqlite":
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for name in connection.exec_driver_sql(asked).scalars().all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        return
    asked = (
        "SELECT DISTINCT tgfoid::regprocedure FROM pg_trigger t JOIN pg_class c"
        " ON c.oid = tgrelid WHERE NOT tgisinternal"
        " AND c.relnamespace = current_schema()::regnamespace"
    )
    for function in connection.exec_driver_sql(asked).scalars().all():
        connection.exec_driver_sql(f"DROP FUNCTION {function} CASCADE")


def restamp(connection: Connection, schema: int) -> None:
    """Let an upgraded store say which schema it is now."""
    marks = tables.marks
    said = update(marks).where(marks.c.name == "schema").values(value=str(schema))
    connection.execute(said)
    number(connection, schema)


def table_names(connection: Connection) -> list[str]:
    """Return the names of the tables there are."""
    return inspect(connection).get_table_names()


def trigger_names(connection: Connection) -> set[str]:
    """Return the names of the rules there are."""
    if connection.dialect.name == "sqlite":
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        asked = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    return set(connection.exec_driver_sql(asked).scalars())


def statements(dialect: Dialect) -> list[str]:
    """Return the statements that make the tables on a kind of database."""
    made = []
    for table in tables.metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(i).compile(dialect=dialect)) for i in indexes]
    return made
