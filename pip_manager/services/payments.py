"""Payments: money that came in against an issued invoice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pip_manager.billing.debt import Ageing, Owed, ageing
from pip_manager.domain.money import pounds
from pip_manager.domain.when import day_words
from pip_manager.errors import FieldProblem, InputError, PipManagerError
from pip_manager.models import ledger
from pip_manager.services.records import Records

if TYPE_CHECKING:
    from decimal import Decimal

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row
    from pip_manager.models import Connection
    from pip_manager.models.ledger import InvoiceRow
    from pip_manager.services.workplace import Workplace


class Payments:
    """Records what was paid; never more than is outstanding."""

    def __init__(self, office: Workplace) -> None:
        """Record payments in an office."""
        self._office = office

    def pay(
        self, number: str, amount: Decimal, on: date, reference: str | None = None
    ) -> Record:
        """Record a payment in GBP against an invoice and return it.

        Raises:
            InputError: the amount is nothing, or more than is outstanding, or the day
                is in the future.
            PipManagerError: there is no such invoice.
        """
        _refuse_day(on)
        with self._office.writing(f"Record a payment of {number}") as writer:
            # whoever pays the same invoice waits here
            ledger.lock(writer.connection, number)
            found = ledger.issued(writer.connection, number)
            if not found:
                raise PipManagerError(f"There is no invoice “{number}”.")
            _refuse(found[0], amount)
            row: Row = {
                "number": number,
                "on": on,
                "amount": amount,
                "reference": reference,
            }
            return Records(self._office).put(writer, "payments", row)

    def remove(self, payment: str) -> None:
        """Take out a payment that was recorded by mistake; the log keeps it.

        Raises:
            ConflictError: it is gone already.
        """
        records = Records(self._office)
        found = records.get("payments", payment)
        records.remove([found], f"Remove a payment of {found.row['number']}")

    def debt(self, on: date) -> tuple[dict[str, Ageing], Ageing]:
        """Return what each authority owes on a day by how late it is, and the total."""
        with self._office.store.reading() as connection:
            issued = ledger.issued(connection, until=on)
        owed = (
            Owed(one.authority, one.due_on, one.outstanding)
            for one in issued
            if one.kind == "invoice"
        )
        return ageing(owed, on)


def refuse_overpaid(connection: Connection, number: str) -> None:
    """Refuse where more is recorded than was ever owed, as after an undo.

    Raises:
        PipManagerError: it is.
    """
    ledger.lock(connection, number)
    for found in ledger.issued(connection, number):
        if found.outstanding < 0:
            raise PipManagerError(
                f"{number} would have {pounds(-found.outstanding)} more paid than was"
                " owed. Remove what was paid since first."
            )


def _refuse_day(on: date) -> None:
    if on > date.today():  # noqa: DTZ011 - the user's own day
        sentence = f"{day_words(on)} is in the future. Enter the day it came in."
        raise InputError(FieldProblem("on", sentence))


def _refuse(invoice: InvoiceRow, amount: Decimal) -> None:
    if invoice.kind != "invoice":
        raise PipManagerError(
            f"{invoice.number} is a credit note: a payment is recorded against an"
            " invoice."
        )
    if amount <= 0:
        sentence = "The amount is more than nothing."
        raise InputError(FieldProblem("amount", sentence))
    if amount > invoice.outstanding:
        sentence = (
            f"{invoice.number} has {pounds(invoice.outstanding)} outstanding, less than"
            f" {pounds(amount)}."
        )
        raise InputError(FieldProblem("amount", sentence))
