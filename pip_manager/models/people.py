"""What the store is asked about people and posts, beyond any noun's own questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from pip_manager.domain.nouns import NOUNS
from pip_manager.models.tables import TABLES

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection


class Need(NamedTuple):
    """How many records of a noun name a record."""

    noun: str
    times: int


class Worked(NamedTuple):
    """One activity as a person's page lists it."""

    activity: str
    date: date
    engagement: str
    title: str
    quantity: Decimal
    unit: str
    summary: str | None


def needing(connection: Connection, noun: str, code: str) -> list[Need]:
    """Return which nouns have records that name this one, in the order of nouns."""
    found = []
    for other in NOUNS.values():
        names = [c.name for c in other.columns if c.refers == noun]
        times = sum(_naming(connection, other.name, name, code) for name in names)
        if times:
            found.append(Need(other.name, times))
    return found


def _naming(connection: Connection, noun: str, column: str, code: str) -> int:
    table = TABLES[noun]
    asked = select(func.count()).select_from(table).where(table.c[column] == code)
    return int(connection.scalar(asked) or 0)


def latest_work(connection: Connection, person: str, limit: int) -> list[Worked]:
    """Return the last activities of a person, latest first."""
    work, engagements = TABLES["activities"], TABLES["engagements"]
    rows = connection.execute(
        select(
            work.c.activity,
            work.c.date,
            work.c.engagement,
            engagements.c.title,
            work.c.quantity,
            work.c.unit,
            work.c.summary,
        )
        .join(engagements, engagements.c.engagement == work.c.engagement)
        .where(work.c.person == person)
        .order_by(work.c.date.desc(), work.c.id.desc())
        .limit(limit)
    )
    return [Worked(*row) for row in rows]
