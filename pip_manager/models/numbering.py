"""The counters of document numbers: the last one given, and the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, text

from pip_manager.models.tables import series

if TYPE_CHECKING:
    from sqlalchemy import Connection


def last_number(connection: Connection, key: str) -> int:
    """Return the last number given in a series; 0 where there is none yet."""
    return connection.scalar(select(series.c.n).where(series.c.key == key)) or 0


_COUNT_ON = text(
    "INSERT INTO series (key, n) VALUES (:key, 1)"
    " ON CONFLICT (key) DO UPDATE SET n = series.n + 1 RETURNING n"
)


def next_number(connection: Connection, key: str) -> int:
    """Take the next number of a series; gapless, since it rolls back with the unit.

    Whoever asks for one meanwhile waits until this unit ends.
    """
    return int(connection.execute(_COUNT_ON, {"key": key}).scalar_one())
