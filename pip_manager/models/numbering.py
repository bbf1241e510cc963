"""The counters of document numbers, looked at without taking a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from pip_manager.models.tables import series

if TYPE_CHECKING:
    from sqlalchemy import Connection


def last_number(connection: Connection, key: str) -> int:
    """Return the last number given in a series; 0 where there is none yet."""
    return connection.scalar(select(series.c.n).where(series.c.key == key)) or 0
