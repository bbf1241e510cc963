"""Look for anything wrong in a store: the file, its rules, its books and its log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from pip_manager.errors import DamagedStoreError, VerifyError
from pip_manager.models import tables, triggers, verify_issued, verify_log
from pip_manager.models.finding import Finding
from pip_manager.models.schema import SCHEMA, stamps
from pip_manager.models.store import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from pip_manager.models.store import Store

_MOST = 20
"""How many findings of one kind are told before the rest are counted."""

_SERVER_TRIGGERS = """
    SELECT tgname, prosrc, array_to_string(proconfig, ' ') AS settings, tgenabled,
           pg_get_triggerdef(t.oid, true) AS definition
    FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid
    JOIN pg_class c ON c.oid = tgrelid
    WHERE NOT tgisinternal AND c.relnamespace = current_schema()::regnamespace
"""


def verify(store: Store) -> list[Finding]:
    """Return all that is wrong with a store; nothing where it is sound.

    Raises:
        StoreError: the store cannot be reached or read at all.
    """
    try:
        with store.reading() as connection:
            return found(connection)
    except DamagedStoreError as error:
        return [Finding("integrity", str(error))]
    except DBAPIError as error:
        return [Finding("schema", f"the store cannot be read: {error.orig}")]


def found(connection: Connection) -> list[Finding]:
    """Return all that is wrong with what a connection sees."""
    findings = [*_integrity(connection)]
    if findings:
        return _shortened(findings)  # nothing else can be told of a torn file
    findings += _foreign_keys(connection)
    findings += _schema(connection)
    findings += _triggers(connection)
    if not any(finding.check == "schema" for finding in findings):
        findings += _as_read("documents", verify_issued.found(connection))
        findings += _as_read("records", verify_log.found(connection))
    return _shortened(findings)


def _as_read(check: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Tell what is found, and that the rest could not be read where it could not."""
    try:
        yield from findings
    except (ArithmeticError, ValueError) as error:
        yield Finding(check, f"what is kept cannot be read: {error}")


def sound(connection: Connection) -> None:
    """Refuse a file that is torn or whose change log is broken.

    Raises:
        VerifyError: with the first thing that is wrong.
    """
    for finding in _integrity(connection) or verify_log.broken_links(connection):
        raise VerifyError(f"The copy is not sound: {finding.what}")


def _integrity(connection: Connection) -> list[Finding]:
    if connection.dialect.name != "sqlite":
        return []
    told = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})").scalars()
    return [Finding("integrity", words) for words in told if words != "ok"]


def _foreign_keys(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("PRAGMA foreign_key_check")
        for table, rowid, parent, _ in rows:
            where = f"row {rowid} of {table}" if rowid else table
            words = f"{where} names a record of {parent} that is not there"
            yield Finding("foreign_keys", words)
        return
    asked = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
    for name in connection.exec_driver_sql(asked).scalars():
        yield Finding("foreign_keys", f"{name} is not checked by the server")


def _schema(connection: Connection) -> Iterator[Finding]:
    columns = {
        name: {column["name"] for column in kept}
        for (_, name), kept in inspect(connection).get_multi_columns().items()
    }
    for name, table in sorted(tables.metadata.tables.items()):
        if name not in columns:
            yield Finding("schema", f"the table {name} is missing")
        elif missing := set(table.columns.keys()) - columns[name]:
            words = ", ".join(sorted(missing))
            yield Finding("schema", f"the table {name} lacks {words}")
    if not {"marks", stamps.name} <= columns.keys():
        yield Finding("schema", "the store does not say which schema it is")
        return
    said = {"marks": mark(connection, "schema")}
    stamped = "SELECT version_num FROM alembic_version"
    said["alembic_version"] = connection.exec_driver_sql(stamped).scalar()
    if connection.dialect.name == "sqlite":
        said["user_version"] = connection.exec_driver_sql(
            "PRAGMA user_version"
        ).scalar()
    for name, number in said.items():
        if number is None or int(number) != SCHEMA:
            yield Finding("schema", f"{name} says {number}, not {SCHEMA}")


def _triggers(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name == "sqlite":
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        expected = triggers.SQLITE
        kept = {name: sql for name, sql in connection.exec_driver_sql(asked)}  # noqa: C416 - rows are no pairs to mypy
    else:
        expected = triggers.POSTGRES
        rows = connection.exec_driver_sql(_SERVER_TRIGGERS)
        kept = {row.tgname: _server_trigger(*row) for row in rows}
    for name in sorted(expected.keys() | kept.keys()):
        if name not in kept:
            yield Finding("triggers", f"the rule {name} is missing")
        elif name not in expected:
            yield Finding("triggers", f"there is a foreign rule {name}")
        elif kept[name] != expected[name]:
            yield Finding("triggers", f"the rule {name} has been altered")


def _server_trigger(
    name: str, body: str, settings: str | None, enabled: str, definition: str
) -> str:
    """Write a trigger of the server as `triggers.POSTGRES` does."""
    path = (settings or "").replace("search_path=", "search_path = ")
    off = "" if enabled == "O" else " DISABLED"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
        f" SET {path} AS $${body}$$; {definition}{off}"
    )


def _shortened(findings: list[Finding]) -> list[Finding]:
    told: list[Finding] = []
    counted: dict[str, int] = {}
    for finding in findings:
        counted[finding.check] = counted.get(finding.check, 0) + 1
        if counted[finding.check] <= _MOST:
            told.append(finding)
    told += [
        Finding(check, f"and {n - _MOST} more")
        for check, n in counted.items()
        if n > _MOST
    ]
    return told
