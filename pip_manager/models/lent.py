"""Secondments as far as their ends and reviews go, and who accepted to go uncovered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from pip_manager.domain.cover.facts import NO_COVER
from pip_manager.domain.cover.returning import Lent
from pip_manager.models.tables import TABLES

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS = (
    *("secondment", "person", "home_post", "authority", "host_role"),
    *("from", "to", "review_on", "state"),
)


def lent(connection: Connection) -> list[Lent]:
    """Return every secondment by its code."""
    table = TABLES["secondments"]
    statement = select(*(table.c[name] for name in _COLUMNS))
    found = connection.execute(statement.order_by(table.c.secondment)).all()
    return list(map(Lent._make, found))


def accepted_by(connection: Connection) -> dict[str, str]:
    """Return who accepted each decision to do without cover, by its code."""
    table = TABLES["cover"]
    statement = select(table.c.cover, table.c.approved_by).where(
        table.c.kind == NO_COVER, table.c.approved_by.is_not(None)
    )
    return {str(row.cover): row.approved_by for row in connection.execute(statement)}
