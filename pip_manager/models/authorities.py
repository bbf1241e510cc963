"""What the authorities screen asks: the list, what is owed, work and standing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from pip_manager.models.tables import TABLES

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """One authority as it is kept: what of it the list shows."""

    authority: str
    name: str | None
    billing_name: str | None
    billing_address: str | None


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One standing of an authority; dates may be vague."""

    authority: str
    kind: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One engagement with an authority."""

    engagement: str
    authority: str
    title: str
    status: str | None
    direction: str | None
    start: str | None
    end: str | None


def listed(connection: Connection) -> list[AuthorityRow]:
    """Return every authority, by name."""
    table = TABLES["authorities"]
    names = ("authority", "name", "billing_name", "billing_address")
    statement = select(*(table.c[name] for name in names))
    order = func.lower(func.coalesce(table.c.name, table.c.authority))
    found = connection.execute(statement.order_by(order, table.c.authority))
    return [AuthorityRow(*row) for row in found]


def work(connection: Connection, authority: str | None = None) -> list[WorkRow]:
    """Return engagements with every authority or with one, by code."""
    table = TABLES["engagements"]
    names = ("engagement", "authority", "title", "status", "direction", "from", "to")
    statement = select(*(table.c[name] for name in names))
    if authority is not None:
        statement = statement.where(table.c.authority == authority)
    found = connection.execute(statement.order_by(table.c.engagement))
    return [WorkRow(*row) for row in found]


def standings(connection: Connection) -> list[StandingRow]:
    """Return every standing, by authority."""
    table = TABLES["standing"]
    names = ("authority", "kind", "from", "to")
    statement = select(*(table.c[name] for name in names))
    found = connection.execute(statement.order_by(table.c.authority, table.c.kind))
    return [StandingRow(*row) for row in found]
