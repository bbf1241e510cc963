"""The store: one SQLite file, or a PostgreSQL database shared by a team.

`Store.open` and `Store.create` give one; `reading` and `writing` are its only doors. A
write unit is one verb: one transaction, one entry in the change log.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import create_engine, event, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql.dml import UpdateBase

from pip_manager import errors
from pip_manager.models import changes, faults, header, schema, seals, tables
from pip_manager.models.schema import SCHEMA
from pip_manager.models.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Generator
    from contextlib import AbstractContextManager

    from sqlalchemy import URL, Connection, Engine

    from pip_manager.models.changes import Who

_PRAGMAS = (
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "recursive_triggers=ON",
    "cache_spill=OFF",
)
_PATIENCE = 15
_PATIENCE_AT_THE_DOOR = 2
_SHOWN = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")


def is_server(location: str) -> bool:
    """Tell whether a location names a PostgreSQL database, not a file."""
    return location.startswith(("postgresql://", "postgres://"))


class Store:
    """An open store. Safe to share between threads: each unit has its connection."""

    def __init__(self, location: str, engine: Engine) -> None:
        """Wrap an engine that is known to lead to one of our stores."""
        self.location = location
        self._engine = engine
        self._reader = engine.execution_options(readonly=True)

    @classmethod
    def open(cls, location: str) -> Store:
        """Open what is there, changing nothing.

        Raises:
            StoreError: with its own kind for each reason (`pip_manager.errors`).
        """
        if is_server(location):
            store = cls(location, server_engine(location))
            with _closed_on_failure(store):
                store._check_server()
            return store
        path = Path(location).absolute()
        refuse_older(header.check(path, SCHEMA))
        _probe(path)
        return cls(location, _file_engine(path))

    @classmethod
    def bare(cls, path: Path) -> Store:
        """Open a file of whatever schema, unchecked: a copy that is being made."""
        return cls(str(path), _file_engine(path))

    @classmethod
    def create(cls, location: str) -> Store:
        """Make an empty store; refuse where there is something already.

        Raises:
            PipManagerError: there is something at that place.
            StoreError: it cannot be written.
        """
        if is_server(location):
            store = cls(location, server_engine(location))
            with _closed_on_failure(store):
                store._make()
            return store
        path = Path(location).absolute()
        header.prepare(path)
        store = cls(location, _file_engine(path))
        try:
            with _closed_on_failure(store):
                store._make()
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return store

    @property
    def path(self) -> Path | None:
        """Return the file of the store, or None where it is on a server."""
        return None if is_server(self.location) else Path(self.location)

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """Give a connection that sees one moment and cannot write.

        Raises:
            StoreError: the store cannot be reached or read.
        """
        with explained(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(
        self, verb: str, who: Who, undoes: int | None = None
    ) -> Generator[Writer]:
        """Give a writer; commit with its change when the block ends, else roll back.

        Args:
            verb: what is done, in words the history shows unless the block has better.
            who: the login and person the log names.
            undoes: the change this one takes back.

        Raises:
            ConflictError: someone else changed a record first, or a rule forbids it.
            StoreError: the store cannot be reached or written.
        """
        with explained(), self._engine.begin() as connection:
            writer = Writer(connection, verb)
            yield writer
            for entry in writer.entries:
                seals.stamp(connection, entry)
            if writer.entries:
                done = changes.Verb(writer.verb, who, _now(), undoes)
                writer.seq = changes.append(connection, done, writer.entries)

    def begin(self) -> AbstractContextManager[Connection]:
        """Begin a transaction the change log does not hear of: a new store's own."""
        return self._engine.begin()

    def facts(self) -> dict[str, object]:
        """Return what the store really runs with, as `info` prints it."""
        with self.reading() as connection:
            facts: dict[str, object] = {
                "schema": int(mark(connection, "schema") or SCHEMA)
            }
            names = (*_SHOWN, "trusted_schema")
            if connection.dialect.name == "sqlite":
                for name in names:
                    facts[name] = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                facts["sqlite_version"] = sqlite3.sqlite_version
            else:
                facts |= dict.fromkeys((*names, "sqlite_version"))
        return facts

    def close(self) -> None:
        """Release every connection."""
        self._engine.dispose()

    def _make(self) -> None:
        with explained(), self._engine.begin() as connection:
            if schema.is_made(connection):
                raise errors.PipManagerError(
                    "There is a store at that place already. Choose another."
                )
            schema.make(connection, _now())

    def _check_server(self) -> None:
        with explained(), self._reader.begin() as connection:
            if not schema.is_made(connection):
                raise errors.ForeignStoreError(
                    "The database holds no store of PIP Manager. Make one with “new”."
                )
            found = int(mark(connection, "schema") or 0)
            header.check_schema(found, SCHEMA)
            refuse_older(found)


def refuse_older(found: int) -> None:
    """Refuse a store that has to be upgraded first (`models.upgrade`).

    Raises:
        StoreError: with what to do.
    """
    if found < SCHEMA:
        raise errors.StoreError(
            "An older version of PIP Manager made this store. Upgrade it first;"
            " a copy of it is kept."
        )


def mark(connection: Connection, name: str) -> str | None:
    """Return what the store says of itself under a name."""
    return connection.scalar(
        select(tables.marks.c.value).where(tables.marks.c.name == name)
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


@contextmanager
def _closed_on_failure(store: Store) -> Generator[None]:
    try:
        yield
    except BaseException:
        store.close()
        raise


@contextmanager
def explained() -> Generator[None]:
    """Turn a driver's error into our sentence for it, where there is one."""
    try:
        yield
    except DBAPIError as error:
        if told := faults.explain(error):
            raise told from error
        raise
    except sqlite3.Error as error:
        if told := faults.explain_sqlite(error):
            raise told from error
        raise
    except UnicodeDecodeError as error:
        # SQLite quotes the torn bytes it stumbled upon, and they are no text
        raise errors.DamagedStoreError(faults.DAMAGED) from error


def connect(
    path: Path, mode: str = "rw", patience: int = _PATIENCE
) -> sqlite3.Connection:
    """Open a SQLite file that exists, with every pragma of the house set.

    Args:
        path: the file.
        mode: ``rw``, or ``ro`` to write nothing; never makes a file.
        patience: seconds to wait for somebody else's lock.
    """
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode={mode}",
        uri=True,
        timeout=patience,
        check_same_thread=False,
        isolation_level=None,
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _probe(path: Path) -> None:
    """Read one row, so that a damaged or locked file is refused at the door."""
    with explained(), closing(connect(path, patience=_PATIENCE_AT_THE_DOOR)) as file:
        try:
            row = file.execute("SELECT value FROM marks WHERE name='schema'").fetchone()
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise
            row = None
    if row is None:
        raise errors.DamagedStoreError(
            f"{path} is damaged. Keep it as it is and restore a backup."
        )


def _file_engine(path: Path) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: connect(path),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=3,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("readonly", False)
        # Both run outside a transaction: the driver never begins one by itself.
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    _guard(engine)
    return engine


def _server_address(location: str) -> URL:
    try:
        return make_url(location).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise errors.UsageError(
            "The address of the server cannot be read. Write it as"
            " postgresql://name@server:port/database."
        ) from None


def server_engine(location: str) -> Engine:
    """Return an engine for a PostgreSQL database; nothing is asked of it yet."""
    engine = create_engine(
        _server_address(location),
        pool_size=3,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 5,
            "options": "-c statement_timeout=60s -c lock_timeout=5s"
            " -c idle_in_transaction_session_timeout=60s",
        },
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("readonly", False):
            connection.exec_driver_sql(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
            )

    _guard(engine)
    return engine


def _guard(engine: Engine) -> None:
    """Let no statement change a logged table but through the writer."""

    @event.listens_for(engine, "before_execute", named=True)
    def _refuse(**call: Any) -> None:  # noqa: ANN401 - what the event hands over
        statement = call["clauseelement"]
        if not isinstance(statement, UpdateBase):
            return
        table = statement.entity_description["table"]
        options = call["execution_options"]
        if table.info.get("logged") and not options.get("logged"):
            raise RuntimeError(f"{table.name} is written through the change log only")
