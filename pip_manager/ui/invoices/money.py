"""What is done with an issued invoice: it is credited, paid, or reminded of."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from pip_manager.errors import PipManagerError
from pip_manager.ui.invoices.credit import CreditDialog
from pip_manager.ui.kit import words
from pip_manager.ui.kit.day_field import DayField
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.fields import LineField
from pip_manager.ui.kit.figure_fields import MoneyField
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.jobs import Latest

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.values import Row
    from pip_manager.services.credit_look import Creditable
    from pip_manager.services.invoicing import IssuedRow
    from pip_manager.services.office import Office

_CHOOSE = "Choose an invoice first."


class MoneyVerbs(QObject):
    """The verbs of money for the document that is chosen.

    Signals:
        said(str): a quiet line for the window.
        outdated(): what is shown is not so any more.
    """

    said = Signal(str)
    outdated = Signal()

    def __init__(
        self,
        parent: QWidget,
        office: Office,
        today: Callable[[], date],
        current: Callable[[], IssuedRow | None],
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._office = office
        self._today = today
        self._current = current
        self.dialog: FormDialog | None = None
        self._left = Latest(self)
        self._left.answered.connect(self._credit)
        self._left.failed.connect(lambda error: show_error(parent, error))

    def pay(self) -> None:
        """Record what came in against the invoice that is chosen."""
        row = self._invoice()
        if row is None:
            return
        if row.invoice.outstanding <= 0:
            self.said.emit(f"Nothing is outstanding of {row.invoice.number}.")
            return
        self._open(self._payment(row))

    def _payment(self, row: IssuedRow) -> FormDialog:
        found = row.invoice
        form = Form(
            [
                (
                    MoneyField("amount", "Amount", required=True),
                    DayField("on", "Came in on", required=True, today=self._today),
                ),
                LineField("reference", "Reference", hint="What the payer calls it."),
            ]
        )
        form.set_values({"amount": found.outstanding, "on": self._today()})
        owed = words.pounds(found.outstanding)
        told = f"{row.authority} owes {owed} of it, due {words.day(found.due_on)}."

        def record(asked: Row) -> str:
            amount, on = cast("Decimal", asked["amount"]), cast("date", asked["on"])
            reference = cast("str | None", asked["reference"])
            self._office.payments.pay(found.number, amount, on, reference)
            return ""

        verb = f"Record payment of {found.number}"
        return FormDialog(self._parent, verb, form, record, sentence=told)

    def credit(self) -> None:
        """Ask what to credit of the invoice that is chosen, and why."""
        row = self._invoice()
        if row is None:
            return
        number, crediting = row.invoice.number, self._office.crediting
        self._left.ask(lambda: crediting.left(number))

    def _credit(self, left: Creditable) -> None:
        if not left.lines:
            self.said.emit(f"{left.number} is credited in full already.")
            return
        self._open(CreditDialog(self._parent, self._office, left, self._today))

    def remove(self, payment: str) -> None:
        """Take out a payment that was recorded by mistake; it can be undone."""
        try:
            self._office.payments.remove(payment)
        except PipManagerError as error:
            show_error(self._parent, error)
            self.outdated.emit()

    def _invoice(self) -> IssuedRow | None:
        row = self._current()
        if row is None:
            self.said.emit(_CHOOSE)
        elif row.invoice.kind != "invoice":
            self.said.emit(
                f"{row.invoice.number} is a credit note: choose the invoice"
                f" {row.invoice.credits}."
            )
            row = None
        return row

    def _open(self, dialog: FormDialog) -> None:
        self.dialog = dialog
        dialog.saved.connect(self._saved)
        dialog.open()

    def _saved(self, told: object) -> None:
        if told:
            self.said.emit(str(told))
