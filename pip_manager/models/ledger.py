"""Issued documents: kept for ever, read back, and how each stands today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    bindparam,
    func,
    insert,
    literal,
    select,
)

from pip_manager.models.tables import (
    TABLES,
    documents,
    invoice_items,
    invoice_lines,
    invoices,
)

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection

    from pip_manager.domain.values import Row


_TABLES = (documents, invoice_items, invoice_lines, invoices)
_INSERTS = {table.name: insert(table) for table in _TABLES}


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One issued document in a list; `paid` and `credited` are sums in GBP.

    A credit note is never due: its `due_on` is the day it was issued.
    """

    number: str
    kind: str
    issued_on: date
    due_on: date
    engagement: str
    authority: str
    credits: str | None
    net: Decimal
    gross: Decimal
    paid: Decimal
    credited: Decimal

    @property
    def outstanding(self) -> Decimal:
        """What is still owed; nothing on a credit note."""
        if self.kind == "credit_note":
            return self.gross - self.gross
        return self.gross - self.paid - self.credited

    @property
    def status(self) -> str:
        """``issued``, ``part_paid``, ``paid`` or ``credited``."""
        if self.kind == "invoice" and self.credited >= self.gross > 0:
            return "credited"
        if self.kind == "invoice" and self.outstanding <= 0:
            return "paid"
        return "part_paid" if self.paid > 0 else "issued"


_LAST_ISSUED = (
    select(invoices.c.issued_on)
    .where(invoices.c.series == bindparam("key"))
    .order_by(invoices.c.n.desc())
    .limit(1)
)


def last_issued_on(connection: Connection, key: str) -> date | None:
    """Return the day of the last document issued in a series."""
    return connection.scalar(_LAST_ISSUED, {"key": key})


def keep_issued(
    connection: Connection,
    invoice: Row,
    lines: list[Row],
    items: list[Row],
    pdf: bytes,
) -> None:
    """Store an issued document for ever; the lines stand before their invoice."""
    connection.execute(_INSERTS["invoice_lines"], lines)
    if items:
        connection.execute(_INSERTS["invoice_items"], items)
    stored = {"sha256": invoice["pdf_sha256"], "content": pdf}
    connection.execute(_INSERTS["documents"], stored)
    connection.execute(_INSERTS["invoices"], invoice)


def snapshot(connection: Connection, number: str) -> str | None:
    """Return the canonical JSON of an issued document, or None."""
    statement = select(invoices.c.snapshot).where(invoices.c.number == number)
    return connection.scalar(statement)


def credit_snapshots(connection: Connection, number: str) -> list[str]:
    """Return the canonical JSON of every credit note against an invoice."""
    statement = select(invoices.c.snapshot).where(invoices.c.credits == number)
    return list(connection.scalars(statement.order_by(invoices.c.number)))


def items_of(connection: Connection, number: str) -> list[Row]:
    """Return what an issued document holds, by line."""
    statement = select(invoice_items).where(invoice_items.c.number == number)
    order = (invoice_items.c.n, invoice_items.c.noun, invoice_items.c.code)
    found = connection.execute(statement.order_by(*order)).mappings().all()
    return [dict(row) for row in found]


def pdf(connection: Connection, number: str) -> bytes | None:
    """Return the stored PDF of an issued document, or None."""
    statement = (
        select(documents.c.content)
        .join(invoices, invoices.c.pdf_sha256 == documents.c.sha256)
        .where(invoices.c.number == number)
    )
    return connection.scalar(statement)


def lock(connection: Connection, number: str) -> None:
    """Let nobody else record against a document until this unit ends."""
    statement = select(invoices.c.number).where(invoices.c.number == number)
    connection.execute(statement.with_for_update())


def issued(
    connection: Connection, number: str | None = None, until: date | None = None
) -> list[InvoiceRow]:
    """Return issued documents, latest first.

    Args:
        connection: one unit of reading or writing.
        number: only this one.
        until: as they stood on a day: later documents and payments do not count.
    """
    paid = _paid(until)
    credited = _credited(until)
    money = invoices.c.gross.type
    shown: dict[str, Any] = dict(invoices.c.items())
    day = invoices.c.due_on.type
    shown["due_on"] = func.coalesce(invoices.c.due_on, invoices.c.issued_on, type_=day)
    names = [name for name in InvoiceRow.__dataclass_fields__ if name in shown]
    statement = (
        select(
            *(shown[name] for name in names),
            func.coalesce(paid.c.n, literal(0, money), type_=money),
            func.coalesce(credited.c.n, literal(0, money), type_=money),
        )
        .outerjoin(paid, paid.c.number == invoices.c.number)
        .outerjoin(credited, credited.c.number == invoices.c.number)
        .order_by(invoices.c.issued_on.desc(), invoices.c.number.desc())
    )
    if number is not None:
        statement = statement.where(invoices.c.number == number)
    if until is not None:
        statement = statement.where(invoices.c.issued_on <= until)
    return [InvoiceRow(*row) for row in connection.execute(statement)]


def _paid(until: date | None) -> Any:  # noqa: ANN401 - a subquery
    table = TABLES["payments"]
    total = func.sum(table.c.amount).label("n")
    statement = select(table.c.number, total).group_by(table.c.number)
    if until is not None:
        statement = statement.where(table.c.on <= until)
    return statement.subquery()


def _credited(until: date | None) -> Any:  # noqa: ANN401 - a subquery
    number = invoices.c.credits.label("number")
    statement = select(number, func.sum(invoices.c.gross).label("n")).where(
        invoices.c.credits.is_not(None)
    )
    if until is not None:
        statement = statement.where(invoices.c.issued_on <= until)
    return statement.group_by(invoices.c.credits).subquery()
