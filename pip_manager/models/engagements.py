"""What the engagements screen asks: the list, the work logged, documents, history."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - a field
from decimal import Decimal  # noqa: TC003 - a field
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, or_, select

from pip_manager.models.changes import Change
from pip_manager.models.ledger import issued
from pip_manager.models.tables import (
    TABLES,
    change_entries,
    changes,
    drafts,
    invoices,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Select

    from pip_manager.models.changes import Entry
    from pip_manager.models.ledger import InvoiceRow

_BUNCH = 150
"""Records asked for in one statement: SQLite has a limit on what it can bind."""


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """One engagement of the list; names stand where codes have them."""

    engagement: str
    title: str
    authority: str
    authority_name: str
    programme: str | None
    programme_name: str | None
    status: str | None
    direction: str | None
    lead: str | None
    lead_name: str | None
    start: str | None
    end: str | None
    can_be_billed: bool
    """Whether the authority has a billing name and address."""


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase: what of it tells where an engagement stands."""

    engagement: str
    seq: int
    name: str
    state: str | None
    start: str | None
    end: str | None
    planned_days: Decimal | None


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement of an engagement: what of it the list needs."""

    agreement: str
    engagement: str
    kind: str | None
    start: str | None
    end: str | None
    hours_per_day: Decimal | None
    days_cap: Decimal | None


@dataclass(frozen=True, slots=True)
class Logged:
    """A sum of activities of one engagement, in one unit."""

    engagement: str
    agreement: str | None
    strand: str | None
    person: str | None
    unit: str
    quantity: Decimal
    entries: int


@dataclass(frozen=True, slots=True)
class RecentRow:
    """One of the latest activities."""

    activity: str
    date: date
    person: str
    quantity: Decimal
    unit: str
    summary: str | None


def listed(connection: Connection) -> list[EngagementRow]:
    """Return every engagement, by code."""
    main, authorities = TABLES["engagements"], TABLES["authorities"]
    programmes, people = TABLES["programmes"], TABLES["people"]
    statement = (
        select(
            main.c.engagement,
            main.c.title,
            main.c.authority,
            func.coalesce(authorities.c.name, main.c.authority),
            main.c.programme,
            programmes.c.name,
            main.c.status,
            main.c.direction,
            main.c.lead,
            people.c.name,
            main.c["from"],
            main.c.to,
            authorities.c.billing_name.is_not(None)
            & authorities.c.billing_address.is_not(None),
        )
        .join(authorities, authorities.c.authority == main.c.authority)
        .outerjoin(programmes, programmes.c.programme == main.c.programme)
        .outerjoin(people, people.c.person == main.c.lead)
        .order_by(main.c.engagement)
    )
    return [EngagementRow(*row) for row in _rows(connection, statement)]


def phases(connection: Connection) -> list[PhaseRow]:
    """Return every phase, in the order of engagements and of their phases."""
    table = TABLES["phases"]
    names = ("engagement", "seq", "name", "state", "from", "to", "planned_days")
    statement = select(*(table.c[name] for name in names))
    found = connection.execute(statement.order_by(table.c.engagement, table.c.seq))
    return [PhaseRow(*row) for row in found]


def planned_in_strands(connection: Connection) -> dict[str, Decimal]:
    """Return the days planned in strands, by engagement, where any are stated."""
    table = TABLES["engagement_strands"]
    statement = (
        select(table.c.engagement, func.sum(table.c.planned_days))
        .where(table.c.planned_days.is_not(None))
        .group_by(table.c.engagement)
    )
    return dict(_rows(connection, statement))


def agreements(connection: Connection) -> list[AgreementRow]:
    """Return every agreement of an engagement, by code."""
    table = TABLES["agreements"]
    names = ("agreement", "engagement", "kind", "from", "to")
    figures = (table.c.hours_per_day, table.c.days_cap)
    statement = (
        select(*(table.c[name] for name in names), *figures)
        .where(table.c.engagement.is_not(None))
        .order_by(table.c.agreement)
    )
    return [AgreementRow(*row) for row in _rows(connection, statement)]


def logged(connection: Connection) -> list[Logged]:
    """Return what is logged, summed by engagement, agreement and unit."""
    table = TABLES["activities"]
    by = (table.c.engagement, table.c.agreement, table.c.unit)
    statement = select(*by, func.sum(table.c.quantity), func.count()).group_by(*by)
    return [
        Logged(engagement, agreement, None, None, *sums)
        for engagement, agreement, *sums in _rows(connection, statement)
    ]


def logged_on(connection: Connection, engagement: str) -> list[Logged]:
    """Return what is logged for one engagement, by agreement, strand and person."""
    table = TABLES["activities"]
    names = ("engagement", "agreement", "strand", "person", "unit")
    by = [table.c[name] for name in names]
    statement = (
        select(*by, func.sum(table.c.quantity), func.count())
        .where(table.c.engagement == engagement)
        .group_by(*by)
    )
    return [Logged(*row) for row in _rows(connection, statement)]


def recent(connection: Connection, engagement: str, limit: int) -> list[RecentRow]:
    """Return the latest activities of an engagement, the last one first."""
    table, people = TABLES["activities"], TABLES["people"]
    statement = (
        select(
            table.c.activity,
            table.c.date,
            func.coalesce(people.c.name, table.c.person),
            table.c.quantity,
            table.c.unit,
            table.c.summary,
        )
        .join(people, people.c.person == table.c.person)
        .where(table.c.engagement == engagement)
        .order_by(table.c.date.desc(), table.c.id.desc())
        .limit(limit)
    )
    return [RecentRow(*row) for row in connection.execute(statement)]


def documents(connection: Connection, engagement: str) -> list[InvoiceRow]:
    """Return the issued documents of an engagement, the latest first."""
    wanted = select(invoices.c.number).where(invoices.c.engagement == engagement)
    if connection.execute(wanted.limit(1)).first() is None:
        return []
    return [row for row in issued(connection) if row.engagement == engagement]


def invoiced_under(connection: Connection, engagement: str) -> dict[str, Decimal]:
    """Return the net issued less the net credited of each agreement, in GBP."""
    sign = case((invoices.c.kind == "credit_note", -1), else_=1)
    total = func.sum(invoices.c.net * sign, type_=invoices.c.net.type)
    statement = (
        select(invoices.c.agreement, total)
        .where(invoices.c.engagement == engagement)
        .group_by(invoices.c.agreement)
    )
    return dict(_rows(connection, statement))


def drafts_of(connection: Connection, engagement: str) -> list[int]:
    """Return the numbers of an engagement's drafts."""
    statement = select(drafts.c.draft).where(drafts.c.engagement == engagement)
    return list(connection.scalars(statement.order_by(drafts.c.draft)))


def history(
    connection: Connection, keys: Iterable[tuple[str, str]], limit: int
) -> list[tuple[Change, Entry]]:
    """Return what was done to some records, latest first; erased entries left out.

    Args:
        connection: one unit of reading.
        keys: the noun and the key, as one line, of each record.
        limit: so many at most.
    """
    wanted, found = list(keys), []
    for start in range(0, len(wanted), _BUNCH):
        found += _history(connection, wanted[start : start + _BUNCH], limit)
    found.sort(key=lambda pair: pair[0].seq, reverse=True)
    return found[:limit]


def _history(
    connection: Connection, keys: list[tuple[str, str]], limit: int
) -> list[tuple[Change, Entry]]:
    entries = change_entries.c
    these = or_(*(and_(entries.noun == n, entries.key == k) for n, k in keys))
    statement = (
        select(changes, entries.entry)
        .join(change_entries, entries.seq == changes.c.seq)
        .where(these, entries.entry != "")
        .order_by(changes.c.seq.desc(), entries.n)
        .limit(limit)
    )
    rows = connection.execute(statement)
    return [(Change(*row[:-1]), json.loads(row[-1])) for row in rows]


def _rows(connection: Connection, statement: Select[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(statement)]
