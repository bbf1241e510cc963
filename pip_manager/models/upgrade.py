"""Take a store of an older schema to this program's: on a copy, or not at all.

A file is copied beside itself, taken through the steps there, checked, and put in the
place of the first, which stays as ``NAME.before-upgrade``. Until that last moment not a
byte of it is touched. A database on a server is upgraded in one transaction.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, func, select, table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from pip_manager.errors import PipManagerError, StoreError
from pip_manager.models import backup, faults, files, header, lock, schema, triggers
from pip_manager.models.migrations import STEPS
from pip_manager.models.store import (
    connect,
    explained,
    is_server,
    mark,
    server_engine,
)

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy import Connection, Engine

_SERVER_LOCK = header.APPLICATION_ID


@dataclass(frozen=True, slots=True)
class Steps:
    """The schema to reach, and the folders of the steps that lead there."""

    schema: int = schema.SCHEMA
    folders: tuple[Path, ...] = (STEPS,)


OURS = Steps()


def is_older(location: str) -> bool:
    """Tell whether a store has to be upgraded before it can be opened.

    Raises:
        StoreError: it is no store that this program can read.
    """
    if not is_server(location):
        return header.check(Path(location), OURS.schema) < OURS.schema
    engine = server_engine(location)
    try:
        with explained(), engine.begin() as connection:
            return schema.is_made(connection) and _schema(connection) < OURS.schema
    finally:
        engine.dispose()


def upgrade(location: str, steps: Steps = OURS) -> Path | None:
    """Upgrade a store where it is older; return the file kept as it was.

    Returns None where there was nothing to do, or it is on a server.

    Raises:
        BusyStoreError: it is open in a window, or somebody is writing it.
        StoreError: it cannot be upgraded; it is as it was.
    """
    if is_server(location):
        _upgrade_server(location, steps)
        return None
    path = Path(location).absolute()
    if header.check(path, steps.schema) == steps.schema:
        return None
    with lock.take(path):
        backup.before(str(path), "upgrade")
        return _upgrade_file(path, steps)


def _upgrade_file(path: Path, steps: Steps) -> Path:
    fresh = header.beside(path, ".upgrading")
    kept = header.beside(path, ".before-upgrade")
    files.drop(fresh)
    with explained(), closing(connect(path)) as guard:
        guard.execute("BEGIN IMMEDIATE")  # nobody writes what would then be left behind
        try:
            files.copy(path, fresh)
            _upgrade_copy(fresh, steps)
            with files.told(path):
                files.settle(fresh)
                files.keep(path, kept)
                if os.name == "nt":  # pragma: no cover - which replaces no open file
                    guard.close()
                files.replace(fresh, path)
                files.settle(path)
        finally:
            files.drop(fresh)
    return kept


def _upgrade_copy(fresh: Path, steps: Steps) -> None:
    engine = _engine_without_keys(fresh)
    try:
        with explained(), engine.begin() as connection:
            _take_steps(connection, steps)
        with explained(), engine.connect() as connection:
            told = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            if told != ["ok"]:
                raise _failed("the upgraded copy is damaged")
    finally:
        engine.dispose()


def _engine_without_keys(path: Path) -> Engine:
    """Connect with foreign keys off: within a transaction it would be too late."""

    def _connect() -> sqlite3.Connection:
        connection = connect(path)
        connection.execute("PRAGMA foreign_keys=OFF")
        return connection

    engine = create_engine(
        "sqlite+pysqlite://", creator=_connect, poolclass=NullPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _upgrade_server(location: str, steps: Steps) -> None:
    engine = server_engine(location)
    try:
        with explained(), engine.begin() as connection:
            lock_it = func.pg_advisory_xact_lock(_SERVER_LOCK)
            connection.execute(select(lock_it))
            found = _schema(connection)
            header.check_schema(found, steps.schema)
            if found == steps.schema:
                return
        backup.before(location, "upgrade")
        with explained(), engine.begin() as connection:
            connection.execute(select(lock_it))
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            if _schema(connection) < steps.schema:  # nobody was faster meanwhile
                _take_steps(connection, steps)
    finally:
        engine.dispose()


def _schema(connection: Connection) -> int:
    return int(mark(connection, "schema") or 0)


def _take_steps(connection: Connection, steps: Steps) -> None:
    """Run the steps that are missing, then check what has become of the store."""
    counted = _counts(connection)
    schema.drop_triggers(connection)
    try:
        run_steps(connection, steps)
        schema.install_triggers(connection)
    except PipManagerError:
        raise
    except DBAPIError as error:
        raise faults.explain(error) or _failed("a step did not work") from error
    except Exception as error:
        raise _failed(f"a step did not work ({type(error).__name__})") from error
    schema.restamp(connection, steps.schema)
    _check(connection, counted)


def run_steps(connection: Connection, steps: Steps) -> None:
    """Take the steps a database has not taken yet, within its transaction."""
    from alembic.config import Config  # noqa: PLC0415 - only where there is work for it
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(STEPS.parent))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(str, steps.folders)))
    script = ScriptDirectory.from_config(config)
    target = schema.revision(steps.schema)

    def _missing(revision: Any, _: object) -> Any:  # noqa: ANN401 - Alembic's own
        return script._upgrade_revs(target, revision)  # noqa: SLF001 - as its own command

    with EnvironmentContext(config, script, fn=_missing) as context:
        context.configure(connection=connection, render_as_batch=True)
        context.run_migrations()


def _counts(connection: Connection) -> dict[str, int]:
    counted = {}
    for name in schema.table_names(connection):
        counting = select(func.count()).select_from(table(name))
        counted[name] = int(connection.scalar(counting) or 0)
    return counted


def _check(connection: Connection, before: dict[str, int]) -> None:
    after = _counts(connection)
    for name, count in before.items():
        if after.get(name, 0) < count:
            raise _failed(f"the step lost rows of {name}")
    if connection.dialect.name == "sqlite":
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise _failed("the step left a reference to nothing")
        expected = set(triggers.SQLITE)
    else:
        expected = set(triggers.POSTGRES)
    if schema.trigger_names(connection) != expected:
        raise _failed("the rules of the store are not complete")


def _failed(why: str) -> StoreError:
    return StoreError(
        f"The store could not be upgraded: {why}. It is as it was, and a backup of it"
        " was made. Keep using the older version, and report this."
    )
