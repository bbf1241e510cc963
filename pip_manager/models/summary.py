"""Activity of a period, counted by the database, and the prices it was billed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, select

from pip_manager.domain.nouns import NOUNS
from pip_manager.models.tables import TABLES, holds, invoice_items, invoice_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection
    from sqlalchemy.sql.elements import ColumnElement

    from pip_manager.domain.values import Row

_ACTIVITIES = TABLES["activities"]
_MONTH_LENGTH = len("2017-10")


def counted(
    connection: Connection,
    start: date,
    end: date,
    columns: Sequence[str],
    dated: Collection[str] = (),
) -> list[Row]:
    """Return the activities of a period in groups, with their sums.

    Args:
        connection: one unit of reading.
        start: first day, inclusive.
        end: last day, inclusive.
        columns: what the groups are by, besides the unit; ``month`` is ``2017-10``.
        dated: engagements whose activities without an agreement are grouped by their
            day as well, under ``on``.

    Returns:
        Rows of the columns, ``unit``, ``on``, ``quantity`` and ``entries``.
    """
    by: list[ColumnElement[Any]] = [_column(name) for name in columns]
    by += [_ACTIVITIES.c.unit.label("unit"), _on(dated)]
    statement = (
        select(
            *by,
            func.sum(_ACTIVITIES.c.quantity).label("quantity"),
            func.count().label("entries"),
        )
        .where(_ACTIVITIES.c.date >= start, _ACTIVITIES.c.date <= end)
        .group_by(*by)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def activities(connection: Connection, start: date, end: date) -> list[Row]:
    """Return the activities of a period, oldest first."""
    columns = [_ACTIVITIES.c[column.name] for column in NOUNS["activities"].columns]
    statement = (
        select(*columns)
        .where(_ACTIVITIES.c.date >= start, _ACTIVITIES.c.date <= end)
        .order_by(_ACTIVITIES.c.date, _ACTIVITIES.c.activity)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def billed_prices(connection: Connection, start: date, end: date) -> dict[str, Decimal]:
    """Return the unit price each activity of a period was billed at, by its code."""
    statement = (
        select(invoice_items.c.code, invoice_lines.c.unit_price)
        .join(
            holds,
            and_(
                holds.c.noun == invoice_items.c.noun,
                holds.c.code == invoice_items.c.code,
                holds.c["from"] == invoice_items.c["from"],
                holds.c.number == invoice_items.c.number,
            ),
        )
        .join(
            invoice_lines,
            and_(
                invoice_lines.c.number == invoice_items.c.number,
                invoice_lines.c.n == invoice_items.c.n,
            ),
        )
        .where(
            invoice_items.c.noun == "activities",
            invoice_items.c.date >= start,
            invoice_items.c.date <= end,
        )
    )
    found = connection.execute(statement)
    return {row.code: row.unit_price for row in found}


def _column(name: str) -> ColumnElement[Any]:
    if name == "month":
        return func.substr(_ACTIVITIES.c.date, 1, _MONTH_LENGTH).label("month")
    return _ACTIVITIES.c[name].label(name)


def _on(dated: Collection[str]) -> ColumnElement[Any]:
    alone = and_(
        _ACTIVITIES.c.agreement.is_(None), _ACTIVITIES.c.engagement.in_(sorted(dated))
    )
    return case((alone, _ACTIVITIES.c.date), else_=None).label("on")
