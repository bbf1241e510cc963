"""Money owed: who owes how much for how long, with the statement and the reminder."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.errors import PipManagerError
from pip_manager.ui.invoices.columns import AGES, OWED
from pip_manager.ui.invoices.handing import hand_over
from pip_manager.ui.invoices.part import Part, show_side
from pip_manager.ui.kit import memory, words
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.page import Split
from pip_manager.ui.kit.parts import button, label
from pip_manager.ui.kit.pdf_view import PdfView
from pip_manager.ui.kit.table import Table
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pip_manager.services.office import Office
    from pip_manager.services.statements import Account, Debtor

_KEY = "split/invoices-owed"
_WIDE, _LEAST = 330, 300


class OwedPart(Part):
    """What is owed by authority and age; Enter shows the invoices behind it.

    Signals:
        wanted_invoices(str, str): the user wants what an authority owes, invoice by
            invoice: its code and its name.
    """

    wanted_invoices = Signal(str, str)

    verb = "E-mail reminder"
    icon = "mail"
    keys = "Ctrl+M"
    shows = frozenset({"invoices", "payments", "authorities", "settings"})

    def __init__(self, office: Office, today: Callable[[], date]) -> None:
        super().__init__()
        self._office = office
        self._today = today
        self._shown: str | None = None
        self.model = RowModel(OWED, lambda row: row.authority, self)
        self.table = Table(self.model, "invoices-owed", "Money owed")
        self.table.set_empty("Nobody owes anything.")
        self.table.opened.connect(self.show_invoices)
        self.table.chosen.connect(self._choose)
        self.table.add_action("Show the open invoices", "invoice", self.show_invoices)
        self.table.add_action("E-mail reminder…", "mail", self.act, "Ctrl+M")
        self.table.add_action("Save statement as…", "save", self.save_as, "Ctrl+S")
        self._rows = Latest(self)
        self._rows.answered.connect(self._show)
        self._rows.failed.connect(lambda error: show_error(self, error))
        self._accounts = Latest(self)
        self._accounts.answered.connect(self._show_account)
        self._accounts.failed.connect(lambda error: show_error(self, error))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        self.split = Split(self.table, self._side(), _KEY)
        if not memory.number(_KEY, 0):
            self.split.setSizes([1, theme().px(_WIDE)])
        column.addWidget(self.split)

    def _side(self) -> QWidget:
        side = QWidget()
        self.heading = label("", "section", wraps=True)
        self.pdf = PdfView()
        self.letter = QPlainTextEdit()
        self.letter.setReadOnly(True)
        self.letter.setTabChangesFocus(True)
        self.letter.setAccessibleName("Reminder, ready to send")
        self.sides = QTabWidget()
        self.sides.setDocumentMode(True)
        self.sides.tabBar().setDrawBase(False)
        self.sides.tabBar().setAccessibleName("What is shown of the authority")
        self.sides.addTab(self.pdf, "Statement")
        self.sides.addTab(self._reminder(), "Reminder")
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(
            flow(
                button("Open invoices", self.show_invoices, icon="invoice"),
                button("Save statement…", self.save_as, icon="save", tooltip="Ctrl+S"),
            )
        )
        column.addWidget(self.sides, 1)
        side.setMinimumWidth(_LEAST)
        return side

    def _reminder(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(flow(button("Copy reminder", self.copy, icon="copy")))
        column.addWidget(self.letter, 1)
        return whole

    @override
    def read(self) -> None:
        today = self._today()
        self._rows.ask(lambda: self._office.statements.debtors(today))

    def _show(self, rows: list[Debtor]) -> None:
        self._shown = None  # what it owes may be another by now
        self.model.show(rows)
        totals = {
            heading: words.money(sum((age(row) for row in rows), Decimal(0)))
            for heading, age in AGES
        }
        self.table.set_totals({"Authority": "Total", **totals} if rows else {})
        self.told.emit(_sense(rows))
        if rows and self.table.current() is None:
            self.table.select(rows[0].authority)
        self._choose(self.table.current())

    def _choose(self, row: Debtor | None) -> None:
        show_side(self.split, is_shown=row is not None)
        if row is None:
            self._shown = None
            self.pdf.clear()
            return
        authority, today = row.authority, self._today()
        if authority == self._shown:
            return
        self._shown = authority
        self.heading.setText(row.name)
        self._accounts.ask(lambda: self._office.statements.account(authority, today))

    def _show_account(self, account: Account) -> None:
        if account.authority != self._shown:
            return
        self.pdf.show_pdf(account.pdf)
        letter = account.letter
        to = letter.to or "not stated: fill it in"
        self.letter.setPlainText(
            f"To: {to}\nSubject: {letter.subject}\n\n{letter.text}"
        )

    # what is done with one

    def show_invoices(self) -> None:
        """Show the open invoices of the authority that is chosen."""
        if (row := self._chosen()) is not None:
            self.wanted_invoices.emit(row.authority, row.name)

    @override
    def act(self) -> None:
        """Open an e-mail with the reminder and the statement in the mail program."""
        if (row := self._chosen()) is not None:
            today, authority = self._today(), row.authority
            told = hand_over(
                self, lambda: self._office.invoicing.to_remind_all(authority, today)
            )
            self.said.emit(told) if told else None

    def copy(self) -> None:
        """Put the words of the reminder on the clipboard."""
        QGuiApplication.clipboard().setText(self.letter.toPlainText())
        self.said.emit("The reminder is copied.")

    def save_as(self) -> None:
        """Ask where to, then save the statement of the authority that is chosen."""
        row = self._chosen()
        if row is None:
            return
        authority = row.authority
        places = QStandardPaths.StandardLocation
        folder = QStandardPaths.writableLocation(places.DocumentsLocation)
        dialog = QFileDialog(self, "Save statement", folder, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"Statement {row.name} {self._today().isoformat()}.pdf")
        dialog.fileSelected.connect(lambda path: self.save(authority, path))
        dialog.open()

    def save(self, authority: str, path: str) -> None:
        """Save the statement of an authority, or say why it cannot be."""
        try:
            self._office.statements.save(authority, self._today(), Path(path))
        except PipManagerError as error:
            show_error(self, error)
        else:
            self.said.emit(f"The statement is saved as {path}")

    def _chosen(self) -> Debtor | None:
        row = self.table.current()
        if row is None:
            self.said.emit("Choose an authority first.")
        return row


def _sense(rows: list[Debtor]) -> str:
    if not rows:
        return "Nothing is owed"
    owed = sum((row.owed.total for row in rows), Decimal(0))
    late = owed - sum((row.owed.not_due for row in rows), Decimal(0))
    many = words.counted(len(rows), "authority", "authorities")
    told = f"{words.pounds(owed)} owed by {many}"
    return f"{told} · {words.pounds(late)} overdue" if late > 0 else told
