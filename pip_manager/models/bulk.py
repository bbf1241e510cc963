"""Insert many rows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection, Table

    from pip_manager.domain.values import Value

_BATCH = 2000


def insert_rows(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Value]]
) -> None:
    """Insert rows that all state the same columns, past the guard of the log."""
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        if connection.dialect.name == "sqlite":
            _insert_plainly(connection, table, batch)
        else:
            options = {"logged": True}
            connection.execute(insert(table), list(batch), execution_options=options)


def _insert_plainly(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Value]]
) -> None:
    """Hand tuples to the driver: SQLAlchemy's care for each row doubles the time."""
    statement = insert(table).compile(
        dialect=connection.dialect, column_keys=list(rows[0])
    )
    names = statement.positiontup or []
    convert = [(name, _processor(connection, table, name)) for name in names]
    tuples = [
        tuple(
            [
                value
                if (value := row[name]) is None or process is None
                else process(value)
                for name, process in convert
            ]
        )
        for row in rows
    ]
    connection.exec_driver_sql(str(statement), tuples)


def _processor(
    connection: Connection, table: Table, name: str
) -> Callable[[Any], Any] | None:
    kind = table.c[name].type.dialect_impl(connection.dialect)
    processor: Callable[[Any], Any] | None = kind.bind_processor(connection.dialect)
    return processor
