"""Which days of a secondment are billed, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from pip_manager.models.tables import holds

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pip_manager.domain.values import Row


def held_days(connection: Connection, secondment: str) -> list[Row]:
    """Return each run of billed days, with its draft or the number of its invoice."""
    mine = (holds.c.noun == "secondments") & (holds.c.code == secondment)
    statement = select(holds).where(mine).order_by(holds.c["from"])
    return [dict(row) for row in connection.execute(statement).mappings().all()]
