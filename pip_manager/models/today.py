"""What may need a decision today, asked of the store in cheap questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import case, exists, func, select

from pip_manager.domain.engagement_steps import LIVE
from pip_manager.models.tables import TABLES, invoices

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection


class LiveEngagement(NamedTuple):
    """An engagement under way, and what its authority still lacks for an invoice."""

    engagement: str
    title: str
    authority: str
    authority_name: str
    has_address: bool
    po_required: bool


class AgreementTerms(NamedTuple):
    """An agreement of a live engagement with what limits it; dates may be vague."""

    agreement: str
    title: str | None
    engagement: str
    start: str | None
    end: str | None
    po_number: str | None
    days_cap: Decimal | None
    value_cap: Decimal | None
    hours_per_day: Decimal | None


class Worked(NamedTuple):
    """What was logged in one unit under an agreement, or under none that was named."""

    agreement: str | None
    engagement: str
    on: date | None
    unit: str
    quantity: Decimal


def live_engagements(connection: Connection) -> list[LiveEngagement]:
    """Return the engagements agreed, active or reducing, by code."""
    engagements, authorities = TABLES["engagements"], TABLES["authorities"]
    address = func.coalesce(authorities.c.billing_address, "")
    statement = (
        select(
            engagements.c.engagement,
            engagements.c.title,
            engagements.c.authority,
            func.coalesce(authorities.c.name, engagements.c.authority),
            address != "",
            authorities.c.po_required,
        )
        .join(authorities, authorities.c.authority == engagements.c.authority)
        .where(engagements.c.status.in_(LIVE))
        .order_by(engagements.c.engagement)
    )
    return [
        LiveEngagement(code, title, authority, name, bool(address), bool(po))
        for code, title, authority, name, address, po in connection.execute(statement)
    ]


def unstated_engagements(connection: Connection) -> list[tuple[str, str]]:
    """Return the code and title of engagements whose status is not stated."""
    table = TABLES["engagements"]
    statement = select(table.c.engagement, table.c.title).where(
        table.c.status.is_(None)
    )
    rows = connection.execute(statement.order_by(table.c.engagement))
    return [(code, title) for code, title in rows]


def agreement_terms(connection: Connection) -> list[AgreementTerms]:
    """Return the agreements of live engagements, grants left out."""
    agreements, engagements = TABLES["agreements"], TABLES["engagements"]
    statement = (
        select(
            agreements.c.agreement,
            agreements.c.title,
            agreements.c.engagement,
            agreements.c["from"],
            agreements.c["to"],
            agreements.c.po_number,
            agreements.c.days_cap,
            agreements.c.value_cap,
            agreements.c.hours_per_day,
        )
        .join(engagements, engagements.c.engagement == agreements.c.engagement)
        .where(
            engagements.c.status.in_(LIVE),
            func.coalesce(agreements.c.kind, "") != "grant",
        )
        .order_by(agreements.c.agreement)
    )
    return [AgreementTerms(*row) for row in connection.execute(statement)]


def worked(connection: Connection) -> list[Worked]:
    """Return what was logged for engagements with a cap on days.

    What names its agreement is summed; the rest is given by day, since the agreement
    in force on it is meant.
    """
    table, agreements = TABLES["activities"], TABLES["agreements"]
    capped = select(agreements.c.engagement).where(agreements.c.days_cap.is_not(None))
    day = case((table.c.agreement.is_(None), table.c.date), else_=None)
    total = func.sum(table.c.quantity, type_=table.c.quantity.type)
    statement = (
        select(table.c.agreement, table.c.engagement, day, table.c.unit, total)
        .where(table.c.engagement.in_(capped))
        .group_by(table.c.agreement, table.c.engagement, day, table.c.unit)
    )
    return [Worked(*row) for row in connection.execute(statement)]


def invoiced(connection: Connection) -> dict[str, Decimal]:
    """Return the net invoiced under each agreement, less what was credited, in GBP."""
    credited = invoices.c.credits.is_not(None)
    net = case((credited, -invoices.c.net), else_=invoices.c.net)
    statement = select(
        invoices.c.agreement, func.sum(net, type_=invoices.c.net.type)
    ).group_by(invoices.c.agreement)
    return {str(row[0]): row[1] for row in connection.execute(statement)}


def has_work(connection: Connection) -> bool:
    """Tell whether anything at all was logged."""
    return bool(
        connection.scalar(select(exists().where(TABLES["activities"].c.id > 0)))
    )


def is_empty(connection: Connection) -> bool:
    """Tell whether nothing has been recorded yet: no engagement at all."""
    return not connection.scalar(select(exists().where(TABLES["engagements"].c.id > 0)))
