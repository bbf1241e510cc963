"""What the invoices screen asks of issued documents beyond their list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, literal, null, select, union_all

from pip_manager.models.tables import TABLES, invoice_items, invoices

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection

_SOME = 500  # codes a question at a time: a driver takes only so many


class Item(NamedTuple):
    """One record on a line: what was done, and by which person where one is named."""

    n: int
    noun: str
    code: str
    date: date
    quantity: str
    what: str | None
    person: str | None


class Payment(NamedTuple):
    """Money that came in against an invoice, in GBP; `payment` is its code."""

    on: date
    amount: Decimal
    reference: str | None
    payment: str


def digests(connection: Connection, number: str) -> tuple[str, str]:
    """Return the SHA-256 of an issued document's snapshot and of its PDF."""
    statement = select(invoices.c.sha256, invoices.c.pdf_sha256)
    row = connection.execute(statement.where(invoices.c.number == number)).one()
    return row.sha256, row.pdf_sha256


def items(connection: Connection, number: str) -> list[Item]:
    """Return what an issued document bills, by line and day."""
    parts = []
    for noun, code, words, person in (
        ("activities", "activity", "summary", "person"),
        ("expenses", "expense", "description", "person"),
        ("charges", "charge", "description", None),
        ("secondments", "secondment", "host_role", "person"),
    ):
        table = TABLES[noun]
        parts.append(
            select(
                literal(noun).label("noun"),
                table.c[code].label("code"),
                table.c[words].label("what"),
                (table.c[person] if person else null()).label("person"),
            )
        )
    told = union_all(*parts).subquery()
    at = invoice_items.c
    statement = (
        select(at.n, at.noun, at.code, at.date, at.quantity, told.c.what, told.c.person)
        .outerjoin(told, (told.c.noun == at.noun) & (told.c.code == at.code))
        .where(at.number == number)
        .order_by(at.n, at.date, at.code)
    )
    return [Item(*row) for row in connection.execute(statement)]


def payments(connection: Connection, number: str) -> list[Payment]:
    """Return what was paid of an invoice, oldest first."""
    table = TABLES["payments"]
    shown = (table.c[name] for name in Payment._fields)
    statement = (
        select(*shown)
        .where(table.c.number == number)
        .order_by(table.c.on, table.c.payment)
    )
    return [Payment(*row) for row in connection.execute(statement)]


def credit_notes(connection: Connection, number: str) -> list[str]:
    """Return the numbers of the credit notes against an invoice."""
    statement = select(invoices.c.number).where(invoices.c.credits == number)
    return list(connection.scalars(statement.order_by(invoices.c.number)))


def agreement_of_each(connection: Connection) -> dict[str, str]:
    """Return the last agreement of each engagement, by its code."""
    table = TABLES["agreements"].c
    statement = select(table.engagement, func.max(table.agreement))
    owned = statement.where(table.engagement.is_not(None)).group_by(table.engagement)
    return {row[0]: row[1] for row in connection.execute(owned)}


def people_of(connection: Connection, activities: Collection[str]) -> dict[str, str]:
    """Return who did each of some activities: person by code."""
    table, codes = TABLES["activities"], sorted(activities)
    found: dict[str, str] = {}
    for start in range(0, len(codes), _SOME):
        some = table.c.activity.in_(codes[start : start + _SOME])
        rows = connection.execute(select(table.c.activity, table.c.person).where(some))
        found.update({row.activity: row.person for row in rows})
    return found
